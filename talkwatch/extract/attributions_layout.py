"""What the layout of a page tells without a model: transcripts and signed quotations."""

from __future__ import annotations

from collections.abc import Iterator

from talkwatch.extract.attributions_labels import Parts
from talkwatch.extract.attributions_page import Page

_NAME = 12
"""Words that a signature or a speaker's name has at most."""
_TURNS = 2
"""Paragraphs that must begin with a speaker before a text counts as a transcript."""


def laid_out(page: Page) -> list[tuple[str, Parts]]:
    """Attributions that the layout shows, each with its rule's name.

    `transcript`: a name in capitals and a colon open a paragraph, whose rest was said ("WALLACE: Will she be there?").
    `signature`: a quotation fills a paragraph but for a dash and a name after it ("“We will stay.” — Amina Haddad").
    """
    paragraphs = list(_paragraphs(page))
    turns = [parts for first, last in paragraphs if (parts := _turn(page, first, last))]
    found = [("transcript", parts) for parts in turns] if len(turns) >= _TURNS else []
    signed = [parts for first, last in paragraphs if (parts := _signed(page, first, last))]
    return found + [("signature", parts) for parts in signed]


def _paragraphs(page: Page) -> Iterator[tuple[int, int]]:
    """The token ranges of the paragraphs."""
    first, size = 0, len(page.tokens)
    for at in range(1, size + 1):
        if at == size or page.paragraph[at] != page.paragraph[first]:
            yield first, at
            first = at


def _turn(page: Page, first: int, last: int) -> Parts | None:
    """A transcript's paragraph: a speaker in capitals, a colon and words."""
    for at in range(first, min(first + _NAME, last)):
        text = page.tokens[at].text
        if text == ":":
            enough = at > first and last - at > 2 and page.words[first].shape == "AA"
            return Parts(tuple(range(first, at)), (at,), tuple(range(at + 1, last))) if enough else None
        if not text.isupper() and text not in {"-", "(", ")", ","}:
            return None
    return None


def _signed(page: Page, first: int, last: int) -> Parts | None:
    """A paragraph that is a quotation, a dash and a name."""
    if page.mark[first] != "(":
        return None
    for at in range(max(first + 3, last - _NAME - 1), last - 1):
        if page.kind[at] == "dash" and page.mark[at - 1] == ")":
            name = range(at + 1, last)
            named = page.words[at + 1].shape in {"Aa", "AA"} and not any(page.kind[word][0] == "V" for word in name)
            quoted = all(page.quote[word] >= 0 for word in range(first, at))
            return Parts(tuple(name), (at,), tuple(range(first, at))) if named and quoted else None
    return None

"""One field of a document laid out for the attribution model: parallel lists over its tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from talkwatch.extract.attributions_words import Word, Words
from talkwatch.model.claims import Place
from talkwatch.text.document import Document, Token
from talkwatch.text.quotes import Quotation, quotations

_LONGER, _TITLED = 3, 0.75
"""Words of four letters that a headline must have to be judged, and the share of them with a capital."""


@dataclass(slots=True)
class Page:
    """Parallel lists over the tokens of one field.

    `sentences` are token ranges, `sentence` and `paragraph` number each token's; `quote` is the quotation a
    token stands in (-1 outside), `mark` "(" or ")" on a quotation's first and last token, `quoted` its number of words
    and `spans` its token range.
    """

    place: Place
    tokens: list[Token] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    key: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    quote: list[int] = field(default_factory=list)
    mark: list[str] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


def pages(document: Document, words: Words) -> tuple[Page, ...]:
    """The fields of the document that have tokens, the title first."""
    found = {"title": Page("title"), "text": Page("text")}
    for sentence in document.sentences:
        page = found[sentence.field]
        start, number = len(page.tokens), len(page.sentences)
        page.tokens.extend(_compounded(sentence.tokens))
        page.sentences.append((start, len(page.tokens)))
        size = len(page.tokens) - start
        page.sentence.extend([number] * size)
        page.paragraph.extend([sentence.paragraph] * size)
    for page in found.values():
        for start, end in page.sentences:
            part = page.tokens[start:end]
            look = words.look_titled if _titled(part) else words.look
            page.words.extend([look(token.text) for token in part])
        page.key = [word.key for word in page.words]
        page.kind = [word.kind for word in page.words]
        _quote(page, quotations(document.field(page.place)))
    return tuple(page for page in found.values() if page.tokens)


def _compounded(part: Sequence[Token]) -> Sequence[Token]:
    """The tokens with "U.S.-led" as one, as "US-led" is: its hyphen parts no clauses."""
    hyphens = [at for at, token in enumerate(part) if token.text == "-" and _glued(part, at)]
    if not hyphens:
        return part
    found = list(part)
    for at in reversed(hyphens):
        first, last = found[at - 1], found[at + 1]
        found[at - 1 : at + 2] = [Token(f"{first.text}-{last.text}", first.start, last.end)]
    return found


def _glued(part: Sequence[Token], at: int) -> bool:
    """Whether a hyphen joins an abbreviation to the word after it."""
    if not 0 < at < len(part) - 1:
        return False
    before, mark, after = part[at - 1], part[at], part[at + 1]
    short = before.text[-1] == "." and before.text[0].isupper()
    return short and before.end == mark.start and mark.end == after.start and after.text[0].isalpha()


def _titled(part: Sequence[Token]) -> bool:
    """Whether a sentence is a headline that capitalises (nearly) all of its longer words."""
    longer = [token.text for token in part[1:] if len(token.text) > 3 and token.text[0].isalpha()]
    return len(longer) >= _LONGER and sum(not word[0].islower() for word in longer) >= _TITLED * len(longer)


def _quote(page: Page, found: Iterable[Quotation]) -> None:
    """Set the outermost quotations on the page's tokens."""
    tokens, size = page.tokens, len(page.tokens)
    page.quote, page.mark = [-1] * size, [""] * size
    at, past = 0, -1
    for quotation in found:
        if quotation.start < past:
            continue
        past = quotation.end
        while at < size and tokens[at].end <= quotation.start:
            at += 1
        first = at
        while at < size and tokens[at].start < quotation.end:
            page.quote[at] = len(page.quoted)
            at += 1
        if at > first:
            page.mark[first] = "("
            if quotation.closed and at - 1 > first:
                page.mark[at - 1] = ")"
            page.spans.append((first, at))
            page.quoted.append(_count(tokens[first:at], quotation))


def _count(tokens: Sequence[Token], quotation: Quotation) -> int:
    """The words inside a quotation."""
    return sum(
        token.text[0].isalnum() and token.start >= quotation.inner_start and token.end <= quotation.inner_end
        for token in tokens
    )

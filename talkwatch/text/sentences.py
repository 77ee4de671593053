"""Paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from talkwatch.model.claims import Place
from talkwatch.text.document import Document, Sentence, Token
from talkwatch.text.seams import SUMMARY, is_link, seams
from talkwatch.text.tokens import TITLES, tokens

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
_ENDS = frozenset(".?!…。")
_CLOSERS = frozenset("\"”’'»)]}\u201f\u2033")
_OPENERS = frozenset("\"“„‘'«([{—–-•*·▪●■")
_BULLETS = frozenset("•▪●■◦‣·")
_OPENING_WORDS = """
    the a an this that these those he she it they we i you his her its their our my there here but and or so yet if
    when while after before since although though as in on at by for from with to of under over during despite
    according also however meanwhile still then now what who why how where some
    many most all both no not one two"""
_STARTERS = frozenset(_OPENING_WORDS.split())
"""Words that open a sentence when they stand with a capital after "U.S." or "a.m."."""
_REPORTING_WORDS = """
    said says asked asks added adds told replied wrote writes tweeted shouted yelled exclaimed declared continued
    wondered demanded joked quipped cried chanted answered responded"""
_REPORTS = frozenset(_REPORTING_WORDS.split())
"""Verbs that carry a sentence on after a quoted question ("Why?" the minister asked)."""
_FRESH = frozenset(
    ("The", "A", "An", "It", "He", "She", "They", "We", "This", "These", "There", "After", "But", "If", "When")
)
"""Words whose capital within a sentence shows that another one has begun."""
_NAMING_WORDS = """
    of in for from at on with to by about and or but than via as said told tells says like between against the called
    named join joined include including watch read wrote quoted cited per reads"""
_TAKES_NAME = frozenset(_NAMING_WORDS.split())
"""Words after which "The" is rather part of a name ("told The Wire", "in The Hague")."""
_REACH = 8
"""Tokens after a quoted question or exclamation within which such a verb carries the sentence on."""


def document(title: str, text: str, published: datetime) -> Document:
    """The two fields cut into sentences with their tokens; the title's sentences come first.

    Paragraphs are parted by line breaks and no sentence runs over one. Offsets are characters of the field. Linear
    time.
    """
    found: list[Sentence] = []
    _read("title", title, found)
    _read("text", text, found, title if len(text) <= SUMMARY else None)
    return Document(title, text, published, tuple(found))


def _read(field: Place, text: str, found: list[Sentence], title: str | None = None) -> None:
    """Append the sentences of one field to `found`; a summary, told by its `title`, may have seams."""
    number = 0
    for paragraph in _PARAGRAPH.finditer(text):
        words = tokens(text, paragraph.start(), paragraph.end())
        cuts = seams(words, title) if title is not None else frozenset[int]()
        for first, last in boundaries(words, text, cuts):
            part = tuple(words[first:last])
            if title is not None and is_link(part):
                continue
            start, end = part[0].start, part[-1].end
            lows = tuple([token.text.lower() for token in part])
            found.append(Sentence(field, len(found), number, start, end, text[start:end], part, lows))
        number += bool(words)


def boundaries(words: Sequence[Token], text: str, cuts: AbstractSet[int] = frozenset()) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph as ranges of its tokens; one begins at each of `cuts` in any case."""
    first, at, size = 0, 0, len(words)
    while at < size:
        after = at + 1
        if at > first and (
            at in cuts or words[at].text[0] in _BULLETS or (words[at].text in _FRESH and _fresh(words, first, at))
        ):
            yield first, at
            first = at
        elif words[at].text[-1] in _ENDS and not _numbers(words, first, at):
            while after < size and _closes(words, after):
                after += 1
            if after < size and _ends(words, at, after, text):
                yield first, after
                first = after
        at = after
    if first < size:
        yield first, size


def _fresh(words: Sequence[Token], first: int, at: int) -> bool:
    """Whether a new sentence begins at `at` though no mark ended the last, as where a summary joins a standfirst."""
    before = words[max(first, at - 3) : at]
    if len(before) < 3 or not all(word.text.isalpha() and word.text.islower() for word in before):
        return False
    if words[at].text != "The":
        return True
    after = [word.text for word in words[at + 1 : at + 3]]
    plain = after[0].islower() if after else False
    plain = plain or (len(after) > 1 and len(after[1]) > 3 and after[1].islower() and after[1] not in _STARTERS)
    return plain and before[-1].text not in _TAKES_NAME


def _numbers(words: Sequence[Token], first: int, at: int) -> bool:
    """Whether the mark at `at` belongs to a list's number ("2. The parties agree")."""
    return at == first + 1 and words[at].text == "." and words[first].text.isdigit() and len(words[first].text) <= 2


def _closes(words: Sequence[Token], at: int) -> bool:
    """Whether a token right after a final mark still belongs to the sentence before it."""
    word, before = words[at], words[at - 1]
    if word.text[0] not in _CLOSERS and word.text[0] not in _ENDS:
        return False
    if word.start == before.end:
        return True
    # A straight mark with space on both sides closes nothing; with space only before it, it opens.
    return word.text[0] in ")]}”»" and (at + 1 == len(words) or words[at + 1].start > word.end)


def _ends(words: Sequence[Token], at: int, after: int, text: str) -> bool:
    """Whether the mark at `at`, with its closers up to `after`, parts two sentences."""
    mark, following = words[at], words[after]
    bare = after == at + 1
    opening = _opening(words, after)
    if opening is None:
        return False
    if following.start == words[after - 1].end:  # no space: only "talks.The"
        return bare and mark.text == "." and following.text[0].isupper() and following.text[-1].islower()
    if mark.text[0].isalnum() and bare:
        return _ends_abbreviation(mark, opening)
    if not bare and mark.text[0] in "?!…" and _reported(words, after):
        return False
    loose = len(mark.text) > 1 or (mark.start > 0 and text[mark.start - 1].isspace())  # "..." and " ." go on easily
    return not loose or opening.text[0].isupper()


def _opening(words: Sequence[Token], at: int) -> Token | None:
    """The first word of a sentence that would start at `at`, or None if none can start there."""
    for word in words[at : at + 4]:
        if word.text[0].isalnum() or word.text[0] in "@#$€£":
            return None if word.text[0].islower() and not _mixed(word.text) and word is words[at] else word
        if word.text[0] not in _OPENERS and word.text[0] not in ".…":
            return None
    return None


def _mixed(word: str) -> bool:
    """Whether a word that begins small carries a capital ("iPhone", "al-Assad"), and so may open a sentence."""
    return any(letter.isupper() for letter in word)


def _ends_abbreviation(mark: Token, opening: Token) -> bool:
    """Whether a sentence ends with an abbreviation or initial, told by the word that follows."""
    word = mark.text[:-1]
    if word in TITLES:
        return False
    return opening.text[0].isupper() and opening.text.lower() in _STARTERS


def _reported(words: Sequence[Token], after: int) -> bool:
    """Whether a verb of saying soon carries on a sentence whose quotation ended with a question or exclamation."""
    for word in words[after : after + _REACH]:
        if word.text.lower() in _REPORTS:
            return True
        if word.text[0] in ',.;:?!"“”':
            return False
    return False

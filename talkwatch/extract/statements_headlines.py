"""Headlines that put their speaker beside a mark: "Deal is near – Kremlin", "Envoy: Deal is near"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.actors_lexicon import roles
from talkwatch.extract.attributions import Attribution
from talkwatch.extract.statements_content import Range
from talkwatch.extract.statements_lexicon import lexicon, verbs
from talkwatch.extract.statements_trim import FINITE
from talkwatch.text.document import Document, Sentence, Token

MARKS = frozenset("–—-:")
LONGEST, SHORTEST = 7, 3
"""Tokens of a speaker beside a mark, and words of what it says, at most and at least."""
CONFIDENCE = 0.6
"""What such a reading is worth beside the trained reader's probability."""


def headlines(document: Document, cast: Cast, taken: Sequence[Range]) -> Iterator[Attribution]:
    """What the title's speaker beside a mark says, where no attribution was read in the title before."""
    for sentence in document.sentences:
        if sentence.field != "title" or taken:
            continue
        words = sentence.tokens
        marks = [at for at in range(1, len(words) - 1) if words[at].text in MARKS and _spaced(words, at)]
        if not marks:
            continue
        ends, opens = (marks[-1] + 1, len(words)), (0, marks[0])
        if marks[-1] >= SHORTEST and _speaker(sentence, document, cast, ends):
            yield _said(sentence, ends, marks[-1], (0, marks[-1]))
        elif (
            len(words) - marks[0] > SHORTEST
            and words[marks[0]].text == ":"
            and _speaker(sentence, document, cast, opens)
        ):
            yield _said(sentence, opens, marks[0], (marks[0] + 1, len(words)))


def _spaced(words: Sequence[Token], at: int) -> bool:
    """Whether a mark parts two phrases rather than two halves of a word."""
    after = words[at + 1].start > words[at].end
    return after and (words[at].text == ":" or words[at].start > words[at - 1].end)


def _speaker(sentence: Sentence, document: Document, cast: Cast, place: tuple[int, int]) -> bool:
    """Whether the tokens are somebody who speaks, and nothing else: a name that ends there, or people by their role."""
    part = sentence.tokens[slice(*place)]
    lows = [token.text.lower() for token in part]
    if len(part) > LONGEST or any(word in verbs() for word in lows) or FINITE.search(" ".join(lows)):
        return False
    named = next(
        (one for one in cast.mentions(sentence) if one.end == part[-1].end and one.start >= part[0].start), None
    )
    if named:
        return _heard(named, document, opening=place[0] == 0)
    return lows[-1] in roles().people | lexicon().crowds and lows[-1] not in ("reports", "report")


def _heard(named: Mention, document: Document, *, opening: bool) -> bool:
    """Whether a name beside a mark speaks: a paper only if the text has it too, a state only after what it says."""
    if named.kind == "medium":
        return named.text in document.text
    return not (opening and named.kind in ("state", "seat", "movement", "body"))


def _said(sentence: Sentence, who: tuple[int, int], mark: int, what: tuple[int, int]) -> Attribution:
    words = sentence.tokens
    source, content = ((words[first].start, words[last - 1].end) for first, last in (who, what))
    cue = (words[mark].start, words[mark].end)
    return Attribution(sentence.field, (source,), (cue,), (content,), CONFIDENCE, "headline")

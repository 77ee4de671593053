"""Attributions put right before they are read: broken ones dropped, ends of clauses restored, two statements parted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from talkwatch.extract.actors import Cast
from talkwatch.extract.actors_lexicon import roles
from talkwatch.extract.statements_content import Range
from talkwatch.extract.statements_lexicon import lexicon, verbs
from talkwatch.model.claims import Place
from talkwatch.text.document import Document, Sentence

SHORT_TAIL = 4
"""Tokens left to the end of a clause that belong to the content before them."""
_CLOSERS = frozenset((",", ".", ";", ":", "”", '"', "–", "—", "?", "!", ")"))
_NAMED = re.compile(r"[A-Z]\w+")


class Attributed(Protocol):
    """What is read of an attribution; see extract.attributions."""

    @property
    def field(self) -> Place:
        """The field that the ranges lie in."""

    @property
    def source(self) -> tuple[Range, ...]:
        """Who; may be empty."""

    @property
    def cue(self) -> tuple[Range, ...]:
        """The words of saying; may be empty."""

    @property
    def content(self) -> tuple[Range, ...]:
        """What was said."""

    @property
    def confidence(self) -> float:
        """How sure the reader was, 0-1."""

    @property
    def rule(self) -> str:
        """What read it."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """An attribution with its ranges put right."""

    field: Place
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    confidence: float
    rule: str


@dataclass(slots=True)
class Repairer:
    """Puts the attributions of one document right."""

    document: Document
    cast: Cast
    _starts: dict[Place, list[int]] = field(default_factory=dict)
    _sentences: dict[Place, list[Sentence]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place in ("title", "text"):
            self._sentences[place] = [sentence for sentence in self.document.sentences if sentence.field == place]
            self._starts[place] = [sentence.start for sentence in self._sentences[place]]

    def repaired(self, attributions: Sequence[Attributed]) -> list[Repaired]:
        """The attributions that hold together, each put right."""
        sound = [attribution for attribution in attributions if self._sound(attribution)]
        busy = [(attribution.field, part) for attribution in sound for part in (*attribution.source, *attribution.cue, *attribution.content)]
        return [self._mended(attribution, busy) for attribution in sound]

    def _sentence(self, place: Place, at: int) -> Sentence | None:
        found = self._sentences[place]
        return found[max(0, bisect_right(self._starts[place], at) - 1)] if found else None

    def _sound(self, attribution: Attributed) -> bool:
        """Whether the parts hold together: a cue of words, contents in few pieces, a source that can speak."""
        text = self.document.field(attribution.field)
        cue = [text[start:end] for start, end in attribution.cue]
        if any(not part[:1].isalnum() and part.strip() not in (":", "—", "–", "-") for part in cue) or len(cue) > 2:
            return False
        if len(attribution.content) > 3 or not attribution.content:
            return False
        if any(part[:1].isupper() and " " in part and not part.startswith("According") for part in cue) and attribution.field == "text":
            return False
        return not attribution.source or self._speaks(text, attribution)

    def _speaks(self, text: str, attribution: Attributed) -> bool:
        """Whether the words of a source can be somebody who speaks."""
        start, end = attribution.source[0][0], attribution.source[-1][1]
        sentence = self._sentence(attribution.field, start)
        if sentence and any(mention.start < end and start < mention.end for mention in self.cast.mentions(sentence)):
            return True
        words = [word.strip(".,’'\"“”").lower() for word in text[start:end].split()]
        table = roles()
        known = table.people | table.organs | lexicon().crowds | lexicon().pronouns.keys() | table.points.keys()
        if any(word in known or word in ("who", "we", "i", "sides", "parties", "one", "another") for word in words):
            return True
        return bool(_NAMED.search(text[start:end])) and words[0] not in ("in", "to", "with", "of", "on", "the")

    def _mended(self, attribution: Attributed, busy: Sequence[tuple[Place, Range]]) -> Repaired:
        content = list(attribution.content)
        content[-1] = self._extended(attribution.field, content[-1], busy)
        return Repaired(
            attribution.field, self._source(attribution), attribution.cue, tuple(content), attribution.confidence, attribution.rule
        )

    def _extended(self, place: Place, part: Range, busy: Sequence[tuple[Place, Range]]) -> Range:
        """A content whose clause goes on for a few words, taken to the clause's end."""
        sentence = self._sentence(place, max(part[0], part[1] - 1))
        if sentence is None:
            return part
        rest = [token for token in sentence.tokens if token.start >= part[1]]
        size = next((at for at, token in enumerate(rest) if token.text in _CLOSERS), len(rest))
        if not 0 < size <= SHORT_TAIL or any(token.text.lower() in verbs() for token in rest[:size]):
            return part
        end = rest[size - 1].end
        if any(field == place and first < end and part[1] < last for field, (first, last) in busy):
            return part
        return part[0], end

    def _source(self, attribution: Attributed) -> tuple[Range, ...]:
        """The source, widened to the whole name that it is a piece of, or to the name that it is an apposition of."""
        if not attribution.source:
            return attribution.source
        start, end = attribution.source[0][0], attribution.source[-1][1]
        sentence = self._sentence(attribution.field, start)
        mentions = self.cast.mentions(sentence) if sentence else ()
        text = self.document.field(attribution.field)
        for mention in mentions:
            if text[mention.end : start].strip() == "," and not any(other.start >= start and other.person for other in mentions):
                return ((mention.start, mention.end),)
            if mention.start < end < mention.end or mention.start < start < mention.end:
                return ((min(start, mention.start), max(end, mention.end)),)
        return attribution.source

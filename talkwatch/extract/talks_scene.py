"""The clause in which a sentence names a session, with the days and the actors around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.talks_phrases import Phrase
from talkwatch.extract.talks_words import MARK, cues, lexicon
from talkwatch.text.dates import DateMention
from talkwatch.text.document import Sentence
from talkwatch.text.needed import Sieve, needed

_PONTIFF = re.compile(r"\b[Tt]he (?:Pope|pope|pontiff)\b|\b[Pp]ope\b(?: [A-Z]\w+)?|\b[Pp]ontiff\b")


@dataclass(frozen=True, slots=True)
class Scene:
    """One session's phrase in its sentence; `left` to `right` is its clause. Offsets are into `text`."""

    text: str
    phrase: Phrase
    spots: Sequence[Phrase]
    days: Sequence[DateMention]
    actors: Sequence[Mention]
    left: int
    right: int

    @property
    def before(self) -> str:
        """The sentence up to the phrase."""
        return self.text[: self.phrase.start]

    @property
    def after(self) -> str:
        """The sentence from the phrase's end."""
        return self.text[self.phrase.end :]

    @property
    def marked(self) -> str:
        """The sentence with § for the phrase."""
        return self.before + MARK + self.after


def scene(
    text: str, phrase: Phrase, spots: Sequence[Phrase], days: Sequence[DateMention], actors: Sequence[Mention]
) -> Scene:
    """The scene of a phrase; a dateline's dash parts no clause."""
    ends = cues()["clause ends"].pattern
    left = 0
    for match in ends.finditer(text, 0, phrase.start):
        if not text[: match.start()].isupper() and not text[: match.start()].endswith(")"):
            left = match.end()
    after = ends.search(text, phrase.end)
    return Scene(text, phrase, spots, days, actors, left, after.start() if after else len(text))


def actors_in(cast: Cast, sentence: Sentence) -> tuple[Mention, ...]:
    """The cast's mentions in a sentence with offsets into it; a pope goes for the Vatican, a group for its states."""
    known = cast.acting.get(sentence.index)
    if known is None:
        known = cast.acting[sentence.index] = tuple(sorted(_acting(cast, sentence), key=lambda one: one.start))
    return known


def _acting(cast: Cast, sentence: Sentence) -> list[Mention]:
    begin, text = sentence.start, sentence.text
    found = [
        Mention(one.start - begin, one.end - begin, one.text, one.actor, one.kind, one.person)
        for one in cast.mentions(sentence)
    ]
    for match in _PONTIFF.finditer(text) if "ope" in text or "onti" in text else ():
        if not any(match.start() < one.end and one.start < match.end() for one in found):
            found.append(Mention(match.start(), match.end(), match[0], "Vatican", "person"))
    for group, names in _groups().among(text.lower()):
        for match in group.finditer(text):
            found += [Mention(match.start(), match.end(), match[0], name, "state") for name in names]
    return found


@cache
def _groups() -> Sieve[tuple[re.Pattern[str], tuple[str, ...]]]:
    return Sieve(lexicon().groups, lambda row: needed(row[0]))

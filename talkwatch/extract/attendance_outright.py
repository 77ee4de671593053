"""What a sentence says outright of somebody's coming: by a verb with its moods, or by a turn of phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from talkwatch.extract.actors import Mention
from talkwatch.extract.attendance_findings import DOUBTS, OUTRIGHT, TITLE, Finding
from talkwatch.extract.attendance_marked import Marked
from talkwatch.extract.attendance_moods import condition_after, condition_before, read, words_between
from talkwatch.extract.attendance_rules import StanceRule, Verb, cue, low_cue, stance_rules, verbs
from talkwatch.extract.attendance_subjects import guests_of, subject_of, teller
from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_words import MARK
from talkwatch.model.claims import Stance
from talkwatch.text.document import Sentence
from talkwatch.text.needed import Sieve

_FARTHEST = 90
"""Characters from the words of coming to the session they speak of."""


@dataclass(frozen=True, slots=True)
class Scenery:
    """A sentence with the mentions of kept sessions in it, each with its session's index, and who may come.

    `last` is the index of the session spoken of last.
    """

    sentence: Sentence
    marked: Marked
    here: Sequence[tuple[int, SessionMention]]
    actors: Sequence[Mention]
    last: int


class _Told(NamedTuple):
    """What a match tells; its words begin at `start`."""

    talk: int
    stance: Stance
    rule: str
    condition: str | None
    start: int


def outright(scenery: Scenery) -> list[Finding]:
    """The stances that a sentence tells outright; words that one rule or verb has taken are left to it."""
    if not scenery.actors or low_cue("long ago").search(scenery.marked.lowered):
        return []
    found: list[Finding] = []
    taken: list[tuple[int, int]] = []
    for told, match in _matches(scenery.marked.text, scenery.marked.lowered):
        start, end = scenery.marked.span(*match.span())
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        index = _which(scenery, match, told)
        new = [] if index is None else list(_told(scenery, told, match, index))
        if new:
            taken.append((start, end))
            found += new
    return found


@lru_cache(maxsize=128)
def _matches(text: str, lowered: str) -> tuple[tuple[StanceRule | Verb, re.Match[str]], ...]:
    """What takes in a marked sentence: the turns of phrase first, then the verbs.

    Kept for a while: where a session is doubted, its document's attendance is read twice.
    """
    return tuple(
        (told, match)
        for told in _sieve().among(lowered)
        for match in told.pattern.finditer(lowered if isinstance(told, Verb) else text)
    )


@cache
def _sieve() -> Sieve[StanceRule | Verb]:
    return Sieve((*stance_rules(), *verbs()), lambda told: told.cues)


def _told(scenery: Scenery, told: StanceRule | Verb, match: re.Match[str], index: int) -> Iterator[Finding]:
    """The findings of a match."""
    if isinstance(told, Verb):
        yield from _by_verb(scenery, told, match, index)
        return
    text = scenery.sentence.text
    condition = match.groupdict().get("condition")
    condition = condition.strip().rstrip(",.") if condition and MARK not in condition else None
    told_so = _Told(index, told.stance, told.name, condition, match.start())
    for one in guests_of(text, scenery.actors, told, match, scenery.marked.at):
        yield _finding(scenery, one, told_so)


def _by_verb(scenery: Scenery, verb: Verb, match: re.Match[str], index: int) -> Iterator[Finding]:
    """What a verb tells of its subject, turned by the words between them."""
    text = scenery.sentence.text
    start, end = scenery.marked.span(*match.span())
    subject = subject_of(text, scenery.actors, start)
    if subject is None:
        return
    gap = words_between(text, subject.end, start)
    stance = read(verb.stance, text, subject.who[0].start, gap)
    condition = stance and (condition_after(text, end, gap) or condition_before(text, subject.who[0].start, gap))
    if condition:
        stance = "conditional"
    if stance is None or (verb.doubts and stance not in DOUBTS):
        return
    for one in subject.who:
        yield _finding(scenery, one, _Told(index, stance, verb.name, condition, start))


def _finding(scenery: Scenery, one: Mention, told: _Told) -> Finding:
    sentence = scenery.sentence
    by = teller(sentence.text, scenery.actors, one, told.start)
    weight = OUTRIGHT if sentence.field == "text" else TITLE
    return Finding(told.talk, one, told.stance, told.rule, sentence, told.condition, by, weight)


def _which(scenery: Scenery, match: re.Match[str], told: StanceRule | Verb) -> int | None:
    """The session a match speaks of: the one it ends with, else the nearest in the sentence, else the one before."""
    words, here = match[0], scenery.here
    start, end = scenery.marked.span(*match.span())
    if cue("another occasion").search(words):
        return None
    if not here:
        return scenery.last if told.alone else None
    spot = scenery.marked.spots.get(match.end() - 1) if words.endswith(MARK) else None
    if spot:
        for index, mention in here:
            if mention.phrase.start == spot.start:
                return index

    def distance(pair: tuple[int, SessionMention]) -> tuple[bool, int]:
        phrase = pair[1].phrase
        return phrase.verb, abs(phrase.start - end) if phrase.start >= start else 40 + start - phrase.end

    index, near = min(here, key=distance)
    gap = near.phrase.start - end
    text = scenery.sentence.text
    if gap >= _FARTHEST or (gap > 0 and cue("another occasion").search(text, end, near.phrase.start)):
        return None
    return index

"""Which reports are of one utterance, and which utterance is an actor's latest."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple

from talkwatch.ledger.denials import denied
from talkwatch.ledger.marks import NO_MARKS, Marks
from talkwatch.ledger.rows import row_key, seen
from talkwatch.ledger.soundness import is_clause
from talkwatch.ledger.tracks import Lens
from talkwatch.ledger.weights import (
    FULL_CONTENT,
    MUCH_HEARD,
    NEWEST_STAYS,
    SAME_HOURS,
    SAME_STATEMENT_DAYS,
    SAME_STATEMENT_SHARE,
    STATEMENT_STAYS,
)
from talkwatch.ledger.wording import last_word, name_key, overlap, stems
from talkwatch.model.board import Statement, Told
from talkwatch.model.claims import StatementClaim

Heard = Told[StatementClaim]
_UNNAMED = re.compile(r"\b(?:sources?|officials?|spokes\w+|people|persons?|diplomats?|insiders?|aides?|statement)\b")
_POINTS_BACK = re.compile(r"(?:it|he|she|they|this|these|those|such)\b", re.IGNORECASE)
"""The first word of a paraphrase whose subject stands in a sentence that is not shown."""
_MANY = 8
"""Each time so many more stand under a word, those of them that are too old are put away."""
_COMPARED = 8
"""So many reports of an utterance, the first, are compared with another one."""
_SAME = timedelta(days=SAME_STATEMENT_DAYS)
SURE_SHARE = 0.8
"""Part of the content words that the words of two different speakers share where one of them is named wrongly."""
_FORMS = {"direct": 2, "mixed": 1, "indirect": 0}


class Utterance:
    """The reports of one utterance so far."""

    def __init__(self, first: Heard) -> None:
        self.told: list[Heard] = []
        self.said = said(first)
        """When it was said (UTC), as the earliest of its reports has it."""
        self.last = first.heard
        """When the newest of them was heard."""
        self.words: frozenset[str] = frozenset()
        self.speakers: set[str] = set()
        self._contents: list[frozenset[str]] = []
        self.least = 0
        """Words of the shortest content that another report is compared with."""
        self.hear(first)

    def hear(self, told: Heard) -> None:
        """One more report of it."""
        self.told.append(told)
        self.last = told.heard
        self.said = min(self.said, said(told))
        words = stems(told.claim.content)
        self.words |= words
        if len(self._contents) < _COMPARED:
            self._contents.append(words)
            self.least = min(map(len, self._contents))
        speaker = _named(told.claim)
        if speaker:
            self.speakers.add(speaker)

    def likeness(self, one: Words) -> float:
        """How much of the shorter content both share (0-1), 0 where time or speakers forbid that they are one."""
        if one.heard - self.last > _SAME:
            return 0.0
        differ = one.speaker and self.speakers and one.speaker not in self.speakers
        least = SURE_SHARE if differ else SAME_STATEMENT_SHARE
        share = max(overlap(one.stems, content) for content in self._contents)
        return share if share >= least else 0.0


class Words(NamedTuple):
    """What a report is compared by: the stems of its content, its speaker's last name ("" if unnamed), and its time."""

    stems: frozenset[str]
    speaker: str
    heard: datetime


def statements(told: Sequence[Heard], lens: Lens, as_of: datetime, marks: Marks = NO_MARKS) -> tuple[Statement, ...]:
    """The utterances of the last days: the newest of each actor first, the track's own first, then the rest by time.

    What the user pinned stands before all.

    Only one with an actor can be an actor's newest; where a track follows everything, actors of whom more is
    reported come first.
    """
    stays = timedelta(days=STATEMENT_STAYS)
    kept = [each for each in _utterances(told, lens) if marks.keeps(each.told, stays=as_of - each.said <= stays)]
    fresh = [_statement(utterance, lens) for utterance in kept]
    fresh.sort(key=lambda row: (row.said, row.speaker, row.content, row.id), reverse=True)
    newest = _newest(fresh, lens, as_of)
    answers = denied(fresh)
    marked = [replace(row, newest=row.id in newest, denies=answers.get(row.id, "")) for row in fresh]
    heard: Counter[str] = Counter()
    for row in fresh:
        heard[name_key(row.actor or "")] += len({one.group for one in row.told})
    return tuple(sorted(marked, key=lambda row: (not marks.pins(row.told), _rank(row, heard, lens))))


def _newest(fresh: Sequence[Statement], lens: Lens, as_of: datetime) -> set[str]:
    """The row of each actor that stands for its latest words: of those of its last hours, the one that tells most."""
    lately: dict[str, list[Statement]] = {}
    for row in fresh:
        stays = timedelta(days=NEWEST_STAYS[lens.rank(row.actor)])
        if not row.actor or as_of - row.said > stays:
            continue
        own = lately.setdefault(name_key(row.actor), [])
        if not own or own[0].said - row.said <= timedelta(hours=SAME_HOURS):
            own.append(row)
    return {max(own, key=_telling).id for own in lately.values()}


def _telling(row: Statement) -> tuple[int, bool, datetime, str, str]:
    """A full sentence or verbatim words before a scrap, a person's words before a body's, then the newest."""
    named = name_key(row.speaker) != name_key(row.actor or "")
    points_back = row.form != "direct" and _POINTS_BACK.match(row.content) is not None
    full = is_clause(row.best.claim) + (row.form == "direct" or len(stems(row.content)) >= FULL_CONTENT)
    return (full - points_back, named, row.said, row.content, row.id)


def _rank(row: Statement, heard: Counter[str], lens: Lens) -> tuple[int, int]:
    """Where a row stands among those of its time; equals keep the order of time."""
    if not row.newest:
        return (2, 0)
    if lens.track.everything:
        return (0, -min(heard[name_key(row.actor or "")], MUCH_HEARD) // 5)
    return (0 if row.principal else 1, lens.rank(row.actor))


def _utterances(told: Sequence[Heard], lens: Lens) -> list[Utterance]:
    """Each report put to the utterance it is most like; those of one voice that share enough words are compared."""
    found: list[Utterance] = []
    voices: dict[str, _Voice] = defaultdict(_Voice)
    for one in told:
        voice = voices[_voice(one.claim, lens)]
        mine = Words(stems(one.claim.content), _named(one.claim), one.heard)
        scored = [(likeness, other) for other in voice.near(mine.stems) if (likeness := other.likeness(mine))]
        best = max(scored, key=_nearest, default=None)
        if best is not None:
            best[1].hear(one)
            utterance = best[1]
        else:
            utterance = Utterance(one)
            found.append(utterance)
        voice.note(utterance, mine)
    return found


class _Voice:
    """The utterances of one voice by their words."""

    def __init__(self) -> None:
        self._listed: dict[str, list[Utterance]] = {}
        self._least = 1000
        """Words of the shortest content so far."""

    def near(self, words: frozenset[str]) -> list[Utterance]:
        """Those that share as many of the words as one utterance must.

        Who shares `least` of n words shares one of any n - least + 1: those that fewest have are looked through.
        """
        listed = sorted((found for word in words if (found := self._listed.get(word))), key=len)
        need, part = min(4, len(words)), SAME_STATEMENT_SHARE
        least = max(need, math.ceil(part * min(len(words), self._least)))
        maybe = dict.fromkeys(chain.from_iterable(listed[: max(0, len(listed) - least + 1)]))
        counted = ((one, len(words & one.words)) for one in maybe)
        return [one for one, count in counted if count >= need and count >= part * min(len(words), one.least)]

    def note(self, utterance: Utterance, one: Words) -> None:
        """The utterance has these words; of many under a word, those that no report joins any more go now and then."""
        self._least = min(self._least, utterance.least)
        for word in one.stems:
            listed = self._listed.setdefault(word, [])
            if listed and listed[-1] is utterance:
                continue
            listed.append(utterance)
            if len(listed) % _MANY == 0:
                since = one.heard - _SAME
                listed[:] = [each for each in listed if each.last >= since]


def _nearest(scored: tuple[float, Utterance]) -> tuple[float, datetime, str]:
    likeness, utterance = scored
    return (round(likeness, 9), utterance.last, utterance.told[0].id)


def _voice(claim: StatementClaim, lens: Lens) -> str:
    """Under which name an utterance is filed: its actor, else the speaker's last word."""
    return name_key(lens.canonical(claim.actor)) if claim.actor else last_word(claim.speaker)


def _named(claim: StatementClaim) -> str:
    """The speaker's last name, or "" where only a role or the actor is named."""
    key = name_key(claim.speaker)
    if _UNNAMED.search(key) or (claim.actor and key == name_key(claim.actor)):
        return ""
    return last_word(claim.speaker)


def _statement(utterance: Utterance, lens: Lens) -> Statement:
    best = max(utterance.told, key=_worth)
    claim = best.claim
    days = [one.claim.said_on for one in utterance.told if one.claim.said_on]
    actor = claim.actor or next((one.claim.actor for one in utterance.told if one.claim.actor), None)
    return Statement(
        id=row_key("s", min(utterance.told, key=seen)),
        speaker=claim.speaker,
        actor=lens.canonical(actor) if actor else None,
        form=claim.form,
        content=claim.content,
        medium=claim.medium or next((one.claim.medium for one in utterance.told if one.claim.medium), None),
        said_on=min(days) if days else None,
        said=utterance.said,
        best=best,
        told=tuple(utterance.told),
        principal=lens.is_actor(actor) or lens.is_actor(claim.speaker),
    )


def _worth(one: Heard) -> tuple[int, int, float, int, str]:
    """Verbatim before paraphrase, a full name before a role, then the surest reading, then the fuller words."""
    named = len(_named(one.claim)) > 0
    return (_FORMS[one.claim.form], named, round(one.claim.confidence, 3), min(len(one.claim.content), 300), one.id)


def said(one: Heard) -> datetime:
    """When a report has it said (UTC): noon of an earlier day that it names, else when it was published."""
    day = one.claim.said_on
    published = one.report.heard
    if day is None or day >= published.date():
        return published
    return min(published, datetime.combine(day, time(12), UTC))

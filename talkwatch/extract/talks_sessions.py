"""A session as the mentions of it in one document, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_places import states
from talkwatch.extract.talks_words import lexicon
from talkwatch.model.claims import TalkStatus

SHORT = 1200
"""Characters up to which a text is a feed item and not an article."""
_NEARNESS = {"day": 0, "week": 1, "month": 2, "unknown": 3}
_HERE = 0.6
"""Firmness that a state gains where its mention names the place: it speaks of this session, not of talks at large."""
_BEGAN = frozenset({"§ under way", "opened §"})
"""The rules of what has begun: a day past is that of its beginning, and it goes on."""
_ARRIVED = "arrived to hold §"
"""The rule of guests that are there already; the session may still be to come."""
_AT_IT = "in §"
"""The rule of what somebody does or says at a session."""
_KEPT_TO_ITS_DAYS = frozenset({"scheduled", "under_way", "concluded"})
"""States of a gathering that takes place as its calendar says."""
_OUTRIGHT = 3.0
"""Firmness from which "is under way" stands against a later day named elsewhere in the text."""


@dataclass(slots=True)
class Session:
    """The mentions of one session, in the document's order."""

    mentions: list[SessionMention] = field(default_factory=list)
    supposed: tuple[str, ...] = ()
    """Parties that no sentence names at the table, told from who the document is about."""
    likely: float = 1.0
    """The probability (0–1) that it is in view."""

    @property
    def kinds(self) -> set[str]:
        """The kinds of its phrases."""
        return {one.phrase.kind for one in self.mentions}

    @property
    def statuses(self) -> set[TalkStatus]:
        """The states its mentions tell."""
        return {one.status for one in self.mentions if one.status}

    @property
    def place(self) -> str | None:
        """The place named first; a city goes before a state."""
        named = [one.place for one in self.mentions if one.place]
        return next((name for name in named if name not in states()), named[0] if named else None)

    @property
    def dated(self) -> SessionMention | None:
        """The mention with the narrowest date, the first of those."""
        found = [one for one in self.mentions if one.first]
        return min(found, key=lambda one: _NEARNESS[one.precision]) if found else None

    @property
    def named(self) -> tuple[str, ...]:
        """The parties that sentences name, mediators left out."""
        brokers = set(self.mediators)
        return tuple(dict.fromkeys(name for one in self.mentions for name in one.parties if name not in brokers))

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named and, where they are fewer than two, those supposed."""
        named = self.named
        if len(named) >= 2:
            return named
        return (*named, *(name for name in self.supposed if name not in named))[: max(2, len(self.supposed))]

    @property
    def mediators(self) -> tuple[str, ...]:
        """All mediators and hosts named."""
        return tuple(dict.fromkeys(name for one in self.mentions for name in one.mediators))

    @property
    def persons(self) -> set[str]:
        """All persons named as meeting."""
        return {name for one in self.mentions for name in one.persons}

    @property
    def rank(self) -> int | None:
        """The ordinal of a round."""
        return next((one.phrase.rank for one in self.mentions if one.phrase.rank), None)

    @property
    def old(self) -> bool:
        """Whether all its mentions only remember it."""
        return all(one.old for one in self.mentions)

    @property
    def best(self) -> SessionMention:
        """The mention that tells most of it, the first of those."""
        return max(self.mentions, key=lambda one: (_told(one), -one.sentence.index))


def _told(one: SessionMention) -> float:
    """How much a mention tells of its session: its name, state, place, day and parties; the text before the title."""
    told = 0.3 * min(len(one.phrase.name.split()), 4) + 0.7 * one.firmness + 1.2 * min(len(one.parties), 2)
    return told + 1.5 * bool(one.place) + 1.5 * bool(one.first) + 0.6 * (one.sentence.field == "text")


def status_of(session: Session, today: date) -> tuple[TalkStatus, str]:
    """The state the mentions come to, and the rule of the one that decided: the firmest, the first of those."""
    told = [one for one in session.mentions if one.status]
    decided = (
        max(told, key=lambda one: (one.firmness + _HERE * bool(one.place), -one.sentence.index))
        if told
        else session.mentions[0]
    )
    going = {"gathering", "talks"} & session.kinds
    if decided.rule == _AT_IT and _brief(session):  # what was told at it has been told
        return "concluded", decided.rule
    status: TalkStatus = decided.status or ("under_way" if going else "concluded")
    dated = session.dated
    if dated and dated.first and dated.last and not (dated.precision == "week" and _calendar_days(session, today)):
        firm = decided.firmness >= _OUTRIGHT and decided.rule != _ARRIVED
        outright = firm and decided is not dated and status == "under_way"
        begun = decided.rule in _BEGAN and session.kinds & {"talks", "round", "gathering"}
        if not (outright and dated.first >= today) and not (begun and dated.last < today):
            status = _by_day(status, dated.first, dated.last, today)
    elif status in _KEPT_TO_ITS_DAYS and (days := _calendar_days(session, today)):
        status = "under_way" if days[0] <= today <= days[1] else _by_day(status, *days, today)
    return status, decided.rule


def _brief(session: Session) -> bool:
    """Whether a name tells of a session that is over in hours ("an emergency video summit")."""
    brief = lexicon().words["brief"]
    return any(not brief.isdisjoint(one.phrase.name.lower().split()) for one in session.mentions)


def _calendar_days(session: Session, today: date) -> tuple[date, date] | None:
    """The days of a standing gathering that the calendar knows: that of its number, else the one nearest to today."""
    calendar = lexicon().calendar
    for one in session.mentions:
        match = calendar.name.search(one.phrase.name) if "gathering" in session.kinds else None
        if match and match["number"]:
            return calendar.days.get(int(match["number"]))
        if match:
            return min(calendar.days.values(), key=lambda days: abs((days[0] - today).days))
    return None


def _by_day(status: TalkStatus, first: date, last: date, today: date) -> TalkStatus:
    """A status made to fit the day: what is over is concluded, what comes is not under way."""
    if first > today and status in ("under_way", "concluded"):
        return "scheduled"
    if last < today and status in ("under_way", "scheduled"):
        return "concluded"
    return status

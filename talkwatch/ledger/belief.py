"""What the reports of one talk, heard one after the other, make one believe of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from talkwatch.ledger.mention import Days, days_of
from talkwatch.ledger.tally import Tally
from talkwatch.ledger.weights import (
    BEGUN_DAMPS,
    BELIEF_HALF_LIFE,
    CONFLICT_SHARE,
    DATE_HALF_LIFE,
    DAY_SHARE,
    DOUBT_SHARE,
    END_DAMPS,
    GRADE,
    OFF_DAMPS,
    ONE_DAY,
    PRECISION_WEIGHT,
    STATUS_WEIGHT,
    TRUCE_END,
    UNDER_WAY_LASTS,
)
from talkwatch.ledger.wording import is_town, near
from talkwatch.model.board import BoardStatus, Conflict, Matter, Rival, Told, Turn
from talkwatch.model.claims import Precision, TalkClaim, TalkStatus

_BEGUN = frozenset({"under_way", "concluded"})
_OFF = frozenset({"postponed", "cancelled"})
_GRACE = timedelta(hours=6)
"""The last time zone's day ends so much after UTC's where most talks meet."""


class Belief:
    """A talk's date, place and status as reports come in; `hear` must be called in the order they were heard."""

    def __init__(self) -> None:
        self.starts: Tally[str] = Tally(DATE_HALF_LIFE)
        self.ends: dict[str, Tally[str]] = {}
        self.places: Tally[str] = Tally(DATE_HALF_LIFE)
        self.statuses: Tally[str] = Tally(BELIEF_HALF_LIFE)
        self.parties: Counter[str] = Counter()
        self.helpers: Counter[str] = Counter()
        self.turns: list[Turn] = []
        self.last: datetime | None = None
        self._shown: dict[Matter, str] = {}
        self._days: Days | Literal["unknown"] | None = None
        self._reported: BoardStatus | None = None

    def hear(self, told: Told[TalkClaim], parties: tuple[str, ...], helpers: tuple[str, ...]) -> None:
        """One more report; `parties` and `helpers` by the names the board uses."""
        claim = told.claim
        weight = claim.confidence * GRADE.get(told.report.grade, 1.0)
        self.last = told.heard
        for counts, names in ((self.parties, parties), (self.helpers, helpers)):
            for name in names:
                counts[name] += 1
        goes_on = self._goes_on(told.claim)
        self._vote_status(told, weight, goes_on=goes_on)
        self._vote_days(told, weight, goes_on=goes_on)
        if claim.place:
            self.places.add(claim.place, weight, told.heard, told.group, told.report.publisher)
        self._turn(told)

    def _goes_on(self, claim: TalkClaim) -> bool:
        """Whether talks under way are set to go on the next day: that is no other date for them, nor a new plan."""
        days, held = days_of(claim), self.days()
        if days is None or held is None or claim.status not in {"scheduled", "under_way"}:
            return False
        return self.reported() == "under_way" and days.first == held.last + timedelta(days=1)

    def _vote_status(self, told: Told[TalkClaim], weight: float, *, goes_on: bool) -> None:
        status: TalkStatus = "under_way" if goes_on else told.claim.status
        vote = weight * STATUS_WEIGHT[status]
        if status in _OFF and (status, told.group) not in self.statuses.voted:
            # What was planned before says nothing against its being called off; only what is said after does.
            for planned in ("proposed", "scheduled", "under_way"):
                self.statuses.damp_one(planned, OFF_DAMPS)
        if status in _BEGUN and (status, told.group) not in self.statuses.voted and self._day_came(told):
            # That it was planned says nothing against its having begun, nor that it began against its having ended.
            for earlier in ("proposed", "scheduled", *(("under_way",) if status == "concluded" else ())):
                self.statuses.damp_one(earlier, BEGUN_DAMPS)
        self._reported = None
        self.statuses.add(status, vote, told.heard, told.group, told.report.publisher)

    def _day_came(self, told: Told[TalkClaim]) -> bool:
        """Whether a report of its course was heard on or after the first of its days."""
        days = days_of(told.claim) or self.days()
        return days is not None and days.precision == "day" and days.first <= told.heard.date()

    def _vote_days(self, told: Told[TalkClaim], weight: float, *, goes_on: bool) -> None:
        if told.claim.kind == "truce" and told.claim.start is None and told.claim.end is not None:
            self._vote_end(told, weight, told.claim.end)
            return
        days = days_of(told.claim)
        if days is not None or told.claim.status in _OFF:
            self._days = None
        if told.claim.status in _OFF:
            # What was set before is what was put off: a new day, if one is named, wins at once.
            moved = days is not None and days.first.isoformat() != self._start()
            self.starts.damp(0.25 if moved else 1.0)
        if days is None:
            return
        held = self.days()
        begun = told.claim.kind == "truce" and told.claim.status in _BEGUN and self.reported() in _BEGUN
        if begun and held is not None and days.first > held.first:
            return  # what has begun does not begin anew
        self._days = None
        if goes_on and held is not None:
            days = Days(held.first, days.last, held.precision)
        longer = held is not None and days.first == held.first and held.last < days.last
        key = f"{days.first.isoformat()}/{days.precision}"
        vote = weight * PRECISION_WEIGHT[days.precision]
        self.starts.add(key, vote, told.heard, told.group, told.report.publisher)
        if days.last > days.first or told.claim.end is not None:
            ends = self.ends.setdefault(days.first.isoformat(), Tally(DATE_HALF_LIFE))
            if longer and told.claim.status == "under_way" and (days.last.isoformat(), told.group) not in ends.voted:
                # That they were to take fewer days says nothing against their going on, once they do.
                ends.damp(END_DAMPS, but=days.last.isoformat())
            share = vote if days.last > days.first else vote * ONE_DAY
            ends.add(days.last.isoformat(), share, told.heard, told.group, told.report.publisher)

    def _vote_end(self, told: Told[TalkClaim], weight: float, last: date) -> None:
        """A truce's end: one that is later than the one believed was agreed since, one that came is the end."""
        held = self.days()
        if held is None:
            key = f"{last.isoformat()}/day"
            self.starts.add(key, weight * TRUCE_END, told.heard, told.group, told.report.publisher)
        ends = self.ends.setdefault((held.first if held else last).isoformat(), Tally(DATE_HALF_LIFE))
        moved = (
            self.has_end()
            and held is not None
            and (last != held.last if self._shown.get("status") != "concluded" else last < held.last)
        )
        if moved and (last.isoformat(), told.group) not in ends.voted:
            ends.damp(END_DAMPS, but=last.isoformat())
        ends.add(last.isoformat(), weight, told.heard, told.group, told.report.publisher)
        self._days = None

    def days(self) -> Days | None:
        """The days believed: the start with the most weight, and the end that goes with it."""
        if self._days is None:
            self._days = self._weigh_days() or "unknown"
        return None if self._days == "unknown" else self._days

    def _weigh_days(self) -> Days | None:
        best = self._best_start()
        if best is None:
            return None
        first, precision = best.split("/")
        start = date.fromisoformat(first)
        ends = self.ends.get(first)
        last = ends.best() if ends else None
        return Days(start, max(start, date.fromisoformat(last)) if last else start, _precision(precision))

    def _best_start(self) -> str | None:
        """The start with the most weight; a day within the believed week or month, if some give it."""
        best = self.starts.best()
        if best is None or best.endswith("/day"):
            return best
        first, precision = best.split("/")
        last = date.fromisoformat(first) + timedelta(days=7 if precision == "week" else 31)
        inside = [key for key in self.starts.rivals(DAY_SHARE) if key.endswith("/day")]
        return next((key for key in inside if first <= key[:10] < last.isoformat()), best)

    def has_end(self) -> bool:
        """Whether a source gave the believed start an end."""
        return self._start() in self.ends

    def _start(self) -> str:
        best = self._best_start()
        return best.split("/")[0] if best else ""

    def place(self) -> str | None:
        """The place believed; a town rather than its land where both are named."""
        best = self.places.best()
        if best is None or is_town(best):
            return best
        towns = [rival for rival in self.places.rivals(0.2) if is_town(rival) and near(rival, best)]
        return towns[0] if towns else best

    def conflicts(self) -> tuple[Conflict, ...]:
        """Dates and places that sources still give against the believed ones."""
        found = []
        days, place, best = self.days(), self.place(), self._best_start()
        if days is not None and best is not None and days.precision == "day":
            rivals = [key for key in self.starts.rivals(CONFLICT_SHARE) if _clashes(key, days)]
            if rivals:
                found.append(_conflict("date", self.starts, best, rivals))
        if place is not None:
            others = [rival for rival in self.places.rivals(CONFLICT_SHARE) if not near(rival, place)]
            if others:
                found.append(_conflict("place", self.places, place, others))
        return tuple(found)

    def reported(self) -> BoardStatus:
        """The status by the reports alone; "in_doubt" where as many say it is off as on."""
        if self._reported is None:
            self._reported = self._weigh_status()
        return self._reported

    def _weigh_status(self) -> BoardStatus:
        weights = self.statuses.weights
        off = sum(weight for status, weight in weights.items() if status in _OFF)
        on = sum(weights.values()) - off
        called_off = weights.get("cancelled", 0.0) * 2 >= off  # to be put off to a new day is no doubt
        if off and on and called_off and min(off, on) / (off + on) >= DOUBT_SHARE:
            return "in_doubt"
        side = {status for status in weights if (status in _OFF) == (off > on)}
        return _status(min(side, key=lambda status: (-round(weights[status], 9), status), default="proposed"))

    def status(self, as_of: datetime) -> BoardStatus:
        """The status at a moment: a set day that passed without news is "unreported", a future one is not under way."""
        reported, days = self.reported(), self.days()
        today = as_of.date()
        if days is not None and days.precision == "day":
            if reported in {"under_way", "concluded"} and days.first > today:
                return "scheduled"
            if reported in {"scheduled", "proposed", "in_doubt"} and as_of >= ends_at(days):
                return "unreported"
            if reported == "under_way" and self.has_end() and as_of >= ends_at(days):
                return "unreported"
        elif days is not None and as_of >= ends_at(days):
            on = reported == "under_way" and self.last is not None and self.last < ends_at(days)
            if on or reported in {"scheduled", "proposed"}:
                return "unreported"
        if reported == "under_way" and self.last and as_of - self.last > timedelta(days=UNDER_WAY_LASTS):
            return "unreported"
        return reported

    def _turn(self, told: Told[TalkClaim]) -> None:
        days = self.days()
        now: dict[Matter, str] = {
            "status": self.status(told.heard),
            "date": days.first.isoformat() if days and days.precision == "day" else "",
            "end": days.last.isoformat() if days and self.has_end() and days.precision == "day" else "",
            "place": self.place() or "",
        }
        for matter, after in now.items():
            before = self._shown.get(matter, "")
            if after and after != before:
                self.turns.append(Turn(told.heard, matter, before, after, told.id, told.report.publisher))
        self._shown = {matter: after or self._shown.get(matter, "") for matter, after in now.items()}


def ends_at(days: Days) -> datetime:
    """The moment (UTC) from which the days are surely over."""
    return datetime.combine(days.last + timedelta(days=1), time(), UTC) + _GRACE


def _conflict(matter: Literal["date", "place"], tally: Tally[str], believed: str, rivals: Sequence[str]) -> Conflict:
    one, *others = [Rival(value.split("/")[0], tuple(tally.publishers.get(value, ()))) for value in (believed, *rivals)]
    return Conflict(matter, one, tuple(others))


def _clashes(key: str, days: Days) -> bool:
    first, precision = key.split("/")
    start = date.fromisoformat(first)
    return precision == "day" and not days.first <= start <= days.last


def _precision(word: str) -> Precision:
    for known in ("day", "week", "month"):
        if word == known:
            return known
    return "unknown"


def _status(word: str) -> BoardStatus:
    for known in ("proposed", "scheduled", "under_way", "postponed", "cancelled", "concluded"):
        if word == known:
            return known
    return "unreported"

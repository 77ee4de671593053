"""Days, countdowns, statuses and turns of events in words. Days are those of the zone that `now` carries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from talkwatch.model.board import BoardStatus, Conflict, Rival, Turn
from talkwatch.model.claims import Precision, Stance

STATUS_WORDS: dict[BoardStatus, str] = {
    "proposed": "proposed",
    "scheduled": "scheduled",
    "under_way": "under way",
    "postponed": "postponed",
    "cancelled": "cancelled",
    "concluded": "concluded",
    "in_doubt": "in doubt",
    "unreported": "unreported",
}
"""Each status as the screen and the digest say it."""

STANCE_VERBS: dict[Stance, str] = {
    "confirmed": "yes",
    "likely": "likely",
    "conditional": "on condition",
    "uncertain": "unclear",
    "unlikely": "unlikely",
    "declined": "no",
}
"""Each stance in a line about sources that disagree: "3 say no, 2 unclear"."""


def day_words(day: date, now: datetime) -> str:
    """A day as "Thu 15 Aug", with its year where it is not this year's."""
    words = f"{day:%a} {day.day} {day:%b}"
    return words if abs((day - now.date()).days) < 200 else f"{words} {day.year}"


def when_words(start: date | None, end: date | None, precision: Precision, now: datetime) -> str:
    """A talk's days as "Thu 15 Aug", "15–16 Aug", "next week", "in August" or "no date"."""
    if start is None:
        return "no date"
    if precision == "month":
        return f"in {start:%B}" if start.year == now.year else f"in {start:%B} {start.year}"
    if precision == "week":
        return _week(start, now)
    if end is None or end == start:
        return day_words(start, now)
    if start.month == end.month and start.year == end.year:
        return f"{start.day}–{end.day} {start:%b}"
    return f"{start.day} {start:%b} – {end.day} {end:%b}"


def _week(start: date, now: datetime) -> str:
    monday = now.date() - timedelta(days=now.weekday())
    weeks = (start - timedelta(days=start.weekday()) - monday).days // 7
    known = {0: "this week", 1: "next week", -1: "last week"}
    return known.get(weeks) or f"week of {start.day} {start:%b}"


def countdown(start: date | None, end: date | None, now: datetime) -> str:
    """How far off a talk is: "today", "tomorrow", "in 3 days", "day 2", "2 days ago", or "" without a date.

    News gives days and seldom hours, so none are counted.
    """
    if start is None:
        return ""
    today = now.date()
    if start > today:
        days = (start - today).days
        return "tomorrow" if days == 1 else f"in {days} days" if days < 60 else f"in {round(days / 30.4)} months"
    if start == today:
        return "today"
    if end is not None and end >= today:
        return f"day {(today - start).days + 1}"
    days = (today - (end or start)).days
    return "yesterday" if days == 1 else f"{days} days ago"


def ago(moment: datetime, now: datetime) -> str:
    """How long ago a moment was: "12 min", "5 h", "3 d"; "now" under a minute and for the future."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"


def count_words(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 source", "5 sources"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def who(publishers: Sequence[str]) -> str:
    """Publishers as "Reuters", "Reuters and AFP" or "Reuters and 2 more"."""
    if len(publishers) <= 2:
        return " and ".join(publishers)
    return f"{publishers[0]} and {len(publishers) - 1} more"


def conflict_words(conflict: Conflict, now: datetime) -> str:
    """Sources that differ, in a line: "date: Reuters says Thu 15 Aug; AFP says Fri 16 Aug"."""
    parts = [_says(conflict.matter, rival, now) for rival in (conflict.believed, *conflict.rivals)]
    return f"{conflict.matter}: {'; '.join(parts)}"


def _says(matter: str, rival: Rival, now: datetime) -> str:
    value = _day(rival.value, now) if matter == "date" else rival.value
    return f"{who(rival.publishers)} {'says' if len(rival.publishers) == 1 else 'say'} {value}"


def turn_words(turn: Turn, now: datetime) -> str:
    """One change of a row in words: "date Thu 15 Aug → Fri 16 Aug", "Hamas rejects", "scheduled → postponed"."""
    before, after = _value(turn, turn.before, now), _value(turn, turn.after, now)
    if turn.matter == "position":
        return f"{turn.about} {after}, before: {before}" if before else f"{turn.about} {after}"
    lead = {"date": "date ", "end": "until ", "place": "place "}.get(turn.matter, "")
    return f"{lead}{before} → {after}" if before else f"{lead}{after}"


def _value(turn: Turn, value: str, now: datetime) -> str:
    if turn.matter in {"date", "end"} and value:
        return _day(value, now)
    return stance_words(value) if turn.matter == "stance" else value.replace("_", " ")


def stance_words(value: str) -> str:
    """A stance with the yardstick's word for its probability, once where they are the same ("unlikely")."""
    stance, _, likely = value.partition(", ")
    return stance if stance == likely else value


def _day(iso: str, now: datetime) -> str:
    return day_words(date.fromisoformat(iso), now)

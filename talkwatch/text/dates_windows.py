"""From words to stretches counted from the moment of writing ("within 48 hours", "in the coming days")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from talkwatch.model.claims import Precision
from talkwatch.text.dates_calendar import plus_months, year_of
from talkwatch.text.dates_words import Found, Moment, Read, number

SPANS = {"hour": 1, "day": 7, "week": 28, "month": 92, "year": 1096, "decade": 7305}
"""Days that "the coming days", "weeks", … reach: some of the unit."""
PRECISION: dict[str, Precision] = {"hour": "day", "day": "day", "week": "week", "fortnight": "week", "month": "month"}


def moved(day: date, count: int, unit: str) -> date:
    """`day` plus `count` of the unit; hours count as whole days begun."""
    if unit in {"month", "year", "decade"}:
        return plus_months(day, count * {"month": 1, "year": 12, "decade": 120}[unit])
    if unit == "hour":
        days = -(-abs(count) // 24)
        return day + timedelta(days=days if count > 0 else -days)
    return day + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _rolling(match: re.Match[str], moment: Moment) -> Found:
    """The coming or past so many units; without a number a vague stretch."""
    word, unit, today = match["which"].lower(), match["unit"].lower(), moment.today
    sign = -1 if word in {"past", "last", "previous", "recent", "preceding"} else 1
    plural = match[0].lower().rstrip().endswith("s")
    if match["few"] or (not match["count"] and plural):
        reach = timedelta(days=SPANS.get(unit, 28))
        first, last = (today - reach, today) if sign < 0 else (today, today + reach)
        return Found(first, last, PRECISION.get(unit, "unknown"), vague=True)
    count = number(match["count"]) if match["count"] else 1
    far = moved(today, sign * count, unit)
    return Found(min(today, far), max(today, far), PRECISION.get(unit, "unknown"), vague=False)


def _within(match: re.Match[str], moment: Moment) -> Found:
    """From today to the end of the term."""
    unit, today = match["unit"].lower(), moment.today
    if not match["count"]:
        return Found(today, today + timedelta(days=SPANS.get(unit, 28)), PRECISION.get(unit, "unknown"), vague=True)
    return Found(today, moved(today, number(match["count"]), unit), PRECISION.get(unit, "unknown"))


def _ago(match: re.Match[str], moment: Moment) -> Found:
    """The day so long ago; a year's count gives the year, "a few" a vague stretch, no number none at all."""
    unit, today = match["unit"].lower(), moment.today
    if match["few"] or not match["count"]:
        reach = timedelta(days=SPANS.get(unit, 28))
        return Found(today - reach, moved(today, -1, unit), PRECISION.get(unit, "unknown"), vague=True)
    count = number(match["count"])
    if unit in {"year", "decade"}:
        return Found(*year_of(moved(today, -count, unit).year), "unknown")
    day = moved(today, -count, unit)
    return Found(day, day, PRECISION[unit])


FIRST_IN = re.compile(
    r"\b(?:time|times|first|once|twice|highest|lowest|biggest|worst|most|deadliest|only|second|third|fourth|fifth|round|"
    r"\d+(?:st|nd|rd|th))(?:\s+\w+)?\s+$"
)
"""Before "in two weeks" these make it a length, not a date."""


def _in(match: re.Match[str], moment: Moment) -> Found | None:
    """The day so far ahead; after a past verb "in two weeks" is how long it took, up to today."""
    unit, today = match["unit"].lower(), moment.today
    if not (match["few"] or match["count"] or match["plural"]):
        return None
    if match["few"] or not match["count"]:
        reach = timedelta(days=SPANS.get(unit, 28))
        return Found(today + timedelta(days=1), today + reach, PRECISION.get(unit, "unknown"), vague=True)
    if FIRST_IN.search(moment.sentence, 0, match.start()):
        return None
    ahead = match["time"] or moment.side(match) in {"coming", "weakly coming"}
    if not ahead and unit in {"year", "decade"}:
        return None
    far = moved(today, number(match["count"]), unit)
    if ahead:
        return Found(far, far, PRECISION.get(unit, "unknown"))
    return Found(moved(today, -number(match["count"]), unit), today, PRECISION.get(unit, "unknown"))


def _after(match: re.Match[str], moment: Moment) -> Found | None:
    """So many days of something, ended by now: counted with both its first day and today."""
    count, unit = number(match["count"]), match["unit"].lower()
    first = moved(moment.today, -count, unit)
    return Found(first + timedelta(days=1) if unit == "day" else first, moment.today, PRECISION.get(unit, "unknown"))


def _to_come(match: re.Match[str], moment: Moment) -> Found:
    """Some of the unit from today on."""
    unit = match["unit"].lower()
    return Found(moment.today, moment.today + timedelta(days=SPANS[unit]), PRECISION[unit], vague=True)


def _loose(match: re.Match[str], moment: Moment) -> Found:
    """Words that name no day and never shall."""
    today, word = moment.today, match[0].lower()
    if re.search(r"soon|immediate|near|shortly|ahead|short term", word):
        return Found(today, today + timedelta(days=28), "unknown", vague=True)
    return Found(today - timedelta(days=28), today, "unknown", vague=True)


READERS: Mapping[str, Read] = {
    "stretch": _rolling,
    "within": _within,
    "ago": _ago,
    "ahead": _in,
    "after": _after,
    "to come": _to_come,
    "loose": _loose,
}
"""By the name that lexicons/dates.toml calls them."""

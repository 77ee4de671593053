"""From words to single days, and to day ranges that share a month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta

from talkwatch.text.dates_calendar import month_of, week_of
from talkwatch.text.dates_words import (
    PARTS,
    Found,
    Moment,
    Read,
    a_day,
    month_number,
    number,
    weekday_number,
)

FARTHEST = 270
"""Days: a year-less date farther off than this on the side its verb points to is taken from the nearer side."""


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None for one that no calendar has."""
    with suppress(ValueError):
        return date(year, month, day)
    return None


def nearest(month: int, day: int, moment: Moment, match: re.Match[str], weekday: int | None = None) -> date | None:
    """The year-less date on the side that the sentence tells, else the one nearest to today."""
    today = moment.today
    around = [found for year in (-1, 0, 1) if (found := day_of(today.year + year, month, day))]
    if weekday is not None and (fitting := [d for d in around if d.weekday() == weekday]):
        return min(fitting, key=lambda d: abs((d - today).days))
    if not around:
        return None
    side = moment.side(match)
    if side == "past":
        sided = [d for d in around if 0 <= (today - d).days <= FARTHEST]
    elif side == "coming":
        sided = [d for d in around if 0 <= (d - today).days <= FARTHEST]
    else:
        sided = []
    return min(sided or around, key=lambda d: abs((d - today).days))


def _numeric(match: re.Match[str], moment: Moment) -> Found | None:
    """Year-month-day, or day and month in either order; where both fit, the one nearer to today."""
    if match["iso"]:
        found = day_of(*(int(figure) for figure in match["iso"].split("-")))
        return a_day(found) if found else None
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    options = [d for d in (day_of(year, b, a), day_of(year, a, b)) if d]
    return a_day(min(options, key=lambda d: abs((d - moment.today).days))) if options else None


def _slashed(match: re.Match[str], moment: Moment) -> Found | None:
    """American month/day without a year, the latest such day that is past ("since 10/7")."""
    options = [
        day_of(moment.today.year - back, int(match["m"] or match["m2"]), int(match["d"] or match["d2"]))
        for back in (0, 1)
    ]
    past = [d for d in options if d and d <= moment.today]
    return a_day(max(past)) if past else None


def _span(match: re.Match[str], moment: Moment) -> Found | None:
    """Two days of one month."""
    month, one, two = month_number(match["month"]), int(match["one"]), int(match["two"])
    first = day_of(int(match["year"]), month, one) if match["year"] else nearest(month, one, moment, match)
    last = day_of(first.year, month, two) if first else None
    return Found(first, last) if first and last and first < last else None


def _month_day(match: re.Match[str], moment: Moment) -> Found | None:
    """A day of a month, with or without its weekday and year."""
    month, day = month_number(match["month"]), int(match["day"])
    weekday = weekday_number(match["weekday"]) if match["weekday"] else None
    if match["year"]:
        found = day_of(int(match["year"]), month, day)
    elif match["ref"]:
        found = day_of(moment.today.year + {"last": -1, "this": 0, "next": 1}[match["ref"].lower()], month, day)
    else:
        found = nearest(month, day, moment, match, weekday)
    return a_day(found, _part(match)) if found else None


def _part(match: re.Match[str]) -> str | None:
    words = (match["at"], match["tail"], match["late"])
    return next((PARTS[word.lower()] for word in words if word and word.lower() in PARTS), None)


def _weekday(match: re.Match[str], moment: Moment) -> Found | None:
    """A weekday: by its "next", "last", "this", by a week named beside it, by today's own name, else by the verbs."""
    ref = " ".join((match["ref"] or "").lower().split()).removeprefix("the ")
    if match["weekday"].lower().endswith("days") and not ref:
        return None
    weekday, today = weekday_number(match["weekday"]), moment.today
    week = (match["week"] or match["week0"] or "").lower().removeprefix("of ")
    if match["ago"]:
        day = today - timedelta(days=7 + (today.weekday() - weekday) % 7)
    elif week:
        day = week_of(today)[0] + timedelta(days=weekday + {"last": -7, "next": 7}.get(week.split()[0], 0))
    else:
        day = _referred(ref, weekday, today) or _by_side(ref, weekday, moment, match)
    return a_day(day, _part(match))


def _referred(ref: str, weekday: int, today: date) -> date | None:
    """The weekday that "next" (of the coming week), "last" (before today) or "coming" says; None without them."""
    ahead = (weekday - today.weekday()) % 7
    if ref == "next" and weekday == SUNDAY:
        return today + timedelta(days=ahead if ahead > 1 else ahead + 7)
    if ref == "next":
        return week_of(today)[0] + timedelta(days=7 + weekday)
    if ref in {"last", "past", "this past", "previous"}:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    if ref in {"coming", "this coming"}:
        return today + timedelta(days=ahead or 7)
    return None


SUNDAY = 6


def _by_side(ref: str, weekday: int, moment: Moment, match: re.Match[str]) -> date:
    """A bare weekday: today if it is today's name, else the nearest on its side; what happened is the norm in news."""
    ahead = (weekday - moment.today.weekday()) % 7
    if ahead == 0:
        return moment.today + timedelta(days=7 if _deadline(moment, match) else 0)
    coming = moment.today + timedelta(days=ahead)
    side = moment.side(match)
    if side == "past" or (match["late"] or "").lower() == "earlier":
        return coming - timedelta(days=7)
    near = ahead <= 3 and (side == "either" or (side == "unknown" and not VERBED.search(moment.sentence)))
    if side in {"coming", "weakly coming"} or ref == "this" or near:
        return coming
    return coming - timedelta(days=7)


BY = re.compile(r"\bby (?:early |late )?$", re.IGNORECASE)
"""Straight before a weekday: what is to be done by then."""
OPENING = re.compile(r"(?:^|[.;:,]) ?$")
"""Before a "by" that opens its clause, whose verb is still to come ("By Friday the hall was empty")."""
PROMISED = re.compile(r"[^.;:]*?\b(?:will|must|shall|should|is to|are to|is due|are due)\b")
"""After a day that opens its clause: a verb that sets a term."""


def _deadline(moment: Moment, match: re.Match[str]) -> bool:
    """Whether today's own weekday ends a term ahead ("to host talks by Friday"); with a part of the day it is today."""
    by = BY.search(moment.sentence, 0, match.start("weekday"))
    if by is None or _part(match):
        return False
    if OPENING.search(moment.sentence, 0, by.start()):
        return bool(PROMISED.match(moment.sentence, match.end()))
    return moment.side(match) == "coming"


VERBED = re.compile(r"\b\w+ed\b|\b(?!his|its|as|us|this|is)[a-z]{3,}s\b")
"""Signs of a verb in a sentence where none of the known ones stands near the day."""


def _around_today(match: re.Match[str], moment: Moment) -> Found:
    word = " ".join(match[0].lower().split())
    today = moment.today
    if "day after tomorrow" in word:
        return a_day(today + timedelta(days=2))
    if "day before yesterday" in word:
        return a_day(today - timedelta(days=2))
    if word == "overnight":
        return Found(today - timedelta(days=1), today, "day", part="night")
    if word.startswith("last night"):
        return a_day(today - timedelta(days=1), "night")
    step = {"tomorrow": 1, "yesterday": -1}.get(word.split()[0].removesuffix("'s"), 0)
    tail = "night" if "tonight" in word else PARTS.get(word.split()[-1])
    return a_day(today + timedelta(days=step), tail)


def _ordinal(match: re.Match[str], moment: Moment) -> Found | None:
    """A day known only by its number: of the nearest month on the side that the sentence tells."""
    day, today = int(match["day"]), moment.today
    side = moment.side(match)
    months = [month_of(today.year, today.month + step)[0] for step in (-1, 0, 1)]
    around = [d for month in months if (d := day_of(month.year, month.month, day))]
    if side == "past":
        around = [d for d in around if d <= today] or around
    elif side == "coming":
        around = [d for d in around if d >= today] or around
    found = min(around, key=lambda d: abs((d - today).days), default=None)
    return a_day(found) if found else None


def _shift(match: re.Match[str], _moment: Moment) -> Found:
    """Days from the date named before in the sentence; alone, no day at all."""
    word = match[0].lower()
    count = number(match["count"]) if match["count"] else 1
    back = re.search(r"earlier|before|previous|prior", word)
    return Found(None, None, "unknown", vague=True, shift=0 if "same" in word else -count if back else count)


READERS: Mapping[str, Read] = {
    "numeric": _numeric,
    "slashed": _slashed,
    "span": _span,
    "month day": _month_day,
    "weekday": _weekday,
    "around today": _around_today,
    "day number": _ordinal,
    "shift": _shift,
}
"""By the name that lexicons/dates.toml calls them."""

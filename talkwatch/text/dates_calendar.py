"""Days, weeks, months and feasts as plain arithmetic on dates."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Days = tuple[date, date]
"""A first and a last day, both inclusive."""

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each meteorological season of the northern half (WMO)."""


def week_of(day: date) -> Days:
    """Monday to Sunday of the week that holds `day` (ISO 8601)."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(year: int, month: int) -> Days:
    """The whole month; months outside 1-12 run over into the neighbouring years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def quarter_of(year: int, quarter: int) -> Days:
    """The whole quarter; quarters outside 1-4 run over into the neighbouring years."""
    first = 3 * (quarter - 1) + 1
    return month_of(year, first)[0], month_of(year, first + 2)[1]


def season_of(name: str, year: int) -> Days:
    """The three months of a season that begins in `year`."""
    first = SEASONS[name]
    return month_of(year, first)[0], month_of(year, first + 2)[1]


def year_of(year: int) -> Days:
    """The whole year."""
    return date(year, 1, 1), date(year, 12, 31)


def plus_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the month's last if it has no such day."""
    first, last = month_of(day.year, day.month + months)
    return first + timedelta(days=min(day.day, last.day) - 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The `nth` (1 first, -1 last) weekday (Monday 0) of a month."""
    first, last = month_of(year, month)
    if nth < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def islamic(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day in the tabular Islamic calendar; the moon may make it a day off."""
    elapsed = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(227014 + elapsed)


def hebrew_new_year(year: int) -> date:
    """1 Tishri of a Hebrew year (Reingold and Dershowitz, Calendrical Calculations)."""
    return date.fromordinal(_hebrew_elapsed(year) + _hebrew_delay(year) - 1373427)


def _hebrew_elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _hebrew_delay(year: int) -> int:
    last, this, following = (_hebrew_elapsed(year + step) for step in (-1, 0, 1))
    if following - this == 356:
        return 2
    return 1 if this - last == 382 else 0

"""From words to weeks, weekends, months, quarters, seasons and years, with what trims them ("early", "the end of")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from talkwatch.model.claims import Precision
from talkwatch.text.dates_calendar import Days, month_of, quarter_of, season_of, week_of, year_of
from talkwatch.text.dates_words import ORDINALS, Found, Moment, Read, month_number

PRECISION: dict[str, Precision] = {"week": "week", "weekend": "week", "month": "month"}
STEPS = {"this": 0, "current": 0, "the current": 0, "next": 1, "last": -1, "the": 0, "the coming": 1, "coming": 1}


def _period(match: re.Match[str], moment: Moment) -> Found | None:
    """A period by its unit ("next month"), trimmed by what stands before it."""
    unit, ref = match["unit"].lower(), " ".join((match["ref"] or "the").lower().split())
    if unit == "weekend":
        days: Days = _weekend(ref, moment, match)
    elif unit in SEASON_WORDS:
        days = _season(unit, ref, moment, match)
    else:
        days = _stepped(unit, STEPS.get(ref, 0), moment.today)
    return trimmed(days, unit, match, moment)


SEASON_WORDS = ("spring", "summer", "autumn", "fall", "winter")


def _stepped(unit: str, step: int, today: date) -> Days:
    if unit == "week":
        return week_of(today + timedelta(days=7 * step))
    if unit == "month":
        return month_of(today.year, today.month + step)
    if unit == "quarter":
        return quarter_of(today.year, (today.month - 1) // 3 + 1 + step)
    return year_of(today.year + step)


def _weekend(ref: str, moment: Moment, match: re.Match[str]) -> Days:
    """Saturday and Sunday: this week's, unless the sentence looks back and it has not begun."""
    saturday = week_of(moment.today)[0] + timedelta(days=5)
    if ref == "next":
        saturday += timedelta(days=7)
    elif ref in {"last", "past"} or (moment.today < saturday and moment.side(match) in {"past", "weakly past"}):
        saturday -= timedelta(days=7)
    return saturday, saturday + timedelta(days=1)


def _season(name: str, ref: str, moment: Moment, match: re.Match[str]) -> Days:
    """The season on the side that its word or the sentence tells; one that runs now is "this"."""
    today = moment.today
    runs = [season_of(name, today.year + step) for step in (-2, -1, 0, 1)]
    past = [days for days in runs if days[1] < today]
    now = [days for days in runs if days[0] <= today <= days[1]]
    coming = [days for days in runs if days[0] > today]
    if ref in {"last", "past"}:
        return past[-1]
    if ref in {"next", "coming"}:
        return coming[0]
    if now:
        return now[0]
    if ref == "this":
        return next((days for days in runs if days[0].year == today.year), coming[0])
    side = moment.side(match)
    return past[-1] if side in {"past", "weakly past"} else coming[0]


def _month(match: re.Match[str], moment: Moment) -> Found | None:
    """A month by name: with its year, or the one on the side that the sentence tells, else the nearest."""
    month, today = month_number(match["month"]), moment.today
    ref, years = (match["ref"] or "").lower(), (match["years"] or "").lower()
    if match["year"]:
        year = int(match["year"])
    elif years:
        year = today.year + {"last": -1, "this": 0, "next": 1}[years]
    else:
        year = _year_of_month(month, ref, moment, match)
    return trimmed(month_of(year, month), "month", match, moment)


def _year_of_month(month: int, ref: str, moment: Moment, match: re.Match[str]) -> int:
    today = moment.today
    ahead = (month - today.month) % 12
    back = (today.month - month) % 12
    if ref == "last":
        return month_of(today.year, today.month - (back or 12))[0].year
    if ref in {"next", "this coming"}:
        return month_of(today.year, today.month + (ahead or 12))[0].year
    if ahead == 0 or ref == "this":
        return today.year
    side = "past" if re.search(r"\bsince\s*$", moment.sentence[: match.start()]) else moment.side(match)
    forward = ahead <= back
    if side == "past" and back <= 10:
        forward = False
    elif side == "coming" and ahead <= 10:
        forward = True
    return month_of(today.year, today.month + (ahead if forward else -back))[0].year


def _decade(match: re.Match[str], _moment: Moment) -> Found:
    first = int(match["decade"])
    return Found(date(first, 1, 1), date(first + 9, 12, 31), "unknown")


def _part_of(match: re.Match[str], moment: Moment) -> Found | None:
    """A quarter or half, of a named year or of the nearest on the side that the sentence tells."""
    number = int(match["q"]) if match["q"] else ORDINALS[match["nth"].lower()]
    today, length = moment.today, 6 if (match["piece"] or "").lower() == "half" else 3
    if number < 1 or number > 12 // length:
        return None
    word = (match["year"] or "").lower().split(" ")[0]
    year = int(word) if word.isdigit() else today.year + {"last": -1, "next": 1}.get(word, 0)
    first = month_of(year, length * (number - 1) + 1)[0]
    last = month_of(year, length * number)[1]
    if not word and last < today and moment.side(match) == "coming":
        first, last = first.replace(year=year + 1), last.replace(year=year + 1)
    if not word and first > today and moment.side(match) == "past":
        first, last = first.replace(year=year - 1), last.replace(year=year - 1)
    return Found(first, last, "unknown")


def _nth_week(match: re.Match[str], moment: Moment) -> Found | None:
    """A week of a month, counted in sevens from its first day ("the first week of September" is 1-7)."""
    if match["month"]:
        month = month_number(match["month"])
        year = int(match["year"]) if match["year"] else _year_of_month(month, "", moment, match)
    else:
        step = STEPS.get((match["rel"] or "this").lower(), 0)
        shifted = month_of(moment.today.year, moment.today.month + step)[0]
        year, month = shifted.year, shifted.month
    first, last = month_of(year, month)
    nth = ORDINALS[match["nth"].lower()]
    start = last - timedelta(days=6) if nth < 0 else first + timedelta(days=7 * (nth - 1))
    return Found(start, min(start + timedelta(days=6), last), "week")


def trimmed(days: Days, unit: str, match: re.Match[str], moment: Moment) -> Found | None:
    """The period, or the share of it that "early", "late", "mid-", "later this …", "the end of" leave.

    None for a bare "the week", which is a length more often than a date.
    """
    trim = " ".join((match["trim"] or "").lower().split()).removesuffix(" in").removesuffix(" of")
    trim = trim.removeprefix("the ").removeprefix("very ")
    if not trim:
        bare = unit in {"week", "month", "year", "quarter"} and (match.groupdict().get("ref") or "").lower() == "the"
        return None if bare else Found(*days, PRECISION.get(unit, "unknown"))
    if trim in {"later", "rest", "remainder", "earlier"}:
        return Found(*_rest(days, moment.today, late=trim != "earlier"), PRECISION.get(unit, "unknown"), vague=True)
    if trim in {"end", "close"}:
        return Found(days[1], days[1], _coarse(unit))
    if trim in {"start", "beginning", "outset"}:
        return Found(days[0], days[0], _coarse(unit))
    return Found(*_share(days, unit, trim), _coarse(unit), vague=True)


def _rest(days: Days, today: date, *, late: bool) -> Days:
    """What of the period is left from today, or has gone by; two days at least, for the words name no single one."""
    if late:
        first = max(days[0], min(today, days[1]))
        return first, max(days[1], first + timedelta(days=1))
    last = min(max(today, days[0]), days[1])
    return min(days[0], last - timedelta(days=1)), last


def _coarse(unit: str) -> Precision:
    return "week" if unit in {"week", "weekend", "month"} else "month"


def _share(days: Days, unit: str, trim: str) -> Days:
    """The early, middle or late share: 10 days of a month (its middle the 10th to 20th), 3 months of a year."""
    which = {"early": 0, "mid": 1, "middle": 1}.get(trim, 2)
    first, last = days
    if unit == "week":
        return (
            (first, first + timedelta(days=2)),
            (first + timedelta(days=2), first + timedelta(days=3)),
            (first + timedelta(days=3), last),
        )[which]
    if unit == "month":
        return (
            (first, first.replace(day=10)),
            (first.replace(day=10), first.replace(day=20)),
            (first.replace(day=21), last),
        )[which]
    if unit == "year":
        year = first.year
        return ((first, date(year, 3, 31)), (date(year, 5, 1), date(year, 8, 31)), (date(year, 10, 1), last))[which]
    third = (last - first) / 3
    return ((first, first + third), (first + third, last - third), (last - third, last))[which]


CUE = re.compile(
    r"\b(?:in|since|by|until|till|before|after|of|for|from|through|during|between|to|and|late|early|throughout|around)\s+$"
)
"""What must stand before a bare "May", "March" or year for it to be a date."""
NAMES_TOO = frozenset(
    {"May", "March", "April", "June", "August", "Jan", "Dec", "Mar", "Jun", "Jul", "Nov", "Oct", "Feb"}
)
SHORT = frozenset({"Dec", "Jan"})
"""Half of a pair of names after "and" ("Ant and Dec")."""


def _bare_month(match: re.Match[str], moment: Moment) -> Found | None:
    """A month's name alone; one that is a word or a given name too needs a preposition before it."""
    cued = match["trim"] or match["ref"] or CUE.search(moment.sentence, 0, match.start())
    if match["month"] in SHORT and re.search(r"\band\s+$", moment.sentence[: match.start()]):
        return None
    return None if match["month"] in NAMES_TOO and not cued else _month(match, moment)


def _bare_year(match: re.Match[str], moment: Moment) -> Found | None:
    """Four figures that a preposition makes a year."""
    cued = match["trim"] or CUE.search(moment.sentence, 0, match.start())
    return trimmed(year_of(int(match["year"])), "year", match, moment) if cued else None


READERS: Mapping[str, Read] = {
    "period": _period,
    "month": _month,
    "bare month": _bare_month,
    "bare year": _bare_year,
    "decade": _decade,
    "part of a year": _part_of,
    "nth week": _nth_week,
}
"""By the name that lexicons/dates.toml calls them."""

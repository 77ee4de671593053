"""Rules for single days and for day ranges that share a month."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta

from talkwatch.text.dates_calendar import month_of, week_of
from talkwatch.text.dates_words import (
    DASH,
    DAY,
    MONTH,
    PARTS,
    TH,
    WEEKDAY,
    YEAR,
    Found,
    Moment,
    Rule,
    a_day,
    month_number,
    number,
    rule,
    weekday_number,
)

FARTHEST = 270
"""Days: a year-less date farther off than this on the side its verb points to is taken from the nearer side."""


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None for one that no calendar has."""
    with suppress(ValueError):
        return date(year, month, day)
    return None


def nearest(month: int, day: int, moment: Moment, start: int, end: int, weekday: int | None = None) -> date | None:
    """The year-less date on the side that the sentence tells, else the one nearest to today."""
    today = moment.today
    around = [found for year in (-1, 0, 1) if (found := day_of(today.year + year, month, day))]
    if weekday is not None and (fitting := [d for d in around if d.weekday() == weekday]):
        return min(fitting, key=lambda d: abs((d - today).days))
    if not around:
        return None
    side = moment.side(start, end)
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
    options = [day_of(moment.today.year - back, int(match["m"]), int(match["d"])) for back in (0, 1)]
    past = [d for d in options if d and d <= moment.today]
    return a_day(max(past)) if past else None


def _span(match: re.Match[str], moment: Moment) -> Found | None:
    """Two days of one month."""
    month, one, two = month_number(match["month"]), int(match["one"]), int(match["two"])
    if match["year"]:
        first = day_of(int(match["year"]), month, one)
    else:
        first = nearest(month, one, moment, match.start(), match.end())
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
        found = nearest(month, day, moment, match.start(), match.end(), weekday)
    return a_day(found, _part(match)) if found else None


def _part(match: re.Match[str]) -> str | None:
    for group in ("late", "tail"):
        word = match.groupdict().get(group)
        if word and word.lower() in PARTS:
            return PARTS[word.lower()]
    return None


def _weekday(match: re.Match[str], moment: Moment) -> Found | None:
    """A weekday: by its "next", "last", "this", by a week named after it, by today's own name, else by the verbs."""
    word = match["weekday"]
    if word.lower().endswith("days") and not match["ref"]:
        return None
    weekday = weekday_number(word)
    monday = week_of(moment.today)[0]
    ref = " ".join((match["ref"] or "").lower().split())
    week = (match["week"] or "").lower()
    if week or match["ago"]:
        back = {"last": -7, "next": 7}.get(week.split()[0] if week else "last", 0)
        return a_day(
            _a_week_ago(weekday, moment.today) if match["ago"] else monday + timedelta(days=weekday + back),
            _part(match),
        )
    return a_day(_by_reference(ref, weekday, moment, match), _part(match))


def _a_week_ago(weekday: int, today: date) -> date:
    return today - timedelta(days=7 + (today.weekday() - weekday) % 7)


def _by_reference(ref: str, weekday: int, moment: Moment, match: re.Match[str]) -> date:
    today = moment.today
    ahead = (weekday - today.weekday()) % 7
    if ref == "next":
        if weekday == 6:
            return today + timedelta(days=ahead if ahead > 1 else ahead + 7)
        return week_of(today)[0] + timedelta(days=7 + weekday)
    if ref in {"last", "past", "this past", "previous"}:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    if ref in {"coming", "this coming"}:
        return today + timedelta(days=ahead or 7)
    if ahead == 0:
        return today
    side = moment.side(match.start(), match.end())
    late = (match["late"] or "").lower()
    if late == "earlier" or side == "past":
        return today + timedelta(days=ahead - 7)
    if side in {"coming", "weakly coming"} or ref == "this":
        return today + timedelta(days=ahead)
    if side == "unknown" and not VERBED.search(moment.sentence):
        return today + timedelta(days=ahead if ahead <= 3 else ahead - 7)
    return today + timedelta(days=ahead - 7)


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
    side = moment.side(match.start(), match.end())
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


LATE = r"(?:(?P<late>late|early|later|earlier|mid)[ -](?:on )?)?"
TAIL = r"(?:[ -](?P<tail>morning|afternoon|evening|night|lunchtime|noon))?"
RULES: tuple[Rule, ...] = (
    rule("numeric", rf"(?P<iso>{YEAR}-\d\d-\d\d)|(?P<a>\d\d?)[/.](?P<b>\d\d?)[/.](?P<y>{YEAR})", _numeric,
         ("It was signed on 4/11/2023.", "4/11/2023"), "Version 4.11.2 was installed."),
    rule("slashed", rf"(?<=since )(?!9/11)(?P<m>1[0-2]|[1-9])/(?P<d>{DAY})", _slashed,
         ("Nothing has moved since 10/4.", "10/4"), "The helpline is open 24/7 and the vote was 50/50."),
    rule("month, days", rf"(?P<month>{MONTH}) (?P<one>{DAY}){TH}(?:{DASH}| to | through | and | until | & )(?P<two>{DAY}){TH}"
         rf"(?! (?:{MONTH}))(?:,? (?P<year>{YEAR}))?", _span,
         ("The round is set for Aug. 5 to 7.", "Aug. 5 to 7"), "Aug. 5 was hot.", cased=True),
    rule("days, month", rf"(?P<one>{DAY}){TH}(?:{DASH}| to | through | and | until | & )(?:the )?(?P<two>{DAY}){TH} (?:of )?"
         rf"(?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?", _span,
         ("They sat on 5-6 August.", "5-6 August"), "They sat for 5-6 hours.", cased=True),
    rule("month day", rf"(?:{LATE}{WEEKDAY}{TAIL},? +(?:the +)?)?(?:(?P<month>{MONTH}) +(?:the )?(?P<day>{DAY}){TH}"
         rf"(?:,? (?P<year>{YEAR})|,? (?P<ref>this|last|next) year)?)(?![\d:]|,\d|\.\d)", _month_day,
         ("Talks open Friday, Aug. 5th in Oslo.", "Friday, Aug. 5th"), "Talks may 5 times fail.", cased=True),
    rule("day month", rf"(?:{LATE}{WEEKDAY}{TAIL},? +(?:the +)?)?(?P<day>{DAY}){TH} (?:of )?(?P<month>{MONTH})"
         rf"(?:,? (?P<year>{YEAR})|,? (?P<ref>this|last|next) year)?", _month_day,
         ("Talks open on Friday 5 August in Oslo.", "Friday 5 August"), "The 5 marched on.", cased=True),
    rule("weekday", rf"(?P<ago>a week ago (?:on )?)?{LATE}(?:(?P<ref>this past|this coming|next|last|this|coming|past|previous) )?"
         rf"{WEEKDAY}{TAIL}(?:,? (?P<week>this week|next week|last week))?", _weekday,
         ("Talks open late Friday.", "late Friday"), "Protests are held on Fridays."),
    rule("around today", r"(?:the )?day after tomorrow|(?:the )?day before yesterday|overnight|tonight|last night|"
         r"(?:today|tomorrow|yesterday|this)(?: (?:morning|afternoon|evening|night))|today|tomorrow|yesterday", _around_today,
         ("They meet tomorrow evening.", "tomorrow evening"), "They meet this summer."),
    rule("day number", rf"(?<=\b(?:on|by) )the (?P<day>{DAY})(?:st|nd|rd|th)(?=[.,;]|$| (?:and|to|of this month|in|at|for|when|with)\b)",
         _ordinal, ("Others arrive on the 5th.", "the 5th"), "They met on the 5th floor."),
    rule("from a day named before", r"(?:a|(?P<count>one|two|three|four|five|six|seven|ten|\d\d?)) days? (?:earlier|later)|"
         r"(?:the )?(?:following|next|previous|same) day|the day (?:before|after)(?=[.,;]|$| (?:he|she|they|it)\b)", _shift,
         ("They met on Friday and parted the next day.", "the next day"), "They met days ago."),
)  # fmt: skip

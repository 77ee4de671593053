"""Rules for stretches counted from the moment of writing: "within 48 hours", "in the coming days", "two weeks ago"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from talkwatch.model.claims import Precision
from talkwatch.text.dates_calendar import plus_months, year_of
from talkwatch.text.dates_words import NUMBER, Found, Moment, Rule, number, rule

UNIT = r"(?P<unit>hour|day|week|fortnight|month|year|decade)s?"
SPANS = {"hour": 1, "day": 7, "week": 28, "month": 92, "year": 1096, "decade": 7305}
"""Days that "the coming days", "weeks", … reach: some of the unit."""
PRECISION: dict[str, Precision] = {"hour": "day", "day": "day", "week": "week", "fortnight": "week", "month": "month"}
FEW = r"few|several|couple of|some"


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
    r"\b(?:time|first|once|twice|times|highest|lowest|biggest|worst|most|deadliest|only|second|third|round)\s+$"
)
"""Before "in two weeks" these make it a length, not a date."""


def _in(match: re.Match[str], moment: Moment) -> Found | None:
    """The day so far ahead; after a past verb "in two weeks" is how long it took, up to today."""
    unit, today = match["unit"].lower(), moment.today
    if match["few"] or not match["count"]:
        reach = timedelta(days=SPANS.get(unit, 28))
        return Found(today + timedelta(days=1), today + reach, PRECISION.get(unit, "unknown"), vague=True)
    ahead = match["time"] or moment.side(match.start(), match.end()) in {"coming", "weakly coming"}
    if not ahead and (FIRST_IN.search(moment.sentence, 0, match.start()) or unit in {"year", "decade"}):
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


def _loose(match: re.Match[str], moment: Moment) -> Found:
    """Words that name no day and never shall."""
    today, word = moment.today, match[0].lower()
    if re.search(r"soon|immediate|near|shortly|ahead|short term", word):
        return Found(today, today + timedelta(days=28), "unknown", vague=True)
    return Found(today - timedelta(days=28), today, "unknown", vague=True)


RULES: tuple[Rule, ...] = (
    rule("so long ago", rf"(?:(?:just |about |nearly |almost |more than |over )?(?:(?:a )?(?P<few>{FEW}) |(?P<count>{NUMBER}) )?{UNIT} ago)(?! on)",
         _ago, ("It lapsed two weeks ago.", "two weeks ago"), "It lapsed a week ago on Sunday."),
    rule("the coming or past", rf"(?:the |these )?(?P<which>next|coming|past|last|previous|recent|following|preceding) "
         rf"(?:(?P<few>{FEW}) |(?P<count>{NUMBER})[ -])?(?P<unit>hour|day|week|month|year|decade)s", _rolling,
         ("More talks are due in the coming days.", "the coming days"), "It was the last straw."),
    rule("the past", r"the (?:(?P<few>(?!))|(?P<count>(?!)))?(?P<which>past|last) (?P<unit>hour|day|week|month|year|decade)(?! of\b)", _rolling,
         ("Shelling eased over the past week.", "the past week"), "In the last week of May it eased."),
    rule("within", rf"within (?:the next )?(?:(?P<count>{NUMBER})[ -]|(?:a )?(?:matter of |few |couple of )?)(?P<unit>hour|day|week|month|year)s?(?! of\b)",
         _within, ("They must answer within 48 hours.", "within 48 hours"), "It lies within a mile."),
    rule("so far ahead", rf"(?:in|inside) (?:about |just |only )?(?:(?:a )?(?P<few>{FEW}) |(?P<count>{NUMBER})[ -])?(?P<unit>day|week|fortnight|month|year|"
         r"hour)(?:s(?P<p>))?(?P<time>['’]? time)?(?! of\b)(?(p)|(?(count)|(?(time)|(?!))))", _in,
         ("They will meet again in two weeks.", "in two weeks"), "It fell for the first time in two weeks."),
    rule("from now", rf"(?:(?:a )?(?P<few>{FEW}) |(?P<count>{NUMBER}) )?{UNIT}(?P<time> from (?:now|today))", _in,
         ("Ratification is two weeks from now.", "two weeks from now"), "They live two weeks from home."),
    rule("after days of", rf"(?<=after )(?:more than |nearly |almost |over )?(?P<count>{NUMBER})[ -]?(?P<unit>day|week|month)s? of(?= \w)", _after,
         ("They signed after 18 days of talks.", "18 days of"), "They need 18 days of rest."),
    rule("days ahead", r"(?:in )?the (?P<unit>day|week|month)s (?P<which>ahead|to come)(?P<few>(?!))?(?P<count>(?!))?",
         lambda match, moment: Found(moment.today, moment.today + timedelta(days=SPANS[match["unit"].lower()]), PRECISION[match["unit"].lower()],
                                     vague=True),
         ("More is due in the days ahead.", "in the days ahead"), "He walked ahead."),
    rule("loose", r"(?:very |as )?soon(?! as\b)|in the near future|shortly(?= *[.,;]|$)|in the (?:short term|immediate future)|recently|lately",
         _loose, ("They will meet soon.", "soon"), "As soon as it rains they leave."),
)  # fmt: skip

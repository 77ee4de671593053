"""The words dates are made of, the moment they are read against, and what a rule for them looks like."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from talkwatch.model.claims import Precision
from talkwatch.text.dates_direction import Side, direction

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
    "forty": 40, "sixty": 60, "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "last": -1,
    "final": -1,
}

WEEKDAY = (
    r"(?P<weekday>Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?|"
    r"(?:Mon|Tues?|Weds?|Thur?s?|Fri|Sat|Sun)(?:\.|(?=,? +(?:\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))))|"
    r"MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY)"
)
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
TH = r"(?:st|nd|rd|th)?"
YEAR = r"(?:1[89]|20)\d\d"
DASH = r"\s?(?:-|–|—|‑|/)\s?"
NUMBER = r"(?:\d{1,3}|" + "|".join(NUMBERS) + r")"
PARTS = {"early": "morning", "late": "night", "morning": "morning", "afternoon": "afternoon", "evening": "evening",
         "night": "night", "lunchtime": "afternoon", "midnight": "night", "noon": "afternoon"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """A sentence and the day on which it was published, in the reader's zone."""

    sentence: str
    today: date

    def side(self, start: int, end: int) -> Side:
        """On which side of the day of writing the words from `start` to `end` stand."""
        return direction(self.sentence, start, end)


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule read: inclusive days, or None where the words give none. `exact` is false for an inferred year."""

    first: date | None
    last: date | None
    precision: Precision = "day"
    vague: bool = False
    part: str | None = None
    shift: int | None = None
    """Days from the date named before it in the sentence ("the following day"), else None."""


Read = Callable[["re.Match[str]", Moment], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what it comes to, a sentence whose `takes[1]` it must read and one it must leave alone."""

    name: str
    pattern: re.Pattern[str]
    read: Read
    takes: tuple[str, str]
    leaves: str


def rule(name: str, pattern: str, read: Read, takes: tuple[str, str], leaves: str, *, cased: bool = False) -> Rule:
    """A rule from a verbose-free pattern; `cased` keeps capitals apart from small letters."""
    flags = 0 if cased else re.IGNORECASE
    return Rule(
        name, re.compile(r"(?<![\w$€£])(?<![A-Za-z]-)(?:" + pattern + r")(?![\w%])", flags), read, takes, leaves
    )


def month_number(word: str) -> int:
    """1-12 for a month's name or its abbreviation."""
    return MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for a weekday's name or its abbreviation."""
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(word[:3].lower()))


def number(word: str) -> int:
    """The number that a figure or a word says."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def a_day(day: date, part: str | None = None) -> Found:
    """One day, known as such."""
    return Found(day, day, "day", vague=False, part=part)

"""The moment dates are read against, what a rule gives, and the numbers that words say."""

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
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1}
PARTS = {
    "early": "morning",
    "late": "night",
    "morning": "morning",
    "afternoon": "afternoon",
    "lunchtime": "afternoon",
    "noon": "12:00",
    "evening": "evening",
    "night": "night",
    "midnight": "night",
}
"""The part of the day that a word beside it says."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A sentence and the day on which it was published, in the reader's zone."""

    sentence: str
    today: date

    def side(self, match: re.Match[str]) -> Side:
        """On which side of the day of writing the matched words stand."""
        return direction(self.sentence, match.start(), match.end())


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule read: inclusive days, or None where the words give none."""

    first: date | None
    last: date | None
    precision: Precision = "day"
    vague: bool = False
    part: str | None = None
    shift: int | None = None
    """Days from the date named before it in the sentence ("the following day"), else None."""


Read = Callable[["re.Match[str]", Moment], Found | None]
"""From a rule's match to its days; None where the words turn out to be no date."""


def month_number(word: str) -> int:
    """1-12 for a month's name or its abbreviation."""
    return MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for a weekday's name or its abbreviation."""
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(word[:3].lower()))


def number(word: str) -> int:
    """The number that a figure or a word says."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def a_day(day: date, part: str | None = None) -> Found:
    """One day, known as such."""
    return Found(day, day, "day", vague=False, part=part)

"""From a name to its day ("Christmas Eve", "Ramadan"), by lexicons/named_days.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from talkwatch.text.dates_calendar import Days, easter, hebrew_new_year, islamic, nth_weekday
from talkwatch.text.dates_words import Found, Moment, Read


@dataclass(frozen=True, slots=True)
class NamedDay:
    """One feast; see the head of the lexicon for its fields."""

    name: str
    fixed: tuple[int, int] | None = None
    nth: tuple[int, int, int] | None = None
    easter: int | None = None
    islamic: tuple[int, int] | None = None
    hebrew: int | None = None
    days: int = 1
    shift: int = 0

    def around(self, year: int) -> tuple[Days, ...]:
        """The feast in the calendar year before, in and after `year`, oldest first."""
        firsts = sorted(day for step in (-1, 0, 1) for day in self._in(year + step))
        return tuple((first, first + timedelta(days=self.days - 1)) for first in firsts)

    def _in(self, year: int) -> tuple[date, ...]:
        if self.fixed:
            return (date(year, *self.fixed),)
        if self.nth:
            return (nth_weekday(year, *self.nth) + timedelta(days=self.shift),)
        if self.easter is not None:
            return (easter(year) + timedelta(days=self.easter),)
        if self.hebrew is not None:
            return (hebrew_new_year(year + 3761) + timedelta(days=self.hebrew),)
        assert self.islamic
        near = int((year - 622) * 33 / 32)
        every = (islamic(near + step, *self.islamic) for step in (-1, 0, 1, 2))
        return tuple(day for day in every if day.year == year)


@cache
def named_days() -> dict[str, NamedDay]:
    """The lexicon by plain lower-case name, read once."""
    table = tomllib.loads(files("talkwatch.text").joinpath("lexicons/named_days.toml").read_text(encoding="utf-8"))
    return {_plain(row["name"]): NamedDay(**row) for row in table["day"]}


def _plain(name: str) -> str:
    return re.sub(r"['’.]", "", name).lower()


def _named(match: re.Match[str], moment: Moment) -> Found:
    """The feast with its year if it has one, else on the side that the sentence tells, else the nearest."""
    feast = named_days()[_plain(match["name"])]
    today = moment.today
    if match["year"]:
        days = next(days for days in feast.around(int(match["year"])) if days[0].year == int(match["year"]))
        return Found(*days)
    every = feast.around(today.year)
    ref = (match["ref"] or "").lower()
    side = moment.side(match)
    if ref == "last" or (side == "past" and not ref):
        sided = [days for days in every if days[0] <= today and (today - days[1]).days <= 270]
    elif ref == "next" or (side == "coming" and not ref):
        sided = [days for days in every if days[1] >= today and (days[0] - today).days <= 270]
    else:
        sided = []
    return Found(*min(sided or every, key=lambda days: abs((days[0] - today).days)))


def alternatives() -> str:
    """The names as one alternation of a pattern, the longer before those they contain."""
    names = sorted((row.name for row in named_days().values()), key=len, reverse=True)
    return "|".join(re.sub(r"['’]", "['’]?", re.escape(name)).replace(r"\.", r"\.?") for name in names)


READERS: Mapping[str, Read] = {"feast": _named}
"""By the name that lexicons/dates.toml calls it."""

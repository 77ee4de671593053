"""The rules of lexicons/dates.toml, each bound to the function that gives its days."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from talkwatch.text import dates_days, dates_named, dates_periods, dates_windows
from talkwatch.text.dates_words import Read

READERS: Mapping[str, Read] = {
    **dates_named.READERS,
    **dates_days.READERS,
    **dates_windows.READERS,
    **dates_periods.READERS,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what it comes to, a sentence whose `takes[1]` it must read and one it must leave alone."""

    name: str
    pattern: re.Pattern[str]
    read: Read
    takes: tuple[str, str]
    leaves: str


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule in the order it is tried, compiled once."""
    table = tomllib.loads(files("talkwatch.text").joinpath("lexicons/dates.toml").read_text(encoding="utf-8"))
    pieces = {name: _one_line(piece) for name, piece in table["pieces"].items()} | {"FEAST": dates_named.alternatives()}
    return tuple(
        Rule(
            row["name"],
            _compiled(_one_line(row["pattern"]), pieces, cased=row.get("cased", False)),
            READERS[row["read"]],
            tuple(row["takes"]),
            row["leaves"],
        )
        for row in table["rule"]
    )


def _one_line(pattern: str) -> str:
    return re.sub(r"\n *", "", pattern)


def _compiled(pattern: str, pieces: Mapping[str, str], *, cased: bool) -> re.Pattern[str]:
    """The pattern as a whole expression: not inside a word, a price or a hyphenated compound."""
    for name, piece in pieces.items():
        pattern = pattern.replace("{" + name + "}", piece)
    whole = r"(?<![\w$€£])(?<![A-Za-z]-)(?:" + pattern + r")(?![\w%])"
    return re.compile(whole, 0 if cased else re.IGNORECASE)

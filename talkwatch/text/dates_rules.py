"""The rules of lexicons/dates.toml, each bound to the function that gives its days."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from talkwatch.text import dates_days, dates_named, dates_periods, dates_windows
from talkwatch.text.dates_words import Read
from talkwatch.text.needed import Sieve, needed

READERS: Mapping[str, Read] = {
    **dates_named.READERS,
    **dates_days.READERS,
    **dates_windows.READERS,
    **dates_periods.READERS,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what it comes to, a sentence whose `takes[1]` it must read and one it must leave alone.

    The small letters of a sentence in which it is found hold one of `letters` and one of `pieces`.
    """

    name: str
    pattern: re.Pattern[str]
    read: Read
    needs: frozenset[str]
    letters: tuple[str, ...]
    pieces: tuple[str, ...]
    takes: tuple[str, str]
    leaves: str


@dataclass(frozen=True, slots=True)
class Sign:
    """What a kind of date is known by at a glance: letters in a sentence's small letters, or a pattern in itself."""

    name: str
    letters: tuple[str, ...]
    pattern: re.Pattern[str] | None


def seen(sentence: str) -> frozenset[str]:
    """The names of the signs in a sentence."""
    shown = {sign.name for sign in _shown_by_letters().among(sentence.lower())}
    for sign, pattern in _shown_by_pattern().among(sentence):
        if sign.name not in shown and pattern.search(sentence):
            shown.add(sign.name)
    return frozenset(shown)


@cache
def _shown_by_letters() -> Sieve[Sign]:
    return Sieve(signs(), lambda sign: sign.letters)


@cache
def _shown_by_pattern() -> Sieve[tuple[Sign, re.Pattern[str]]]:
    return Sieve([(sign, sign.pattern) for sign in signs() if sign.pattern], lambda row: needed(row[1]))


@cache
def signs() -> tuple[Sign, ...]:
    """Every sign, that of the feasts last."""
    found = [
        Sign(name, tuple(row.get("letters", ())), re.compile(row["pattern"]) if "pattern" in row else None)
        for name, row in _table()["signs"].items()
    ]
    return (*found, Sign("feast", (), re.compile(dates_named.alternatives())))


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule in the order it is tried, compiled once."""
    table = _table()
    pieces = {name: _one_line(piece) for name, piece in table["pieces"].items()} | {"FEAST": dates_named.alternatives()}
    return tuple(_rule(row, pieces) for row in table["rule"])


def among(low: str) -> list[Rule]:
    """The rules of whose pieces the small letters of a sentence hold one, in their order."""
    return _sieve().among(low)


@cache
def _sieve() -> Sieve[Rule]:
    return Sieve(rules(), lambda rule: rule.pieces)


def _rule(row: Mapping[str, Any], pieces: Mapping[str, str]) -> Rule:
    pattern = _compiled(_one_line(row["pattern"]), pieces, cased=row.get("cased", False))
    return Rule(
        row["name"],
        pattern,
        READERS[row["read"]],
        frozenset(row["needs"]),
        tuple(row.get("letters", ("",))),
        tuple(piece.lower() for piece in needed(pattern)),
        tuple(row["takes"]),
        row["leaves"],
    )


def _table() -> dict[str, Any]:
    return tomllib.loads(files("talkwatch.text").joinpath("lexicons/dates.toml").read_text(encoding="utf-8"))


def _one_line(pattern: str) -> str:
    return re.sub(r"\n *", "", pattern)


def _compiled(pattern: str, pieces: Mapping[str, str], *, cased: bool) -> re.Pattern[str]:
    """The pattern as a whole expression: not inside a word, a price or a hyphenated compound."""
    for name, piece in pieces.items():
        pattern = pattern.replace("{" + name + "}", piece)
    whole = r"(?<![\w$€£])(?<![A-Za-z]-)(?:" + pattern + r")(?![\w%])"
    return re.compile(whole, 0 if cased else re.IGNORECASE)

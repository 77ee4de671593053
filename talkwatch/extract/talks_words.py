"""The lexicon of sessions, read from lexicons/talks.toml: heads, modifiers and the rules for their state."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from talkwatch.model.claims import TalkStatus
from talkwatch.text.needed import needed

Kind = Literal["talks", "gathering", "meeting", "call", "round", "visit", "signing"]
MARK = "§"
_CAPITAL = re.compile(r"\\.|[A-Z]")
_GAP = re.compile(r"§\(\?: ~\)\?|\(\?: ~\)\?|\(\?:~ \)\?|~")
_STOP = (
    "before|after|ahead|amid|despite|while|when|as|because|but|since|although|until|during|so|could|might|may|not|"
    "never|said|says|told|will|would|if|unless"
)
_WORDS = rf"(?!(?:{_STOP})\b)[\w'’.$“”\"()+-]+"
"""A word of a gap; one that opens another clause ends it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over lower-case text in which § stands for the session, and the status it tells ("none": no talk).

    A text that it takes holds one of `letters`.
    """

    name: str
    status: TalkStatus | Literal["none"]
    weight: float
    classes: frozenset[str]
    pattern: re.Pattern[str]
    takes: str
    leaves: str
    letters: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern like a rule's that tells no state by itself: what it speaks for, the weights of the model say."""

    name: str
    pattern: re.Pattern[str]
    takes: str
    leaves: str
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of standing gatherings by number; `name` takes their names, its group "number" tells which."""

    name: re.Pattern[str]
    days: Mapping[int, tuple[date, date]]
    takes: str
    leaves: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The heads, word lists, groups and rules of talks.toml; `words` are the lists of its table of that name."""

    heads: Mapping[str, Kind]
    words: Mapping[str, frozenset[str]]
    suffixes: tuple[str, ...]
    stops: frozenset[str]
    named: re.Pattern[str]
    bare: re.Pattern[str]
    rules: tuple[Rule, ...]
    meet: tuple[Rule, ...]
    signs: tuple[Sign, ...]
    tells: Mapping[str, TalkStatus]
    calendar: Calendar
    groups: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    pacts: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    venues: frozenset[str]
    not_places: frozenset[str]


def lowered(text: str) -> re.Pattern[str]:
    """The same for a text in lower case: a pattern that need not ask for case is found twice as fast."""
    plain = _CAPITAL.sub(lambda match: match[0] if match[0].startswith("\\") else match[0].lower(), text)
    return re.compile(pattern(plain).pattern)


def pattern(text: str) -> re.Pattern[str]:
    """A rule's pattern compiled, case aside: " ~ " is up to five words, right after § up to nine."""

    def gap(match: re.Match[str]) -> str:
        if match[0].startswith("§"):
            return rf"§(?:(?:,(?! with\b))? {_WORDS}){{0,9}}?"
        if match[0].startswith("(?: "):
            return rf"(?:,? {_WORDS}){{0,5}}?"
        if match[0].startswith("(?:~"):
            return rf"(?:{_WORDS},? ){{0,5}}?"
        return rf"{_WORDS}(?:,? {_WORDS}){{0,4}}?"

    return re.compile(_GAP.sub(gap, text), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """A named pattern with a piece of text it takes and one it leaves."""

    pattern: re.Pattern[str]
    takes: str
    leaves: str


@cache
def cues() -> Mapping[str, Cue]:
    """The cues of talks.toml by name. Case counts only where a capital tells a name."""
    cased = {"on the way to it", "somebody-led", "topic", "spoke", "journey", "its host"}
    return {
        row["name"]: Cue(
            re.compile(row["pattern"], 0 if row["name"] in cased else re.IGNORECASE), row["takes"], row["leaves"]
        )
        for row in _table()["cue"]
    }


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("talkwatch.extract.lexicons").joinpath("talks.toml").read_text(encoding="utf-8"))


def act_rows() -> list[dict[str, Any]]:
    """The rows of the verbs that tell of sessions; `talks_acts` reads them."""
    rows: list[dict[str, Any]] = _table()["act"]
    return rows


@cache
def lexicon() -> Lexicon:
    """The lexicon of sessions."""
    table = _table()
    words = {name: frozenset(text.split()) for name, text in table["words"].items()}
    return Lexicon(
        heads={head: kind for kind, heads in table["heads"].items() for head in heads},
        words=words,
        suffixes=tuple(words["suffixes"]),
        stops=words["stops"],
        named=re.compile(table["named"]["pattern"], re.IGNORECASE),
        bare=re.compile(table["bare"]["pattern"]),
        rules=_firmest_first(table["rule"]),
        meet=_firmest_first(table["meet"]),
        signs=tuple(_sign(row) for row in table["sign"]),
        tells={word: status for status, words in table["tells"].items() for word in words.split()},
        calendar=Calendar(
            re.compile(table["calendar"]["name"]),
            {number: (first, last) for number, first, last in table["calendar"]["days"]},
            table["calendar"]["takes"],
            table["calendar"]["leaves"],
        ),
        groups=tuple((re.compile(text, re.IGNORECASE), tuple(names)) for text, names in table["groups"].items()),
        pacts=tuple((re.compile(text), tuple(names)) for text, names in table["pacts"].items()),
        venues=frozenset(table["places"]["venues"]),
        not_places=frozenset(table["places"]["drop"]),
    )


def _firmest_first(rows: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules by weight, those of equal weight in the order of the lexicon: the first that takes decides."""
    return tuple(sorted((_rule(row) for row in rows), key=lambda rule: -rule.weight))


def _sign(row: Mapping[str, Any]) -> Sign:
    found = lowered(row["pattern"])
    return Sign(row["name"], found, row["takes"], row["leaves"], needed(found))


def _rule(row: Mapping[str, Any]) -> Rule:
    found = lowered(row["pattern"])
    return Rule(
        name=row["name"],
        status=row["status"],
        weight=row.get("weight", 3),
        classes=frozenset(row.get("classes", ())),
        pattern=found,
        takes=row["takes"],
        leaves=row["leaves"],
        letters=needed(found),
    )

"""The verbs, moods and rules of attendance, read from lexicons/attendance.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from talkwatch.extract.attendance_findings import DOUBTS
from talkwatch.extract.talks_words import Cue, pattern
from talkwatch.model.claims import Stance


@dataclass(frozen=True, slots=True)
class Verb:
    """A pattern that tells of coming or staying away, its subject before it.

    `cues` are letters of which a sentence that the pattern takes has some. `doubts`: told only where it comes to a
    doubt. `alone`: told of the session spoken of last where its sentence names none.
    """

    name: str
    stance: Stance
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    doubts: bool
    alone: bool
    takes: str
    leaves: str


@dataclass(frozen=True, slots=True)
class Mood:
    """Words between a subject and its verb, and what each stance comes to under them; None is no stance at all."""

    name: str
    pattern: re.Pattern[str]
    turns: Mapping[Stance, Stance | None]
    takes: str
    leaves: str


@dataclass(frozen=True, slots=True)
class StanceRule:
    """A turn of phrase, the stance it tells, and where its guest stands: before it, inside its group `who`, or after.

    `cues` and `alone` are those of a verb; a doubt is always told alone. `plain`: said in so many words, whatever it
    weighs.
    """

    name: str
    stance: Stance
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    who: str
    alone: bool
    plain: bool
    takes: str
    leaves: str


@cache
def plain_rules() -> frozenset[str]:
    """The names of the rules that say it in so many words."""
    return frozenset(rule.name for rule in stance_rules() if rule.plain)


@cache
def verbs() -> tuple[Verb, ...]:
    """The verbs in the order of the table; words that one has taken are left to it."""
    return tuple(
        Verb(
            name=row["name"],
            stance=row["stance"],
            cues=tuple(row["cues"]),
            pattern=re.compile(_filled(row["pattern"])),
            doubts=row.get("doubts", False),
            alone=row.get("alone", False),
            takes=row["takes"],
            leaves=row["leaves"],
        )
        for row in _table()["verb"]
    )


@cache
def moods() -> tuple[Mood, ...]:
    """The moods in the order of the table; of two that take at one place the earlier wins."""
    return tuple(
        Mood(
            name=row["name"],
            pattern=re.compile(row["pattern"]),
            turns={stance: turned or None for stance, turned in row["turns"].items()},
            takes=row["takes"],
            leaves=row["leaves"],
        )
        for row in _table()["mood"]
    )


@cache
def stance_rules() -> tuple[StanceRule, ...]:
    """The rules in the order of the table; an earlier one wins over a later where both take."""
    return tuple(
        StanceRule(
            name=row["name"],
            stance=row["stance"],
            cues=tuple(row["cues"]),
            pattern=pattern(_filled(row["pattern"])),
            who=row.get("who", "before"),
            alone=row.get("alone", row["stance"] in DOUBTS),
            plain=row.get("plain", False),
            takes=row["takes"],
            leaves=row["leaves"],
        )
        for row in _table()["rule"]
    )


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern of a cue, letters of either case."""
    return attendance_cues()[name].pattern


@cache
def low_cue(name: str) -> re.Pattern[str]:
    """The pattern of a cue for a text in lower case, which is searched four times as fast."""
    return re.compile(cue(name).pattern)


@cache
def attendance_cues() -> Mapping[str, Cue]:
    """The smaller patterns of attendance.toml by name."""
    return {
        row["name"]: Cue(re.compile(_filled(row["pattern"]), re.IGNORECASE), row["takes"], row["leaves"])
        for row in _table()["cue"]
    }


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("talkwatch.extract.lexicons").joinpath("attendance.toml").read_text(encoding="utf-8"))


def _filled(text: str) -> str:
    for name, piece in _table()["pieces"].items():
        text = text.replace(f"{{{name}}}", piece)
    return text

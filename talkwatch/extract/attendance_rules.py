"""The rules of attendance, read from lexicons/attendance.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from talkwatch.extract.talks_words import Cue, pattern
from talkwatch.model.claims import Stance


@dataclass(frozen=True, slots=True)
class StanceRule:
    """A pattern, the stance it tells, and where its subject stands: before it, inside its group `who`, or after it.

    `cues` are letters of which a sentence that the pattern takes has some.
    """

    name: str
    stance: Stance
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    who: str
    takes: str
    leaves: str


@cache
def stance_rules() -> tuple[StanceRule, ...]:
    """The rules in the order of the table; an earlier one wins over a later where both take."""
    table = _table()
    return tuple(
        StanceRule(
            name=row["name"],
            stance=row["stance"],
            cues=tuple(row["cues"]),
            pattern=pattern(_filled(row["pattern"], table)),
            who=row.get("who", "before"),
            takes=row["takes"],
            leaves=row["leaves"],
        )
        for row in table["rule"]
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
        row["name"]: Cue(re.compile(row["pattern"], re.IGNORECASE), row["takes"], row["leaves"])
        for row in _table()["cue"]
    }


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("talkwatch.extract.lexicons").joinpath("attendance.toml").read_text(encoding="utf-8"))


def _filled(text: str, table: Mapping[str, Any]) -> str:
    for name in ("come", "coming", "rest"):
        text = text.replace(f"{{{name}}}", table[name])
    return text

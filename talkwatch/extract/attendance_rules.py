"""The rules of attendance, read from lexicons/attendance.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from talkwatch.extract.talks_words import pattern
from talkwatch.model.claims import Stance


@dataclass(frozen=True, slots=True)
class StanceRule:
    """A pattern, the stance it tells, and where its subject stands: before it, inside its group `who`, or after it."""

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
    text = files("talkwatch.extract.lexicons").joinpath("attendance.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return tuple(
        StanceRule(
            name=row["name"],
            stance=row["stance"],
            cues=tuple(row["cues"]),
            pattern=pattern(
                row["pattern"]
                .replace("{coming}", table["coming"])
                .replace("{come}", table["come"])
                .replace("{rest}", table["rest"])
            ),
            who=row.get("who", "before"),
            takes=row["takes"],
            leaves=row["leaves"],
        )
        for row in table["rule"]
    )

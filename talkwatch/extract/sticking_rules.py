"""The rules of lexicons/sticking.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from talkwatch.extract.actors_lexicon import read_lexicon
from talkwatch.model.claims import Hold, IssueStatus


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; the fields are told at the head of sticking.toml."""

    name: str
    cue: re.Pattern[str]
    holder: Literal["before", "owner", "none"]
    hold: Hold | None
    other: Hold | None
    owner: Hold | None
    issue: Literal["after", "before"]
    status: IssueStatus
    weight: float
    party: bool
    takes: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """From which score a sentence of an article, or of a short item, is a sticking point, and how many there may be."""

    least: float
    short: float
    most: int


@cache
def _table() -> dict[str, Any]:
    return read_lexicon("sticking.toml")


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the file's order."""
    return tuple(
        Rule(
            name=entry["name"],
            cue=re.compile(entry["cue"]),
            holder=entry["holder"],
            hold=entry.get("hold"),
            other=entry.get("other"),
            owner=entry.get("owner"),
            issue=entry["issue"],
            status=entry["status"],
            weight=entry["weight"],
            party=entry.get("party", False),
            takes=tuple(entry["takes"]),
            leaves=tuple(entry["leaves"]),
        )
        for entry in _table()["rule"]
    )


@cache
def _context() -> tuple[tuple[re.Pattern[str], float], ...]:
    context = _table()["context"]
    return tuple(
        (re.compile(words, re.IGNORECASE), by) for side in ("raise", "lower") for words, by in context[side].items()
    )


def context_weight(sentence: str) -> float:
    """What the words around add to or take from a sign."""
    return sum(by for words, by in _context() if words.search(sentence))


@cache
def threshold() -> Threshold:
    """The threshold."""
    table = _table()["threshold"]
    return Threshold(table["least"], table["short"], table["most"])

"""The weights of models/sticking.json, made by training/sticking.py."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

KINDS = (("issue:long", "issue:short", "issue:middling"), ("issue:matter",), ("issue:several",))
"""Features of an issue of which one of each row can hold, beside the class of its cue."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights for evidence and positions; `least` and `short` are odds (0–1) for an article's and an item's sentence.

    `position` is the least chance (0–1) that a sentence tells a sticking point and somebody's position on it, `most`
    how many positions a record may have, `issue` the most log-odds that a sentence's issue can add.
    """

    evidence: Mapping[str, float]
    positions: Mapping[str, float]
    least: float
    short: float
    position: float
    most: int
    issue: float


@cache
def model() -> Model:
    """The model that the package ships."""
    read = json.loads((files("talkwatch.extract") / "models" / "sticking.json").read_text("utf-8"))
    return Model(**read, issue=_added(read["evidence"]))


def _added(weights: Mapping[str, float]) -> float:
    """The most that the features of an issue can add."""
    apart = {name for row in KINDS for name in row}
    cues = [name for name in weights if name.startswith("issue:") and name not in apart]
    return sum(max(0.0, *(weights.get(name, 0.0) for name in row), 0.0) for row in (*KINDS, cues))

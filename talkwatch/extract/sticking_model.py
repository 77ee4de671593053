"""The weights of models/sticking.json, made by training/sticking.py."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ISSUE_SIGNS = 4
"""How many features a sentence's issue has at most."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights for evidence and positions; `least` and `short` are odds (0–1) for an article's and an item's sentence.

    `position` is the least log-odds of a position, `most` how many a record may have, `issue` the most log-odds that a
    sentence's issue can add.
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
    added = [weight for name, weight in read["evidence"].items() if name.startswith("issue:") and weight > 0]
    return Model(**read, issue=sum(sorted(added)[-ISSUE_SIGNS:]))

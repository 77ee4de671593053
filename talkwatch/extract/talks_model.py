"""Which sessions are in view, weighed by models/talks.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

from talkwatch.extract.odds import chance, log_odds


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each trait for being in view, and the probabilities from which on a session is kept.

    `least_short` is that of a feed item, whose few words leave more unsaid.
    """

    keep: Mapping[str, float]
    least: float
    least_short: float


@cache
def weights() -> Weights:
    """The weights that the package ships; made by `python -m talkwatch.extract.training.talks`."""
    table = json.loads(files("talkwatch.extract.models").joinpath("talks.json").read_text(encoding="utf-8"))
    return Weights(table["keep"], table["least"], table["least_short"])


def in_view(traits: Mapping[str, float], model: Weights) -> float:
    """The probability (0–1) that a session with these traits is in view."""
    return chance(log_odds(traits, model.keep))


def trust(likely: float) -> float:
    """The confidence (0–1) in a session that is in view with this probability: its log odds, spread out and bounded."""
    odds = log(max(likely, 1e-3) / max(1 - likely, 1e-3))
    return round(min(0.95, max(0.4, 0.4 + 0.12 * odds)), 2)

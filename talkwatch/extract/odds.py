"""What log odds come to, for the regressions that weigh what rules propose."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

_FAR = 30.0
"""Log odds (nats) beyond which a chance no longer changes."""


def chance(odds: float) -> float:
    """The probability (0–1) that log odds in nats stand for: 1 / (1 + e^-odds)."""
    return 1 / (1 + exp(-max(-_FAR, min(_FAR, odds))))


def log_odds(traits: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The log odds of these traits: the sum of their values by their weights; one without a weight counts nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in traits.items())

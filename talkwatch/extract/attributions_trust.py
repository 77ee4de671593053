"""How far to trust an attribution: one number from both models and from what was found."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import log

from talkwatch.extract.attributions_labels import Parts
from talkwatch.extract.attributions_page import Page
from talkwatch.extract.odds import chance, log_odds

_FAR = 12.0
"""Log odds beyond which a model's certainty counts no more."""


def evidence(page: Page, cue: int, chance: float, empty: float, parts: Parts) -> dict[str, float]:
    """What speaks for the attribution at `cue`.

    `chance` is the first model's probability that it is a cue, `empty` the second's that there is no attribution.
    """
    content = parts.content
    odds, second = _odds(chance), _odds(1 - empty)
    quoted = sum(page.quote[at] >= 0 for at in content) / len(content)
    pieces = 1 + sum(after - before > 1 for before, after in pairwise(content))
    word = page.words[cue]
    group = "verb" if word.kind[0] == "V" else "noun" if word.form in {"b", "s"} else "other"
    return {
        "bias": 1.0,
        "first": odds,
        "second": second,
        "both": min(odds, second),
        "sourced": float(bool(parts.source)),
        f"length {min(len(content), 4)}": 1.0,
        "words": log(len(content)),
        "quoted": quoted,
        "pieces": float(min(pieces, 4)),
        "near": float(min(abs(at - cue) for at in content) <= 2),
        "inside": float(page.quote[cue] >= 0),
        group: 1.0,
        "opening": float(page.paragraph[cue] == 0),
    }


def _odds(chance: float) -> float:
    """The logarithm of the odds, within bounds."""
    chance = min(max(chance, 1e-9), 1 - 1e-9)
    return max(-_FAR, min(_FAR, log(chance / (1 - chance))))


def trust(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    """The probability (0–1) that the attribution is right, content and source."""
    return chance(log_odds(found, weights))

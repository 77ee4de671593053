"""Who comes of those who may, weighed by models/attendance.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from talkwatch.extract import odds
from talkwatch.extract.attendance_rules import plain_rules


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each trait, and the least probability of a claim: told outright as a yes, or supposed.

    A doubt told outright stands whatever it weighs: it is what the panel is for, and rare in the training. So does what
    a rule tells that the training has met too seldom to weigh, or that says it in so many words.
    """

    keep: Mapping[str, float]
    least: float
    least_outright: float


@cache
def weights() -> Weights:
    """The weights that the package ships; made by `python -m talkwatch.extract.training.attendance`."""
    table = json.loads(files("talkwatch.extract.models").joinpath("attendance.json").read_text(encoding="utf-8"))
    return Weights(table["keep"], table["least"], table["least_outright"])


def chance(traits: Mapping[str, float], keep: Mapping[str, float]) -> float:
    """The probability (0–1) that the text tells of somebody with these traits that he comes, or does not."""
    return odds.chance(odds.log_odds(traits, keep))


def least(traits: Mapping[str, float]) -> float:
    """The probability from which on the text tells it."""
    model = weights()
    if "firm outright" not in traits:
        return model.least
    rules = [name for name in traits if name.startswith("rule ")]
    weighed = any(name in model.keep and name.removeprefix("rule ") not in plain_rules() for name in rules)
    return model.least_outright if weighed and "doubt True" not in traits else 0.0

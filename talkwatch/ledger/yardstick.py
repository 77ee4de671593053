"""Words for probabilities: the US ICD 203 standard and the UK's PHIA yardstick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

YardstickName = Literal["icd203", "phia"]


@dataclass(frozen=True, slots=True)
class Band:
    """A word and the probabilities it stands for, `low` included and `high` excluded, 0-1."""

    word: str
    low: float
    high: float


ICD_203 = (
    Band("almost no chance", 0.0, 0.05),
    Band("very unlikely", 0.05, 0.20),
    Band("unlikely", 0.20, 0.45),
    Band("roughly even chance", 0.45, 0.55),
    Band("likely", 0.55, 0.80),
    Band("very likely", 0.80, 0.95),
    Band("almost certain", 0.95, 1.01),
)
"""Intelligence Community Directive 203 (2015), D.6.e.(2)(a); a number on a border takes the word above it."""

EVEN = ICD_203[3]
"""Neither side is likelier."""

PHIA = (
    Band("remote chance", 0.0, 0.05),
    Band("highly unlikely", 0.10, 0.20),
    Band("unlikely", 0.25, 0.35),
    Band("realistic possibility", 0.40, 0.50),
    Band("likely or probable", 0.55, 0.75),
    Band("highly likely", 0.80, 0.90),
    Band("almost certain", 0.95, 1.01),
)
"""The Professional Head of Intelligence Assessment's yardstick (UK, 2019); its bands leave gaps of five points."""

YARDSTICKS: dict[YardstickName, tuple[Band, ...]] = {"icd203": ICD_203, "phia": PHIA}


def band(probability: float, yardstick: YardstickName = "icd203") -> Band:
    """The band of a probability (0-1), as it is shown, in whole percent: a figure never stands beside two words.

    One in a gap takes the nearer band.
    """
    bands, shown = YARDSTICKS[yardstick], round(probability * 100) / 100
    inside = next((one for one in bands if one.low <= shown < one.high), None)
    return inside or min(bands, key=lambda one: min(abs(shown - one.low), abs(shown - one.high)))


def word(probability: float, yardstick: YardstickName = "icd203") -> str:
    """The yardstick's word for a probability (0-1)."""
    return band(probability, yardstick).word

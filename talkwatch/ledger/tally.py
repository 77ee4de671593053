"""Votes for rival values that fade with time."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, TypeVar

Value = TypeVar("Value", bound=str)

_EQUAL = 5e-10
"""Weights that differ by less are equal: the order in which floats were added must not show."""
_NOTHING = 1e-6
"""Part of the best value's weight below which a vote can win no more."""


class Tally(Generic[Value]):
    """Weighted votes whose weight halves every `half_life` hours; one group votes once for a value.

    All votes fade alike, so that the order of the values changes only when one is added.
    """

    def __init__(self, half_life: float) -> None:
        self.half_life = half_life
        self.weights: dict[Value, float] = {}
        self.publishers: dict[Value, list[str]] = {}
        self.voted: set[tuple[Value, str]] = set()
        self._at: datetime | None = None
        self._best: Value | None = None
        self._is_known = False
        """Whether `_best` is that of the weights as they are."""

    def add(self, value: Value, weight: float, when: datetime, group: str, publisher: str) -> None:
        """A vote heard at `when`, which must not lie before an earlier one."""
        self._fade(when)
        if (value, group) in self.voted:
            return
        self.voted.add((value, group))
        self._is_known = False
        self.weights[value] = self.weights.get(value, 0.0) + weight
        names = self.publishers.setdefault(value, [])
        if publisher not in names:
            names.append(publisher)

    def damp(self, factor: float, *, but: Value | None = None) -> None:
        """Every vote so far counts only `factor` of what it did, except those for `but`."""
        self._is_known = False
        for value in self.weights:
            if value != but:
                self.weights[value] *= factor

    def damp_one(self, value: Value, factor: float) -> None:
        """The votes for one value so far count only `factor` of what they did."""
        if value in self.weights:
            self._is_known = False
            self.weights[value] *= factor

    def best(self) -> Value | None:
        """The value with the most weight; of equals, the one that sorts first."""
        if not self._is_known:
            top = max(self.weights.values(), default=0.0) - _EQUAL
            self._best = min((value for value, weight in self.weights.items() if weight >= top), default=None)
            self._is_known = True
        return self._best

    def rivals(self, share: float) -> tuple[Value, ...]:
        """Values other than the best with at least `share` of its weight, the strongest first."""
        best = self.best()
        if best is None:
            return ()
        floor = self.weights[best] * share
        close = [value for value, weight in self.weights.items() if value != best and weight >= floor]
        return tuple(sorted(close, key=lambda value: (-self.weights[value], value)))

    def _fade(self, when: datetime) -> None:
        """All votes fade to that moment; what has come to nothing beside the best is forgotten."""
        if self._at is not None and when > self._at:
            factor = 0.5 ** ((when - self._at).total_seconds() / 3600 / self.half_life)
            self._is_known = False
            floor = max(self.weights.values(), default=0.0) * _NOTHING
            self.weights = {value: weight * factor for value, weight in self.weights.items() if weight >= floor}
        self._at = when

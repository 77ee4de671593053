"""What a text must hold for a pattern to be found in it: letters that are looked for much faster than a pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, Generic, TypeVar

_ASIDE = re.compile(r"\(\?[a-z]*i")
"""Where a pattern begins to ask case aside."""
_MOST = 24
"""Pieces beyond which looking for each takes as long as the pattern."""


def needed(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Pieces of which every text that the pattern takes holds at least one as it is written.

    Of a pattern that asks case aside they are in small letters, to be looked for in the text's small letters. ("",)
    where none can be told: case is asked aside in a part, or the pattern takes nothing fixed.
    """
    if _ASIDE.search(pattern.pattern):
        return ("",)
    pieces = _of(import_module("re._parser").parse(pattern.pattern, pattern.flags)) or {""}
    pieces = {piece.lower() for piece in pieces} if pattern.flags & re.IGNORECASE else pieces
    return tuple(sorted(piece for piece in pieces if not any(one != piece and one in piece for one in pieces)))


def holds(text: str, pieces: Iterable[str]) -> bool:
    """Whether a text holds one of the pieces."""
    return any(map(text.__contains__, pieces))


Row = TypeVar("Row")


class Sieve(Generic[Row]):
    """Rows of which a text may hold something: each row's pieces are looked for once, whichever rows share them."""

    def __init__(self, rows: Iterable[Row], pieces: Callable[[Row], Iterable[str]]) -> None:
        self._rows = tuple(rows)
        found: dict[str, list[int]] = {}
        for at, row in enumerate(self._rows):
            for piece in pieces(row):
                found.setdefault(piece, []).append(at)
        self._pieces = tuple((piece, tuple(places)) for piece, places in found.items())

    def among(self, text: str) -> list[Row]:
        """The rows of which the text holds a piece, in their order."""
        places = [at for piece, places in self._pieces if piece in text for at in places]
        return [self._rows[at] for at in sorted(set(places))] if places else []


def _of(steps: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The pieces of the step, or run of letters, that tells most of a sequence; none if no step tells any."""
    told: list[frozenset[str]] = []
    run = ""
    for name, value in steps:
        if str(name) == "LITERAL":
            run += chr(value)
            continue
        told.append(frozenset({run} - {""}))
        run = ""
        told.append(_step(str(name), value))
    told.append(frozenset({run} - {""}))
    return max((pieces for pieces in told if 0 < len(pieces) <= _MOST), key=_worth, default=frozenset())


def _step(name: str, value: Any) -> frozenset[str]:
    """The pieces of one step."""
    if name == "SUBPATTERN":
        return _of(value[3])
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and value[0] > 0:
        return _of(value[2])
    if name == "BRANCH":
        ways = [_of(way) for way in value[1]]
        return frozenset().union(*ways) if all(ways) else frozenset()
    return frozenset()


def _worth(pieces: frozenset[str]) -> tuple[int, int]:
    """How much pieces tell: the shortest one's length, then how few they are."""
    return min(map(len, pieces)), -len(pieces)

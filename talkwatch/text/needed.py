"""What a text must hold for a pattern to be found in it: letters that are looked for much faster than a pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, Generic, TypeVar

from ahocorasick_rs import AhoCorasick

_ASIDE = re.compile(r"\(\?[a-z]*i")
"""Where a pattern begins to ask case aside."""
_MOST = 400
"""Pieces beyond which none are looked for."""


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
        self._always = found.pop("", [])
        self._places = tuple(map(tuple, found.values()))
        self._find = AhoCorasick(list(found)).find_matches_as_indexes

    def among(self, text: str) -> list[Row]:
        """The rows of which the text holds a piece, in their order."""
        found = self._find(text, overlapping=True)
        if not found:
            return [self._rows[at] for at in self._always]
        places = {at for piece in {piece for piece, _, _ in found} for at in self._places[piece]}
        places.update(self._always)
        return [self._rows[at] for at in sorted(places)]


class Glance:
    r"""Whether a pattern of many ways ("talks|negotiat|show\w* up") is found in a text.

    Its plain ways are looked for all at once, before the others are tried.
    """

    def __init__(self, pattern: str) -> None:
        plain = [way for way in _ways(pattern) if way and way == re.escape(way).replace("\\ ", " ").replace("\\-", "-")]
        other = [way for way in _ways(pattern) if way not in plain]
        self._find = AhoCorasick(plain).find_matches_as_indexes
        self._other = re.compile("|".join(other)) if other else None

    def sees(self, text: str) -> bool:
        """Whether the pattern is found."""
        return bool(self._find(text)) or (self._other is not None and self._other.search(text) is not None)


def _ways(pattern: str) -> list[str]:
    """The ways of a pattern: what its outermost bars part."""
    ways, depth, at, size = [""], 0, 0, len(pattern)
    while at < size:
        step = pattern[at : at + 2] if pattern[at] == "\\" else pattern[at]
        depth += (step in {"(", "["}) - (step in {")", "]"})
        if step == "|" and not depth:
            ways.append("")
        else:
            ways[-1] += step
        at += len(step)
    return ways


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

"""What a text must hold for a pattern to be found in it: letters that are looked for much faster than a pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

_MOST = 400
"""Pieces beyond which none are looked for."""
_OPENS = re.compile(r"\((?:\?(?:-i)?:|\?P<\w+>|(?!\?))")
"""What begins a group whose words are taken."""
_LOOKS = re.compile(r"\(\?<?[=!]")
"""What begins a look around, which takes nothing."""
_BACK = re.compile(r"\(\?P=\w+\)")
"""What takes once more what a group has taken."""
_CODE = re.compile(r"\\x([0-9a-f]{2})")
_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_REPEATS = re.compile(r"(?:([?*])|(\+)|\{(\d*)(?:,\d*)?\})[?+]?")
_TAKES_SOME = frozenset("bBAZwWsSdD")
"""Letters after a backslash that stand for no letter."""


def needed(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Pieces of which every text that the pattern takes holds at least one as it is written.

    Of a pattern that asks case aside they are in small letters, to be looked for in the text's small letters. ("",)
    where none can be told: the pattern takes nothing fixed, or is written with more than groups, looks, classes and
    repeats.
    """
    try:
        pieces = _Read(pattern.pattern).ways() if not pattern.flags & re.VERBOSE else frozenset()
    except _UnknownError:
        pieces = frozenset()
    pieces = pieces or frozenset({""})
    if pattern.flags & re.IGNORECASE:
        pieces = frozenset(map(str.lower, pieces))
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


class _UnknownError(Exception):
    """The pattern is written with what `_Read` does not know."""


class _Read:
    """A pattern's text, read from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def ways(self) -> frozenset[str]:
        """The pieces of all ways up to the end of a group; none if a way has none."""
        found = [self._way()]
        while self._past("|"):
            found.append(self._way())
        return frozenset().union(*found) if all(found) else frozenset()

    def _way(self) -> frozenset[str]:
        """The pieces of the step, or run of letters, that tells most of one way; none if no step tells any."""
        told: list[frozenset[str]] = []
        run = ""
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            pieces, letter = self._step()
            least = self._least()
            if letter and least is None:
                run += letter
                continue
            told += [frozenset({run} - {""}), pieces if least != 0 else frozenset()]
            run = ""
        told.append(frozenset({run} - {""}))
        return max((pieces for pieces in told if 0 < len(pieces) <= _MOST), key=_worth, default=frozenset())

    def _step(self) -> tuple[frozenset[str], str]:
        """The pieces of one step, and the letter if it is one."""
        text, at = self._text, self._at
        if found := _CLASS.match(text, at) or _BACK.match(text, at):
            self._at = found.end()
            return frozenset(), ""
        if found := _CODE.match(text, at):
            self._at = found.end()
            letter = chr(int(found[1], 16))
            return frozenset({letter}), letter
        if text[at] == "(":
            return self._group(), ""
        if text[at] == "\\":
            self._at = at + 2
            letter = text[at + 1]
            if letter in _TAKES_SOME:
                return frozenset(), ""
            if letter.isalnum():
                raise _UnknownError
            return frozenset({letter}), letter
        self._at = at + 1
        return (frozenset(), "") if text[at] in ".^$" else (frozenset({text[at]}), text[at])

    def _group(self) -> frozenset[str]:
        taken, look = _OPENS.match(self._text, self._at), _LOOKS.match(self._text, self._at)
        opened = taken or look
        if opened is None:
            raise _UnknownError
        self._at = opened.end()
        pieces = self.ways()
        self._at += 1
        return pieces if taken else frozenset()

    def _least(self) -> int | None:
        """How often the step before must stand at least; None where nothing says."""
        found = _REPEATS.match(self._text, self._at)
        if found is None:
            return None
        self._at = found.end()
        return 0 if found[1] else 1 if found[2] else int(found[3] or 0)

    def _past(self, mark: str) -> bool:
        """Whether a mark stands here; if so it is passed."""
        here = self._text.startswith(mark, self._at)
        self._at += here
        return here


def _worth(pieces: frozenset[str]) -> tuple[int, int]:
    """How much pieces tell: the shortest one's length, then how few they are."""
    return min(map(len, pieces)), -len(pieces)

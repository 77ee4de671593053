"""The ways through a regular expression, one text for each: "(?:peace|trade) talks?" is "peace talk", "trade talk"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import product
from typing import Any

MOST = 200
"""Ways that are followed; a pattern of the lexicons with more is a rule and has its own examples."""


def samples(pattern: str) -> tuple[str, ...]:
    """One text for each alternative of a pattern, in order: what is optional is left out, a class gives one letter."""
    parsed = import_module("re._parser").parse(pattern)
    return tuple(dict.fromkeys(_ways(parsed)))[:MOST]


def _ways(steps: Sequence[tuple[Any, Any]]) -> Iterator[str]:
    for parts in product(*(list(_way(str(name), told)) for name, told in steps)):
        yield "".join(parts)


def _way(name: str, told: Any) -> Iterator[str]:
    match name:
        case "LITERAL":
            yield chr(told)
        case "NOT_LITERAL" | "ANY":
            yield "e"
        case "IN":
            yield _letter(told)
        case "BRANCH":
            for branch in told[1]:
                yield from _ways(branch)
        case "SUBPATTERN":
            yield from _ways(told[3])
        case "MAX_REPEAT" | "MIN_REPEAT":
            yield from ("".join(way * told[0]) for way in _ways(told[2])) if told[0] else [""]
        case _:
            yield ""


def _letter(members: Sequence[tuple[Any, Any]]) -> str:
    """A letter of a class, "e" where it is open."""
    name, told = str(members[0][0]), members[0][1]
    if name == "LITERAL":
        return chr(told)
    if name == "RANGE":
        return chr(told[0])
    return "1" if str(told).endswith("CATEGORY_DIGIT") else "e"

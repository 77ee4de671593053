"""The labels of the second model, which remember whether content and source were already seen.

    N      an item of a window whose candidate is no cue        EN      the end of such a window
    Kcs    the cue; kcs its further words; Ocs anything else    Es      the end of an attribution's window
    Bcs    content begins, Is goes on                           Ac      source begins, Jc goes on

c is 1 after content has begun, s after a source has, so that a window cannot end without its content.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

NONE, NONE_END = "N", "EN"
CUE = "K"


@dataclass(frozen=True, slots=True)
class Parts:
    """The tokens (or places in a window) of an attribution's source, cue and content, in order; source may be empty."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]


def none(size: int) -> list[str]:
    """The labels of a window of `size` tokens without an attribution."""
    return [NONE] * size + [NONE_END]


def labels(size: int, head: int, parts: Parts) -> list[str]:
    """The labels of a window of `size` items and its end, for an attribution told as places; `head` is the cue's."""
    if not parts.content:
        return none(size)
    source, cue, content = frozenset(parts.source), frozenset(parts.cue), frozenset(parts.content)
    told = sourced = 0
    before, found = "", []
    for at in range(size):
        role = _role(at, head, source, cue, content)
        if role == "C":
            found.append(f"I{sourced}" if before == "C" else f"B{told}{sourced}")
            told = 1
        elif role == "S":
            found.append(f"J{told}" if before == "S" else f"A{told}")
            sourced = 1
        else:
            found.append(f"{role}{told}{sourced}")
        before = role
    return [*found, f"E{sourced}"]


def _role(at: int, head: int, source: Collection[int], cue: Collection[int], content: Collection[int]) -> str:
    if at == head:
        return CUE
    if at in content:
        return "C"
    if at in source:
        return "S"
    return "k" if at in cue else "O"


def told(found: Sequence[str], head: int) -> Parts:
    """The attribution that a window's labels tell of, as places in the window; `head` is that of its cue."""
    source, cue, content = [], [head], []
    for at, label in enumerate(found):
        if label[0] in "BI":
            content.append(at)
        elif label[0] in "AJ":
            source.append(at)
        elif label[0] == "k":
            cue.append(at)
    return Parts(tuple(source), tuple(sorted(cue)), tuple(content))

"""What a list is made of: blocks of drawn lines, each known by a key that outlives every refresh."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from textual.content import Content

from talkwatch.tui.plain import wrapped

Draw = Callable[[int], tuple[Content, ...]]
"""Draws a block's lines for a width in columns."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A row, or a heading where `selectable` is false. `height` is None where only drawing tells it.

    `words` is what a filter looks in; `link` and `copy` are what the keys for opening and copying take.
    """

    key: str
    draw: Draw
    height: int | None = 1
    selectable: bool = True
    words: str = ""
    unseen: bool = False
    link: str = ""
    copy: str = ""


def heading(key: str, text: Content) -> Block:
    """A line that the cursor passes over."""
    return Block(key=key, draw=lambda _: (text,), selectable=False)


def text_block(key: str, content: Content, *, indent: int = 0, link: str = "", copy: str = "") -> Block:
    """A paragraph that the cursor can stand on, broken to the width it gets."""
    return Block(key=key, draw=lambda width: wrapped(content, width, indent), height=None, link=link, copy=copy)


def folded(text: str) -> str:
    """Text as a filter compares it: without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def filtered(blocks: Iterable[Block], wanted: str) -> tuple[Block, ...]:
    """The rows that have every word of `wanted`, and the headings that still have a row."""
    words = folded(wanted).split()
    if not words:
        return tuple(blocks)
    kept: list[Block] = []
    waiting: Block | None = None
    for block in blocks:
        if not block.selectable:
            waiting = block
        elif all(word in folded(block.words) for word in words):
            if waiting is not None:
                kept.append(waiting)
                waiting = None
            kept.append(block)
    return tuple(kept)


def with_unseen(blocks: Iterable[Block], unseen: Callable[[str], bool]) -> tuple[Block, ...]:
    """The blocks, marked where the row of that key was not yet looked at."""
    return tuple(replace(block, unseen=True) if unseen(block.key) else block for block in blocks)

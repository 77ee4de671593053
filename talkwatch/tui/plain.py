"""The one door by which outside text reaches the screen: it comes out as plain content, never as markup.

Terminals disagree about the width of joined emoji, flags and variation selectors, so these are taken apart
(a family into its members, a flag into its two letters): the columns then hold in every terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rich.cells import cell_len
from textual.content import Content

ELLIPSIS = "…"
_LINE = 110
"""Columns beyond which running text is hard to follow from one line to the next."""
_MOST_MARKS = 3
"""Combining marks kept on one letter; real scripts need no more, stacked ones climb into the lines above."""

_PLAIN = re.compile(r"[\x20-\x7e]*")
_REGIONAL_A = 0x1F1E6
_REGIONAL_Z = 0x1F1FF
_SKIN = range(0x1F3FB, 0x1F400)
_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0xE0000, 0xE0080))
_DROPPED = frozenset(map(chr, (*_SELECTORS, *_SKIN, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD)))
_BLANKS = frozenset("\t\n\r\v\f\x85")
"""Controls that part words; the blanks among the letters are known by their category."""


def visible(text: str) -> str:
    """The text on one line without anything that a terminal would obey or widen: what is left is only letters.

    Controls show as `^[` and the like, blanks of every kind as one space each, bidi and zero-width marks go.
    """
    if _PLAIN.fullmatch(text):
        return text
    out: list[str] = []
    marks = 0
    for char in text:
        seen = _seen(char)
        if seen and cell_len(seen) == 0:
            marks += 1
            if not out or out[-1] == " " or marks > _MOST_MARKS:
                continue
        elif seen:
            marks = 0
        out.append(seen)
    return "".join(out)


def _seen(char: str) -> str:
    category = unicodedata.category(char)
    if char in _BLANKS or category[0] == "Z":
        return " "
    if char in _DROPPED:
        return ""
    code = ord(char)
    if code < 0x20 or code == 0x7F:
        return "^" + chr(code ^ 0x40)
    if _REGIONAL_A <= code <= _REGIONAL_Z:
        return chr(ord("A") + code - _REGIONAL_A)
    if category in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return "" if category == "Cf" else "\ufffd"
    return char


def plain(text: str, ink: str = "") -> Content:
    """Outside text as content in one ink; brackets, escapes and links in it are only text."""
    shown = visible(text)
    return Content.styled(shown, ink) if ink else Content(shown)


def cells(text: str) -> int:
    """The columns that a visible text takes."""
    return cell_len(text)


def clip(text: str, width: int) -> str:
    """The visible text cut to at most `width` columns, with an ellipsis where something was cut."""
    shown = visible(text)
    if cell_len(shown) <= width:
        return shown
    if width <= 1:
        return ELLIPSIS[:width]
    out: list[str] = []
    used = 0
    for char in shown:
        size = cell_len(char)
        if used + size > width - 1:
            break
        out.append(char)
        used += size
    return "".join(out).rstrip() + ELLIPSIS


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The visible text cut or padded to exactly `width` columns, on the left or, with `right`, on the right."""
    cut = clip(text, max(width, 0))
    blank = " " * (max(width, 0) - cell_len(cut))
    return blank + cut if right else cut + blank


def marked(text: str, marks: Iterable[tuple[int, int]], ink: str = "", mark: str = "mark") -> Content:
    """Outside text with the ranges `marks` (offsets into `text`) in the ink `mark`."""
    pieces: list[Content] = []
    at = 0
    for start, end in sorted(marks):
        begin, stop = max(start, at), min(end, len(text))
        if stop <= begin:
            continue
        pieces.extend((plain(text[at:begin], ink), plain(text[begin:stop], mark)))
        at = stop
    pieces.append(plain(text[at:], ink))
    return Content("").join(pieces)


def wrapped(content: Content, width: int, indent: int = 0) -> tuple[Content, ...]:
    """The content broken at blanks into lines of at most `width` columns, each moved right by `indent`."""
    blank = Content(" " * indent)
    room = max(min(width, _LINE) - indent, 8)
    return tuple(blank + line for line in content.wrap(room)) or (blank,)

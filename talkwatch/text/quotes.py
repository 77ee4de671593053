"""Where a text quotes: spans of quotation marks, whichever kind is used."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

QuoteStyle = Literal["double", "single"]

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
_MARK = re.compile(r"``|''|[\"“”„‟«»]|[‘’'‚]")
_SINGLE = frozenset("‘’'‚")
_LEADS = frozenset("([{—–-/…:;,.\"“„«‘'")
_SHORT_FORMS = re.compile(r"(?i)[‘’'](?:\d\ds?|em|til|tis|twas|cause|round|n)\b")
_LONGEST_SINGLE = 600
"""Characters within which a single mark must find its closing one; else it is an apostrophe."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks (`start`, `end`) and without (`inner_start`, `inner_end`), in characters of the text.

    `closed` is false where the paragraph ends before the closing mark, as when a quotation runs over paragraphs and
    each of them opens anew: each paragraph is then a quotation of its own, and only the last is closed.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    style: QuoteStyle


@lru_cache(maxsize=16)
def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations in the order of their starts, nested ones after the one that holds them; linear time.

    Straight, curly, low and angled marks count, doubled backticks too; apostrophes and feet do not. Kept for a while:
    attributions and statements ask for the same fields.
    """
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        _read(text, paragraph.start(), paragraph.end(), found)
    found.sort(key=lambda quotation: (quotation.start, -quotation.end))
    return tuple(found)


def _read(text: str, start: int, end: int, found: list[Quotation]) -> None:
    """Append the quotations of one paragraph to `found`."""
    opened: re.Match[str] | None = None
    singles: list[int] = []
    for mark in _MARK.finditer(text, start, end):
        if mark.group() in _SINGLE:
            singles.append(mark.start())
        elif opened is None:
            opened = mark if _opens(text, mark, start, end) else None
        elif _closes(text, mark, opened, end):
            found.append(_quotation(opened, mark.start(), mark.end(), closed=True))
            opened = None
        else:  # a new quotation opens before the last was closed: the mark between was lost
            found.append(_quotation(opened, mark.start(), mark.start(), closed=False))
            opened = mark
    if opened is not None and opened.end() < end:
        found.append(_quotation(opened, end, end, closed=False))
    _read_singles(text, start, end, singles, found)


def _quotation(opened: re.Match[str], inner_end: int, end: int, *, closed: bool) -> Quotation:
    return Quotation(opened.start(), end, opened.end(), inner_end, closed, "double")


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a double mark outside any quotation opens one."""
    if mark.group() in "“„‟«``":
        return True
    if mark.group() in "”»":
        return False
    before, after = mark.start() - 1, mark.end()
    return after < end and not text[after].isspace() and (before < start or not text[before].isalnum())


def _closes(text: str, mark: re.Match[str], opened: re.Match[str], end: int) -> bool:
    """Whether a double mark inside a quotation closes it."""
    if mark.group() in "“„‟«``":
        return opened.group() == "„" and mark.group() == "“"
    if mark.group() in "”»":
        return True
    # A straight mark with space before and a letter after opens, unless there is nothing yet to close.
    after = mark.end()
    return not (text[mark.start() - 1].isspace() and after < end and text[after].isalnum())


def _read_singles(text: str, start: int, end: int, marks: list[int], found: list[Quotation]) -> None:
    """Append the single-quoted spans; `marks` are the places of all single marks of the paragraph."""
    closers: list[int] | None = None  # found when a mark opens: nearly all are apostrophes
    past = start
    for at in marks:
        if at < past or not _opens_single(text, at, start, end):
            continue
        if closers is None:
            closers = [at for at in marks if text[at] in "’'" and at > start and _closes_single(text, at, end)]
        close = _closing(text, at, closers)
        if close is not None:
            found.append(Quotation(at, close + 1, at + 1, close, closed=True, style="single"))
            past = close + 1


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    """Whether a single mark can open a quotation: after space or punctuation, before a word, and no short form."""
    if text[at] == "’" or at + 1 >= end or text[at + 1].isspace() or _SHORT_FORMS.match(text, at):
        return False
    before = text[at - 1] if at > start else " "
    return before.isspace() or before in _LEADS


def _closes_single(text: str, at: int, end: int) -> bool:
    """Whether a single mark can close a quotation: after a word or its punctuation, and before no letter."""
    return not text[at - 1].isspace() and (at + 1 >= end or not text[at + 1].isalnum())


def _closing(text: str, at: int, closers: list[int]) -> int | None:
    """What closes the single quotation opened at `at`; a plural's apostrophe is passed over for one later."""
    first = bisect_left(closers, at + 2)
    within = closers[first : first + 4]
    for number, close in enumerate(within):
        if close - at > _LONGEST_SINGLE:
            return None
        plural = text[close - 1] == "s" and text[close + 1 : close + 2] == " " and text[close + 2 : close + 3].islower()
        if not plural or number + 1 == len(within) or re.search(r"\s['‘]\w", text[close : within[number + 1]]):
            return close
    return None

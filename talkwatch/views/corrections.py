"""What the user put right, in words."""

from __future__ import annotations

from collections.abc import Iterable

from talkwatch.model.board import Board
from talkwatch.model.corrections import Correction, Deed
from talkwatch.views.rows import CorrectionRow

_LONGEST = 90
"""Characters of what a row is called."""

_WORDS: dict[Deed, str] = {
    "merge": "“{about}” and “{value}” are one talk",
    "split": "{value} of “{about}” are of another talk",
    "rename": "“{about}” is called “{value}”",
    "hide": "“{about}” is hidden",
    "pin": "“{about}” is pinned",
    "stance": "{about}: a claim reads “{value}”",
    "irrelevant": "the item “{about}” and its copies are set aside",
}


def correction_words(one: Correction) -> str:
    """A correction in a line: "“Doha talks” is called “Third round”"."""
    words = "{about}: {value}" if one.actor and one.deed == "stance" else _WORDS[one.deed]
    return words.format(about=_short(one.about), value=_short(one.value))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def correction_row(one: Correction, rows: tuple[str, ...] = ()) -> CorrectionRow:
    """A correction as a row of plain values."""
    return CorrectionRow(
        id=one.id,
        made=one.made,
        deed=one.deed,
        track=one.track,
        words=correction_words(one),
        rows=rows,
        undone=one.undone,
    )


def corrections_by_row(board: Board) -> dict[str, tuple[CorrectionRow, ...]]:
    """The corrections that each row of a board shows, the oldest first."""
    found: dict[str, list[CorrectionRow]] = {}
    for one in board.corrections:
        for row in one.rows:
            found.setdefault(row, []).append(correction_row(one.correction, one.rows))
    return {row: tuple(theirs) for row, theirs in found.items()}


def correction_lines(found: Iterable[CorrectionRow]) -> list[str]:
    """Corrections as `talkwatch explain` and `talkwatch correct list` print them, a line each."""
    return [
        f"{one.id}  {one.made:%Y-%m-%d %H:%M} UTC  {one.deed}: {one.words}"
        + (f"  (undone {one.undone:%Y-%m-%d %H:%M} UTC)" if one.undone else "")
        for one in found
    ]

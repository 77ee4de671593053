"""Who will come: grouped by talk; stance, probability with bar and word, trend, sources, and what is in dispute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from talkwatch.tui.blocks import Block, heading
from talkwatch.tui.columns import cell, day, row, sources
from talkwatch.tui.panels.common import copied, newest_link
from talkwatch.tui.plain import plain

if TYPE_CHECKING:
    from talkwatch.views.rows import AttendanceRow

STANCE = {
    "confirmed": "good",
    "likely": "good",
    "conditional": "warn",
    "uncertain": "warn",
    "unlikely": "bad",
    "declined": "bad",
}
"""Each stance's ink; its word always stands beside the bar."""

TREND = {"up": ("▲", "good"), "down": ("▼", "bad"), "same": ("=", "muted")}
"""Which way the probability moved, as a sign."""


def blocks(rows: Sequence[AttendanceRow]) -> tuple[Block, ...]:
    """All rows under a heading for each talk."""
    made: list[Block] = []
    talk = None
    for attendance in rows:
        if attendance.talk_id != talk:
            talk = attendance.talk_id
            made.append(heading(f"talk:{talk}", plain(_title(attendance), "title")))
        made.append(block(attendance))
    return tuple(made)


def block(attendance: AttendanceRow) -> Block:
    """One actor's coming as a block: a line, and one each for dispute and condition."""
    return Block(
        key=attendance.id,
        draw=lambda width: _draw(attendance, width),
        height=1 + bool(attendance.disagreement) + bool(attendance.condition),
        words=_words(attendance),
        link=newest_link(attendance),
        copy=copied(attendance),
    )


def bar(probability: float, width: int) -> str:
    """A probability as filled and empty cells."""
    filled = round(min(max(probability, 0.0), 1.0) * width)
    return "█" * filled + "░" * (width - filled)


def _title(attendance: AttendanceRow) -> str:
    where = attendance.place or attendance.talk_name
    return f"{where}, {day(attendance.start)}" if attendance.start else f"{where}, no date"


def _draw(attendance: AttendanceRow, width: int) -> tuple[Content, ...]:
    ink = STANCE[attendance.stance]
    wide = width >= 64
    word = 19 if wide else 0
    spare = width - 27 - (word + 1 if wide else 0) - 6
    actor = min(max(width // 4, min(width // 3, spare), 8), 30)
    sign, sign_ink = TREND[attendance.trend]
    room = width - actor - 11 - 4 - 1 - 6 - 5 - (word + 1 if wide else 0)
    length = min(max(room, 3), 24)
    parts = [
        cell(_who(attendance), actor, "strong"),
        cell(attendance.stance, 11, ink),
        cell(f"{attendance.probability * 100:.0f}%", 4, "text", right=True),
        Content.styled(bar(attendance.probability, length), ink),
    ]
    if wide:
        parts.append(cell(attendance.word, word + room - length, "muted"))
    parts += [Content.styled(sign, sign_ink), cell(sources(attendance.independent), 6, "muted", right=True)]
    lines = [row(parts)]
    if attendance.disagreement:
        lines.append(cell(f"  ! {attendance.disagreement}", width, "warn"))
    if attendance.condition:
        lines.append(cell(f"  on condition: {attendance.condition}", width, "muted"))
    return tuple(lines)


def _who(attendance: AttendanceRow) -> str:
    return f"{attendance.actor} ({attendance.person})" if attendance.person else attendance.actor


def _words(attendance: AttendanceRow) -> str:
    parts = (attendance.actor, attendance.person, attendance.stance, attendance.word, attendance.talk_name)
    more = (attendance.place, attendance.condition, attendance.disagreement, attendance.by)
    return " ".join(part for part in (*parts, *more) if part)

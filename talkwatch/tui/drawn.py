"""A board drawn into blocks, off the loop: what a refresh hands to the panels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from talkwatch.tui.blocks import Block
from talkwatch.tui.panels import attendance, statements, sticking, talks
from talkwatch.tui.ports import Panel

if TYPE_CHECKING:
    from talkwatch.views.rows import BoardRow, BoardView


@dataclass(frozen=True, slots=True)
class Drawn:
    """A board's blocks by panel, and its rows by key."""

    view: BoardView
    panels: Mapping[Panel, tuple[Block, ...]]
    rows: Mapping[str, BoardRow]


def draw(view: BoardView, now: datetime, zone: tzinfo | None) -> Drawn:
    """The blocks of every panel; their lines are only drawn once they come into view."""
    panels: dict[Panel, tuple[Block, ...]] = {
        "talks": tuple(talks.block(row) for row in view.talks),
        "attendance": attendance.blocks(view.attendance),
        "statements": statements.blocks(view.statements, now, zone),
        "sticking_points": tuple(sticking.block(row, now) for row in view.sticking_points),
    }
    every = (view.talks, view.attendance, view.statements, view.sticking_points)
    return Drawn(view, panels, {row.id: row for rows in every for row in rows})

"""Sticking points: the issue, how it stands and which way it moves, who wants what, since when, and why we say so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from talkwatch.tui.blocks import Block
from talkwatch.tui.columns import cell, days_since, ends, row
from talkwatch.tui.panels.common import copied, newest_link

if TYPE_CHECKING:
    from talkwatch.views.rows import StickingRow

STATUS = {"open": ("●", "bad"), "narrowing": ("◐", "warn"), "resolved": ("○", "good")}
"""Each status' sign and ink; its word stands on the same line."""

TREND = {"hardening": ("▲", "bad"), "narrowing": ("▼", "good"), "unchanged": ("=", "muted")}
"""Which way the sides move: apart, together, or not."""


def block(point: StickingRow, now: datetime) -> Block:
    """One issue as a block: issue and status, positions, and the reason for its trend if there is one."""
    return Block(
        key=point.id,
        draw=lambda width: _draw(point, now, width),
        height=2 + bool(point.reason),
        words=_words(point),
        link=newest_link(point),
        copy=copied(point),
    )


def _draw(point: StickingRow, now: datetime, width: int) -> tuple[Content, ...]:
    sign, ink = STATUS[point.status]
    arrow, arrow_ink = TREND[point.trend]
    first = row(
        (
            Content.styled(sign, ink),
            cell(point.issue, width - 2 - 10 - 2, "strong"),
            cell(point.status, 9, ink, right=True),
            Content.styled(arrow, arrow_ink),
        )
    )
    positions = " · ".join(f"{each.actor} {each.position}" for each in point.positions) or "no positions reported"
    second = ends(f"  {positions}", days_since(point.since, now), width, "text", "muted")
    third = (cell(f"  {arrow} {point.trend}: {point.reason}", width, "muted"),) if point.reason else ()
    return (first, second, *third)


def _words(point: StickingRow) -> str:
    positions = " ".join(f"{each.actor} {each.position}" for each in point.positions)
    return f"{point.issue} {point.status} {positions} {point.reason}"

"""What an empty panel says: why it is empty, and what to do next."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from talkwatch.tui.blocks import Block
from talkwatch.tui.plain import plain, wrapped
from talkwatch.tui.ports import Panel

if TYPE_CHECKING:
    from talkwatch.views.rows import HealthView

_NOTHING: dict[Panel, str] = {
    "talks": "No talks in view. When a report names a meeting in the present or the future, it stands here.",
    "attendance": "Nobody's coming is reported yet. Reports that someone will or will not attend a talk stand here.",
    "statements": "No statements read yet. What the sides are reported to have said stands here.",
    "sticking_points": "No sticking points reported. What the sides still differ on stands here.",
}

_READING = "Reading the store …"


def words(panel: Panel, health: HealthView | None, wanted: str, zone: tzinfo | None) -> str:
    """Why the panel is empty, and the way out; times are of `zone`."""
    if wanted:
        return f"No row has “{wanted}”. esc shows all rows again."
    if health is None:
        return _READING
    return _still_to_come(health, zone) or f"{_NOTHING[panel]} t switches to another track, f shows the feeds."


def _still_to_come(health: HealthView, zone: tzinfo | None) -> str:
    """What must happen before there can be rows, "" where nothing must."""
    if health.feeds == 0:
        return "No feeds yet. Press f, then a, to add one; or leave and run: talkwatch feeds add ADDRESS"
    if health.offline_since:
        since = health.offline_since.astimezone(zone)
        return (
            f"Offline since {since:%H:%M}: no feed can be reached. They are asked again by themselves, r does it now."
        )
    if health.polled is None:
        asked = health.worker != "off"
        return "The feeds are being asked …" if asked else "The feeds were not asked yet: nobody is watching them."
    return f"{health.unread} items wait to be read; rows appear as they are." if health.unread else ""


def blocks(panel: Panel, health: HealthView | None, wanted: str, zone: tzinfo | None) -> tuple[Block, ...]:
    """The same as a block that cannot be selected."""
    return _said(words(panel, health, wanted, zone))


def reading() -> tuple[Block, ...]:
    """What stands where the board has to be known first."""
    return _said(_READING)


def _said(found: str) -> tuple[Block, ...]:
    content = plain(found, "muted")
    return (Block(key="empty", draw=lambda width: wrapped(content, width), height=None, selectable=False),)

"""The stored items and what was made of each, as plain values."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from talkwatch.model.items import Item, Verdict
from talkwatch.views.rows import BoardRow, BoardView, Row


class ItemRow(Row):
    """One item at its newest revision; `published` is UTC, `relevance` 0-1."""

    id: str
    feed: str
    publisher: str
    title: str
    link: str
    published: datetime
    revision: int
    state: Literal["unread", "left out", "read"]
    reason: str
    """Why it was left out, else ""."""
    relevance: float | None
    claims: int


def item_row(item: Item, verdict: Verdict | None) -> ItemRow:
    """An item with what reading it came to."""
    return ItemRow(
        id=item.id,
        feed=item.feed,
        publisher=item.publisher,
        title=item.title,
        link=item.link,
        published=item.published,
        revision=item.revision,
        state="unread" if verdict is None else "left out" if verdict.skipped else "read",
        reason=verdict.skipped if verdict else "",
        relevance=verdict.relevance if verdict else None,
        claims=verdict.claims if verdict else 0,
    )


def every_row(view: BoardView) -> tuple[BoardRow, ...]:
    """The board's rows, panel by panel."""
    return (*view.talks, *view.attendance, *view.statements, *view.sticking_points)


def rows_from(view: BoardView, item: str) -> tuple[BoardRow, ...]:
    """The board's rows that rest on an item, panel by panel."""
    return tuple(row for row in every_row(view) if any(source.item == item for source in row.sources))

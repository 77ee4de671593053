"""Items as they are stored, at their newest or any revision."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from talkwatch.model.items import FeedId, Item, ItemId
from talkwatch.store import searching
from talkwatch.store.feeds import publisher_of
from talkwatch.store.times import moment

COLUMNS = """items.id, feeds.id, feeds.url, feeds.title, feeds.publisher, items.link, revisions.title, revisions.text,
    items.published, items.first_seen, revisions.revision, items.language, items.author"""
FROM = """revisions JOIN items ON items.key = revisions.item JOIN feeds ON feeds.key = items.feed"""

Row = tuple[Any, ...]


def to_item(row: Row) -> Item:
    """A row of `COLUMNS` as a value."""
    (id_, feed, url, feed_title, publisher, link, title, text, published, first_seen, revision, language, *rest) = row
    return Item(
        id=ItemId(id_),
        feed=FeedId(feed),
        publisher=publisher_of(url, feed_title, publisher),
        link=link,
        title=title,
        text=text,
        published=moment(published),
        first_seen=moment(first_seen),
        revision=revision,
        language=language,
        author=rest[0],
    )


def one(connection: sqlite3.Connection, id_: ItemId) -> Item | None:
    """The item at its newest revision."""
    found = list(_items(connection, "items.id = ? AND superseded IS NULL", (id_,)))
    return found[0] if found else None


def revisions(connection: sqlite3.Connection, id_: ItemId) -> tuple[Item, ...]:
    """The item at each of its revisions, the first first."""
    return tuple(_items(connection, "items.id = ? ORDER BY revision", (id_,)))


def unread(connection: sqlite3.Connection, extractor: str, limit: int) -> tuple[Item, ...]:
    """Revisions that `extractor` has not read, those stored last first, at most `limit`."""
    newest = f"SELECT key FROM revisions WHERE {UNREAD} ORDER BY key DESC LIMIT ?"  # noqa: S608 - constants
    return tuple(_items(connection, f"revisions.key IN ({newest}) ORDER BY revisions.key DESC", (extractor, limit)))


UNREAD = "reader IN (SELECT 0 UNION ALL SELECT key FROM extractors WHERE version <> ?)"
"""What is true of a revision that an extractor version has not read."""


def listed(connection: sqlite3.Connection, limit: int, offset: int, search: str) -> tuple[Item, ...]:
    """Items, the newest first; with `search`, those whose newest title or text holds words that begin so."""
    if not search.strip():
        tail = "superseded IS NULL ORDER BY items.published DESC, items.key DESC LIMIT ? OFFSET ?"
        return tuple(_items(connection, tail, (limit, offset)))
    match = searching.expression(search)
    if not match:
        return ()
    tail = f"""{searching.found(connection)} AND superseded IS NULL
        ORDER BY items.published DESC, items.key DESC LIMIT :limit OFFSET :offset"""
    return tuple(_items(connection, tail, {"search": match, "limit": limit, "offset": offset}))


def words(
    connection: sqlite3.Connection, found: Iterable[tuple[ItemId, int]]
) -> dict[tuple[ItemId, int], tuple[str, str]]:
    """Title and text of these items at these revisions."""
    query = """SELECT title, text FROM revisions JOIN items ON items.key = revisions.item
        WHERE items.id = ? AND revision = ?"""
    rows = ((key, connection.execute(query, key).fetchone()) for key in found)
    return {key: (title, text) for key, (title, text) in ((key, row) for key, row in rows if row)}


def left_out(connection: sqlite3.Connection, reason: str, limit: int) -> tuple[Item, ...]:
    """Items whose newest words were left unread for a reason that begins so, the newest first."""
    tail = """revisions.reading IN (SELECT key FROM readings WHERE claims IS NULL AND skipped <> ''
        AND substr(skipped, 1, ?) = ?) AND superseded IS NULL ORDER BY items.published DESC, items.key DESC LIMIT ?"""
    return tuple(_items(connection, tail, (len(reason), reason, limit)))


def picked(connection: sqlite3.Connection, tail: str, values: tuple[object, ...]) -> tuple[Item, ...]:
    """Items at the revisions that `tail`, a constant, picks: the part of the query after WHERE."""
    return tuple(_items(connection, tail, values))


def _items(connection: sqlite3.Connection, tail: str, values: tuple[object, ...] | dict[str, object]) -> Iterator[Item]:
    """Items at the revisions that `tail` (the part after WHERE) picks."""
    query = f"SELECT {COLUMNS} FROM {FROM} WHERE {tail}"  # noqa: S608 - every part is a constant of this file
    return map(to_item, connection.execute(query, values))


def count_unread(connection: sqlite3.Connection, extractor: str) -> int:
    """How many revisions `extractor` has not read."""
    (count,) = connection.execute(f"SELECT count(*) FROM revisions WHERE {UNREAD}", (extractor,)).fetchone()  # noqa: S608 - constants
    assert isinstance(count, int)
    return count

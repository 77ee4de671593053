"""Entries become items, and items whose words change get revisions."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from talkwatch.model.items import Entry, FeedId, Item, ItemId, item_id
from talkwatch.model.polls import Stored
from talkwatch.store.feeds import publisher_of
from talkwatch.store.times import moment, ticks

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


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where entries come from: the feed's key and id, its own language, and when they were seen.

    `seen` is None for entries of the past, each of which counts as seen when it was published.
    """

    key: int
    feed: FeedId
    publisher: str
    language: str
    seen: datetime | None


def store_entries(connection: sqlite3.Connection, arrival: Arrival, entries: Iterable[Entry]) -> Stored:
    """Each entry is an item, a revision of one, or was there; the first of one identity counts in one answer."""
    new, revised, same = [], [], 0
    met: set[str] = set()
    for entry in entries:
        # A feed that serves one identity twice would otherwise gain two revisions at every poll.
        if arrival.seen is not None and entry.identity in met:
            continue
        met.add(entry.identity)
        id_ = item_id(arrival.feed, entry.identity)
        known = _known(connection, id_)
        if known is None:
            new.append(_insert(connection, arrival, entry, id_))
        elif (item := _revise(connection, arrival, entry, known)) is not None:
            revised.append(item)
        else:
            same += 1
    if new:
        connection.execute("UPDATE feeds SET items = items + ? WHERE key = ?", (len(new), arrival.key))
    return Stored(tuple(new), tuple(revised), same)


@dataclass(frozen=True, slots=True)
class _Known:
    """An item that is stored already, with the newest revision's words."""

    key: int
    id: ItemId
    link: str
    published: datetime
    first_seen: datetime
    language: str
    newest: int
    revision: int
    title: str
    text: str
    moment: datetime


def _known(connection: sqlite3.Connection, id_: ItemId) -> _Known | None:
    """The stored item of that id."""
    row = connection.execute(
        """SELECT items.key, items.id, link, published, first_seen, language, revisions.key, revision, title, text,
            moment
        FROM items JOIN revisions ON revisions.item = items.key AND superseded IS NULL WHERE items.id = ?""",
        (id_,),
    ).fetchone()
    if row is None:
        return None
    key, found, link, published, first_seen, language, newest, revision, title, text, since = row
    times = moment(published), moment(first_seen)
    return _Known(key, ItemId(found), link, *times, language, newest, revision, title, text, moment(since))


def _insert(connection: sqlite3.Connection, arrival: Arrival, entry: Entry, id_: ItemId) -> Item:
    """The entry is an item at its first revision."""
    published, first_seen = _times(arrival.seen, entry)
    language = entry.language or arrival.language or "en"
    key = connection.execute(
        "INSERT INTO items (id, feed, link, published, first_seen, language, author) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (id_, arrival.key, entry.link, ticks(published), ticks(first_seen), language, entry.author),
    ).lastrowid
    connection.execute(
        "INSERT INTO revisions (item, revision, title, text, moment) VALUES (?, 1, ?, ?, ?)",
        (key, entry.title, entry.text, ticks(published)),
    )
    place = (arrival.feed, arrival.publisher, entry.link, entry.title, entry.text)
    return Item(id_, *place, published, first_seen, 1, language, entry.author)


def _times(seen: datetime | None, entry: Entry) -> tuple[datetime, datetime]:
    """When the entry counts as published and as first seen; a date in the future is clamped to `seen`."""
    if seen is not None:
        return min(entry.published or seen, seen), seen
    published = entry.published or entry.updated
    assert published is not None, "an entry of the past has a date"
    return published, published


def _revise(connection: sqlite3.Connection, arrival: Arrival, entry: Entry, known: _Known) -> Item | None:
    """The item at its new revision, or None where the words did not change or are older than those stored."""
    if (entry.title, entry.text) == (known.title, known.text):
        return None
    since = arrival.seen or _times(None, entry)[0]
    if since <= known.moment and arrival.seen is None:
        return None
    if arrival.seen is None and _had(connection, known.key, entry):
        return None
    since = max(since, known.moment)
    connection.execute("UPDATE revisions SET superseded = ? WHERE key = ?", (ticks(since), known.newest))
    connection.execute(
        "INSERT INTO revisions (item, revision, title, text, moment) VALUES (?, ?, ?, ?, ?)",
        (known.key, known.revision + 1, entry.title, entry.text, ticks(since)),
    )
    place = (arrival.feed, arrival.publisher, known.link, entry.title, entry.text)
    return Item(known.id, *place, known.published, known.first_seen, known.revision + 1, known.language)


def _had(connection: sqlite3.Connection, item: int, entry: Entry) -> bool:
    """Whether the item had these words at an earlier revision: reading one file twice changes nothing."""
    row = connection.execute(
        "SELECT 1 FROM revisions WHERE item = ? AND title = ? AND text = ?", (item, entry.title, entry.text)
    ).fetchone()
    return row is not None


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
    match = " ".join(f'"{word}"*' for word in re.findall(r"\w+", search))
    if not match:
        return ()
    tail = """revisions.key IN (SELECT rowid FROM words WHERE words MATCH ?) AND superseded IS NULL
        ORDER BY items.published DESC, items.key DESC LIMIT ? OFFSET ?"""
    return tuple(_items(connection, tail, (match, limit, offset)))


def _items(connection: sqlite3.Connection, tail: str, values: tuple[object, ...]) -> Iterator[Item]:
    """Items at the revisions that `tail` (the part after WHERE) picks."""
    query = f"SELECT {COLUMNS} FROM {FROM} WHERE {tail}"  # noqa: S608 - every part is a constant of this file
    return map(to_item, connection.execute(query, values))


def count_unread(connection: sqlite3.Connection, extractor: str) -> int:
    """How many revisions `extractor` has not read."""
    (count,) = connection.execute(f"SELECT count(*) FROM revisions WHERE {UNREAD}", (extractor,)).fetchone()  # noqa: S608 - constants
    assert isinstance(count, int)
    return count

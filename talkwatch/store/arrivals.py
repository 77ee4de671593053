"""Entries become items, and items whose words change get revisions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from talkwatch.feeds.sameness import Known, Names, Served, distinct, matched, served
from talkwatch.model.items import Entry, FeedId, Item, ItemId, item_id
from talkwatch.model.polls import Stored
from talkwatch.store.retention import not_forgotten
from talkwatch.store.times import moment, ticks

CANDIDATES = 3
"""Stored items that are looked at for each entry, at most and on the average; only a feed whose every guid is the same
has more, and its newest count.
"""
AT_LEAST = 300

FLAPS = 2
"""Times that an item had its words before from which their coming back is no news: two servers take turns."""


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
    is_empty: bool = False
    """Whether all entries come at once and the feed has no item yet."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """An item that is stored already: what tells it apart, and the rest of it with its newest revision's number."""

    known: Known
    item: Item
    newest: int
    moment: datetime


def store_entries(connection: sqlite3.Connection, arrival: Arrival, entries: Iterable[Entry]) -> Stored:
    """Each entry is an item, a revision of one, or was there; what is one entry (see feeds.sameness) counts once.

    Entries of the past come one after the other, so that several may be revisions of one item.
    """
    served_now = [served(arrival.feed, entry) for entry in entries]
    found = not_forgotten(connection, arrival.key, served_now)
    parts = [distinct(found)] if arrival.seen is not None else _waves(found)
    new: list[Item] = []
    revised: list[Item] = []
    same = len(served_now) - len(found)
    for part in parts:
        if not arrival.is_empty and _are_there(connection, arrival, part):
            same += len(part)
            continue
        known = {each.known.key: each for each in _candidates(connection, arrival, part)}
        items = matched(part, [each.known for each in known.values()], is_past=arrival.seen is None)
        coming = [each for each, item in zip(part, items, strict=True) if item is None]
        new += _insert(connection, arrival, coming)
        for each, item in zip(part, items, strict=True):
            if item is None:
                continue
            changed = _revise(connection, arrival, each, known[item.key])
            revised += [changed] if changed else []
            same += not changed
    if new:
        connection.execute("UPDATE feeds SET items = items + ? WHERE key = ?", (len(new), arrival.key))
    return Stored(tuple(new), tuple(revised), same)


def _waves(found: Iterable[Served]) -> list[list[Served]]:
    """The entries in their order, in as few lists as let none share a name, a link or its words with another in it."""
    waves: list[list[Served]] = []
    met: dict[int, int] = {}
    for each in found:
        names = {each.names.name, each.names.place or each.names.name, each.names.words}
        wave = max(met.get(name, 0) for name in names)
        met |= dict.fromkeys(names, wave + 1)
        if wave == len(waves):
            waves.append([])
        waves[wave].append(each)
    return waves


def _are_there(connection: sqlite3.Connection, arrival: Arrival, part: Sequence[Served]) -> bool:
    """Whether each entry is stored just so, under names that no other has: what most polls bring, told at once."""
    rows = connection.execute(
        "SELECT name, place, words FROM items WHERE feed = ? AND name IN (SELECT value FROM json_each(?))",
        (arrival.key, json.dumps([each.names.name for each in part])),
    ).fetchall()
    told = [(each.names.name, each.names.place, each.names.words) for each in part]
    return len(rows) == len(part) and len(set(rows)) == len(part) and set(rows) == set(told)


_OWN = """coalesce((
        SELECT own.text FROM revisions AS own WHERE revisions.article AND own.item = items.key AND NOT own.article
        ORDER BY own.revision DESC LIMIT 1
    ), text)"""
"""The newest text that the feed itself gave: an entry is known by it, and not by what its page holds."""

_CANDIDATES = f"""
SELECT items.key, items.id, items.name, items.place, items.words, link, published, first_seen, language, author,
    revisions.key, revision, title, {_OWN}, moment
FROM items JOIN revisions ON revisions.item = items.key AND superseded IS NULL
WHERE items.key IN (
    SELECT key FROM items WHERE feed = :feed AND name IN (SELECT value FROM json_each(:names))
    UNION SELECT key FROM items WHERE feed = :feed AND place IN (SELECT value FROM json_each(:places))
    UNION SELECT key FROM items WHERE feed = :feed AND words IN (SELECT value FROM json_each(:words))
    ORDER BY key DESC LIMIT :most
)"""  # noqa: S608 - constants
_NAMELESS = f"""
SELECT items.key, items.id, items.name, items.place, items.words, link, published, first_seen, language, author,
    revisions.key, revision, title, {_OWN}, moment
FROM items JOIN revisions ON revisions.item = items.key AND superseded IS NULL
WHERE feed = :feed AND place IS NULL AND name = words ORDER BY items.key DESC LIMIT :most"""  # noqa: S608 - constants


def _candidates(connection: sqlite3.Connection, arrival: Arrival, part: Sequence[Served]) -> Iterator[_Stored]:
    """The stored items of the feed that the entries may be, the oldest first."""
    if arrival.is_empty:
        return
    names = [each.names for each in part]
    values = {
        "feed": arrival.key,
        "names": json.dumps([each.name for each in names]),
        "places": json.dumps([each.place for each in names if each.place is not None]),
        "words": json.dumps([each.words for each in names]),
        "most": CANDIDATES * len(part) + AT_LEAST,
    }
    rows = {row[0]: row for row in connection.execute(_CANDIDATES, values)}
    if any(not each.has_guid and each.place is None for each in names):
        rows |= {row[0]: row for row in connection.execute(_NAMELESS, values)}
    for key, row in sorted(rows.items()):
        id_, *names_, link, published, first_seen, language, author, newest, revision, title, text, since = row[1:]
        times = moment(published), moment(first_seen)
        is_dated = arrival.seen is None or published != first_seen
        known = Known(key, Names(*names_), link, title, text, times[0] if is_dated else None)
        place = (arrival.feed, arrival.publisher, link, title, text)
        yield _Stored(known, Item(ItemId(id_), *place, *times, revision, language, author), newest, moment(since))


def _insert(connection: sqlite3.Connection, arrival: Arrival, coming: Sequence[Served]) -> list[Item]:
    """The entries are items at their first revision."""
    if not coming:
        return []
    ids = _free_ids(connection, arrival.feed, coming)
    (last,) = connection.execute("SELECT coalesce(max(key), 0) FROM items").fetchone()
    keys = range(last + 1, last + 1 + len(coming))
    items = [_item(arrival, each.entry, id_) for each, id_ in zip(coming, ids, strict=True)]
    connection.executemany(
        """INSERT INTO items (key, id, feed, link, published, first_seen, language, author, name, place, words)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            (
                *(key, item.id, arrival.key, item.link, ticks(item.published), ticks(item.first_seen)),
                *(item.language, item.author, each.names.name, each.names.place, each.names.words),
            )
            for key, each, item in zip(keys, coming, items, strict=True)
        ),
    )
    connection.executemany(
        "INSERT INTO revisions (item, revision, title, text, moment) VALUES (?, 1, ?, ?, ?)",
        ((key, item.title, item.text, ticks(item.published)) for key, item in zip(keys, items, strict=True)),
    )
    return items


def _item(arrival: Arrival, entry: Entry, id_: ItemId) -> Item:
    published, first_seen = _times(arrival.seen, entry)
    language = entry.language or arrival.language or "en"
    place = (arrival.feed, arrival.publisher, entry.link, entry.title, entry.text)
    return Item(id_, *place, published, first_seen, 1, language, entry.author)


def _free_ids(connection: sqlite3.Connection, feed: FeedId, coming: Sequence[Served]) -> list[ItemId]:
    """An id for each, made of its identity; where that is taken (a guid that is used again), of its link and words too.

    Of several entries that are the same in all of it, the later have a number.
    """
    wished = [item_id(feed, each.entry.identity) for each in coming]
    query = "SELECT id FROM items WHERE id IN (SELECT value FROM json_each(?))"
    taken = {id_ for (id_,) in connection.execute(query, (json.dumps(wished),))}
    free: list[ItemId] = []
    for each, first in zip(coming, wished, strict=True):
        id_, number = first, 0
        while id_ in taken or (number and connection.execute("SELECT 1 FROM items WHERE id = ?", (id_,)).fetchone()):
            entry = each.entry
            id_ = item_id(feed, "\n".join((entry.identity, entry.link, entry.title, str(number))))
            number += 1
        taken.add(id_)
        free.append(id_)
    return free


def _times(seen: datetime | None, entry: Entry) -> tuple[datetime, datetime]:
    """When the entry counts as published and as first seen; a date in the future is clamped to `seen`."""
    if seen is not None:
        return min(entry.published or seen, seen), seen
    published = entry.published or entry.updated
    assert published is not None, "an entry of the past has a date"
    return published, published


def _revise(connection: sqlite3.Connection, arrival: Arrival, each: Served, stored: _Stored) -> Item | None:
    """The item at its new revision, or None where the words did not change or are older than those stored.

    What it goes by is what it went by last.
    """
    names, known, entry = each.names, stored.known, each.entry
    item = None
    if names.words != known.names.words and not _is_old(connection, arrival, entry, stored):
        item = _add_revision(connection, arrival, entry, stored)
    words = names.words if item else known.names.words
    if Names(names.name, names.place, words) != known.names and (item or arrival.seen is not None):
        connection.execute(
            "UPDATE items SET name = ?, place = ?, words = ? WHERE key = ?", (names.name, names.place, words, known.key)
        )
    return item


def _is_old(connection: sqlite3.Connection, arrival: Arrival, entry: Entry, stored: _Stored) -> bool:
    """Whether the words are no news: older than those stored, read from a file twice, or back for the second time."""
    (times,) = connection.execute(
        "SELECT count(*) FROM revisions WHERE item = ? AND title = ? AND text = ?",
        (stored.known.key, entry.title, entry.text),
    ).fetchone()
    if arrival.seen is None:
        return bool(times) or _times(None, entry)[0] <= stored.moment
    return bool(times >= FLAPS)


def _add_revision(connection: sqlite3.Connection, arrival: Arrival, entry: Entry, stored: _Stored) -> Item:
    """The item with these words from now on; the former stay."""
    since = ticks(max(arrival.seen or _times(None, entry)[0], stored.moment))
    former = stored.item
    connection.execute("UPDATE revisions SET superseded = ? WHERE key = ?", (since, stored.newest))
    connection.execute(
        "INSERT INTO revisions (item, revision, title, text, moment) VALUES (?, ?, ?, ?, ?)",
        (stored.known.key, former.revision + 1, entry.title, entry.text, since),
    )
    place = (former.feed, former.publisher, former.link, entry.title, entry.text)
    times = former.published, former.first_seen
    return Item(former.id, *place, *times, former.revision + 1, former.language, former.author)

"""What is too old, or one too many, goes a few items at a time; what it went by stays, so that it never is new."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from talkwatch.feeds.sameness import Served
from talkwatch.store import searching
from talkwatch.store.times import ticks

CHUNK = 200
"""Items that go in one transaction: some 20 ms, in which nobody else can write."""


def forget_some(connection: sqlite3.Connection, before: datetime | None) -> int:
    """The oldest items published before that moment (None: the oldest of all) are gone; how many, CHUNK at most."""
    last = 2**63 - 1 if before is None else ticks(before)
    rows = connection.execute(
        "SELECT key FROM items WHERE published < ? ORDER BY published, key LIMIT ?", (last, CHUNK)
    ).fetchall()
    keys = json.dumps([key for (key,) in rows])
    theirs = "(SELECT value FROM json_each(?))"
    connection.execute(
        f"""INSERT OR REPLACE INTO forgotten (feed, name, words, published)
        SELECT feed, name, words, published FROM items WHERE key IN {theirs}""",  # noqa: S608 - constants
        (keys,),
    )
    connection.execute(
        f"""UPDATE feeds SET items = items - (SELECT count(*) FROM items WHERE feed = feeds.key AND key IN {theirs})
        WHERE key IN (SELECT feed FROM items WHERE key IN {theirs})""",  # noqa: S608 - constants
        (keys, keys),
    )
    words = f"SELECT key FROM revisions WHERE item IN {theirs}"  # noqa: S608 - constants
    connection.execute(f"DELETE FROM readings WHERE revision IN ({words})", (keys,))  # noqa: S608 - constants
    connection.execute(f"DELETE FROM revisions WHERE item IN {theirs}", (keys,))  # noqa: S608 - constants
    searching.forget_deleted(connection)
    connection.execute(f"DELETE FROM items WHERE key IN {theirs}", (keys,))  # noqa: S608 - constants
    return len(rows)


def used_bytes(connection: sqlite3.Connection) -> int:
    """Bytes of the file that hold something."""
    sizes = [
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    ]
    return int((sizes[0] - sizes[1]) * sizes[2])


def not_forgotten(connection: sqlite3.Connection, feed: int, found: Sequence[Served]) -> list[Served]:
    """The entries less those that were here and are forgotten.

    An entry is one of them if its name, or its words, and its date are the same; where it has no date, name and words.
    A name alone says little: some feeds give one guid to all.
    """
    if not connection.execute("SELECT 1 FROM forgotten WHERE feed = ? LIMIT 1", (feed,)).fetchone():
        return list(found)
    names = json.dumps([each.names.name for each in found])
    words = json.dumps([each.names.words for each in found])
    rows = connection.execute(
        """SELECT name, words, published FROM forgotten WHERE feed = :feed
            AND name IN (SELECT value FROM json_each(:names))
        UNION SELECT name, words, published FROM forgotten WHERE feed = :feed
            AND words IN (SELECT value FROM json_each(:words))""",
        {"feed": feed, "names": names, "words": words},
    ).fetchall()
    by_name, by_words = {(row[0], row[2]) for row in rows}, {(row[1], row[2]) for row in rows}
    both = {(row[0], row[1]) for row in rows}

    def is_known(each: Served) -> bool:
        if each.entry.published is None:
            return (each.names.name, each.names.words) in both
        when = ticks(each.entry.published)
        return (each.names.name, when) in by_name or (each.names.words, when) in by_words

    return [each for each in found if not is_known(each)]

"""What a second reader found in items, beside the readings of our own."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from talkwatch.model.claims import Reading
from talkwatch.model.items import Item
from talkwatch.store import items
from talkwatch.store.readings import adapter
from talkwatch.store.times import ticks


def add(connection: sqlite3.Connection, reading: Reading, said: str) -> bool:
    """The reading is what its extractor, a model, found in its revision; false if that is gone.

    `said` tells why it holds nothing, if the model's answer was none.
    """
    row = connection.execute(
        """SELECT revisions.key FROM revisions JOIN items ON items.key = revisions.item
        WHERE items.id = ? AND revision = ?""",
        (reading.item, reading.revision),
    ).fetchone()
    if row is None:
        return False
    number = len(reading.talks) + len(reading.attendance) + len(reading.statements) + len(reading.sticking)
    claims = adapter().dump_json(reading, exclude_defaults=True).decode() if number else None
    connection.execute(
        "INSERT OR REPLACE INTO seconds (revision, model, said, number, claims) VALUES (?, ?, ?, ?, ?)",
        (row[0], reading.extractor, said, number, claims),
    )
    return True


def wanted(connection: sqlite3.Connection, model: str, since: datetime, limit: int) -> tuple[Item, ...]:
    """Items first seen `since` then (UTC) whose newest words we read as being about talks and `model` has not read.

    The newest come first.
    """
    return items.picked(
        connection,
        """superseded IS NULL AND items.first_seen >= ?
        AND revisions.reading IN (SELECT key FROM readings WHERE skipped = '')
        AND revisions.key NOT IN (SELECT revision FROM seconds WHERE model = ?)
        ORDER BY items.first_seen DESC, items.key DESC LIMIT ?""",
        (ticks(since), model, limit),
    )


def tally(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """How many items were read so, how many claims were kept, and how many answers were none."""
    row = connection.execute("SELECT count(*), coalesce(sum(number), 0), coalesce(sum(said <> ''), 0) FROM seconds")
    read, kept, unusable = row.fetchone()
    return read, kept, unusable

"""Finding items by words. What is new is indexed many revisions at a time, and found at once all the same."""

from __future__ import annotations

import re
import sqlite3

BATCH = 1000
"""Revisions that wait to be indexed together: one at a time costs five times as much and three times the space."""

_LATE = """CREATE VIRTUAL TABLE IF NOT EXISTS temp.late USING fts5 (
    title, text, content = '', tokenize = 'unicode61 remove_diacritics 2', detail = none, columnsize = 0
)"""


_INDEXED = "revisions.key IN (SELECT rowid FROM words WHERE words MATCH :search)"
_BOTH = f"({_INDEXED} OR revisions.key IN (SELECT rowid FROM temp.late WHERE late MATCH :search))"  # noqa: S608 - constants


def expression(search: str) -> str:
    """What FTS5 is asked for: each word, or its beginning; "" if there is none."""
    return " ".join(f'"{word}"*' for word in re.findall(r"[^\W_]+", search))


def index(connection: sqlite3.Connection, *, least: int = BATCH) -> None:
    """What was not indexed is, if it is that much; within a transaction."""
    newest, upto = connection.execute("SELECT (SELECT max(key) FROM revisions), upto FROM indexed").fetchone()
    if (newest or 0) - upto >= least:
        connection.execute(
            "INSERT INTO words (rowid, title, text) SELECT key, title, text FROM revisions WHERE key > ?", (upto,)
        )
        connection.execute("UPDATE indexed SET upto = ?", (newest,))


def forget_deleted(connection: sqlite3.Connection) -> None:
    """After a deletion, keys that will be given anew count as not indexed; within the same transaction."""
    connection.execute("UPDATE indexed SET upto = min(upto, (SELECT coalesce(max(key), 0) FROM revisions))")


def found(connection: sqlite3.Connection) -> str:
    """A condition on revisions.key, with an `expression` as its value :search: they hold its words.

    Revisions that are not indexed yet are, in memory and for this connection alone, which may be one that only reads.
    """
    (upto,) = connection.execute("SELECT upto FROM indexed").fetchone()
    rows = connection.execute("SELECT key, title, text FROM revisions WHERE key > ?", (upto,)).fetchall()
    if not rows:
        return _INDEXED
    connection.execute("DROP TABLE IF EXISTS temp.late")
    connection.execute(_LATE)
    connection.executemany("INSERT INTO temp.late (rowid, title, text) VALUES (?, ?, ?)", rows)
    return _BOTH

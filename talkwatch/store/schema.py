"""The schema's versions, and how a file comes from one to the next: whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from talkwatch.feeds.identity import link_identity, words_identity
from talkwatch.model.errors import StoreError
from talkwatch.model.items import FeedId, name_of, number_of

APPLICATION = 0x746C6B77
"""SQLite's application_id of our files: "tlkw" in ASCII."""

MIGRATIONS = sorted((Path(__file__).parent / "migrations").glob("*.sql"))
"""One script a version, the first making version 1 of an empty file."""

NEWEST = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """The schema's version; 0 is an empty file."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    assert isinstance(version, int)
    return version


def check(connection: sqlite3.Connection, path: Path) -> int:
    """The schema's version, if this talkwatch can do with it. Raises StoreError for a newer or a foreign file."""
    version = version_of(connection)
    if version > NEWEST:
        raise StoreError(
            path,
            f"written by a newer talkwatch (schema {version}, this one knows {NEWEST})",
            "upgrade talkwatch, or use --home for another folder; the file is left as it is",
        )
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (version or tables):
        raise StoreError(path, "a database, but not talkwatch's", "move it away, or use --home for another folder")
    return version


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """The file has the newest schema, or, after any failure, the one it had. `connection` is in autocommit mode."""
    if check(connection, path) == NEWEST:
        return
    _lend_functions(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have been quicker.
        for script in MIGRATIONS[check(connection, path) :]:
            for statement in statements(script.read_text(encoding="utf-8")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {NEWEST}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _lend_functions(connection: sqlite3.Connection) -> None:
    """The scripts may ask what an entry goes by."""

    def place_of(feed: str, link: str) -> int | None:
        named = link_identity(link)
        return name_of(FeedId(feed), named) if named else None

    def words_of(feed: str, title: str, text: str) -> int:
        return name_of(FeedId(feed), words_identity(title, text))

    connection.create_function("name_of_id", 1, number_of, deterministic=True)
    connection.create_function("place_of", 2, place_of, deterministic=True)
    connection.create_function("words_of", 3, words_of, deterministic=True)


def statements(script: str) -> list[str]:
    """A script's statements one by one; `executescript` would commit before the first."""
    found, rest = [], ""
    for line in script.splitlines(keepends=True):
        rest += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(rest):
            found.append(rest.strip())
            rest = ""
    return found

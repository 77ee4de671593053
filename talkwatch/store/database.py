"""Connections to one file: one a thread, one writer at a time, and SQLite's complaints in our words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from talkwatch.model.errors import StoreDamaged, StoreError
from talkwatch.store import backups, schema
from talkwatch.store.rescue import UNREADABLE, note_suspect

BUSY = 10.0
"""Seconds to wait for another process's write; ours are short."""

CACHE = 256
"""KiB of the file that a connection keeps. SQLite's own 2,000 are 14 MB for the seven threads of a dashboard after some
days, and 20,000 items are stored, read and folded as fast with these: the system has the file in memory, too.
"""

_DAMAGE = (("not a database", "damaged: it is not a database any more"), ("malformed", "damaged"), ("UTF-8", "damaged"))
"""Words in SQLite's message where the file is damaged, and what they mean to the user."""
CURE = "end talkwatch and start it again: it sets the file aside and restores the newest good backup"

_SIGNS = (
    ("disk is full", "the disk is full", "free some space; nothing that was stored is lost"),
    ("readonly", "cannot be written", "check who owns the file and its folder"),
    ("read-only", "cannot be written", "check who owns the file and its folder"),
    ("unable to open", "cannot be opened", "check that the folder exists and is yours"),
    ("locked", "another process is writing and did not finish", "try again; `talkwatch doctor` names it"),
    ("disk I/O", "the disk reports an error", "check the disk; `talkwatch doctor` looks at the file"),
    ("closed database", "closed already", ""),
)
"""Words in SQLite's message, what they mean to the user, and the way out."""


@contextmanager
def our_words(path: Path) -> Iterator[None]:
    """SQLite's errors come out as StoreError."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite's own complaint quoted the damaged bytes
        note_suspect(path)
        raise StoreDamaged(path, "damaged", CURE) from error
    except sqlite3.Error as error:
        said = str(error)
        for sign, message in _DAMAGE:
            if sign in said:
                note_suspect(path)
                raise StoreDamaged(path, message, CURE) from error
        for sign, message, hint in _SIGNS:
            if sign in said:
                raise StoreError(path, message, hint) from error
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.ProgrammingError):
            raise StoreError(path, f"SQLite says: {said}", "`talkwatch doctor` looks at the file") from error
        raise


class Database:
    """A file with the newest schema, for use from any thread.

    Read-only, it needs no file: a missing or empty one reads as an empty store. Raises StoreError for a file that is
    damaged, foreign, of a newer schema, or (read-only) of an older one.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._own = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._writing = threading.RLock()
        self._listing = threading.Lock()
        self._closed = False
        if not read_only:
            self._make_folder()
        with our_words(path):
            self._connection()

    def _make_folder(self) -> None:
        """The file's folder exists."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(self.path.parent, f"cannot be made: {error.strerror}", "use --home") from error

    def _connection(self) -> sqlite3.Connection:
        """The calling thread's connection."""
        if self._closed:
            raise StoreError(self.path, "closed already")
        found: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if found is None:
            found = self._open_to_read() if self.read_only else self._open_to_write()
            found.execute(f"PRAGMA cache_size = -{CACHE}")
            self._own.connection = found
            with self._listing:
                self._all.append(found)
        return found

    def _open_to_write(self) -> sqlite3.Connection:
        """A connection in WAL mode to a file of the newest schema."""
        connection = _connect(str(self.path), uri=False)
        try:
            with self._writing:
                version = schema.check(connection, self.path)
                if 0 < version < schema.NEWEST:
                    self._back_up_before(connection, version)
                if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                    connection.execute("PRAGMA journal_mode = WAL")
                schema.migrate(connection, self.path)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _back_up_before(self, connection: sqlite3.Connection, version: int) -> None:
        """A copy of the older schema's file is there. Raises StoreError where it cannot: then nothing is migrated."""
        try:
            backups.back_up_before(connection, self.path, version)
        except (OSError, sqlite3.OperationalError) as error:
            raise StoreError(
                self.path, f"cannot be copied before it is upgraded: {error}", "free some space, or use --home"
            ) from error

    def _open_to_read(self) -> sqlite3.Connection:
        """A connection that cannot write: to the file, or to an empty store where there is none yet."""
        if not self.path.exists() or self.path.stat().st_size == 0:
            return self._open_empty()
        connection = _connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            version = schema.check(connection, self.path)
        except sqlite3.OperationalError as error:
            connection.close()
            if "unable to open" not in str(error):
                raise
            # A folder that we may not write has no place for the -shm file; nobody else writes there either.
            connection = _connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            version = schema.check(connection, self.path)
        if version == 0:
            connection.close()
            return self._open_empty()
        if version < schema.NEWEST:
            connection.close()
            raise StoreError(
                self.path,
                f"of an older talkwatch (schema {version}, this one needs {schema.NEWEST})",
                "`talkwatch poll` or the dashboard brings it up to date; a running older talkwatch must end first",
            )
        return connection

    def _open_empty(self) -> sqlite3.Connection:
        """An empty store in memory."""
        connection = _connect(":memory:", uri=False)
        schema.migrate(connection, self.path)
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The calling thread's connection, for looking. What cannot have been written by us is damage, too."""
        with our_words(self.path):
            try:
                yield self._connection()
            except UNREADABLE as error:
                note_suspect(self.path)
                raise StoreDamaged(self.path, f"damaged: it holds what we never wrote ({error})", CURE) from error

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """The calling thread's connection in a transaction that is kept if the block ends and undone if it raises.

        `durable` is for what the user did: it is on the disk before the block is left. What can be fetched again may
        be lost by a power cut (not by a crash), and costs no wait for the disk.
        """
        if self.read_only:
            raise StoreError(self.path, "opened for reading only")
        with our_words(self.path), self._writing:
            connection = self._connection()
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            # A deferred BEGIN fails at its first write when another process wrote in between; IMMEDIATE waits.
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """No connection is open; closing twice is no fault."""
        with self._listing:
            self._closed = True
            for connection in self._all:
                connection.close()
            self._all.clear()


def _connect(name: str, *, uri: bool) -> sqlite3.Connection:
    """A connection in autocommit mode that other threads may close."""
    return sqlite3.connect(name, uri=uri, timeout=BUSY, isolation_level=None, check_same_thread=False)

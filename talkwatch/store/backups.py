"""Copies of the file, one a day and one before each migration, of which the newest good one can be found again."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from talkwatch.store import schema

KEPT = 7
"""Daily copies that are kept; of those before a migration, two."""
KEPT_BEFORE = 2

_NAME = re.compile(r"(\d{6})-(?:(\d{8}T\d{6})|schema(\d+))\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy: its place in the order of making (the clock may have gone back meanwhile), and when it was made (UTC) or
    of which schema it is.
    """

    path: Path
    number: int
    made: datetime | None
    version: int | None


def folder_of(database: Path) -> Path:
    """Where a file's copies lie."""
    return database.parent / "backups"


def backups(database: Path) -> list[Backup]:
    """The copies that are there, the newest first."""
    found: list[Backup] = []
    with contextlib.suppress(OSError):
        for path in folder_of(database).iterdir():
            if named := _NAME.fullmatch(path.name):
                made = datetime.strptime(named[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if named[2] else None
                found.append(Backup(path, int(named[1]), made, int(named[3]) if named[3] else None))
    return sorted(found, key=lambda each: each.number, reverse=True)


def is_due(database: Path, today: date) -> bool:
    """Whether this day, in UTC, has no copy yet."""
    return not any(each.made and each.made.date() == today for each in backups(database))


def back_up(source: sqlite3.Connection, database: Path, now: datetime) -> tuple[str, ...]:
    """The file is copied, and copies beyond the seven newest are gone; what SQLite found damaged in it, if so.

    A damaged file is not copied, so that it takes no good copy's place. Nobody waits: readers and writers go on.
    Raises OSError and sqlite3.Error where the copy cannot be written.
    """
    return _copy(source, database, now.astimezone(UTC).strftime("%Y%m%dT%H%M%S"))


def back_up_before(source: sqlite3.Connection, database: Path, version: int) -> None:
    """The file of an older schema is copied before it is migrated; raises as `back_up` does."""
    if not any(each.version == version for each in backups(database)):
        _copy(source, database, f"schema{version}")


def _copy(source: sqlite3.Connection, database: Path, name: str) -> tuple[str, ...]:
    """The file is copied under this name, whole or not at all."""
    folder = folder_of(database)
    folder.mkdir(exist_ok=True)
    part = folder / "unfinished.part"
    part.unlink(missing_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as target:
            target.execute("PRAGMA synchronous = OFF")  # synced once, below
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
            faults = faults_of(target)
        if faults:
            return faults
        sync(part)
        newest = max((each.number for each in backups(database)), default=0)
        part.replace(folder / f"{newest + 1:06}-{name}.db")
        sync(folder)
    finally:
        part.unlink(missing_ok=True)
    _prune(database)
    return ()


def _prune(database: Path) -> None:
    """Only the newest copies are left."""
    found = backups(database)
    daily, before = [each for each in found if each.made], [each for each in found if not each.made]
    for each in (*daily[KEPT:], *before[KEPT_BEFORE:]):
        with contextlib.suppress(OSError):
            each.path.unlink()


def faults_of(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What SQLite finds damaged, in its words; () for a sound file. Reads all of it."""
    found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(10)")]
    return () if found == ["ok"] else tuple(found)


def is_good(path: Path) -> bool:
    """Whether the file is sound, ours, and of a schema that we know. Reads all of it."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            known = copy.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION,)
            return known and 0 < schema.version_of(copy) <= schema.NEWEST and not faults_of(copy)
    except sqlite3.Error:
        return False


def newest_good(database: Path) -> Backup | None:
    """The newest sound copy."""
    return next((each for each in backups(database) if is_good(each.path)), None)


def sync(path: Path) -> None:
    """What was written to the file, or the names in the folder, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

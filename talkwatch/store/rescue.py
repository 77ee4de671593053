"""A damaged file is set aside, the newest good copy takes its place, and what the user did since is carried over.

Each step may be the last before a power cut: once `restoring` is whole, the next start goes on from there.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from talkwatch.store import backups, corrections, feeds, items, readings, schema

KEPT_ASIDE = 3
"""Damaged files that are kept: somebody may want to look into the last ones."""
LOOKED_AT = 8 << 20
"""Bytes up to which a file is looked through at every start, which takes 20 ms at most; larger ones only where there is
a reason to, and once a day for the copy.
"""
UNREADABLE = (ValueError, OverflowError, TypeError)
"""What comes of making values from words that we never wrote."""
RESTORED = "restored"
"""Where the memory table keeps the last loss."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A damaged file was set aside as `aside` at that moment, and a copy restored.

    `backup` is when the copy was made, None where there was no good one with a date; `from_copy` whether there was one
    at all. `items` is how many fewer there are than the damaged file said it had, None where it could not be asked.
    Moments are ISO 8601, UTC.
    """

    at: str
    aside: str
    backup: str | None
    from_copy: bool
    items: int | None
    fault: str

    @property
    def words(self) -> str:
        """What happened and what is gone, in one line."""
        begun = "a new one was begun, as there was no good backup"
        made = f"of {datetime.fromisoformat(self.backup):%d %b %Y %H:%M} UTC" if self.backup else "before the upgrade"
        restored = f"the backup {made} was restored" if self.from_copy else begun
        if self.items is None:
            gone = "items stored since are missing" if self.from_copy else "all items are missing"
        else:
            gone = f"{self.items} items are missing" if self.items else "no item is missing"
        cure = "" if self.items == 0 else "; feeds that still carry them bring them again"
        return f"the store was damaged: {restored}, {gone}{cure}"


def suspect(database: Path) -> Path:
    """A file that is there where damage was met, so that the next start looks through the whole store."""
    return database.with_name(f"{database.name}.suspect")


def note_suspect(database: Path) -> None:
    """The next start looks through the store."""
    with contextlib.suppress(OSError):
        suspect(database).touch()


def restoring(database: Path) -> Path:
    """The file that is to take the damaged one's place."""
    return database.with_name(f"{database.name}.restoring")


def _wal(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def mend(database: Path, now: datetime) -> Loss | None:
    """The file is sound, ours to open; what was lost, if it was damaged. Nobody else may have it open for writing.

    A file that was in use when its process was killed, that is small, or in which damage was met, is looked through.
    Raises OSError where nothing can be written.
    """
    if restoring(database).exists():
        _put_in_place(database, now)
    if not database.exists() or not database.stat().st_size:
        return None
    is_small = database.stat().st_size <= LOOKED_AT
    was_killed = _wal(database).exists() and _wal(database).stat().st_size > 0
    if not (is_small or was_killed or suspect(database).exists()):
        return None
    fault = _fault(database, whole=suspect(database).exists())
    if fault:
        return restore(database, now, fault)
    suspect(database).unlink(missing_ok=True)
    return None


def _fault(database: Path, *, whole: bool) -> str:
    """What is damaged in the file, "" if nothing is; its log of changes is taken into it.

    SQLite knows its pages and not our words; where damage was met, all is read (`whole`) as we would read it.
    """
    try:
        with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
            faults = backups.faults_of(connection)
            if not faults and whole and schema.version_of(connection) == schema.NEWEST:
                _read_all(connection)
            return faults[0] if faults else ""
    except sqlite3.OperationalError as error:
        # A file that is locked or may not be read is not damaged: who opens it next tells that.
        return str(error) if any(sign in str(error) for sign in ("malformed", "UTF-8")) else ""
    except (sqlite3.DatabaseError, *UNREADABLE) as error:
        return str(error) or type(error).__name__


def _read_all(connection: sqlite3.Connection) -> None:
    """All that a board is made of can be made into values."""
    feeds.all_feeds(connection)
    corrections.every(connection)
    readings.reports(connection, None, {})
    for _ in items.listed(connection, -1, 0, ""):
        pass
    for (value,) in connection.execute("SELECT value FROM memory"):
        json.loads(value)


def restore(database: Path, now: datetime, fault: str) -> Loss:
    """The newest good copy is the file; what was lost. Nobody may have the file open."""
    aside = _aside(database, now)
    part = database.with_name(f"{database.name}.part")
    part.unlink(missing_ok=True)
    found = backups.newest_good(database)
    if found is not None:
        shutil.copyfile(found.path, part)
    with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as connection:
        schema.migrate(connection, part)
        connection.execute("BEGIN")
        had = _carry_over(database, connection)
        try:
            _read_all(connection)
        except UNREADABLE:  # what was carried over is damaged itself
            connection.execute("ROLLBACK")
        else:
            connection.execute("COMMIT")
        (has,) = connection.execute("SELECT count(*) FROM items").fetchone()
        loss = Loss(
            at=now.isoformat(),
            aside=str(aside),
            backup=found.made.isoformat() if found and found.made else None,
            from_copy=found is not None,
            items=None if had is None else max(0, had - has),
            fault=fault,
        )
        connection.execute("INSERT OR REPLACE INTO memory VALUES (?, ?)", (RESTORED, json.dumps(asdict(loss))))
    backups.sync(part)
    part.replace(restoring(database))
    _put_in_place(database, now)
    return loss


def _aside(database: Path, now: datetime) -> Path:
    """Where the damaged file goes."""
    return database.parent / "damaged" / f"{now:%Y%m%dT%H%M%S}" / database.name


def _put_in_place(database: Path, now: datetime) -> None:
    """The file and its log are set aside, and what is to take its place is there."""
    aside = _aside(database, now)
    for name in (database.name, f"{database.name}-wal", f"{database.name}-shm"):
        if (path := database.with_name(name)).exists():
            aside.parent.mkdir(parents=True, exist_ok=True)
            path.replace(aside.with_name(name))
    restoring(database).replace(database)
    backups.sync(database.parent)
    suspect(database).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        for old in sorted(aside.parent.parent.iterdir(), reverse=True)[KEPT_ASIDE:]:
            shutil.rmtree(old, ignore_errors=True)


_FEED = "id, url, title, publisher, folder, paused, removed, insecure, articles, grade, include, exclude, extra"
_CARRIED = (
    (
        f"""SELECT {_FEED} FROM feeds WHERE url LIKE 'http%' AND id LIKE 'http%'
            AND json_valid(include) AND json_valid(exclude) AND json_valid(extra)""",  # noqa: S608 - constants
        f"""INSERT INTO feeds ({_FEED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
            folder = excluded.folder, paused = excluded.paused, removed = excluded.removed,
            insecure = excluded.insecure, articles = excluded.articles, grade = excluded.grade,
            include = excluded.include, exclude = excluded.exclude""",  # noqa: S608 - constants
    ),
    (
        "SELECT id, made, undone, correction FROM corrections WHERE json_valid(correction)",
        """INSERT INTO corrections (id, made, undone, correction) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET undone = excluded.undone""",
    ),
    (
        "SELECT key, value FROM memory WHERE json_valid(value)",
        "INSERT OR REPLACE INTO memory (key, value) VALUES (?, ?)",
    ),
)
"""What the user did, as it can still be read in the damaged file: where from, and where to."""


def _carry_over(damaged: Path, restored: sqlite3.Connection) -> int | None:
    """What the user did is in the restored file as far as the damaged one can be read; how many items that had.

    Validators are not carried over: they would have a server say that we have what we lost.
    """
    try:
        with contextlib.closing(sqlite3.connect(damaged, isolation_level=None)) as connection:
            for query, insert in _CARRIED:
                with contextlib.suppress(sqlite3.Error, ValueError):
                    for row in connection.execute(query):
                        with contextlib.suppress(sqlite3.Error, ValueError):
                            restored.execute(insert, row)
            (had,) = connection.execute("SELECT count(*) FROM items").fetchone()
            return int(had)
    except (sqlite3.Error, *UNREADABLE):
        return None

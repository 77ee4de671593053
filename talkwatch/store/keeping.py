"""The part of the store that looks after its file: whether it is sound, copied, and not too large."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from talkwatch.model.errors import StoreDamaged, StoreError
from talkwatch.store import backups, rescue, retention
from talkwatch.store.database import CURE, Database


class Kept:
    """A file that is looked after."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    @staticmethod
    def mend(path: Path, now: datetime) -> rescue.Loss | None:
        """A damaged file is set aside and its newest good copy restored; what was lost, if that was needed.

        For the one who holds the lock, before `open`. Raises StoreError where nothing can be written.
        """
        try:
            return rescue.mend(path, now)
        except OSError as error:
            raise StoreError(path, f"cannot be looked through: {error.strerror}", "check the disk") from error

    def recall(self, key: str) -> Any:
        """What was last remembered under `key`, or None."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM memory WHERE key = ?", (key,)).fetchone()
        return None if row is None else json.loads(row[0])

    def check(self) -> tuple[str, ...]:
        """What SQLite finds damaged, in its words; () for a sound file. Reads all of it."""
        with self._database.reading() as connection:
            return backups.faults_of(connection)

    def back_up(self, now: datetime) -> bool:
        """Today (UTC) has its copy of the file, among the newest seven; whether it was made now.

        Raises StoreDamaged where the file is damaged: then it takes no good copy's place.
        """
        if not backups.is_due(self.path, now.date()):
            return False
        with self._database.reading() as connection:
            try:
                faults = backups.back_up(connection, self.path, now)
            except OSError as error:
                raise StoreError(self.path, f"cannot be backed up: {error.strerror}", "free some space") from error
        if faults:
            rescue.note_suspect(self.path)
            raise StoreDamaged(self.path, f"damaged: {faults[0]}", CURE)
        return True

    def backups(self) -> tuple[datetime, ...]:
        """When the daily copies that are there were made, the newest first."""
        return tuple(each.made for each in backups.backups(self.path) if each.made)

    def loss(self) -> rescue.Loss | None:
        """What was lost when the file was damaged last, None if it never was."""
        said = self.recall(rescue.RESTORED)
        return rescue.Loss(**said) if said else None

    def forget(self, before: datetime | None, most: int) -> int:
        """Items published before that moment are gone, and the oldest beyond so many bytes (0: any); how many.

        A few at a time, so that nobody waits to write.
        """
        gone = 0
        while before is not None:
            with self._database.writing() as connection:
                some = retention.forget_some(connection, before)
            gone += some
            if not some:
                break
        while most:
            with self._database.writing() as connection:
                some = retention.forget_some(connection, None) if retention.used_bytes(connection) > most else 0
            gone += some
            if not some:
                break
        return gone

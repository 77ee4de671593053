"""What the user put right. Only ever added to; what is undone stays, with the moment it was undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from talkwatch.model.corrections import Correction
from talkwatch.store.times import moment, ticks

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Correction]:
    """Corrections as JSON; made when there is one."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - the dashboard paints before anything is read or written

    return TypeAdapter(Correction)


def add(connection: sqlite3.Connection, found: Iterable[Correction]) -> int:
    """The corrections are stored, undone ones as undone; how many were new or are newly undone."""
    added = 0
    for one in found:
        words = _adapter().dump_json(replace(one, undone=None), exclude_defaults=True).decode()
        added += connection.execute(
            """INSERT INTO corrections (id, made, undone, correction) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET undone = excluded.undone
            WHERE undone IS NULL AND excluded.undone IS NOT NULL""",
            (one.id, ticks(one.made), ticks(one.undone), words),
        ).rowcount
    return added


def undo(connection: sqlite3.Connection, id_: str, at: datetime) -> bool:
    """The correction no longer counts from that moment on; false if there is none of that id that counts."""
    done = connection.execute(
        "UPDATE corrections SET undone = max(?, made) WHERE id = ? AND undone IS NULL", (ticks(at), id_)
    )
    return done.rowcount > 0


def every(connection: sqlite3.Connection) -> tuple[Correction, ...]:
    """All corrections, undone ones too, in the order in which they were made."""
    rows = connection.execute("SELECT correction, undone FROM corrections")
    found = (replace(_adapter().validate_json(words), undone=moment(undone)) for words, undone in rows)
    return tuple(sorted(found, key=lambda one: one.turn))

"""Which changes the user asked to be told of, and how they are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Literal

from talkwatch.ledger.wording import name_key
from talkwatch.views.pages import actors_of
from talkwatch.views.rows import BoardRow, ChangeRow, Row

Kind = Literal["attendance", "date", "speaks"]
SHOWN = 3
"""Changes in one notice; the others are counted."""
WINDOW = timedelta(days=1)
"""Changes older than this are no news, even if they are heard of only now."""


class Alert(Row):
    """What the notify command reads on its standard input. `at` is UTC; the changes are those of `changes --json`."""

    version: int = 1
    track: str
    at: datetime
    words: str
    changes: tuple[ChangeRow, ...]


class News:
    """Remembers the changes of a track that are known, so that each is told once, and none that was there before."""

    def __init__(self) -> None:
        self._known: set[tuple[str, str]] | None = None

    def fresh(self, found: Iterable[ChangeRow]) -> tuple[ChangeRow, ...]:
        """Those of the changes of the last WINDOW that were not known; at the first look nothing is news."""
        found, known = tuple(found), self._known
        self._known = (known or set()) | {(each.id, each.after) for each in found}
        return () if known is None else tuple(each for each in found if (each.id, each.after) not in known)


def wanted(change: ChangeRow, row: BoardRow | None, kinds: Iterable[Kind], actors: Iterable[str]) -> bool:
    """Whether the user wants to be told: a flip of attendance, a new date of a talk, a named actor that speaks."""
    matter = change.id.partition(".")[2].split(".")[0]
    if change.panel == "attendance":
        return "attendance" in kinds and matter == "stance"
    if change.panel == "talks":
        return "date" in kinds and (matter in {"date", "end"} or (matter == "talk" and bool(change.after)))
    if change.panel == "statements" and "speaks" in kinds and row is not None:
        named = {name_key(name) for name in actors}
        return any(name_key(name) in named for name in actors_of(row))
    return False


def alert(track: str, found: Sequence[ChangeRow], at: datetime) -> Alert:
    """The changes of one poll as one notice: the first SHOWN in words, the rest as a number."""
    lines = [change.words for change in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"and {len(found) - SHOWN} more")
    return Alert(track=track, at=at, words="\n".join(lines), changes=tuple(found))


def is_quiet(hours: str, local: time) -> bool:
    """Whether a time of day lies in the quiet hours ("22:00-07:00"; over midnight too); "" has none."""
    if not hours:
        return False
    start, end = (time.fromisoformat(each.strip()) for each in hours.split("-"))
    return start <= local < end if start <= end else local >= start or local < end

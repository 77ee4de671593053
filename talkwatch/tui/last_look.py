"""The board as it was last shown, kept so that the next start paints it before anything else is loaded.

What is kept of a row is what its panel draws; it comes back with the same names, and the panels draw it as any row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

from talkwatch import __version__
from talkwatch.extract.version import EXTRACTOR
from talkwatch.tui.ports import PANELS

if TYPE_CHECKING:
    from talkwatch.tui.ports import StorePort
    from talkwatch.views.rows import BoardRow, BoardView, SourceRow

KEY = "last look"
"""Under which the store remembers it."""

ROWS = 60
"""Rows kept of each panel: more than any terminal shows at once, and read in a millisecond or two."""

_ROW_NAMES = Path(__file__).parents[1] / "views" / "rows.py"
_UNSEEN = {"sources", "history", "corrections", "reckoning", "course"}
_QUOTED = {"evidence", "publisher", "published", "link"}
_DAYS = frozenset({"start", "end", "said_on", "since", "reported"})
_MOMENTS = frozenset({"changed", "said", "published", "as_of", "moved", "learned"})


class Looks:
    """Keeps the board that is shown, anew only when it says something else."""

    def __init__(self, store: StorePort) -> None:
        self._store = store
        self._kept: object = None

    def last(self, track: str) -> BoardView | None:
        """The track's board as it was kept; None where there is none, or another talkwatch kept it."""
        return last_look(self._store.recall(KEY), track)

    def keep(self, view: BoardView) -> None:
        """The board was shown last. Raises StoreError."""
        if self._kept != sign(view):
            self._store.remember(KEY, kept(view))
            self._kept = sign(view)


def sign(view: BoardView) -> tuple[object, ...]:
    """What stays the same while only time goes by: a look with the same sign need not be kept again."""
    return (view.track, *((row.id, row.changed, row.evidence) for panel in _panels(view).values() for row in panel))


def kept(view: BoardView) -> dict[str, Any]:
    """The first rows of every panel as JSON's values."""
    panels = {name: [_row(row) for row in rows[:ROWS]] for name, rows in _panels(view).items()}
    return {"maker": _maker(), "track": view.track, "as_of": view.as_of.isoformat(), **panels}


def last_look(value: Any, track: str) -> BoardView | None:
    """The track's board as it was kept; None where another one was, or another talkwatch kept it."""
    if not isinstance(value, dict) or (value.get("maker"), value.get("track")) != (_maker(), track):
        return None
    return cast("BoardView", _value("", value))


@lru_cache(maxsize=1)
def _maker() -> str:
    """Which talkwatch this is: another one's rows may have other names, and another reader says other things."""
    names = _ROW_NAMES.read_bytes() if _ROW_NAMES.exists() else b""
    return f"{__version__}/{EXTRACTOR}/{crc32(names)}"


def _panels(view: BoardView) -> Mapping[str, tuple[BoardRow, ...]]:
    return {panel: getattr(view, panel) for panel, _, _ in PANELS}


def _row(row: BoardRow) -> dict[str, Any]:
    """The row with the sources that its link and its copied words come from."""
    best: SourceRow | None = next((each for each in row.sources if each.evidence == row.evidence), None)
    sources = [row.sources[0], best] if row.sources and best else row.sources[:1]
    short = [
        source.model_dump(mode="json", include={"evidence", "publisher", "published", "link"}) for source in sources
    ]
    return {**row.model_dump(mode="json", exclude=_UNSEEN), "sources": short}


def _value(name: str, value: Any) -> Any:
    """A value as the row had it, by its name there."""
    if isinstance(value, dict):
        return SimpleNamespace(**{key: _value(key, each) for key, each in value.items()})
    if isinstance(value, list):
        return tuple(_value(name, each) for each in value)
    if isinstance(value, str) and name in _DAYS:
        return date.fromisoformat(value)
    if isinstance(value, str) and name in _MOMENTS:
        return datetime.fromisoformat(value)
    return value

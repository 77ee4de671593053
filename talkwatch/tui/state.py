"""What the user left behind: track, panel, rows by key, theme, and what was already looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from talkwatch.tui import views_saved as saved
from talkwatch.tui.views_saved import SavedView

if TYPE_CHECKING:
    from talkwatch.views.rows import BoardRow

KEY = "screen"
"""Under which the store remembers it."""

_MOST_SEEN = 5000
"""Seen marks kept, the newest; a row changes at most a few times a day."""


@dataclass(slots=True)
class ScreenState:
    """Reading state. Times are UTC. `baseline` is the first look at each track, be it at an empty board: what was heard
    before counts as seen.
    """

    track: str = ""
    panel: str = "talks"
    theme: str = ""
    zoom: bool = False
    cursors: dict[str, str] = field(default_factory=dict)
    """"track/panel" to the key of the selected row."""
    baseline: dict[str, datetime] = field(default_factory=dict)
    seen: dict[str, datetime] = field(default_factory=dict)
    """Row key to the moment at which we learned what was looked at."""
    views: dict[str, SavedView] = field(default_factory=dict)
    """Saved views by name."""
    utc: bool = False
    """Whether times are shown in UTC instead of the user's zone."""
    looked: datetime | None = None
    """When the changes were last looked at."""

    def unseen(self, track: str, row: BoardRow) -> bool:
        """Whether the row moved after the first look at its track, and we learned of it after the last look at it."""
        start = self.baseline.get(track)
        return start is not None and row.moved > start and row.learned > self.seen.get(row.id, start)

    def saw(self, row: BoardRow) -> None:
        """The row counts as seen as it is."""
        if self.seen.get(row.id) != row.learned:
            self.seen.pop(row.id, None)
            self.seen[row.id] = row.learned

    def to_json(self) -> dict[str, Any]:
        """The state as JSON's values."""
        newest = list(self.seen.items())[-_MOST_SEEN:]
        return {
            "track": self.track,
            "panel": self.panel,
            "theme": self.theme,
            "zoom": self.zoom,
            "cursors": dict(self.cursors),
            "baseline": {name: moment.isoformat() for name, moment in self.baseline.items()},
            "seen": {key: moment.isoformat() for key, moment in newest},
            "views": saved.to_json(self.views),
            "utc": self.utc,
            "looked": self.looked.isoformat() if self.looked else None,
        }


def from_json(value: Any) -> ScreenState:
    """The state that was remembered; whatever is odd in it reads as never set."""
    known: Mapping[str, Any] = value if isinstance(value, dict) else {}
    return ScreenState(
        track=_word(known.get("track")),
        panel=_word(known.get("panel")) or "talks",
        theme=_word(known.get("theme")),
        zoom=known.get("zoom") is True,
        cursors={key: word for key, word in _pairs(known.get("cursors")).items() if isinstance(word, str)},
        baseline=_moments(known.get("baseline")),
        seen=_moments(known.get("seen")),
        views=saved.from_json(known.get("views")),
        utc=known.get("utc") is True,
        looked=_moment(known.get("looked")),
    )


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _pairs(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _moments(value: Any) -> dict[str, datetime]:
    read = {key: _moment(text) for key, text in _pairs(value).items()}
    return {key: moment for key, moment in read.items() if moment is not None}

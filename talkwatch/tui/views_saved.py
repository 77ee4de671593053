"""A saved view: a track with a panel, its filter and its zoom."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from talkwatch.tui.ports import PANELS


@dataclass(frozen=True, slots=True)
class SavedView:
    """What the screen shows: the track, the panel in hand, the words of its filter, and whether it fills the screen."""

    track: str
    panel: str
    wanted: str = ""
    zoom: bool = False

    @property
    def words(self) -> str:
        """The view in a line."""
        title = next((title for panel, title, _ in PANELS if panel == self.panel), self.panel)
        parts = (self.track, title, f"/{self.wanted}" if self.wanted else "", "zoomed" if self.zoom else "")
        return " · ".join(part for part in parts if part)


def to_json(views: dict[str, SavedView]) -> dict[str, Any]:
    """The views as JSON's values."""
    return {name: asdict(view) for name, view in views.items()}


def from_json(value: Any) -> dict[str, SavedView]:
    """The views that were remembered; what is odd is left out."""
    found: dict[str, SavedView] = {}
    for name, each in value.items() if isinstance(value, dict) else ():
        if isinstance(each, dict) and all(isinstance(each.get(key), str) for key in ("track", "panel", "wanted")):
            found[name] = SavedView(each["track"], each["panel"], each["wanted"], each.get("zoom") is True)
    return found

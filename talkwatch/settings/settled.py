"""What the dashboard's first paint needs of the settings, kept from the last time that all of them were found sound.

Reading every settings file anew takes 0.15 s, most of it to build what checks them. While no file has changed, what was
read last time holds; the files are read in full right after the first paint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from talkwatch import __version__

if TYPE_CHECKING:
    from talkwatch.settings.config import Config
    from talkwatch.settings.paths import Paths

KEY = "settled"
"""Under which the store remembers it."""


@dataclass(frozen=True, slots=True)
class ScreenWishes:
    """config.toml's [screen]."""

    theme: str = ""
    mouse: bool = True
    zone: str = ""
    keys: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BoardWishes:
    """config.toml's [board]."""

    track: str = "any"
    yardstick: Literal["icd203", "phia"] = "icd203"


@dataclass(frozen=True, slots=True)
class Settled:
    """The settings that the first paint needs, and the names of the tracks."""

    screen: ScreenWishes
    board: BoardWishes
    tracks: tuple[str, ...]


def keepable(config: Config, tracks: Iterable[str], paths: Paths) -> dict[str, Any]:
    """Sound settings as JSON's values, for `settled` to find."""
    screen = config.screen
    return {
        "files": _print(paths),
        "screen": {"theme": screen.theme, "mouse": screen.mouse, "zone": screen.zone, "keys": dict(screen.keys)},
        "board": {"track": config.board.track, "yardstick": config.board.yardstick},
        "tracks": list(tracks),
    }


def settled(value: Any, paths: Paths) -> Settled | None:
    """What was kept, if the settings' files are still the same; else None."""
    if not isinstance(value, Mapping) or value.get("files") != _print(paths):
        return None
    try:
        return Settled(ScreenWishes(**value["screen"]), BoardWishes(**value["board"]), tuple(value["tracks"]))
    except (KeyError, TypeError):  # kept by a talkwatch of the same version that knew other keys
        return None


def _print(paths: Paths) -> str:
    """A fingerprint of this talkwatch and of every file of the user's settings; "" where one cannot be read."""
    found = hashlib.blake2b(__version__.encode(), digest_size=16)
    try:
        for file in (paths.config_file, *sorted(paths.tracks.glob("*.toml"))):
            found.update(f"\n{file}\n".encode())
            if file.exists():
                found.update(file.read_bytes())
    except OSError:
        return ""
    return found.hexdigest()

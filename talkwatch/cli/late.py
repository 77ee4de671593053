"""What the dashboard needs only after its first paint: made when it is first asked for, off the loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from talkwatch.model.tracks import Track
from talkwatch.settings.settled import KEY, keepable, settled

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from talkwatch.desk import Desk
    from talkwatch.digest.compose import Digest
    from talkwatch.model.board import Board
    from talkwatch.settings.config import Config, Yardstick
    from talkwatch.settings.paths import Paths
    from talkwatch.store import Store
    from talkwatch.tui.ports import BoardSettings, ScreenSettings
    from talkwatch.views.rows import BoardView, ChangeRow


def settings(where: Paths, store: Store) -> tuple[LateConfig, Mapping[str, Track]]:
    """What the user chose, and the tracks; their files are only read now if one of them changed since the last time.

    Raises ConfigError for a file that is off, UsageError where config.toml's track is none.
    """
    known = settled(store.recall(KEY), where)
    if known is not None:
        return LateConfig(known.screen, known.board, where), LateTracks(known.tracks, where)
    from talkwatch.settings.config import load_config
    from talkwatch.settings.tracks import find_track, load_tracks

    config, tracks = load_config(where), load_tracks(where)
    find_track(tracks, config.board.track)
    if not store.read_only:
        store.remember(KEY, keepable(config, tracks, where))
    return LateConfig(config.screen, config.board, where), tracks


class LateConfig:
    """The settings of the first paint at once, and all of config.toml when more is asked for."""

    def __init__(self, screen: ScreenSettings, board: BoardSettings, paths: Paths) -> None:
        self.screen, self.board, self._paths = screen, board, paths

    @cached_property
    def whole(self) -> Config:
        """All of config.toml. Raises ConfigError for a file that was spoiled since."""
        from talkwatch.settings.config import load_config

        return load_config(self._paths)


class LateTracks(Mapping[str, Track]):
    """The tracks, whose names are known before their files are read."""

    def __init__(self, names: Sequence[str], paths: Paths) -> None:
        self._names, self._paths = names, paths

    @cached_property
    def _tracks(self) -> Mapping[str, Track]:
        from talkwatch.settings.tracks import load_tracks

        return load_tracks(self._paths)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __getitem__(self, name: str) -> Track:
        return self._tracks[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tracks)

    def __len__(self) -> int:
        return len(self._tracks)


class LateDesk:
    """A desk that is made by whoever first asks it for something; any thread may."""

    def __init__(self, make: Callable[[], Desk], yardstick: Yardstick) -> None:
        self._make = make
        self._zone: tzinfo | None = None
        self._yardstick: Yardstick = yardstick
        self._desk: Desk | None = None
        self._making = Lock()

    @property
    def zone(self) -> tzinfo | None:
        """The zone of its days in words."""
        return self._zone

    @zone.setter
    def zone(self, zone: tzinfo | None) -> None:
        self._zone = zone
        if self._desk is not None:
            self._desk.zone = zone

    @property
    def yardstick(self) -> Yardstick:
        """The words for its probabilities."""
        return self._yardstick

    @yardstick.setter
    def yardstick(self, yardstick: Yardstick) -> None:
        self._yardstick = yardstick
        if self._desk is not None:
            self._desk.yardstick = yardstick

    def _real(self) -> Desk:
        with self._making:
            if self._desk is None:
                self._desk = self._make()
                # Set last, as they may have been chosen anew meanwhile.
                self._desk.zone, self._desk.yardstick = self._zone, self._yardstick
            return self._desk

    def board(self, track: str, as_of: datetime) -> BoardView:
        """The board of a track as of a moment."""
        return self._real().board(track, as_of)

    def fold(self, track: str, as_of: datetime) -> Board:
        """What is believed of a track."""
        return self._real().fold(track, as_of)

    def changes(self, track: str, since: datetime, until: datetime, *, learned: bool = False) -> Sequence[ChangeRow]:
        """What moved between two moments, or was not known at the first."""
        return self._real().changes(track, since, until, learned=learned)

    def digest_between(self, track: str, since: datetime, until: datetime) -> Digest:
        """The digest from a moment on and up to another."""
        return self._real().digest_between(track, since, until)

    def digest(self, track: str, day: date, now: datetime) -> Digest:
        """A day of a track, ready to be written."""
        return self._real().digest(track, day, now)

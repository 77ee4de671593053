"""What the screen asks of the rooms behind it, so that it runs as well before a test's fake as before the real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from talkwatch.digest.compose import Digest
    from talkwatch.model.board import Board
    from talkwatch.model.corrections import Correction
    from talkwatch.model.items import Feed, FeedId, Item, ItemId, Verdict
    from talkwatch.model.polls import FeedHealth
    from talkwatch.settings.config import Config, Yardstick
    from talkwatch.store import Loss
    from talkwatch.views.rows import BoardView, ChangeRow

Panel = Literal["talks", "attendance", "statements", "sticking_points"]

PANELS: tuple[tuple[Panel, str, str], ...] = (
    ("talks", "Upcoming talks", "Talks"),
    ("attendance", "Who will come", "Who comes"),
    ("statements", "Latest statements", "Statements"),
    ("sticking_points", "Sticking points", "Sticking"),
)
"""The panels in their order, with title and tab."""


class ScreenSettings(Protocol):
    """What the user chose of the screen."""

    @property
    def theme(self) -> str:
        """A theme's name, or ""."""

    @property
    def mouse(self) -> bool:
        """Whether the mouse works."""

    @property
    def zone(self) -> str:
        """The time zone by name, "" for the machine's."""

    @property
    def keys(self) -> Mapping[str, str]:
        """Other keys, by the action's id."""


class BoardSettings(Protocol):
    """What the user chose of the board."""

    @property
    def track(self) -> str:
        """The track that is shown first."""

    @property
    def yardstick(self) -> Yardstick:
        """The words for a probability."""


class ConfigPort(Protocol):
    """What the user chose; what is not needed for the first paint may be read when it is asked for."""

    @property
    def screen(self) -> ScreenSettings:
        """How the dashboard looks and listens."""

    @property
    def board(self) -> BoardSettings:
        """What it shows first."""

    @property
    def whole(self) -> Config:
        """All of it; first asked for off the loop. Raises ConfigError where the file was spoiled meanwhile."""


class DeskPort(Protocol):
    """Boards and changes. `zone` is that of its days in words, None being the machine's; `yardstick` words chances."""

    zone: tzinfo | None
    yardstick: Yardstick

    def board(self, track: str, as_of: datetime) -> BoardView:
        """The board of a track as of a moment; called off the loop."""

    def fold(self, track: str, as_of: datetime) -> Board:
        """What is believed of a track, for putting it right; called off the loop."""

    def changes(self, track: str, since: datetime, until: datetime, *, learned: bool = False) -> Sequence[ChangeRow]:
        """What moved between two moments, or (`learned`) was not known at the first; called off the loop."""

    def digest(self, track: str, day: date, now: datetime) -> Digest:
        """A day of a track, ready to be written; called off the loop."""

    def digest_between(self, track: str, since: datetime, until: datetime) -> Digest:
        """The time between two moments, ready to be written; called off the loop."""


class StorePort(Protocol):
    """Feeds and reading state."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""

    def feeds(self) -> tuple[FeedHealth, ...]:
        """Every subscription and how it stands."""

    def offline_since(self) -> datetime | None:
        """Since when the network is down, as the last poll saw it."""

    def loss(self) -> Loss | None:
        """What was lost when the store was damaged last."""

    def count_unread(self, extractor: str) -> int:
        """How many items wait for this reader."""

    def add_feed(self, feed: Feed) -> bool:
        """Subscribe."""

    def remove_feed(self, feed: FeedId, *, purge: bool = False) -> bool:
        """Unsubscribe."""

    def pause_feed(self, feed: FeedId, paused: bool) -> bool:  # noqa: FBT001 - as the store has it
        """Pause or resume."""

    def items(self, limit: int, offset: int = 0, *, search: str = "") -> tuple[Item, ...]:
        """Items, the newest first, or those with the words searched for."""

    def item(self, id_: ItemId) -> Item | None:
        """One item."""

    def verdicts(self, ids: Iterable[ItemId]) -> dict[ItemId, Verdict]:
        """What reading these items came to."""

    def corrections(self) -> tuple[Correction, ...]:
        """What the user put right."""

    def add_corrections(self, found: Iterable[Correction]) -> int:
        """Keep corrections."""

    def undo_correction(self, correction: str, at: datetime) -> bool:
        """A correction counts no more."""

    def remember(self, key: str, value: Any) -> None:
        """Keep reading state."""

    def recall(self, key: str) -> Any:
        """Reading state, or None."""


class WatcherPort(Protocol):
    """The loop that polls and reads."""

    async def run(self) -> None:
        """Poll and read until cancelled."""

    async def poll_once(self, force: bool = False) -> Any:  # noqa: FBT001, FBT002 - as the watcher has it
        """Ask the feeds that are due, or all."""

    async def close(self) -> None:
        """End the children."""


Told = Callable[[Any], None]
Watching = Callable[[Told, "Config"], WatcherPort]
"""Makes the watcher, given whom to tell and the settings of the moment; called after the first paint, so that its
imports delay nothing, and again when the settings change."""

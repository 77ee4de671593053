"""What the watcher tells, and what a poll came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from talkwatch.model.items import FeedId


@dataclass(frozen=True, slots=True)
class Polled:
    """A round of polls ended: items new and revised, feeds that failed, and when (UTC)."""

    new: int
    revised: int
    failed: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Read:
    """Items were read and their claims stored."""

    items: int
    claims: int


@dataclass(frozen=True, slots=True)
class Restarted:
    """A child ("parser", "reader") was lost and will be started anew; `why` in words."""

    child: str
    why: str


@dataclass(frozen=True, slots=True)
class Troubled:
    """Something of ours failed (the disk is full, the reader does not start); it is tried again."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Offline:
    """The network went down at `since` (UTC), which is charged to no feed, or (None) came back."""

    since: datetime | None


WatchEvent = Offline | Polled | Read | Restarted | Troubled
Told = Callable[[WatchEvent], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A feed that failed, in words."""

    feed: FeedId
    error: str
    hint: str


@dataclass(frozen=True, slots=True)
class PollSummary:
    """What one poll came to. `feeds` were asked; `read` items were read, with `claims` found in them.

    `held` feeds were left alone because their host asked for it. While the network is down (`offline_since`, UTC), only
    a few are asked, and those `unreached` count as neither answered nor failed.
    """

    feeds: int = 0
    answered: int = 0
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    held: int = 0
    unreached: int = 0
    offline_since: datetime | None = None
    new: int = 0
    revised: int = 0
    read: int = 0
    claims: int = 0
    trouble: str = ""
    """What kept new items from being read, in words; "" if nothing did."""


def silent(event: WatchEvent) -> None:
    """Nobody listens."""

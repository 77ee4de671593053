"""What a poll of one feed came to, and how a feed stands. Times are UTC, durations seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from talkwatch.model.articles import ArticleTally
from talkwatch.model.items import Entry, Feed, FeedId, Item

FeedState = Literal["ok", "new", "failing", "paused", "gone"]


@dataclass(frozen=True, slots=True)
class Validators:
    """The ETag and Last-Modified of one answer, byte for byte; they are stored and sent back as one pair."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a feed changes, by its own words and by its entries. Hours and days are UTC.

    `skip_hours` are 0-23, `skip_days` 0 (Monday) to 6: it does not change in them, as it says.
    """

    period: float = 0.0
    """Seconds that the document asks to be left alone for (ttl, sy:updatePeriod); 0 if it says nothing."""
    gap: float = 0.0
    """The usual seconds between two entries; 0 where the entries do not show it."""
    fresh: float = 0.0
    """Seconds for which the last answer that said so called itself fresh (max-age)."""
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Moving:
    """Where a feed moved by permanent redirects: kept once the same target was seen twice, and seen once so far."""

    kept: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A host that asked to be left alone until a moment (Retry-After)."""

    host: str
    until: datetime


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A subscription with what its polls have shown."""

    feed: Feed
    validators: Validators = Validators()
    polled: datetime | None = None
    next_poll: datetime | None = None
    failures: int = 0
    error: str = ""
    hint: str = ""
    state: FeedState = "new"
    items: int = 0
    notice: str = ""
    """Something odd in the last answer that did not stop the reading."""
    rhythm: Rhythm = Rhythm()
    fresh_until: datetime | None = None
    """Until when the last answer is fresh by its own headers; nobody asks before, not even the user."""
    moving: Moving = Moving()
    pages: ArticleTally = ArticleTally()  # noqa: RUF009 - frozen
    """How the pages of its items stand, where its whole articles are wanted, or were."""

    @property
    def address(self) -> str:
        """The address to ask: the one it moved to, else the subscribed one."""
        return self.moving.kept or self.feed.url


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """One poll's result as a fact: new bytes ("answered"), a 304 ("unchanged"), an error ("failed") or a 410 ("gone").

    `entries` are in the feed's order. `error` and `hint` are words for the user. `next_poll` is when to ask again.
    """

    feed: FeedId
    at: datetime
    kind: Literal["answered", "unchanged", "failed", "gone"]
    next_poll: datetime
    validators: Validators = Validators()
    title: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    error: str = ""
    hint: str = ""
    notice: str = ""
    """Something odd that did not stop the reading ("not well-formed XML: …")."""
    rhythm: Rhythm | None = None
    """The feed's rhythm, where the answer tells it anew."""
    fresh_until: datetime | None = None
    moving: Moving = Moving()
    hold: Hold | None = None
    """The host that asked to be left alone, with all its feeds."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing an outcome changed: items new to the store, items whose words changed, and how many stayed."""

    new: tuple[Item, ...] = ()
    revised: tuple[Item, ...] = ()
    same: int = 0

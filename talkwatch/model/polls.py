"""What a poll of one feed came to, and how a feed stands. Times are UTC, durations seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from talkwatch.model.items import Entry, Feed, FeedId, Item

FeedState = Literal["ok", "new", "failing", "paused", "gone"]


@dataclass(frozen=True, slots=True)
class Validators:
    """The ETag and Last-Modified of one answer, byte for byte; they are stored and sent back as one pair."""

    etag: str | None = None
    last_modified: str | None = None


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


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing an outcome changed: items new to the store, items whose words changed, and how many stayed."""

    new: tuple[Item, ...] = ()
    revised: tuple[Item, ...] = ()
    same: int = 0

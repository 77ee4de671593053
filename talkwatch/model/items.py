"""Feeds and their items."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

from talkwatch.model.filters import Filter

FeedId = NewType("FeedId", str)
"""A feed's subscribed address; it stays the same when the address is redirected."""

ItemId = NewType("ItemId", str)
"""16 hex digits of SHA-256 over the feed's id and the item's guid, else its normalised link, else its content."""


Grade = Literal["A", "B", "C", "D", "E", "F"]
"""The Admiralty code's reliability of a source: A completely reliable … E unreliable, F cannot be judged."""

GRADES: tuple[Grade, ...] = ("A", "B", "C", "D", "E", "F")

UNGRADED: Grade = "C"
"""What a feed counts as to which the user gave no grade: fairly reliable, weight 1 (ledger.weights.GRADE)."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A subscription. `title` is the feed's own, `publisher` the name shown beside its items.

    `insecure` is whether the user takes any TLS certificate of its host, `filter` what of it is read. `extra` is what
    another reader's list said of it (names and values), kept for the next export. `articles` is whether the whole
    articles behind its items are wanted, `grade` how reliable the user holds it to be; None counts as UNGRADED.
    """

    id: FeedId
    url: str
    title: str = ""
    publisher: str = ""
    folder: str = ""
    insecure: bool = False
    filter: Filter = Filter()  # noqa: RUF009 - frozen
    extra: tuple[tuple[str, str], ...] = ()
    articles: bool = False
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed as a list of subscriptions has it; `paused`, it is listed and not asked."""

    feed: Feed
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a list ("World/Europe") that holds no feed, or of which the list says more than its name."""

    path: str
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of subscriptions: its feeds, and the folders that these do not tell of."""

    feeds: tuple[Subscription, ...]
    folders: tuple[Folder, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a feed served it, cleaned to plain text; `published` is UTC or None where the feed gives none.

    `identity` is the guid, else the normalised link, else a content hash, with the kind before a colon
    ("guid:…", "link:…", "hash:…").
    """

    identity: str
    link: str
    title: str
    text: str
    published: datetime | None
    updated: datetime | None = None
    author: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of one feed at one revision (1 is the first). Times are UTC.

    `title` and `text` are clean plain text, paragraphs of `text` parted by newlines. `published` falls back to
    `first_seen`; a date in the future is clamped to `first_seen`.
    """

    id: ItemId
    feed: FeedId
    publisher: str
    link: str
    title: str
    text: str
    published: datetime
    first_seen: datetime
    revision: int = 1
    language: str = "en"
    author: str = ""
    """Who wrote it, as the feed says; "" if it says nothing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the newest reading of an item came to: its `relevance` (0-1), why it was `skipped`, how many `claims`."""

    relevance: float
    skipped: str
    claims: int


def item_id(feed: FeedId, identity: str) -> ItemId:
    """The id of the entry that `feed` serves under `identity` (see Entry); the same at every poll."""
    return ItemId(_digest(feed, identity)[:8].hex())


def name_of(feed: FeedId, identity: str) -> int:
    """The same as a whole number of 64 bits with a sign: what an entry of `feed` goes by under `identity`."""
    return int.from_bytes(_digest(feed, identity)[:8], "big", signed=True)


def number_of(item: str) -> int:
    """An item's id as such a number."""
    return int.from_bytes(bytes.fromhex(item), "big", signed=True)


def _digest(feed: FeedId, identity: str) -> bytes:
    return hashlib.sha256(f"{feed}\n{identity}".encode("utf-8", "surrogatepass")).digest()

"""The pages behind a feed's items: which are wanted, and what came of asking for them. Times are UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from talkwatch.model.items import ItemId

ArticleKind = Literal["read", "paywall", "none", "failed", "waiting"]
"""The article is the item's text now; only its teaser was to be had; the page holds none; the page cannot be had; it
is asked for again later."""


@dataclass(frozen=True, slots=True)
class WantedArticle:
    """An item that passed the gate and whose page was not asked for yet, or is to be asked for again.

    `summary` is the feed's text at `revision`; `tries` is how often its page was asked for so far.
    """

    item: ItemId
    link: str
    title: str
    summary: str
    revision: int
    tries: int = 0


@dataclass(frozen=True, slots=True)
class ArticleOutcome:
    """What came of a page: its `text` if it was read, else `said`, words for the user. `next` is when to ask again."""

    wanted: WantedArticle
    at: datetime
    kind: ArticleKind
    said: str = ""
    text: str = ""
    next: datetime | None = None


@dataclass(frozen=True, slots=True)
class ArticleFact:
    """How the page of an item stands, as `explain` tells it."""

    kind: ArticleKind
    said: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ArticleTally:
    """How the pages of a feed's items stand, by number; `said` is why the last one that was not read was not."""

    read: int = 0
    paywall: int = 0
    none: int = 0
    failed: int = 0
    waiting: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A host (with its port) of articles: from when on it may be asked, and its robots.txt (None: not known)."""

    host: str
    next: datetime
    robots: bytes | None = None
    robots_until: datetime | None = None

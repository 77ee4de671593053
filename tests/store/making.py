"""Feeds, entries and readings for the store's tests, made up."""

from __future__ import annotations

from datetime import UTC, datetime

from talkwatch.model.claims import Reading, Span, StatementClaim
from talkwatch.model.items import Entry, Feed, FeedId, Item
from talkwatch.model.polls import PollOutcome, Validators

NO_TAGS = Validators()
NOON = datetime(2024, 8, 14, 12, tzinfo=UTC)
FEED = Feed(FeedId("https://news.example/feed"), "https://news.example/feed", publisher="The Example")


def entry(identity: str, title: str, text: str = "", published: datetime | None = NOON) -> Entry:
    """An entry with a link of its own."""
    return Entry(identity, f"https://news.example/{identity.partition(':')[2]}", title, text, published)


def answer(*entries: Entry, at: datetime = NOON, validators: Validators = NO_TAGS) -> PollOutcome:
    """An answer of FEED, seen `at`."""
    return PollOutcome(FEED.id, at, "answered", at, validators, entries=entries)


def reading(item: Item, extractor: str = "1", *, words: int = 1) -> Reading:
    """A reading with one statement, which holds the title's first `words` words; no claim at all for 0."""
    said = " ".join(item.title.split()[:words])
    span = Span("title", 0, len(said), said)
    claim = StatementClaim(span, "test", 0.5, "an envoy", "Qatar", "direct", said, contents=((0, len(said)),))
    return Reading(item.id, item.revision, extractor, statements=(claim,) if words else (), relevance=0.5)

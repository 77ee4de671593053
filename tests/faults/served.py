"""The feeds that the faults are injected under, and what must be true of a store that polled them.

Round `r` of a feed carries the entries of its last WINDOW rounds, NEW a round, and has the validator "r<r>". A server
answers 304 to the validator of its present round: what is lost together with its validator comes again, what is lost
without it never does.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from talkwatch.model.items import Entry, Feed, FeedId
from talkwatch.model.polls import PollOutcome, Validators
from talkwatch.store import Store
from tests.faults.ledger import Found

FEEDS = 4
NEW = 5
WINDOW = 40
BEGIN = datetime(2024, 8, 12, tzinfo=UTC)

Acknowledged = dict[int, int]
"""The newest round of each feed whose storing was acknowledged."""


def feed_id(feed: int) -> FeedId:
    return FeedId(f"https://feed{feed}.example/rss")


def follow(store: Store) -> None:
    """The feeds are subscribed."""
    for feed in range(FEEDS):
        url = feed_id(feed)
        store.add_feed(Feed(url, str(url)))


def entry(feed: int, number: int) -> Entry:
    """An entry of a feed, the same whenever it is served."""
    words = f"Negotiators of round {number} spoke in city {feed}. " * (1 + number % 12)
    link = f"https://feed{feed}.example/{number}"
    return Entry(f"guid:{feed}-{number}", link, f"Talks {feed}-{number}", words, BEGIN + timedelta(minutes=number))


def outcome(feed: int, upto: int, window: int = WINDOW) -> PollOutcome:
    """What a poll of the feed at that round brings."""
    last, first = upto * NEW, max(0, (upto - window) * NEW)
    entries = tuple(entry(feed, number) for number in reversed(range(first, last)))
    at = BEGIN + timedelta(days=2, minutes=30 * upto)
    return PollOutcome(feed_id(feed), at, "answered", at, Validators(f"r{upto}"), entries=entries)


def rounds(store: Store) -> dict[int, int]:
    """The round of each feed that the store's validators stand for; feeds that are gone are missing."""
    found = {health.feed.id: health.validators.etag for health in store.feeds()}
    return {feed: int((found[feed_id(feed)] or "r0")[1:]) for feed in range(FEEDS) if feed_id(feed) in found}


def poll_again(store: Store, upto: Acknowledged) -> None:
    """Every feed is asked again; its server answers 304 where the validator is that of its present round."""
    follow(store)
    for feed, known in rounds(store).items():
        present = upto.get(feed, 0)
        if present and known != present:
            store.record(outcome(feed, present))


def _is_served(link: str) -> bool:
    """Whether a feed has an entry with this link."""
    host, _, number = link.removeprefix("https://feed").partition(".example/")
    return host in {str(feed) for feed in range(FEEDS)} and number.isascii() and number.isdigit()


def look(store: Store, acknowledged: Acknowledged, *, upto_validators: bool = False) -> Found:
    """What is wanting in the store of what was acknowledged; with `upto_validators` all rounds stand for it that the
    store's own validators claim to have.
    """
    claimed = rounds(store)
    items = store.items(limit=1_000_000)
    links = Counter(item.link for item in items)
    texts = {item.link: (item.title, item.text) for item in items}
    lost = half = altered = checked = 0
    for feed in range(FEEDS):
        upto = acknowledged.get(feed, 0)
        half += sum(
            f"https://feed{feed}.example/{number}" not in links
            for number in range(upto * NEW, claimed.get(feed, 0) * NEW)
        )
        for number in range((max(upto, claimed.get(feed, 0)) if upto_validators else upto) * NEW):
            checked += 1
            good = entry(feed, number)
            lost += good.link not in links
            altered += good.link in links and texts[good.link] != (good.title, good.text)
    # A link that no feed ever had is one that rot has changed: its item is not lost, but altered.
    strange = sum(not _is_served(link) for link in links)
    altered, lost, half = altered + strange, max(0, lost - strange), max(0, half - strange)
    doubled = sum(count - 1 for count in links.values())
    return Found(checked, lost, doubled, half, altered)

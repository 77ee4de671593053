"""A watcher that only polls, on a test's own clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from talkwatch.model.items import Feed, FeedId
from talkwatch.model.polls import FeedHealth
from talkwatch.settings.config import Config
from talkwatch.store import Store
from talkwatch.watch import PollSummary, Watcher, WatchEvent
from tests.fakes.loopback import Loopback

HALF_HOUR = timedelta(minutes=30)


class Desk:
    """A watcher on a test's own clock that only polls."""

    def __init__(self, store: Store, *places: str, config: Config | None = None) -> None:
        self.now = datetime(2024, 8, 16, 12, tzinfo=UTC)
        self.heard: list[WatchEvent] = []
        self.store = store
        self.watcher = Watcher(
            store, config or Config(), lambda: self.now, self.heard.append, allow_private=places, chance=lambda: 0.0
        )

    async def poll(self, *, later: timedelta = timedelta(0), force: bool = False) -> PollSummary:
        self.now += later
        return await self.watcher.poll_once(force, read=False)

    def feed(self, url: str) -> FeedHealth:
        return next(health for health in self.store.feeds() if health.feed.url == url)


@asynccontextmanager
async def desk(store: Store, server: Loopback, *urls: str) -> AsyncIterator[Desk]:
    for url in urls:
        store.add_feed(Feed(FeedId(url), url))
    made = Desk(store, server.place)
    try:
        yield made
    finally:
        await made.watcher.close()

"""The loop: what is due is fetched, parsed, stored and read. The one place that knows all these rooms.

Nothing here blocks the event loop: documents are parsed and items read in two child processes, the store is written
from threads. A feed's failure is a fact stored with the feed, and never ends the loop.
"""

from __future__ import annotations

import asyncio
import logging
import random
import sys
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from talkwatch.articles import ArticleReader
from talkwatch.clock import Clock, Jumps
from talkwatch.memory import give_back
from talkwatch.model.errors import TalkwatchError
from talkwatch.polling import Manner, Poller
from talkwatch.reading import ItemReader, Tally
from talkwatch.second import SecondReader
from talkwatch.told import (
    Failure,
    Offline,
    Polled,
    PollSummary,
    Read,
    Restarted,
    Told,
    Troubled,
    WatchEvent,
    silent,
)
from talkwatch.views.health import SECOND

if TYPE_CHECKING:
    from talkwatch.feeds.fetch import Bounds, Fetcher
    from talkwatch.settings.config import Config
    from talkwatch.store import Store

__all__ = ["Failure", "Offline", "PollSummary", "Polled", "Read", "Restarted", "Troubled", "WatchEvent", "Watcher"]

log = logging.getLogger("talkwatch.watch")

Done = TypeVar("Done")

GIVE_WAY = 0.001
"""Seconds after which a thread that stores or reads gives way to the event loop. Python's own 5 ms add up, as the loop
waits so long after each call that let go of the interpreter: 46-84 ms over a feed of 5,000 items, then 7-17.
"""

PATIENCE = 60
"""Ticks until a reader that does not start is tried again."""

SETTLED = 30.0
"""Real seconds after the start before the store is copied: the first polls come first."""

COPIES = 600.0
"""Real seconds between two looks whether this day's copy is due."""


class Watcher:
    """Polls and reads. `interval` (by `clock`) stands between two polls of a feed, else what the settings wish, else
    each feed's own pace; after `sooner` of it a feed may be asked again. `tick` real seconds are between two looks.

    `patience` is how many real seconds a single poll may wait for whole articles, whose hosts need rests between two.
    `told` hears of every event on the event loop. `allow_private` adds to the settings' own. Neither httpx nor a child
    is loaded before the first poll.
    """

    def __init__(
        self,
        store: Store,
        settings: Config,
        clock: Clock,
        told: Told = silent,
        *,
        interval: timedelta | None = None,
        tick: float = 5.0,
        allow_private: Iterable[str] = (),
        bounds: Bounds | None = None,
        chance: Callable[[], float] = random.random,
        sooner: float = 1.0,
        patience: float = 0.0,
    ) -> None:
        sys.setswitchinterval(GIVE_WAY)
        self._store, self._told, self._clock = store, told, clock
        self._tick, self._keep = max(1.0, tick), settings.store
        self._unread = asyncio.Event()

        def fetcher() -> Fetcher:
            from talkwatch.feeds.fetch import Fetcher, bounds_of  # noqa: PLC0415 - httpx is loaded after the first paint

            poll = settings.poll
            places = (*poll.allow_private, *allow_private)
            usual = bounds_of(poll.timeout, poll.largest, poll.at_once)
            return Fetcher(allow_private=places, contact=poll.contact, bounds=bounds or usual)

        manner = Manner(clock, interval or settings.poll.wish, chance, sooner)
        self._poller = Poller(store, manner, fetcher, told, self._unread.set)
        self._reader = ItemReader(store, told, wanted=settings.filter.value)
        self._articles = ArticleReader(store, clock, self._poller.fetcher, told, self._unread.set)
        self._second = SecondReader(store, clock, told, settings.reader) if settings.reader.url else None
        self._patience = patience

    async def run(self) -> None:
        """Polls what is due and reads what is new, until cancelled. Slow feeds hold up no others.

        What is due at the start, or after the machine slept, is spread.
        """
        self._unread.set()
        slept = Jumps(self._clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep_reading())
            tasks.create_task(self._keep_asking_for_articles())
            tasks.create_task(self._keep_copies())
            tasks.create_task(self._keep_reading_again())
            gently = True
            while True:
                tasks.create_task(self._or_trouble(self._poller.round(force=False, gently=gently)))
                await asyncio.sleep(self._nap())
                gently = slept()

    def _nap(self) -> float:
        """Real seconds to the next look at the feeds."""
        return self._nap_until(self._poller.soonest)

    def _nap_until(self, soonest: datetime | None) -> float:
        """Real seconds to the next look: until something is due, one at least and `tick` at most."""
        return self._tick if soonest is None else min(self._tick, max(1.0, self._seconds_to(soonest)))

    def _seconds_to(self, moment: datetime) -> float:
        """Real seconds until the clock shows a moment."""
        return (moment - self._clock()).total_seconds() / float(getattr(self._clock, "speed", 1.0))

    async def poll_once(self, force: bool = False, *, read: bool = True) -> PollSummary:  # noqa: FBT001, FBT002 - a key
        """Asks the feeds that are due, stores, and (`read`) reads all that is unread.

        With `force`, all feeds are asked that may be: not those paused or gone, and none before the time that its
        server named (Retry-After, max-age).
        """
        came = await self._poller.round(force=force, whole=True)
        tally = await self._read_whole() if read else Tally()
        done = [outcome for outcome, _ in came.outcomes]
        return PollSummary(
            feeds=len(done) + came.unreached,
            answered=sum(outcome.kind == "answered" for outcome in done),
            unchanged=sum(outcome.kind == "unchanged" for outcome in done),
            failed=tuple(Failure(outcome.feed, outcome.error, outcome.hint) for outcome in done if outcome.error),
            held=came.held,
            unreached=came.unreached,
            offline_since=came.offline_since,
            new=sum(len(stored.new) for _, stored in came.outcomes),
            revised=sum(len(stored.revised) for _, stored in came.outcomes),
            read=tally.items,
            claims=tally.claims,
            trouble=tally.trouble,
        )

    async def close(self) -> None:
        """The children and the connections are closed."""
        await asyncio.gather(self._poller.close(), self._reader.close(), self._articles.close())
        if self._second is not None:
            await self._second.close()

    async def _read_whole(self) -> Tally:
        """All that is unread is read, and so are the whole articles that are to be had within the patience."""
        tally, left = await self._reader.read_all(), self._patience
        while not tally.trouble and (soonest := await self._articles.round()) is not None:
            wait = max(0.1, self._seconds_to(soonest))
            if wait > left:
                break
            left -= wait
            await asyncio.sleep(wait)
        again = await self._reader.read_all()
        return Tally(tally.items + again.items, tally.claims + again.claims, tally.trouble or again.trouble)

    async def _keep_asking_for_articles(self) -> None:
        """Asks for the pages of what was read, as their hosts allow."""
        while True:
            soonest = await self._or_trouble(self._articles.round())
            await asyncio.sleep(self._nap_until(soonest))

    async def _keep_reading_again(self) -> None:
        """Has the second reader read, if there is one; without one, nothing is said of it any more."""
        if self._second is None:
            if await asyncio.to_thread(self._store.recall, SECOND):
                await asyncio.to_thread(self._store.remember, SECOND, None)
            return
        while True:
            try:
                wait = await self._second.round()
            except TalkwatchError as error:
                self._told(Troubled(error.message, error.hint))
                wait = COPIES
            await asyncio.sleep(wait)

    async def _keep_copies(self) -> None:
        """Copies the store once a day, soon after the start or after midnight (UTC)."""
        await asyncio.sleep(SETTLED)
        while True:
            await self._or_trouble(self.keep_house())
            await asyncio.sleep(COPIES)

    async def keep_house(self) -> None:
        """Today has its copy of the store, what is older or more than the settings keep is gone, as is free memory."""
        await asyncio.to_thread(self._store.back_up, self._clock())
        before = self._clock() - timedelta(days=self._keep.days) if self._keep.days else None
        await asyncio.to_thread(self._store.forget, before, self._keep.megabytes * 1_000_000)
        await asyncio.to_thread(give_back)

    async def _or_trouble(self, doing: Awaitable[Done]) -> Done | None:
        """What it comes to; None after a trouble, which is told: it is tried again, and ends nothing else."""
        try:
            return await doing
        except TalkwatchError as error:
            self._told(Troubled(error.message, error.hint))
        except Exception as error:
            log.exception("a part of the loop failed")
            said = f"a fault of talkwatch's own ({type(error).__name__})"
            self._told(Troubled(said, "the log says more; please report it"))
        return None

    async def _keep_reading(self) -> None:
        """Reads whenever something new was stored."""
        while True:
            await self._unread.wait()
            self._unread.clear()
            tally = await self._or_trouble(self._reader.read_all()) or Tally(is_down=True)
            if tally.trouble:
                self._told(Troubled(tally.trouble, "talkwatch doctor looks for the cause"))
            if tally.is_down:
                await asyncio.sleep(PATIENCE * self._tick)
                self._unread.set()

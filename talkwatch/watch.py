"""The loop: what is due is fetched, parsed, stored and read. The one place that knows all these rooms.

Nothing here blocks the event loop: documents are parsed and items read in two child processes, the store is written
from threads. A feed's failure is a fact stored with the feed, and never ends the loop.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from talkwatch.clock import Clock, Jumps
from talkwatch.model.errors import TalkwatchError
from talkwatch.polling import Manner, Poller
from talkwatch.reading import ItemReader, Tally
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

if TYPE_CHECKING:
    from talkwatch.feeds.fetch import Bounds, Fetcher
    from talkwatch.settings.config import Config
    from talkwatch.store import Store

__all__ = ["Failure", "Offline", "PollSummary", "Polled", "Read", "Restarted", "Troubled", "WatchEvent", "Watcher"]

PATIENCE = 60
"""Ticks until a reader that does not start is tried again."""


class Watcher:
    """Polls and reads. `interval` (by `clock`) stands between two polls of a feed, else what the settings wish, else
    each feed's own pace; after `sooner` of it a feed may be asked again. `tick` real seconds are between two looks.

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
    ) -> None:
        self._told, self._clock = told, clock
        self._tick = max(1.0, tick)
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

    async def run(self) -> None:
        """Polls what is due and reads what is new, until cancelled. Slow feeds hold up no others.

        What is due at the start, or after the machine slept, is spread.
        """
        self._unread.set()
        slept = Jumps(self._clock)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep_reading())
            gently = True
            while True:
                tasks.create_task(self._round_or_trouble(gently=gently))
                await asyncio.sleep(self._nap())
                gently = slept()

    def _nap(self) -> float:
        """Real seconds to the next look: until a feed comes due, one at least and `tick` at most."""
        if self._poller.soonest is None:
            return self._tick
        wait = (self._poller.soonest - self._clock()).total_seconds() / float(getattr(self._clock, "speed", 1.0))
        return min(self._tick, max(1.0, wait))

    async def poll_once(self, force: bool = False, *, read: bool = True) -> PollSummary:  # noqa: FBT001, FBT002 - a key
        """Asks the feeds that are due, stores, and (`read`) reads all that is unread.

        With `force`, all feeds are asked that may be: not those paused or gone, and none before the time that its
        server named (Retry-After, max-age).
        """
        came = await self._poller.round(force=force, whole=True)
        tally = await self._reader.read_all() if read else Tally()
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
        await asyncio.gather(self._poller.close(), self._reader.close())

    async def _round_or_trouble(self, *, gently: bool) -> None:
        try:
            await self._poller.round(force=False, gently=gently)
        except TalkwatchError as error:
            self._told(Troubled(error.message, error.hint))

    async def _keep_reading(self) -> None:
        """Reads whenever something new was stored."""
        while True:
            await self._unread.wait()
            self._unread.clear()
            try:
                tally = await self._reader.read_all()
            except TalkwatchError as error:
                tally = Tally(trouble=error.message)
            if tally.trouble:
                self._told(Troubled(tally.trouble, "talkwatch doctor looks for the cause"))
            if tally.is_down:
                await asyncio.sleep(PATIENCE * self._tick)
                self._unread.set()

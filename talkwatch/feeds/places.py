"""Places in the queue of requests: so many in all, and so many a host, wherever a redirect leads."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

REST = 120.0
"""Seconds for which a host that gave no answer in time is asked one feed at a time: it may still be at work on it."""


class Places:
    """At most `at_once` requests at a time, and `per_host` of one host (with its port)."""

    def __init__(self, at_once: int, per_host: int) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._may_rest = per_host > 1
        self._taken: dict[asyncio.Task[object] | None, str] = {}
        self._late: set[str] = set()
        self._resting: set[str] = set()

    @asynccontextmanager
    async def take(self, host: str) -> AsyncIterator[None]:
        """A place of the host is the calling task's, and one of all. A host that hangs keeps no place of another's."""
        await self._enter(host)
        try:
            async with self._all:
                yield
        finally:
            self._leave()

    async def move(self, host: str) -> None:
        """The calling task's place is one of this host now; while it waits for it, the former one is free."""
        if self._taken.get(asyncio.current_task(), host) != host:
            self._leave()
            await self._enter(host)

    def late(self) -> None:
        """The host of the calling task gave no answer in time; it gets a rest when the place is left."""
        self._late.add(self._taken.get(asyncio.current_task(), ""))

    def is_full(self, host: str) -> bool:
        """Whether the host has no place left."""
        return self._hosts[host].locked()

    async def _enter(self, host: str) -> None:
        await self._hosts[host].acquire()
        self._taken[asyncio.current_task()] = host

    def _leave(self) -> None:
        """The place is free: at once, or after a rest if its host was late and no other place of it rests."""
        host = self._taken.pop(asyncio.current_task(), "")
        if not host:
            return
        if self._may_rest and host in self._late and host not in self._resting:
            self._resting.add(host)
            asyncio.get_running_loop().call_later(REST, self.rested, host)
        else:
            self._hosts[host].release()
        self._late.discard(host)

    def rested(self, host: str) -> None:
        """The host's rest is over."""
        if host in self._resting:
            self._resting.discard(host)
            self._hosts[host].release()

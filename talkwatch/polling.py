"""Polling: what is due is fetched, parsed in a child process, and stored. A feed's failure is a fact of the feed."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from talkwatch.child import Child, ChildLost, module
from talkwatch.clock import Clock
from talkwatch.feeds.addresses import host_of
from talkwatch.feeds.due import FIRST_SPREAD, SPREAD, Wait, due, is_open, next_poll
from talkwatch.model.errors import FeedError, FeedRefused
from talkwatch.model.items import Entry, FeedId
from talkwatch.model.polls import FeedHealth, PollOutcome, Stored
from talkwatch.told import Polled, Restarted, Told

if TYPE_CHECKING:
    from talkwatch.feeds.fetch import Answer, Fetcher
    from talkwatch.store import Store

SECONDS = 30.0
"""That the parser may take for a document by the clock; its own bound is ten seconds of processor time."""
MEBIBYTES = 1024


def parser() -> Child:
    """The child that reads feed formats, not yet started."""
    return Child(module("talkwatch.feeds.parse", mebibytes=MEBIBYTES), deadline=SECONDS, name="parser")


@dataclass(frozen=True, slots=True)
class Manner:
    """How to poll: the interval between two polls of a feed by `clock`, and `chance` (0-1) to move them apart."""

    clock: Clock
    interval: timedelta
    chance: Callable[[], float]

    @property
    def speed(self) -> float:
        """Seconds of the clock that pass in a real one."""
        return float(getattr(self.clock, "speed", 1.0))


@dataclass(slots=True)
class _Memory:
    """What polling remembers and a restart may forget."""

    asking: set[FeedId] = field(default_factory=set)
    held: dict[str, datetime] = field(default_factory=dict)
    """Hosts that asked to be left alone, and until when."""
    ttl: dict[FeedId, float] = field(default_factory=dict)


class Poller:
    """Asks feeds. `fetcher` is made on the first poll; `stored` is called when there is something new to read."""

    def __init__(
        self, store: Store, manner: Manner, fetcher: Callable[[], Fetcher], told: Told, stored: Callable[[], None]
    ) -> None:
        self._store, self._manner, self._told, self._stored = store, manner, told, stored
        self._clock = manner.clock
        self._memory = _Memory()
        self._parser = parser()
        self._make_fetcher = fetcher
        self._making = asyncio.Lock()
        self._fetcher: Fetcher | None = None

    async def round(self, *, force: bool) -> list[tuple[PollOutcome, Stored]]:
        """One round of polls over the feeds that nobody is asking already."""
        feeds = await asyncio.to_thread(self._store.feeds)
        now = self._clock()
        wanted = [feed for feed in feeds if is_open(feed)] if force else due(feeds, now)
        asked = [feed for feed in wanted if feed.feed.id not in self._memory.asking and not self._is_held(feed, now)]
        if not asked:
            return []
        self._memory.asking |= {feed.feed.id for feed in asked}
        try:
            fetcher = await self._fetching()
            results = await asyncio.gather(*(self._poll(fetcher, feed) for feed in asked), return_exceptions=True)
        finally:
            self._memory.asking -= {feed.feed.id for feed in asked}
        outcomes = [result for result in results if not isinstance(result, BaseException)]
        for result in results:
            if isinstance(result, BaseException):  # ours (the disk is full), never a feed's; the others are stored
                raise result
        new, revised = (sum(len(getattr(stored, kind)) for _, stored in outcomes) for kind in ("new", "revised"))
        failed = sum(bool(outcome.error) for outcome, _ in outcomes)
        self._told(Polled(new, revised, failed, self._clock()))
        return outcomes

    def _is_held(self, feed: FeedHealth, now: datetime) -> bool:
        until = self._memory.held.get(host_of(feed.feed.url))
        return until is not None and until > now

    async def _poll(self, fetcher: Fetcher, health: FeedHealth) -> tuple[PollOutcome, Stored]:
        """One feed is asked, and what it came to is stored."""
        async with fetcher.place(health.feed.url):
            if self._is_held(health, self._clock()):  # its host said no to another of its feeds meanwhile
                return self._failed(health, "the server asked to be left alone", "", retry_after=None), Stored()
            try:
                answer = await fetcher.get(health.feed.url, health.validators)
                outcome = await self._outcome(health, answer)
            except FeedRefused as error:
                outcome = self._refused(health, error)
            except FeedError as error:
                outcome = self._failed(health, error.reason, error.hint)
            stored = await asyncio.to_thread(self._store.record, outcome)
        if stored.new or stored.revised:
            self._stored()
        return outcome, stored

    async def _fetching(self) -> Fetcher:
        """The fetcher, made in a thread: importing httpx takes longer than a screen may stand still."""
        async with self._making:
            if self._fetcher is None:
                self._fetcher = await asyncio.to_thread(self._make_fetcher)
            return self._fetcher

    async def _outcome(self, health: FeedHealth, answer: Answer) -> PollOutcome:
        feed = health.feed.id
        spread = FIRST_SPREAD if health.polled is None else SPREAD
        if answer.body is None:
            fresh = max(answer.fresh, self._memory.ttl.get(feed, 0.0))
            return PollOutcome(feed, self._clock(), "unchanged", self._next(fresh=fresh), answer.validators)
        message = {"feed": feed, "body": base64.b64encode(answer.body).decode(), "content_type": answer.content_type}
        try:
            parsed = await self._parser.ask({**message, "id": feed, "now": self._clock().isoformat()})
        except ChildLost as error:
            self._told(Restarted(error.name, error.how))
            return self._failed(health, f"the document is too much for the parser, which {error.how}", "")
        if parsed["error"]:
            return self._failed(health, parsed["error"], "open the address in a browser; many sites moved their feed")
        self._memory.ttl[feed] = parsed["ttl"]
        return PollOutcome(
            feed,
            self._clock(),
            "answered",
            self._next(fresh=max(answer.fresh, parsed["ttl"]), spread=spread),
            answer.validators,
            title=parsed["title"],
            language=parsed["language"],
            entries=tuple(map(to_entry, parsed["entries"])),
            notice=parsed["notice"],
        )

    def _refused(self, health: FeedHealth, error: FeedRefused) -> PollOutcome:
        """A no: 410 is for good, and a Retry-After with 429 or 503 holds for the whole host."""
        outcome = self._failed(
            health, error.reason, error.hint, retry_after=error.retry_after, gone=error.status == 410
        )
        if error.retry_after is not None and error.status in {429, 503}:
            self._memory.held[host_of(health.feed.url)] = self._next(retry_after=error.retry_after, every=timedelta(0))
        return outcome

    def _failed(
        self, health: FeedHealth, error: str, hint: str, *, retry_after: float | None = None, gone: bool = False
    ) -> PollOutcome:
        again = self._next(failures=health.failures + 1, retry_after=retry_after)
        kind: Literal["gone", "failed"] = "gone" if gone else "failed"
        return PollOutcome(health.feed.id, self._clock(), kind, again, health.validators, error=error, hint=hint)

    def _next(
        self,
        *,
        failures: int = 0,
        fresh: float = 0.0,
        retry_after: float | None = None,
        every: timedelta | None = None,
        spread: float = SPREAD,
    ) -> datetime:
        """When to ask again; a server's seconds are real ones, and `speed` of the clock's pass in each."""
        wait = None if retry_after is None else retry_after * self._manner.speed
        every = self._manner.interval if every is None else every
        waits = Wait(every, failures, fresh * self._manner.speed, wait, spread)
        return next_poll(self._clock(), waits, self._manner.chance())

    async def close(self) -> None:
        """The parser and the connections are closed."""
        await self._parser.close()
        if self._fetcher is not None:
            await self._fetcher.close()
            self._fetcher = None


def to_entry(said: dict[str, Any]) -> Entry:
    """An entry as a value, from the words of the parser (talkwatch.feeds.parse)."""
    times = {name: datetime.fromisoformat(said[name]) if said[name] else None for name in ("published", "updated")}
    return Entry(**{**said, **times})

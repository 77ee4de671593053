"""The loop: what is due is fetched, parsed, stored and read. The one place that knows all these rooms.

Nothing here blocks the event loop: documents are parsed and items read in two child processes, the store is written
from threads. A feed's failure is a fact stored with the feed, and never ends the loop.
"""

from __future__ import annotations

import asyncio
import base64
import random
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from talkwatch.child import Child, ChildLost, module
from talkwatch.clock import Clock
from talkwatch.extract.version import EXTRACTOR
from talkwatch.feeds.addresses import host_of
from talkwatch.feeds.due import Wait, due, is_open, next_poll
from talkwatch.model.claims import Reading
from talkwatch.model.errors import FeedError, FeedRefused, TalkwatchError
from talkwatch.model.items import Entry, FeedId, Item
from talkwatch.model.polls import FeedHealth, PollOutcome, Stored

if TYPE_CHECKING:
    from talkwatch.feeds.fetch import Answer, Bounds, Fetcher
    from talkwatch.settings.config import Config
    from talkwatch.store import Store

PARSE_SECONDS = 30.0
"""By the clock; the parser's own bound is ten seconds of processor time."""
READ_SECONDS = 30.0
PARSE_MIB, READ_MIB = 1024, 2048
BATCH = 20
"""Items read between two writes to the store."""
TRIES = 2
"""An item that ends the reader so often is marked as skipped."""
HOPELESS = 6
"""Deaths without a single answer, after which the reader itself is taken to be broken, and no item to blame."""


@dataclass(frozen=True, slots=True)
class Polled:
    """A round of polls ended: items new and revised, feeds that failed, and when (UTC)."""

    new: int
    revised: int
    failed: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Read:
    """Items were read and their claims stored."""

    items: int
    claims: int


@dataclass(frozen=True, slots=True)
class Restarted:
    """A child ("parser", "reader") was lost and will be started anew; `why` in words."""

    child: str
    why: str


@dataclass(frozen=True, slots=True)
class Troubled:
    """Something of ours failed (the disk is full, the reader does not start); it is tried again."""

    message: str
    hint: str


WatchEvent = Polled | Read | Restarted | Troubled


@dataclass(frozen=True, slots=True)
class Failure:
    """A feed that failed, in words."""

    feed: FeedId
    error: str
    hint: str


@dataclass(frozen=True, slots=True)
class PollSummary:
    """What one poll came to. `feeds` were asked; `read` items were read, with `claims` found in them."""

    feeds: int = 0
    answered: int = 0
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    new: int = 0
    revised: int = 0
    read: int = 0
    claims: int = 0
    trouble: str = ""
    """What kept the new items from being read, in words; "" if nothing did."""


@dataclass(slots=True)
class _Memory:
    """What the loop remembers between polls and a restart may forget."""

    asking: set[FeedId] = field(default_factory=set)
    held: dict[str, datetime] = field(default_factory=dict)
    """Hosts that asked to be left alone, and until when."""
    ttl: dict[FeedId, float] = field(default_factory=dict)
    deaths: int = 0
    """Of the reader, before it ever answered."""
    has_read: bool = False


def _silent(event: WatchEvent) -> None:
    """Nobody listens."""


class Watcher:
    """Polls and reads. `interval` (by `clock`) stands between two polls of a feed, `tick` real seconds between looks.

    `told` hears of every event on the event loop. `allow_private` adds to the settings' own. Nothing is imported or
    started before the first poll.
    """

    def __init__(
        self,
        store: Store,
        settings: Config,
        clock: Clock,
        told: Callable[[WatchEvent], None] = _silent,
        *,
        interval: timedelta | None = None,
        tick: float = 5.0,
        allow_private: Iterable[str] = (),
        bounds: Bounds | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store, self._settings, self._clock, self._told = store, settings, clock, told
        self._interval = interval or timedelta(minutes=settings.poll.every)
        self._tick = max(1.0, tick)
        self._open = (*settings.poll.allow_private, *allow_private)
        self._bounds, self._chance = bounds, chance
        self._speed = float(getattr(clock, "speed", 1.0))
        self._memory = _Memory()
        self._parser = Child(
            module("talkwatch.feeds.parse", mebibytes=PARSE_MIB), deadline=PARSE_SECONDS, name="parser"
        )
        self._reader = Child(
            module("talkwatch.extract.worker", mebibytes=READ_MIB), deadline=READ_SECONDS, name="reader"
        )
        self._reading = asyncio.Lock()
        self._unread = asyncio.Event()
        self._fetcher: Fetcher | None = None

    async def run(self) -> None:
        """Polls what is due and reads what is new, until cancelled. Slow feeds hold up no others."""
        self._unread.set()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep_reading())
            while True:
                tasks.create_task(self._round_or_trouble())
                await asyncio.sleep(self._tick)

    async def poll_once(self, force: bool = False) -> PollSummary:  # noqa: FBT001, FBT002 - as a key of the screen says it
        """Asks the feeds that are due (all that are open, with `force`), stores and reads all that is unread."""
        outcomes = await self._round(force=force)
        items = claims = 0
        trouble = ""
        try:
            items, claims = await self._read_all()
        except ChildLost as error:
            trouble = error.message
        done = [outcome for outcome, _ in outcomes]
        return PollSummary(
            feeds=len(done),
            answered=sum(outcome.kind == "answered" for outcome in done),
            unchanged=sum(outcome.kind == "unchanged" for outcome in done),
            failed=tuple(Failure(outcome.feed, outcome.error, outcome.hint) for outcome in done if outcome.error),
            new=sum(len(stored.new) for _, stored in outcomes),
            revised=sum(len(stored.revised) for _, stored in outcomes),
            read=items,
            claims=claims,
            trouble=trouble,
        )

    async def close(self) -> None:
        """The children and the connections are closed."""
        await asyncio.gather(self._parser.close(), self._reader.close())
        if self._fetcher is not None:
            await self._fetcher.close()
            self._fetcher = None

    # Polling

    async def _round_or_trouble(self) -> None:
        try:
            await self._round(force=False)
        except TalkwatchError as error:
            self._told(Troubled(error.message, error.hint))

    async def _round(self, *, force: bool) -> list[tuple[PollOutcome, Stored]]:
        """One round of polls over the feeds that nobody is asking already."""
        feeds = await asyncio.to_thread(self._store.feeds)
        now = self._clock()
        wanted = [feed for feed in feeds if is_open(feed)] if force else due(feeds, now)
        asked = [feed for feed in wanted if feed.feed.id not in self._memory.asking and not self._is_held(feed, now)]
        if not asked:
            return []
        self._memory.asking |= {feed.feed.id for feed in asked}
        try:
            outcomes = await asyncio.gather(*map(self._poll, asked))
        finally:
            self._memory.asking -= {feed.feed.id for feed in asked}
        new, revised = (sum(len(getattr(stored, kind)) for _, stored in outcomes) for kind in ("new", "revised"))
        failed = sum(bool(outcome.error) for outcome, _ in outcomes)
        self._told(Polled(new, revised, failed, self._clock()))
        return list(outcomes)

    def _is_held(self, feed: FeedHealth, now: datetime) -> bool:
        until = self._memory.held.get(host_of(feed.feed.url))
        return until is not None and until > now

    async def _poll(self, health: FeedHealth) -> tuple[PollOutcome, Stored]:
        """One feed is asked, and what it came to is stored."""
        fetcher = self._fetching()
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
            self._unread.set()
        return outcome, stored

    def _fetching(self) -> Fetcher:
        if self._fetcher is None:
            from talkwatch.feeds.fetch import Fetcher, bounds_of  # noqa: PLC0415 - httpx is loaded after the first paint

            poll = self._settings.poll
            bounds = self._bounds or bounds_of(poll.timeout, poll.largest, poll.at_once)
            self._fetcher = Fetcher(allow_private=self._open, contact=poll.contact, bounds=bounds)
        return self._fetcher

    async def _outcome(self, health: FeedHealth, answer: Answer) -> PollOutcome:
        feed = health.feed.id
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
            self._next(fresh=max(answer.fresh, parsed["ttl"])),
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
    ) -> datetime:
        """When to ask again; a server's seconds are real ones, and `speed` of the clock's pass in each."""
        wait = None if retry_after is None else retry_after * self._speed
        every = self._interval if every is None else every
        return next_poll(self._clock(), Wait(every, failures, fresh * self._speed, wait), self._chance())

    # Reading

    async def _keep_reading(self) -> None:
        """Reads whenever something new was stored."""
        while True:
            await self._unread.wait()
            self._unread.clear()
            try:
                await self._read_all()
            except TalkwatchError as error:
                self._told(Troubled(error.message, error.hint))
                await asyncio.sleep(60 * self._tick)
                self._unread.set()

    async def _read_all(self) -> tuple[int, int]:
        """All that is unread is read: how many items, how many claims."""
        read = claims = 0
        async with self._reading:
            while unread := await asyncio.to_thread(self._store.unread, EXTRACTOR, BATCH):
                readings = [await self._read(item) for item in unread]
                await asyncio.to_thread(self._store.add_readings, readings)
                found = sum(map(_claims, readings))
                read, claims = read + len(readings), claims + found
                self._told(Read(len(readings), found))
        return read, claims

    async def _read(self, item: Item) -> Reading:
        """What the item says; an item that ends the reader twice is skipped, and says so."""
        for _ in range(TRIES):
            try:
                reply = await self._reader.ask({"id": item.id, "item": _plain(asdict(item))})
            except ChildLost as error:
                self._told(Restarted(error.name, error.how))
                self._memory.deaths += 1
                if self._memory.deaths >= HOPELESS and not self._memory.has_read:
                    raise
                continue
            self._memory.has_read = True
            if "reading" in reply:
                return _reading(reply["reading"])
            return Reading(item.id, item.revision, EXTRACTOR, skipped=f"failed: {reply.get('error', '')}")
        return Reading(item.id, item.revision, EXTRACTOR, skipped="reader died")


def to_entry(said: dict[str, Any]) -> Entry:
    """An entry as a value, from the words of the parser (talkwatch.feeds.parse)."""
    times = {name: datetime.fromisoformat(said[name]) if said[name] else None for name in ("published", "updated")}
    return Entry(**{**said, **times})


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    """The same with times in ISO 8601."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in said.items()}


def _reading(said: dict[str, Any]) -> Reading:
    """The reader's words as a value."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - after the first paint

    return TypeAdapter(Reading).validate_python(said)


def _claims(reading: Reading) -> int:
    return len(reading.talks) + len(reading.attendance) + len(reading.statements) + len(reading.sticking)

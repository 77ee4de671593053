"""Polling: what is due is fetched, parsed in a child process, and stored. A feed's failure is a fact of the feed."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from talkwatch.child import ChildLost
from talkwatch.feeds import outcomes
from talkwatch.feeds.addresses import host_of, masked
from talkwatch.feeds.answers import HostSpared
from talkwatch.feeds.due import after_hold, catch_up, due, is_held, is_open, is_resting, soonest, wished
from talkwatch.feeds.network import Network, is_near
from talkwatch.feeds.outcomes import Manner
from talkwatch.feeds.pace import SHORTEST, USUAL
from talkwatch.model.errors import FeedError, FeedRefused, FeedUnreachable, Reach, Shortage
from talkwatch.model.items import FeedId
from talkwatch.model.polls import FeedHealth, PollOutcome, Stored
from talkwatch.parsing import Parsers
from talkwatch.told import Offline, Polled, Restarted, Told

if TYPE_CHECKING:
    from talkwatch.feeds.fetch import Answer, Fetcher
    from talkwatch.store import Store

__all__ = ["Manner", "Poller", "Round"]

log = logging.getLogger("talkwatch.polling")

TOO_MUCH = "the document is too much for the parser"
"""How the error of a feed begins whose document ended its reader; its next one is suspect."""

STEP = timedelta(seconds=0.5)
"""Real time from one feed to the next where many are due at once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One feed of a round: as it stood, what it came to (None: its host is left alone) and how far we came."""

    health: FeedHealth
    outcome: PollOutcome | None = None
    stored: Stored = Stored()  # noqa: RUF009 - frozen
    reach: Reach = "heard"


@dataclass(frozen=True, slots=True)
class Round:
    """What a round came to. `held` feeds were left alone because their host asked for it.

    `unreached` were asked in vain while the network was down (`offline_since`): no feed is charged with that.
    """

    outcomes: tuple[tuple[PollOutcome, Stored], ...] = ()
    held: int = 0
    unreached: int = 0
    offline_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """Whom to ask now, how many are left alone because their host asked for it, how many hosts there are in all, and
    whether this only looks whether the network is back.
    """

    chosen: Sequence[FeedHealth]
    held: int
    hosts: int
    is_probe: bool


@dataclass(slots=True)
class _Memory:
    """What polling remembers and a restart may forget."""

    asking: set[FeedId] = field(default_factory=set)
    heard: Counter[bool] = field(default_factory=Counter)
    """Answers of any kind so far, from near (True) and from far."""
    holds: dict[str, datetime] = field(default_factory=dict)
    """Hosts that asked to be left alone, and until when, as the store has it."""
    gently: bool = False
    """Whether much is due at once, after an outage."""
    is_loaded: bool = False


class Poller:
    """Asks feeds. `fetcher` is made on the first poll; `stored` is called when there is something new to read."""

    def __init__(
        self, store: Store, manner: Manner, fetcher: Callable[[], Fetcher], told: Told, stored: Callable[[], None]
    ) -> None:
        self._store, self._manner, self._told, self._stored = store, manner, told, stored
        self._clock = manner.clock
        self._memory = _Memory()
        self._network = Network()
        self._parsers = Parsers()
        self._make_fetcher = fetcher
        self._making, self._planning = asyncio.Lock(), asyncio.Lock()
        self._fetcher: Fetcher | None = None
        self.soonest: datetime | None = None
        """When the next feed comes due, as the last round saw it."""

    async def round(self, *, force: bool, gently: bool = False, whole: bool = False) -> Round:
        """One round over the feeds that are due (`force`: all but those whose server asked to be left alone).

        Nobody is asked twice at a time. `gently`, many feeds that are due at once are spread over some minutes. While
        the network is down, only a few are asked, to see whether it is back; if so, a `whole` round goes on with all.
        """
        plan = await self._plan(force=force, gently=gently)
        asked = await self._ask(plan)
        if whole and plan.is_probe and self._network.since is None:
            self._memory.gently = False
            asked += await self._ask(await self._plan(force=force, but={feed.feed.id for feed in plan.chosen}))
        return self._summed(asked, plan.held)

    async def _plan(self, *, force: bool, gently: bool = False, but: Collection[FeedId] = ()) -> _Plan:
        """Whom to ask now, marked as being asked; when the others are due that must wait is stored."""
        async with self._planning:
            asking = self._memory.asking | set(but)  # one that ends while the store is read was read as it stood before
            feeds = await asyncio.to_thread(self._standing)
            now, holds = self._clock(), self._memory.holds
            wanted = wished(feeds, now) if force else due(feeds, now)
            ready = [feed for feed in wanted if feed.feed.id not in asking]
            held = [feed for feed in ready if is_held(feed, holds, now)]
            chosen: Sequence[FeedHealth] = [feed for feed in ready if not is_held(feed, holds, now)]
            later = {} if force else after_hold(held, holds, iter(self._manner.chance, None))
            is_probe = self._network.since is not None
            if is_probe:
                chosen = self._network.probes(chosen, now) if force or self._network.may_probe(now) else ()
            elif not force and (gently or self._memory.gently):
                chosen, put_off = catch_up(chosen, now, STEP * self._manner.speed, SHORTEST)
                later, self._memory.gently = later | put_off, False
            if later:
                await asyncio.to_thread(self._store.put_off, later)
            self._memory.asking |= {feed.feed.id for feed in chosen}
            opened = [feed for feed in feeds if is_open(feed)]
            self.soonest = soonest((*(feed.next_poll for feed in opened), *later.values()), now)
            return _Plan(chosen, len(held), len({host_of(feed.address) for feed in opened}), is_probe)

    def _standing(self) -> tuple[FeedHealth, ...]:
        """How the feeds stand; which hosts are left alone is known again, and whether the network was down."""
        if not self._memory.is_loaded:
            self._network.since, self._memory.is_loaded = self._store.offline_since(), True
        self._memory.holds |= self._store.held_hosts()
        return self._store.feeds()

    def _summed(self, asked: Iterable[Asked], held: int) -> Round:
        since = self._network.since
        done = [(each.outcome, each.stored) for each in asked if each.outcome and not (since and each.reach != "heard")]
        held += sum(each.outcome is None for each in asked)
        unreached = sum(each.reach != "heard" for each in asked) if since else 0
        new, revised = (sum(len(getattr(stored, kind)) for _, stored in done) for kind in ("new", "revised"))
        if done:
            self._told(Polled(new, revised, sum(bool(outcome.error) for outcome, _ in done), self._clock()))
        return Round(tuple(done), held, unreached, since)

    async def _ask(self, plan: _Plan) -> list[Asked]:
        """The chosen feeds are asked, and what came of it is stored."""
        if not plan.chosen:
            return []
        heard = self._memory.heard.copy()
        try:
            fetcher = await self.fetcher()
            results = await asyncio.gather(*(self._poll(fetcher, feed) for feed in plan.chosen), return_exceptions=True)
        except BaseException:  # cancelled, or no fetcher: none of them is being asked any more
            self._memory.asking -= {feed.feed.id for feed in plan.chosen}
            raise
        asked = [result for result in results if isinstance(result, Asked)]
        try:
            await self._judge(asked, heard, plan.hosts)
        finally:
            self._memory.asking -= {each.health.feed.id for each in asked if each.reach != "heard"}
        for result in results:
            if isinstance(result, BaseException):  # ours (the disk is full), never a feed's; the others are stored
                raise result
        return asked

    async def _judge(self, asked: Sequence[Asked], before: Counter[bool], known: int) -> None:
        """The feeds that gave no byte are charged with it, or the network is."""
        silent = [each for each in asked if each.reach != "heard"]
        news = self._memory.heard - before
        near_only = all(is_near(each.health.address) for each in (*silent, *map(Asked, self._network.spared())))
        if news[False] or (news[True] and near_only):
            await self._turn(None)
            self._network.heard()
        elif silent:
            was_down = self._network.since is not None
            lost = [(each.health, each.reach) for each in silent]
            if self._network.lost(lost, known, self._clock()):
                await asyncio.to_thread(self._store.forgive, self._network.spared())
                await self._turn(self._network.since, was_down=was_down)
                return
        for each in silent:
            assert each.outcome is not None
            await asyncio.to_thread(self._store.record, each.outcome)

    async def _turn(self, since: datetime | None, *, was_down: bool | None = None) -> None:
        """The network went down or came back; both are told once, and what is due then is spread."""
        was_down = self._network.since is not None if was_down is None else was_down
        if was_down == (since is not None):
            return
        self._memory.gently = self._memory.gently or since is None
        await asyncio.to_thread(self._store.note_offline, since)
        self._told(Offline(since))

    async def _poll(self, fetcher: Fetcher, health: FeedHealth) -> Asked:
        """One feed is asked. What it came to is stored, unless no byte came: that is judged with the whole round.

        It may be asked again as soon as that is done, however long the round takes.
        """
        try:
            asked = await self._answer(fetcher, health)
        except BaseException:
            self._memory.asking.discard(health.feed.id)
            raise
        if asked.reach == "heard":
            self._memory.asking.discard(health.feed.id)
        return asked

    async def _answer(self, fetcher: Fetcher, health: FeedHealth) -> Asked:
        """What came of asking a feed.

        Its place in the queue is held until all is stored, which bounds the memory; but a heavy document waits outside.
        """
        async with AsyncExitStack() as room, AsyncExitStack() as place:
            await place.enter_async_context(fetcher.place(health.address))
            if is_held(health, self._memory.holds, self._clock()):  # its host said no to another of its feeds meanwhile
                return Asked(health)
            try:
                insecure = health.feed.insecure and host_of(health.address) == host_of(health.feed.url)
                answer = await fetcher.get(
                    health.address, health.validators, insecure=insecure, spared=self._is_resting
                )
                is_heavy = not self._parsers.is_light(health.feed.id, answer.body or b"")
                is_heavy = is_heavy or health.error.startswith(TOO_MUCH)
                if answer.body and is_heavy:
                    await room.enter_async_context(self._parsers.room())
                    await place.aclose()
                outcome = await self._outcome(health, answer, place.aclose, is_heavy=is_heavy)
            except HostSpared as error:
                until = self._memory.holds[error.host] + self._manner.chance() * USUAL
                await asyncio.to_thread(self._store.put_off, {health.feed.id: until})
                return Asked(health)
            except Shortage:
                raise  # no feed is charged with it
            except Exception as error:  # noqa: BLE001 - told in the feed's health, and in the log if it is our fault
                outcome = self._failed(health, error)
                if isinstance(error, FeedUnreachable) and error.reach != "heard":
                    return Asked(health, outcome, reach=error.reach)
            self._memory.heard[is_near(health.address)] += 1
            if outcome.hold is not None:
                self._memory.holds[outcome.hold.host] = outcome.hold.until
            stored = await asyncio.to_thread(self._store.record, outcome)
        if stored.new or stored.revised:
            self._stored()
        return Asked(health, outcome, stored)

    def _is_resting(self, host: str) -> bool:
        return is_resting(host, self._memory.holds, self._clock())

    def _failed(self, health: FeedHealth, error: Exception) -> PollOutcome:
        """A feed's failure, or one of ours that its answer brought out: that must not end the others' poll."""
        if isinstance(error, FeedRefused):
            return outcomes.refused(health, error, self._manner)
        if isinstance(error, FeedError):
            return outcomes.failed(health, error.reason, error.hint, self._manner)
        log.error("%s", masked(health.address), exc_info=error)
        said = f"talkwatch has a fault that this feed brought out ({type(error).__name__})"
        return outcomes.failed(health, said, "the log says more; please report it", self._manner)

    async def fetcher(self) -> Fetcher:
        """The fetcher, made in a thread: importing httpx takes longer than a screen may stand still."""
        async with self._making:
            if self._fetcher is None:
                self._fetcher = await asyncio.to_thread(self._make_fetcher)
                # All that is loaded by now stays: a collector that looks through it stops everything for 30 ms.
                gc.freeze()
            return self._fetcher

    async def _outcome(
        self, health: FeedHealth, answer: Answer, leave: Callable[[], Awaitable[None]], *, is_heavy: bool
    ) -> PollOutcome:
        """What the answer comes to; `leave` gives up its place in the queue."""
        if answer.body is None:
            return outcomes.unchanged(health, answer, self._manner)
        try:
            parsed = await self._parsed(health, answer, leave, is_heavy=is_heavy)
        except ChildLost as error:
            said = f"{TOO_MUCH}, which {error.how}"
            return outcomes.failed(health, said, "", self._manner)
        if parsed["error"]:
            hint = "open the address in a browser; many sites moved their feed"
            return outcomes.failed(health, parsed["error"], hint, self._manner)
        # In a thread: thousands of entries take some 30 ms to be made values.
        return await asyncio.to_thread(outcomes.answered, health, answer, parsed, self._manner)

    async def _parsed(
        self, health: FeedHealth, answer: Answer, leave: Callable[[], Awaitable[None]], *, is_heavy: bool
    ) -> dict[str, Any]:
        """What the document holds. Raises ChildLost where it took the reader of heavy ones too long, or ended two: one
        alone may have been ended by somebody else, who wanted its memory.
        """
        assert answer.body is not None
        try:
            return await self._parsers.read(health.feed.id, answer.body, answer.content_type, is_heavy=is_heavy)
        except ChildLost as error:
            self._told(Restarted(error.name, error.how))
            if error.late and is_heavy:
                raise
        await leave()  # a light one that is not: 256 KiB of memory, and nobody's place
        try:
            return await self._parsers.read(health.feed.id, answer.body, answer.content_type, is_heavy=True)
        except ChildLost as error:
            self._told(Restarted(error.name, error.how))
            raise

    async def close(self) -> None:
        """The parser and the connections are closed."""
        await self._parsers.close()
        if self._fetcher is not None:
            await self._fetcher.close()
            self._fetcher = None

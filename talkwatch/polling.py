"""Polling: what is due is fetched, parsed in a child process, and stored. A feed's failure is a fact of the feed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from talkwatch.child import ChildLost
from talkwatch.feeds import outcomes
from talkwatch.feeds.addresses import host_of
from talkwatch.feeds.due import after_hold, catch_up, due, is_held, is_open, soonest, wished
from talkwatch.feeds.network import Network, is_near
from talkwatch.feeds.outcomes import Manner
from talkwatch.feeds.pace import SHORTEST
from talkwatch.model.errors import FeedError, FeedRefused, FeedUnreachable, Reach
from talkwatch.model.items import FeedId
from talkwatch.model.polls import FeedHealth, PollOutcome, Stored
from talkwatch.parsing import LIGHT, Parsers
from talkwatch.told import Offline, Polled, Restarted, Told

if TYPE_CHECKING:
    from talkwatch.feeds.fetch import Answer, Fetcher
    from talkwatch.store import Store

__all__ = ["Manner", "Poller", "Round"]

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
        self._making = asyncio.Lock()
        self._fetcher: Fetcher | None = None
        self.soonest: datetime | None = None
        """When the next feed comes due, as the last round saw it."""

    async def round(self, *, force: bool, gently: bool = False) -> Round:
        """One round over the feeds that are due (`force`: all but those whose server asked to be left alone).

        Nobody is asked twice at a time. `gently`, many feeds that are due at once are spread over some minutes. While
        the network is down, only a few are asked, to see whether it is back.
        """
        feeds = await asyncio.to_thread(self._standing)
        now, holds = self._clock(), self._memory.holds
        wanted = wished(feeds, now) if force else due(feeds, now)
        ready = [feed for feed in wanted if feed.feed.id not in self._memory.asking]
        held = [feed for feed in ready if is_held(feed, holds, now)]
        free: Sequence[FeedHealth] = [feed for feed in ready if not is_held(feed, holds, now)]
        later = {} if force else after_hold(held, holds, iter(self._manner.chance, None))
        was_down = self._network.since is not None
        chosen = free
        if was_down:
            chosen = self._network.probes(free, now) if force or self._network.may_probe(now) else ()
        elif not force and (gently or self._memory.gently):
            chosen, put_off = catch_up(free, now, STEP * self._manner.speed, SHORTEST)
            later, self._memory.gently = later | put_off, False
        self.soonest = soonest((*(feed.next_poll for feed in feeds if is_open(feed)), *later.values()), now)
        if later:
            await asyncio.to_thread(self._store.put_off, later)
        known = len({host_of(feed.address) for feed in feeds if is_open(feed)})
        asked = await self._ask(chosen, known)
        if force and was_down and self._network.since is None:
            done = {feed.feed.id for feed in chosen}
            asked += await self._ask([feed for feed in free if feed.feed.id not in done], known)
        return self._summed(asked, len(held))

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

    async def _ask(self, feeds: Sequence[FeedHealth], known: int) -> list[Asked]:
        """These feeds are asked, and what came of it is stored; `known` hosts are subscribed to in all."""
        if not feeds:
            return []
        ids = {feed.feed.id for feed in feeds}
        self._memory.asking |= ids
        heard = self._memory.heard.copy()
        try:
            fetcher = await self._fetching()
            results = await asyncio.gather(*(self._poll(fetcher, feed) for feed in feeds), return_exceptions=True)
            asked = [result for result in results if isinstance(result, Asked)]
            await self._judge(asked, heard, known)
        finally:
            self._memory.asking -= ids
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
                answer = await fetcher.get(health.address, health.validators)
                is_heavy = len(answer.body or b"") > LIGHT or health.error.startswith(TOO_MUCH)
                if answer.body and is_heavy:
                    await room.enter_async_context(self._parsers.room())
                    await place.aclose()
                outcome = await self._outcome(health, answer, is_heavy=is_heavy)
            except FeedUnreachable as error:
                outcome = outcomes.failed(health, error.reason, error.hint, self._manner)
                if error.reach != "heard":
                    return Asked(health, outcome, reach=error.reach)
            except FeedRefused as error:
                outcome = outcomes.refused(health, error, self._manner)
            except FeedError as error:
                outcome = outcomes.failed(health, error.reason, error.hint, self._manner)
            self._memory.heard[is_near(health.address)] += 1
            if outcome.hold is not None:
                self._memory.holds[outcome.hold.host] = outcome.hold.until
            stored = await asyncio.to_thread(self._store.record, outcome)
        if stored.new or stored.revised:
            self._stored()
        return Asked(health, outcome, stored)

    async def _fetching(self) -> Fetcher:
        """The fetcher, made in a thread: importing httpx takes longer than a screen may stand still."""
        async with self._making:
            if self._fetcher is None:
                self._fetcher = await asyncio.to_thread(self._make_fetcher)
            return self._fetcher

    async def _outcome(self, health: FeedHealth, answer: Answer, *, is_heavy: bool) -> PollOutcome:
        if answer.body is None:
            return outcomes.unchanged(health, answer, self._manner)
        feed, now = health.feed.id, self._clock()
        try:
            parsed = await self._parsers.read(feed, answer.body, answer.content_type, now, is_heavy=is_heavy)
        except ChildLost as error:
            self._told(Restarted(error.name, error.how))
            said = f"{TOO_MUCH}, which {error.how}"
            return outcomes.failed(health, said, "", self._manner)
        if parsed["error"]:
            hint = "open the address in a browser; many sites moved their feed"
            return outcomes.failed(health, parsed["error"], hint, self._manner)
        return outcomes.answered(health, answer, parsed, self._manner)

    async def close(self) -> None:
        """The parser and the connections are closed."""
        await self._parsers.close()
        if self._fetcher is not None:
            await self._fetcher.close()
            self._fetcher = None

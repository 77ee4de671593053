"""Networks that go down and come back, and servers that answer as nobody should."""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from talkwatch.model.items import Feed, FeedId
from talkwatch.store import Store
from tests.bench.odd_feeds import ended, is_fine, together
from tests.bench.testbench import FOLDER, testbench
from tests.fakes.loopback import loopback
from tests.faults.ledger import Found, Row
from tests.watch.polls import HALF_HOUR, Desk
from tests.watch.test_odd_servers import ALL, polled_twice

HOSTS = 4
FEEDS = 2
"""Feeds of each host."""
PORTS = 100
"""Hosts of good feeds, and as many of odd ones."""


def outages(row: Row, count: int, folder: Path) -> None:
    """The network goes down for half an hour to six hours while feeds publish, and comes back.

    What was published meanwhile is stored, and no feed is charged with the silence.
    """
    asyncio.run(_outages(row, count, folder))


@dataclass
class _World:
    """What the feeds of all hosts publish, and the poller on a clock of its own."""

    desk: Desk
    ports: list[int] = field(default_factory=lambda: [0] * HOSTS)
    titles: dict[tuple[int, int], list[str]] = field(
        default_factory=lambda: {
            (host, feed): [f"Talks {host}-{feed}"] for host in range(HOSTS) for feed in range(FEEDS)
        }
    )

    async def silence(self, rounds: int, chance: random.Random) -> bool:
        """So many half-hours without a network; whether a feed was charged with it."""
        charged = False
        for _ in range(rounds):
            came = await self.desk.poll(later=HALF_HOUR)
            charged |= bool(came.failed) or came.offline_since is None
            for said in self.titles.values():
                if chance.random() < 0.3:
                    said.append(f"{said[0]}, part {len(said)}")
        return charged

    async def back(self, store: Store) -> bool:
        """The network is up for as long as the poller takes to hear of it and ask; whether a feed was charged."""
        with ExitStack() as stack:
            servers = [stack.enter_context(loopback(port)) for port in self.ports]
            urls = [servers[host].rss(f"/{feed}", *said) for (host, feed), said in self.titles.items()]
            if not self.ports[0]:
                self.ports, self.desk = [each.port for each in servers], Desk(store, *(each.place for each in servers))
                for url in urls:
                    store.add_feed(Feed(FeedId(url), url))
            self.desk.now += timedelta(minutes=2)
            await self.desk.poll()
            await self.desk.poll(later=timedelta(minutes=20))
            await self.desk.watcher.close()
        return any(health.failures for health in store.feeds())


async def _outages(row: Row, count: int, folder: Path) -> None:
    with Store.open(folder / "talkwatch.db") as store:
        world = _World(Desk(store))
        await world.back(store)
        for number in range(count):
            seed = row.seed * 10_000 + number
            chance = random.Random(seed)
            charged = await world.silence(chance.choice((1, 1, 1, 2, 3, 12)), chance)
            began = time.monotonic()
            charged |= await world.back(store)
            row.worst = max(row.worst, time.monotonic() - began)
            wanted = sum(map(len, world.titles.values()))
            found = [(item.feed, item.title) for item in store.items(limit=100_000)]
            missing, twice = wanted - len(set(found)), len(found) - len(set(found))
            row.take(seed, Found(wanted, missing, twice, int(charged)))


def odd(row: Row, count: int, folder: Path) -> None:
    """Answers as nobody should send them, each beside a good feed; and, beside a checkout with ../shared, those of its
    feed server, all at once. Each ends as it should, and the good feeds are whole.
    """
    folder.mkdir()
    for number, name in enumerate(list(ALL)[:count]):
        row.take(row.seed + number, asyncio.run(_odd(folder / f"{number}.db", name)))
    if FOLDER.is_dir() and count > len(ALL):
        asyncio.run(_of_the_testbench(row, count - len(ALL), folder))


async def _odd(path: Path, name: str) -> Found:
    odd = ALL[name]
    with loopback() as server, Store.open(path) as store:
        good, health = await polled_twice(odd, store, server)
    is_right = (health.items, bool(health.error)) == (odd.items or 0, odd.items is None)
    return Found(2, 2 - good.items, half=int(not is_right or bool(good.error)))


async def _of_the_testbench(row: Row, count: int, folder: Path) -> None:
    words = ("--feeds", str(2 * PORTS), "--ports", str(2 * PORTS), "--max-seconds", "600")
    with testbench(folder / "log.jsonl", *words) as server:
        good = [url for n, url in enumerate(server.feeds()) if n % (2 * PORTS) >= PORTS]
        odds = {server.odd(each["name"], n): each for n, each in enumerate(server.odds[:count])}
        _, feeds, _ = await together([*odds], good, folder)
    missing = sum(not feeds[url].items or bool(feeds[url].error) for url in good)
    for number, (url, each) in enumerate(odds.items()):
        is_right = is_fine(ended([feeds[url].items], failed=bool(feeds[url].error)), each["expect"])
        row.take(row.seed + len(ALL) + number, Found(1, 0, half=int(not is_right)))
    row.lost += missing

"""A simulated week: `python -m tests.faults.soak [--feeds 100] [--days 7] [--seed 1]`.

Feeds on loopback that publish by a clock of their own, with validators; ten hostile ones beside them; 48 outages of the
network a week, a round to six hours long. The poller asks every half an hour of the clock, which goes as fast as it
can. Prints what was published, stored, lost and doubled, and by simulated day memory, descriptors and the loop's lag.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from talkwatch.model.items import Feed, FeedId
from talkwatch.store import Store
from tests.fakes.loopback import Loopback, Page, answer, loopback
from tests.faults.served import BEGIN
from tests.watch.polls import HALF_HOUR, Desk

HOSTILE = (
    b"",
    b"<rss",
    b"<html>no feed</html>",
    b"\x00" * 5000,
    b"<rss><channel>" + b"<item>" * 20_000,
    b"{}",
    b"\xff\xfe",
)
WINDOW = 40
OUTAGES = 48
TICK = 0.02


@dataclass
class World:
    """What the servers know: the clock, whether the network is up, and each feed's seconds between two entries."""

    now: datetime = BEGIN
    is_down: bool = False
    gaps: list[int] = field(default_factory=list)

    def published(self, feed: int) -> int:
        """How many entries the feed has published."""
        return 1 + int((self.now - BEGIN).total_seconds()) // self.gaps[feed]

    def serve(self, feed: int) -> Callable[[BaseHTTPRequestHandler], None]:
        """The feed as it is at the moment, a 304 to who has it, or nothing while the network is down."""

        def reply(handler: BaseHTTPRequestHandler) -> None:
            if self.is_down:
                handler.close_connection = True
                return
            count = self.published(feed)
            tag = f'"{count}"'
            known = handler.headers.get("If-None-Match") == tag
            body = b"" if known else self.document(feed, count)
            answer(handler, Page(body, 304 if known else 200, {"ETag": tag, "Content-Type": "application/rss+xml"}))

        return reply

    def document(self, feed: int, count: int) -> bytes:
        """The newest entries, the newest first."""
        entries = "".join(
            f"<item><title>Talks {feed}-{n}</title><guid>{feed}-{n}</guid><link>https://feed{feed}.example/{n}</link>"
            f"<description>Envoys of round {n} met.</description>"
            f"<pubDate>{format_datetime(BEGIN + timedelta(seconds=n * self.gaps[feed]))}</pubDate></item>"
            for n in reversed(range(max(0, count - WINDOW), count))
        )
        return f'<rss version="2.0"><channel><title>Feed {feed}</title>{entries}</channel></rss>'.encode()


def resident() -> float:
    """MiB of this process."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4 / 1024


def descriptors() -> int:
    """Open files of this process."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def outages(days: int, chance: random.Random) -> set[int]:
    """The rounds in which the network is down."""
    down: set[int] = set()
    for _ in range(OUTAGES * days // 7):
        start = chance.randrange(48 * days)
        down |= set(range(start, start + chance.choice((1, 1, 1, 2, 3, 12))))
    return down


async def heartbeat(lags: list[float]) -> None:
    """Notes how late each look at the clock is, in seconds."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(TICK)
        lags.append(time.perf_counter() - began - TICK)


async def week(store: Store, server: Loopback, world: World, days: int, chance: random.Random) -> None:
    """The rounds of all days, with a line a day; at the end the network is up."""
    desk = Desk(store, server.place)
    desk.now, down = BEGIN, outages(days, chance)
    print(f"{'day':>4}{'items':>9}{'MiB':>9}{'files':>7}{'lag p99 ms':>12}{'s':>8}")
    lags: list[float] = []
    beating = asyncio.create_task(heartbeat(lags))
    began = time.monotonic()
    for number in range(48 * days + 48):
        world.now, world.is_down = desk.now, number in down and number < 48 * days
        await desk.poll(force=number >= 48 * days + 47)
        if number % 48 == 47:
            await desk.watcher.keep_house()
            late = sorted(lags)[int(len(lags) * 0.99)] * 1000
            files = descriptors()
            spent = time.monotonic() - began
            row = f"{store.counts().items:9,}{resident():9.1f}{files:7}{late:12.1f}{spent:8.1f}"
            print(f"{number // 48 + 1:4}{row}", flush=True)
            lags.clear()
        desk.now += HALF_HOUR
    beating.cancel()
    await desk.watcher.close()


def main() -> int:
    """Prints the tables; 1 if an item was lost or doubled."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--feeds", type=int, default=100)
    words.add_argument("--days", type=int, default=7)
    words.add_argument("--seed", type=int, default=1)
    said = words.parse_args()
    chance = random.Random(said.seed)
    world = World(gaps=[chance.randrange(1200, 14_400) for _ in range(said.feeds)])
    with tempfile.TemporaryDirectory() as folder, loopback() as server:
        with Store.open(Path(folder) / "talkwatch.db") as store:
            for feed in range(said.feeds):
                server.pages[f"/{feed}"] = Page(serve=world.serve(feed))
            for number in range(10):
                server.pages[f"/hostile{number}"] = Page(HOSTILE[number % len(HOSTILE)])
            for path in list(server.pages):
                store.add_feed(Feed(FeedId(server.url(path)), server.url(path)))
            asyncio.run(week(store, server, world, said.days, chance))
            links = Counter(item.link for item in store.items(limit=10_000_000))
        wanted = {f"https://feed{f}.example/{n}" for f in range(said.feeds) for n in range(world.published(f))}
        lost, doubled = len(wanted - links.keys()), sum(links.values()) - len(links)
        print(f"published {len(wanted):,}, stored {sum(links.values()):,}, lost {lost}, doubled {doubled}; ", end="")
        print(f"{len(server.requests):,} requests; seed {said.seed}")
    return int(bool(lost or doubled))


if __name__ == "__main__":
    raise SystemExit(main())

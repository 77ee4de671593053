"""A simulated week of feeds: what they publish is a matter of the clock alone, so that two processes know it alike.

`python -m tests.faults.world WORDS` serves it on loopback until its standard input closes.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from talkwatch.clock import ScaledClock
from tests.faults.served import BEGIN

HOSTILE = (
    b"",
    b"<rss",
    b"<html>no feed</html>",
    b"\x00" * 5000,
    b"<rss><channel>" + b"<item>" * 20_000,
    b"{}",
    b"\xff\xfe",
    b"<!DOCTYPE x [<!ENTITY a 'aaaaa'><!ENTITY b '&a;&a;&a;'>]><rss><channel><title>&b;</title></channel></rss>",
    b"<rss version='2.0'><channel><item><title>\x1b]52;c;aGk=\x07[/b][@click=app.quit]x</title></item></channel></rss>",
    b"<rss version='2.0'><channel>" + b"<item><title>a</title></item>" * 6000 + b"</channel></rss>",
)
KEPT = timedelta(hours=40)
"""How long an entry stays in its feed: longer than any silence of ours, so that nothing is lost by the feed's fault."""
TALKS = 16
"""One entry of so many is about talks, and yields two claims: as in a fortnight of 105 real feeds (November 2023)."""
LONGER = timedelta(hours=12)
"""For which the clock goes on after the last entry, at most."""
OUTAGES = 48
"""Outages of the whole network in seven days; a quarter of them last six hours, most an hour or less."""
TOWNS = ("Cairo", "Doha", "Geneva", "Muscat", "Vienna", "Oslo", "Ankara", "Riyadh")
SIDES = ("Israel", "Hamas", "Egypt", "Qatar", "Iran", "Russia", "Ukraine", "Sudan")


@dataclass(frozen=True)
class World:
    """So many feeds for so many days from BEGIN on; then nothing new comes, and the network stays up."""

    feeds: int
    days: float
    seed: int
    speed: float
    hosts: int = 14
    began: float = field(default_factory=time.time)

    @cached_property
    def gaps(self) -> tuple[int, ...]:
        """Seconds between two entries of each feed, 20 minutes to four hours."""
        chance = random.Random(self.seed)
        return tuple(chance.randrange(1200, 14_400) for _ in range(self.feeds))

    @cached_property
    def end(self) -> datetime:
        """The last moment at which something is published."""
        return BEGIN + timedelta(days=self.days)

    @property
    def over(self) -> datetime:
        """The moment by which all that was published can have been polled."""
        return self.end + min(LONGER, timedelta(days=self.days))

    @cached_property
    def outages(self) -> tuple[tuple[datetime, datetime], ...]:
        """From when to when nothing answers."""
        chance = random.Random(self.seed + 1)
        found = []
        for _ in range(max(1, round(OUTAGES * self.days / 7))):
            start = BEGIN + timedelta(days=self.days) * chance.uniform(0.02, 0.95)
            found.append((start, min(self.end, start + timedelta(hours=chance.choice((0.3, 0.5, 0.5, 1, 1, 2, 6, 6))))))
        return tuple(sorted(found))

    def clock(self) -> ScaledClock:
        """The week's clock, which goes on after it."""
        return ScaledClock(BEGIN, self.speed, None, self.began)

    def is_down(self, now: datetime) -> bool:
        """Whether the network is down."""
        return any(start <= now < stop for start, stop in self.outages)

    def published(self, feed: int, now: datetime) -> int:
        """How many entries the feed has published."""
        return 1 + int((min(now, self.end) - BEGIN).total_seconds()) // self.gaps[feed]

    def links(self) -> set[str]:
        """All that was published by the end."""
        return {f"https://feed{f}.example/{n}" for f in range(self.feeds) for n in range(self.published(f, self.end))}

    def document(self, feed: int, count: int) -> bytes:
        """The newest of so many entries, the newest first."""
        kept = 2 + int(KEPT.total_seconds()) // self.gaps[feed]
        entries = "".join(self._entry(feed, n) for n in reversed(range(max(0, count - kept), count)))
        return f'<rss version="2.0"><channel><title>Feed {feed}</title>{entries}</channel></rss>'.encode()

    def _entry(self, feed: int, n: int) -> str:
        """An entry, about talks or about nothing."""
        one, other, town = (names[(feed * 7 + n * 3 + k) % 8] for k, names in enumerate((SIDES, SIDES, TOWNS)))
        words = f"The harbour of {town} was quiet on day {n}, and the ferries of line {feed} ran on time."
        if (feed + n) % TALKS == 0:
            words = f"Envoys of {one} and {other} will meet in {town} on Thursday for talks, day {n} of their contacts."
        when = format_datetime(BEGIN + timedelta(seconds=n * self.gaps[feed]))
        return (
            f"<item><title>{town} report {feed}-{n}</title><guid>{feed}-{n}</guid>"
            f"<link>https://feed{feed}.example/{n}</link><description>{words}</description><pubDate>{when}</pubDate></item>"
        )

    def words(self) -> str:
        """The world for another process."""
        return json.dumps(asdict(self))


@dataclass
class _Host:
    """One port: its listener while the network is up, and the connections that are open."""

    port: int = 0
    listener: asyncio.Server | None = None
    writers: set[asyncio.StreamWriter] = field(default_factory=set)
    inflight: int = 0


class Serving:
    """The world on loopback. Each request is logged as ../shared/testbench/politeness.py reads it."""

    def __init__(self, world: World, log: IO[str]) -> None:
        self.world, self.log, self.clock = world, log, world.clock()
        self.hosts = [_Host() for _ in range(world.hosts)]

    def addresses(self) -> list[str]:
        """Of the feeds, then of the hostile ones."""
        paths = [f"feed/{n}" for n in range(self.world.feeds)] + [f"odd/{n}" for n in range(len(HOSTILE))]
        return [f"http://127.0.0.1:{self.hosts[n % self.world.hosts].port}/{path}" for n, path in enumerate(paths)]

    async def run(self) -> None:
        """Serves until it is cancelled; while the network is down, nobody listens."""
        while True:
            is_down = self.world.is_down(self.clock())
            for host in self.hosts:
                if is_down and host.listener:
                    host.listener.close()
                    host.listener = None
                    for writer in host.writers:
                        writer.transport.abort()
                elif not is_down and not host.listener:
                    await self._listen(host)
            await asyncio.sleep(0.02)

    async def _listen(self, host: _Host) -> None:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            host.writers.add(writer)
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._converse(host, reader, writer)
            host.writers.discard(writer)
            writer.close()

        host.listener = await asyncio.start_server(connected, "127.0.0.1", host.port, backlog=256)
        host.port = host.listener.sockets[0].getsockname()[1]

    async def _converse(self, host: _Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for nth in range(1, 1_000_000):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            began = time.time()
            host.inflight += 1
            first, *lines = head.rstrip().split("\r\n")
            fields = [tuple(line.split(": ", 1)) for line in lines]
            status, said, body = self._answer(first.split()[1], {name.lower(): word for name, word in fields})
            told = "".join(f"{name}: {word}\r\n" for name, word in (said | {"content-length": len(body)}).items())
            writer.write(f"HTTP/1.1 {status} -\r\n{told}\r\n".encode() + body)
            await writer.drain()
            row = {"t0": began, "t1": time.time(), "target": first.split()[1], "status": status, "reply": said}
            row |= {"headers": fields, "port": host.port, "canary": False, "inflight": host.inflight, "nth": nth}
            self.log.write(json.dumps(row | {"sent": len(body), "method": first.split()[0]}) + "\n")
            host.inflight -= 1

    def _answer(self, path: str, fields: dict[str, str]) -> tuple[int, dict[str, Any], bytes]:
        kind, number = path[1:].split("/")
        if kind == "odd":
            return 200, {"content-type": "text/xml"}, HOSTILE[int(number)]
        count = self.world.published(int(number), self.clock())
        tag = f'"{count}"'
        if fields.get("if-none-match") == tag:
            return 304, {"etag": tag}, b""
        return 200, {"etag": tag, "content-type": "application/rss+xml"}, self.world.document(int(number), count)


async def serve(world: World, log: Path) -> None:
    """Prints the addresses once all hosts listen; serves until standard input closes."""
    with log.open("w", encoding="utf-8") as lines:
        serving = Serving(world, lines)
        for host in serving.hosts:
            await serving._listen(host)
        print(json.dumps(serving.addresses()), flush=True)
        running = asyncio.create_task(serving.run())
        await asyncio.to_thread(sys.stdin.read)
        running.cancel()


@contextmanager
def served(world: World, log: Path) -> Iterator[list[str]]:
    """The world answers until the block ends; gives the feeds' addresses."""
    argv = [sys.executable, "-m", "tests.faults.world", world.words(), str(log)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield json.loads(server.stdout.readline())
        server.stdin.close()


if __name__ == "__main__":
    asyncio.run(serve(World(**json.loads(sys.argv[1])), Path(sys.argv[2])))

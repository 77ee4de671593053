"""Every odd behaviour of ../shared/testbench/feedserver.py: `python -m tests.bench.odd_feeds [together | NAME…]`.

Each starts afresh, in a process of its own; then all at once beside 500 good feeds. Prints what each ended as beside
what it should, seconds of its first poll, MiB of poller and parsers above what they had after a good feed, the longest
that the event loop stood still, how late good feeds were, and hits on the canary.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from talkwatch.model.items import Feed, FeedId
from talkwatch.model.polls import FeedHealth
from talkwatch.settings.config import Config
from talkwatch.store import Store
from talkwatch.watch import Watcher
from tests.bench.testbench import requests, testbench

AT_ONCE = 4
POLLS = 3
GOOD = 500
PORTS = 100
"""Hosts of good feeds. The odd ones have as many others, for a host that asks to be left alone is left alone."""
MOST_LAG = 0.1
"""Seconds that the event loop may stand still."""
TICK = 0.02
"""Seconds between two looks at the memory and at how late the look itself is."""


def resident() -> float:
    """MiB of this process and of those that it started."""
    tasks = Path("/proc/self/task").iterdir()
    pids = ["self", *(pid for task in tasks for pid in (task / "children").read_text().split())]
    pages = 0
    for pid in pids:
        try:
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except OSError:  # it ended meanwhile
            continue
    return pages * 4 / 1024


@dataclass
class Gauge:
    """What was measured: MiB at most above the beginning, and the longest that the loop stood still, in seconds."""

    idle: float
    mib: float = 0.0
    lag: float = 0.0

    async def watch(self) -> None:
        """Looks until it is cancelled."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(TICK)
            self.lag = max(self.lag, time.monotonic() - before - TICK)
            self.mib = max(self.mib, resident() - self.idle)


@asynccontextmanager
async def gauged() -> AsyncIterator[Gauge]:
    """The gauge of a block."""
    gauge = Gauge(resident())
    watching = asyncio.create_task(gauge.watch())
    await asyncio.sleep(0)
    yield gauge
    watching.cancel()


@asynccontextmanager
async def warm(store: Store, good: str, places: Iterable[str]) -> AsyncIterator[Watcher]:
    """A watcher that has read a good feed, which is forgotten again."""
    watcher = Watcher(store, Config(), lambda: datetime.now(UTC), allow_private=places)
    store.add_feed(Feed(FeedId(good), good))
    await watcher.poll_once(force=True, read=False)
    store.remove_feed(FeedId(good), purge=True)
    yield watcher
    await watcher.close()


async def alone(folder: str, url: str, good: str, polls: str) -> None:
    """One behaviour; prints what was measured."""
    place = url.split("/")[2]
    with Store.open(Path(folder) / f"{url.rpartition('/')[2]}.db") as store:
        async with warm(store, good, [place]) as watcher:
            store.add_feed(Feed(FeedId(url), url))
            counts, seconds, began = [], 0.0, time.monotonic()
            async with gauged() as gauge:
                for n in range(int(polls)):
                    await watcher.poll_once(force=True, read=False)
                    seconds = seconds if n else time.monotonic() - began
                    counts.append(store.counts().items)
            (health,) = store.feeds()
    said = health.error or health.notice
    measured = {"seconds": seconds, "mib": gauge.mib, "lag": gauge.lag}
    print(json.dumps({"counts": counts, "failed": bool(health.error), "said": said, **measured}))


def allowed(expect: str) -> set[str]:
    """The ends that `expect` lets through: numbers of items, "error", or "any" number."""
    first = expect.partition(";")[0]
    ends = set(re.findall(r"(\d+) items?", first))
    ends |= {"error"} if "error" in first and "not an error" not in first else set()
    return ends | ({"any"} if "before the cut" in first else set())


def ended(counts: list[int], *, failed: bool) -> str:
    """The end in a word: the number of items, or "error" where there are none and there should be."""
    return "error" if failed and not counts[0] else str(counts[0])


def is_fine(end: str, expect: str) -> bool:
    """Whether a behaviour ended as it should. Of more entries than are taken, so many are a right end, too."""
    ends = allowed(expect)
    return end in ends or ("any" in ends and end != "error") or ("50000" in ends and end == "5000")


async def run(odd: dict[str, str], words: list[str], places: asyncio.Semaphore) -> str:
    """The line of a behaviour, measured in a process of its own."""
    polls = POLLS if odd["group"] in {"items", "status", "format"} else 1
    argv = [sys.executable, "-m", "tests.bench.odd_feeds", "alone", *words, str(polls)]
    async with places:
        process = await asyncio.create_subprocess_exec(*argv, stdout=asyncio.subprocess.PIPE)
        out, _ = await process.communicate()
    told = json.loads(out)
    end = ended(told["counts"], failed=told["failed"])
    fine = is_fine(end, odd["expect"]) and len({*told["counts"]}) == 1
    fine = fine and told["seconds"] <= 60 and told["mib"] <= 256
    figures = f"{told['seconds']:6.1f} s {told['mib']:5.0f} MiB {1000 * told['lag']:5.0f} ms"
    sign = "BAD" if not fine else "LAG" if told["lag"] > MOST_LAG else "ok"
    said = told["said"] if len({*told["counts"]}) == 1 else f"items by poll {told['counts']}"
    return f"{sign:4}{odd['name']:24}{end:>6}{figures}  {odd['expect'][:46]:48}{said}"


async def each_alone(names: list[str], folder: Path) -> None:
    """Prints the table of the behaviours, each alone."""
    log = folder / "alone.jsonl"
    with testbench(log, "--feeds", "1", "--max-seconds", "1800") as server:
        odds = [odd for odd in server.odds if not names or odd["name"] in names]
        places = asyncio.Semaphore(AT_ONCE)
        good = server.feeds()[0]
        lines = await asyncio.gather(*(run(odd, [str(folder), server.odd(odd["name"]), good], places) for odd in odds))
    print(f"    {'behaviour':24}{'got':>6}{'first':>8}{'memory':>10}{'lag':>9}  {'expected':48}what the user is told")
    print("\n".join(lines))
    late, wrong = (sum(line.startswith(sign) for line in lines) for sign in ("LAG", "BAD"))
    said = f"{len(lines) - wrong} of {len(lines)} as expected, {late} with more than {1000 * MOST_LAG:.0f} ms of lag"
    print(f"{said}; {hits(log)} canary hits\n")


def hits(log: Path) -> int:
    """Requests that reached the canary."""
    return sum(bool(row.get("canary")) for row in requests(log))


async def together(odds: list[str], good: list[str], folder: Path) -> tuple[Gauge, dict[str, FeedHealth], datetime]:
    """All at once: what was measured, how each feed stands, and when it began."""
    places = {url.split("/")[2] for url in (*odds, *good)}
    with Store.open(folder / f"together{len(odds)}.db") as store:
        async with warm(store, good[0], places) as watcher:
            for url in (*odds, *good):
                store.add_feed(Feed(FeedId(url), url))
            began = datetime.now(UTC)
            async with gauged() as gauge:
                await watcher.poll_once(force=True, read=False)
        return gauge, {health.feed.url: health for health in store.feeds()}, began


async def all_together(folder: Path) -> None:
    """Prints how all behaviours end at once, and what that costs the good feeds."""
    log = folder / "together.jsonl"
    words = ["--feeds", str(2 * GOOD), "--ports", str(2 * PORTS), "--max-seconds", "900"]
    with testbench(log, *words) as server:
        good = [url for n, url in enumerate(server.feeds()) if n % (2 * PORTS) >= PORTS]
        odds = {server.odd(odd["name"], n % PORTS): odd for n, odd in enumerate(server.odds)}
        _, usual, start = await together([], good, folder)
        gauge, feeds, began = await together([*odds], good, folder)
    for url, odd in odds.items():
        end = ended([feeds[url].items], failed=bool(feeds[url].error))
        if not is_fine(end, odd["expect"]):
            print(f"BAD {odd['name']:24}{end:>6}  {odd['expect'][:46]:48}{feeds[url].error}")
    after = {url: ((feeds[url].polled or began) - began).total_seconds() for url in good}
    alone = {url: ((usual[url].polled or start) - start).total_seconds() for url in good}
    late = max(after[url] - alone[url] for url in good)
    whole = sum(feeds[url].items == usual[url].items > 0 for url in good)
    ends = [is_fine(ended([feeds[url].items], failed=bool(feeds[url].error)), odds[url]["expect"]) for url in odds]
    said = f"at once: {sum(ends)} of {len(ends)} as expected, beside {whole} of {len(good)} good feeds"
    print(f"{said}; {hits(log)} canary hits")
    print(f"{gauge.mib:.0f} MiB above idle at most, event loop at most {1000 * gauge.lag:.0f} ms late")
    print(f"good feeds all asked after {max(after.values()):.1f} s, without the odd ones after", end=" ")
    print(f"{max(alone.values()):.1f} s; none is more than {late:.1f} s later")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        match sys.argv[1:]:
            case ["alone", *words]:
                asyncio.run(alone(*words))
            case ["together"]:
                asyncio.run(all_together(Path(name)))
            case names:
                asyncio.run(each_alone(names, Path(name)))
                if not names:
                    asyncio.run(all_together(Path(name)))

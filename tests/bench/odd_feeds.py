"""Every odd behaviour of ../shared/testbench/feedserver.py: `python -m tests.bench.odd_feeds [NAME…]`.

Each starts afresh. Prints what it ended as beside what it should, seconds of its first poll, and hits on the canary.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from talkwatch.model.items import Feed, FeedId
from talkwatch.settings.config import Config
from talkwatch.store import Store
from talkwatch.watch import Watcher
from tests.bench.testbench import requests, testbench

AT_ONCE = 8
POLLS = 3


def allowed(expect: str) -> set[str]:
    """The ends that `expect` lets through: numbers of items, "error", or "any" number."""
    first = expect.partition(";")[0]
    ends = set(re.findall(r"(\d+) items?", first))
    ends |= {"error"} if "error" in first and "not an error" not in first else set()
    return ends | ({"any"} if "before the cut" in first else set())


async def one(odd: dict[str, str], base: str, folder: Path, places: asyncio.Semaphore) -> str:
    """A behaviour's line."""
    url = f"{base}/odd/{odd['name']}"
    place = base.removeprefix("http://")
    async with places:
        with Store.open(folder / f"{odd['name']}.db") as store:
            store.add_feed(Feed(FeedId(url), url))
            watcher = Watcher(store, Config(), lambda: datetime.now(UTC), allow_private=[place])
            began = time.monotonic()
            counts, seconds = [], 0.0
            for n in range(POLLS if odd["group"] in {"items", "status", "format"} else 1):
                await watcher.poll_once(force=True, read=False)
                seconds = seconds if n else time.monotonic() - began
                counts.append(store.counts().items)
            await watcher.close()
            (health,) = store.feeds()
    end = "error" if health.error and not counts[0] else str(counts[0])
    fine = end in allowed(odd["expect"]) or ("any" in allowed(odd["expect"]) and end != "error")
    fine = fine and (counts[-1] == counts[0])
    line = f"{'ok ' if fine else 'BAD'} {odd['name']:26}{end:>6} {seconds:6.1f} s  {odd['expect'][:60]:62}"
    return line + (f"items by poll {counts}" if counts[-1] != counts[0] else health.error or health.notice)


async def all_of(odds: list[dict[str, str]], base: str, folder: Path) -> list[str]:
    """The lines of the table."""
    places = asyncio.Semaphore(AT_ONCE)
    return await asyncio.gather(*(one(odd, base, folder, places) for odd in odds))


def run(names: list[str]) -> None:
    """Prints the table, and the sum."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = folder / "log.jsonl"
        with testbench(log, "--feeds", "1", "--max-seconds", "900") as server:
            odds = [odd for odd in server.odds if not names or odd["name"] in names]
            lines = asyncio.run(all_of(odds, f"http://{server.places[0]}", folder))
        hits = sum(bool(row.get("canary")) for row in requests(log))
    print("\n".join(lines))
    fine = sum(line.startswith("ok") for line in lines)
    print(f"{fine} of {len(lines)} as expected; {hits} canary hits")


if __name__ == "__main__":
    run(sys.argv[1:])

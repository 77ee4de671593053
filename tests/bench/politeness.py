"""How polite the poller is: `python -m tests.bench.politeness [REAL SECONDS [FEEDS]]`.

The dashboard's own loop polls ../shared/testbench/feedserver.py, benign feeds on four ports and every odd behaviour
there is, on a clock that is 600 times as fast; ../shared/testbench/politeness.py scores the server's log.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from talkwatch.clock import ScaledClock
from talkwatch.model.items import Feed, FeedId
from talkwatch.settings.config import Config
from talkwatch.store import Store
from talkwatch.watch import Watcher
from tests.bench.testbench import FOLDER, testbench

SCALE = 600
"""Seconds of the clock in a real one: 15 minutes, the shortest interval of all, are 1.5 seconds."""
PORTS = 5
LINGERING = 4
"""The port of `LINGERS`: the server counts them as in flight long after we hung up, because it never looks."""
LINGERS = {"hang"}
SECONDS = 240
FEEDS = 60


class Polling(Watcher):
    """The loop without the reading, which no server sees."""

    async def _keep_reading(self) -> None:
        """Nothing is read."""


async def poll(store: Store, places: list[str], seconds: float) -> None:
    """The loop runs for `seconds`."""
    clock = ScaledClock(datetime.now(UTC), SCALE)
    watcher = Polling(store, Config(), clock, tick=1.0, allow_private=places)
    with suppress(TimeoutError):
        await asyncio.wait_for(watcher.run(), seconds)
    await watcher.close()


def run(seconds: float, feeds: int) -> int:
    """Prints the score's table; the exit status of the scorer for 95 points."""
    with tempfile.TemporaryDirectory() as name:
        log = Path(os.environ.get("KEEP") or Path(name) / "log.jsonl")
        words = ("--feeds", str(feeds), "--items", "10", "--max-seconds", str(seconds + 300))
        with (
            testbench(log, *words, "--ports", str(PORTS)) as server,
            Store.open(Path(name) / "talkwatch.db") as store,
        ):
            odds = [server.odd(odd["name"], LINGERING if odd["name"] in LINGERS else 0) for odd in server.odds]
            own = server.places[LINGERING]
            for url in (*(url for url in server.feeds() if own not in url), *odds):
                store.add_feed(Feed(FeedId(url), url))
            asyncio.run(poll(store, server.places, seconds))
        judge = [str(FOLDER / "politeness.py"), str(log), "--name", "talkwatch", "--min-interval", "900"]
        return subprocess.run([sys.executable, *judge, "--scale", str(SCALE), "--pass", "95"], check=False).returncode


if __name__ == "__main__":
    numbers = [float(word) for word in sys.argv[1:]]
    sys.exit(run(numbers[0] if numbers else SECONDS, int(numbers[1]) if numbers[1:] else FEEDS))

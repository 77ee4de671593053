"""How polite the poller is: `python -m tests.bench.politeness [REAL SECONDS [FEEDS]]`.

The dashboard's own loop polls ../shared/testbench/feedserver.py, benign feeds on four ports and every odd behaviour
on its own, on a clock that is 300 times as fast; ../shared/testbench/politeness.py scores the server's log.
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

SCALE = 300
"""Seconds of the clock in a real one: 15 minutes, the shortest interval of all, are 3 seconds."""
NAP = 0.1
"""Real seconds between two looks: half a minute of the clock, where the dashboard looks every one to five seconds."""
HOSTS = 4
"""Ports that the benign feeds share; each odd behaviour has one of its own, for it stands for one publisher."""
PORTS = 128
SECONDS = 150
FEEDS = 60


QUERY = {"hang": "?seconds=45"}
"""The server does not see that we hung up, and would count 120 seconds; we wait 20 for a first byte."""


class Polling(Watcher):
    """The loop without the reading, which no server sees."""

    async def _keep_reading(self) -> None:
        """Nothing is read."""

    def _nap(self) -> float:
        return NAP


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
            odds = (server.odd(odd["name"] + QUERY.get(odd["name"], ""), n) for n, odd in enumerate(server.odds, HOSTS))
            for url in (*(f"http://{server.places[n % HOSTS]}/feed/{n}.xml" for n in range(feeds)), *odds):
                store.add_feed(Feed(FeedId(url), url))
            asyncio.run(poll(store, server.places, seconds))
        judge = [str(FOLDER / "politeness.py"), str(log), "--name", "talkwatch", "--min-interval", "900"]
        return subprocess.run([sys.executable, *judge, "--scale", str(SCALE), "--pass", "95"], check=False).returncode


if __name__ == "__main__":
    numbers = [float(word) for word in sys.argv[1:]]
    sys.exit(run(numbers[0] if numbers else SECONDS, int(numbers[1]) if numbers[1:] else FEEDS))

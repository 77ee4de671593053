"""How polite the poller is: `python -m tests.bench.politeness [REAL SECONDS [FEEDS]]`.

The dashboard's own loop polls ../shared/testbench/feedserver.py, benign feeds on four ports and every odd behaviour
there is, on a clock that is 600 times as fast; ../shared/testbench/politeness.py scores the server's log.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from talkwatch.clock import ScaledClock
from talkwatch.model.items import Feed, FeedId
from talkwatch.settings.config import Config
from talkwatch.store import Store
from talkwatch.watch import Watcher

BENCH = Path(__file__).resolve().parents[3] / "shared" / "testbench"
SCALE = 600
"""Seconds of the clock in a real one: 15 minutes, the shortest interval of all, are 1.5 seconds."""
PORTS = 4
SECONDS = 120
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
        log = Path(name) / "log.jsonl"
        words = ["--feeds", str(feeds), "--items", "10", "--ports", str(PORTS), "--log", str(log)]
        argv = [sys.executable, "-u", str(BENCH / "feedserver.py"), *words, "--max-seconds", str(seconds + 300)]
        with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            ready = json.loads(server.stdout.readline())
            with urllib.request.urlopen(f"{ready['url']}/urls.txt") as reply:
                urls = reply.read().decode().split()
            with urllib.request.urlopen(f"{ready['url']}/odd/index.json") as reply:
                urls += [f"{ready['url']}/odd/{odd['name']}" for odd in json.load(reply)]
            with Store.open(Path(name) / "talkwatch.db") as store:
                for url in urls:
                    store.add_feed(Feed(FeedId(url), url))
                asyncio.run(poll(store, [f"127.0.0.1:{port}" for port in ready["ports"]], seconds))
            server.terminate()
        if kept := os.environ.get("KEEP"):
            Path(kept).write_bytes(log.read_bytes())
        judge = [str(BENCH / "politeness.py"), str(log), "--name", "talkwatch", "--min-interval", "900"]
        return subprocess.run([sys.executable, *judge, "--scale", str(SCALE), "--pass", "95"], check=False).returncode


if __name__ == "__main__":
    numbers = [float(word) for word in sys.argv[1:]]
    sys.exit(run(numbers[0] if numbers else SECONDS, int(numbers[1]) if numbers[1:] else FEEDS))

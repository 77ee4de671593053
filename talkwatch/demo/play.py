"""Playing the week: its server as a child process that ends with us."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from talkwatch.clock import ScaledClock
from talkwatch.model.items import Feed, FeedId


@contextmanager
def played_week(clock: ScaledClock) -> Iterator[tuple[Feed, ...]]:
    """The week is served by `clock` on loopback, in our process group, until the block ends; gives its feeds."""
    assert clock.stop is not None
    words = ["--began", str(clock.began), "--speed", str(clock.speed), "--stop", clock.stop.isoformat()]
    server = subprocess.Popen(  # noqa: S603 - our own module, our own words
        [sys.executable, "-m", "talkwatch.demo.server", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        feeds = json.loads(server.stdout.readline())["feeds"]
        yield tuple(Feed(FeedId(feed["url"]), feed["url"], feed["title"], feed["publisher"]) for feed in feeds)
    finally:
        server.stdin.close()
        server.wait(timeout=10)
        server.stdout.close()

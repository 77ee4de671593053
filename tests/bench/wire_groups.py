"""Copies of wire stories found among the feed server's items: `python -m tests.bench.wire_groups [FEEDS]`.

Polls the benign feeds of ../shared/testbench and scores what `talkwatch groups --json` prints, by pairs, against the
server's /truth.json.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from talkwatch.model.items import Feed, FeedId
from talkwatch.settings.config import Config
from talkwatch.settings.paths import paths
from talkwatch.store import Store
from talkwatch.watch import Watcher
from tests.bench.testbench import Testbench, testbench


async def poll(store: Path, server: Testbench) -> None:
    """Every feed of the server is stored."""
    with Store.open(store) as opened:
        for address in server.feeds():
            opened.add_feed(Feed(FeedId(address), address))
        watcher = Watcher(opened, Config(), lambda: datetime.now(UTC), allow_private=server.places)
        await watcher.poll_once(force=True, read=False)
        await watcher.close()


def pairs(sizes: Iterable[int]) -> int:
    """In how many pairs groups of these sizes hold together."""
    return sum(size * (size - 1) // 2 for size in sizes)


def score(found: dict[str, str], truth: dict[str, int]) -> tuple[float, float]:
    """Precision and recall of the pairs that are together, by item; an item without a wire story is a copy of none."""
    known = {item: f"wire {truth[item]}" if item in truth else item for item in found}
    right = pairs(Counter((found[item], known[item]) for item in found).values())
    return right / (pairs(Counter(found.values()).values()) or 1), right / (
        pairs(Counter(known.values()).values()) or 1
    )


def main(feeds: int = 100) -> None:
    """Prints the score."""
    words = ["--ports", "10", "--feeds", str(feeds), "--items", "30", "--max-seconds", "600"]
    with tempfile.TemporaryDirectory() as name, testbench(Path(name) / "log.jsonl", *words) as server:
        asyncio.run(poll(paths(Path(name)).database, server))
        truth = server.truth()
        began = time.monotonic()
        argv = [sys.executable, "-m", "talkwatch", "--home", name, "groups", "--json"]
        rows = map(json.loads, subprocess.run(argv, capture_output=True, text=True, check=True).stdout.splitlines())
        # https://example.org/FEED/SERIAL is urn:feed:FEED:SERIAL
        found = {"urn:feed:" + ":".join(row["link"].split("/")[-2:]): row["group"] for row in rows}
        seconds = time.monotonic() - began
    precision, recall = score(found, truth)
    middle = 2 * precision * recall / ((precision + recall) or 1)
    print(f"{len(found)} items of {feeds} feeds, {len(truth)} of them of a wire story, grouped in {seconds:.1f} s")
    print(f"P {precision:.3f}  R {recall:.3f}  F1 {middle:.3f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

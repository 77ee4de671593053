"""500 feeds of 30 items, polled three times: `python -m tests.bench.many_feeds [FEEDS]`, or with READER=python.

talkwatch stands beside newsboat, if that is installed, and `reader` (PyPI), if READER names a Python that has it. Each
poll is a process of its own, so that all pay for their start. Prints CPU seconds, seconds by the clock and peak MiB;
talkwatch's are of poller and parser together, without the reading of the items.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from talkwatch.model.items import Feed, FeedId
from talkwatch.settings.config import Config
from talkwatch.store import Store
from talkwatch.watch import Watcher
from tests.bench.testbench import testbench

POLLS = 3
NEWSBOAT = "reload-threads 16\nrefresh-on-startup no\n"
READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in open(sys.argv[2]).read().split():
    reader.add_feed(url, exist_ok=True)
reader.update_feeds(workers=16)
print(reader.get_entry_counts().total)
"""


def memory(pid: int | str) -> float:
    """MiB that a process had at most."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def children() -> list[str]:
    """The processes that this one has started and that run."""
    return [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]


async def poll(store: Path, addresses: list[str]) -> None:
    """One round of talkwatch; prints what it came to."""
    places = {address.split("/")[2] for address in addresses}
    with Store.open(store) as opened:
        for address in addresses:
            opened.add_feed(Feed(FeedId(address), address))
        watcher = Watcher(opened, Config(), lambda: datetime.now(UTC), allow_private=places)
        summary = await watcher.poll_once(force=True, read=False)
        mib = memory("self") + sum(map(memory, children()))
        await watcher.close()
        print(json.dumps({"items": opened.counts().items, "failed": len(summary.failed), "mib": mib}))


def run(argv: list[str]) -> tuple[float, float, float, str]:
    """CPU seconds, seconds by the clock, peak MiB and last line of a process."""
    began = time.monotonic()
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = running.stdout.read().strip()
        _, code, used = os.wait4(running.pid, 0)
        running.returncode = code
    if code:
        sys.exit(f"{argv[0]} ended with {code}")
    last = said.splitlines()[-1] if said else ""
    return used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024, last


def contenders(folder: Path, urls: Path) -> dict[str, list[str]]:
    """The commands that poll once."""
    found = {"talkwatch": [sys.executable, "-m", "tests.bench.many_feeds", "poll", str(folder / "store.db"), str(urls)]}
    if newsboat := shutil.which("newsboat"):
        (folder / "config").write_text(NEWSBOAT)
        files = ["-u", str(urls), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]
        found["newsboat"] = [newsboat, *files, "-x", "reload"]
    if reader := os.environ.get("READER"):
        found["reader"] = [reader, "-c", READER, str(folder / "reader.db"), str(urls)]
    return found


def main(feeds: int = 500) -> None:
    """Prints the table."""
    words = ["--ports", "50", "--feeds", str(feeds), "--items", "30", "--max-seconds", "900"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with testbench(folder / "log.jsonl", *words) as server:
            urls = folder / "urls"
            urls.write_text("".join(f"{url}\n" for url in server.feeds()))
            print(f"{'':12}{'poll':>6}{'CPU s':>8}{'clock s':>9}{'MiB':>7}")
            for who, command in contenders(folder, urls).items():
                for n in range(1, POLLS + 1):
                    cpu, clock, mib, said = run(command)
                    told = json.loads(said) if who == "talkwatch" else {"mib": mib}
                    counted = f"  {told['items']} items, {told['failed']} failed" if who == "talkwatch" else ""
                    print(f"{who:12}{n:>6}{cpu:8.2f}{clock:9.1f}{told['mib']:7.0f}{counted}", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["poll", store, urls]:
            asyncio.run(poll(Path(store), Path(urls).read_text(encoding="ascii").split()))
        case words:
            main(*map(int, words))

"""What the dashboard asks of a store of 1,000,000 items, and what an item takes there. `python -m tests.bench.million`.

One item in a hundred holds statements, as news does. Queries are those of the panels, the status line and the list of
items; each is asked 200 times while the store lies still, after one look that is not counted.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from talkwatch.desk import Desk
from talkwatch.extract.version import EXTRACTOR
from talkwatch.model.claims import Reading
from talkwatch.model.items import Entry, Feed, FeedId
from talkwatch.settings.tracks import shipped_tracks
from talkwatch.store import Store
from tests.bench.screen import WORDS
from tests.bench.store import claims

FEEDS = 500
AT_ONCE = 2_000
ASKED = 200
RELEVANT = 100
"""One item in so many says something."""


def entries(size: int, chance: random.Random) -> Iterator[list[Entry]]:
    """Made-up entries of some 400 letters, half a minute apart, the last of them now."""
    began = datetime.now(UTC) - size * timedelta(seconds=30)
    for start in range(0, size, AT_ONCE):
        made = []
        for number in range(start, min(start + AT_ONCE, size)):
            words = " ".join(chance.choices(WORDS, k=60))
            when = began + number * timedelta(seconds=30)
            made.append(Entry(f"guid:{number}", f"https://news.example/{number}", f"Offer {number}", words, when))
        yield made


def fill(store: Store, size: int) -> int:
    """The store holds so many items, all read; how many letters they have."""
    letters = 0
    for number, some in enumerate(entries(size, random.Random(7))):
        address = f"https://{number % FEEDS}.example/feed"
        store.backfill(Feed(FeedId(address), address, publisher=f"No. {number % FEEDS}"), some)
        letters += sum(len(each.title) + len(each.text) for each in some)
        waiting = store.unread(EXTRACTOR, AT_ONCE)
        store.add_readings(
            Reading(item.id, item.revision, EXTRACTOR, statements=claims(item.text) if told(item.title) else ())
            for item in waiting
        )
    return letters


def told(title: str) -> bool:
    """Whether an item says something."""
    return int(title.split()[1]) % RELEVANT == 0


def ask(words: str, query: Callable[[], object]) -> None:
    """Prints how long the query takes, in milliseconds of the thread's CPU and of the clock."""
    query()
    clock, cpu = [], []
    for _ in range(ASKED):
        began, used = time.perf_counter(), time.thread_time()
        query()
        clock.append((time.perf_counter() - began) * 1000)
        cpu.append((time.thread_time() - used) * 1000)
    shown = (sorted(side)[len(side) * 99 // 100] for side in (cpu, clock))
    print(f"{words:<34} p99 " + " ".join(f"{each:8.2f}" for each in shown), flush=True)


def main(size: int = 1_000_000) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "talkwatch.db") as store:
        letters = fill(store, size)
        taken = sum(file.stat().st_size for file in Path(folder).iterdir())
        print(f"{size:,} items, {(taken - letters) / size:,.0f} bytes each beside their text (asked: 1,000)")
        now = datetime.now(UTC)
        desk = Desk(store, shipped_tracks(), stays=timedelta(minutes=5))
        began = time.process_time()
        view = desk.board("any", now)
        print(f"first board: {time.process_time() - began:.1f} CPU s, {len(view.statements)} statements")
        print(f"{'milliseconds (asked: 20)':<34}          CPU    clock")
        ask("has anything changed", store.version)
        ask("counts", store.counts)
        ask("feeds and their health", store.feeds)
        ask("unread items", lambda: store.count_unread(EXTRACTOR))
        ask("newest 100 items", lambda: store.items(100))
        ask("items with a rare word", lambda: store.items(100, search="4242"))
        ask("a panel of a board that stands", lambda: desk.fold("any", now).statements)
        ask("all four panels, times anew", lambda: desk.board("any", now + timedelta(minutes=1)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)

"""What a dashboard costs that is left open at a terminal: `python -m tests.bench.left_open [idle|keys|day] …`.

idle: CPU over five minutes in which nothing arrives. keys: from a key to the frame it caused, while 500 feeds are
polled and what they bring is read. day: memory of the dashboard's process after every hour of a day of news.
Feeds are those of ../shared/testbench; the day is one of ../shared/stream, or the demo's week where that is missing.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

from talkwatch.extract.version import EXTRACTOR
from talkwatch.model.items import Feed, FeedId
from talkwatch.settings.paths import paths
from talkwatch.store import Store
from tests.bench.at_terminal import Running, running
from tests.bench.reading import SHARED, demo_texts
from tests.bench.screen import ITEMS, dashboard, fill
from tests.bench.testbench import testbench
from tests.fakes.loopback import Loopback, Page, loopback

IDLE = 300.0
"""Seconds."""
SETTLED = 20.0
"""Seconds that a dashboard gets to come to rest after it has read all."""
PATIENCE = 900.0
"""Seconds after which something never happens."""
GAP = 0.05
"""Seconds between two keys."""
STREAM = SHARED / "stream" / "2023-11-20_2023-12-03.jsonl.gz"
DAY = datetime(2023, 11, 22, tzinfo=UTC)
HOURS = 24
SERVED = 50
"""Items that a feed's page has at most; at first, they are of the day before."""

Row = tuple[int, str, str]
"""The hour in which an item came, its title and its text."""


@contextlib.contextmanager
def left_open(addresses: Sequence[str], places: Sequence[str], *, stored: bool) -> Iterator[tuple[Running, Store]]:
    """A dashboard over these feeds, and its store to look into; `stored` puts 10,000 items there."""
    with tempfile.TemporaryDirectory() as name:
        where = paths(Path(name))
        if stored:
            fill(Path(name))
        with Store.open(where.database) as store:
            for url in addresses:
                store.add_feed(Feed(FeedId(url), url, publisher=url))
        where.config.mkdir()
        where.config_file.write_text(f"[poll]\nallow_private = {json.dumps(list(places))}\n")
        with running(dashboard(Path(name))) as program, Store.open(where.database, read_only=True) as store:
            program.wait_for("live")
            yield program, store


@contextlib.contextmanager
def over_testbench(feeds: int) -> Iterator[tuple[Running, Store]]:
    """The same over so many feeds of the test bench, with 30 items each."""
    with tempfile.TemporaryDirectory() as name:
        words = ("--feeds", str(feeds), "--items", "30", "--ports", "20", "--max-seconds", "3600")
        with (
            testbench(Path(name) / "log.jsonl", *words) as server,
            left_open(server.feeds(), server.places, stored=True) as opened,
        ):
            yield opened


def read_all(program: Running, store: Store, items: int) -> None:
    """So many items are stored, and all are read."""
    end = time.monotonic() + PATIENCE
    while store.counts().items < items or store.count_unread(EXTRACTOR):
        program.read_on(0.3)
        if time.monotonic() > end:
            raise TimeoutError(f"{store.counts()}, {store.count_unread(EXTRACTOR)} to read, {items} wanted")


def children(pid: int) -> list[int]:
    """The processes that one has started, and theirs."""
    lists = [(task / "children").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    direct = [int(word) for words in lists for word in words.split()]
    return [*direct, *(each for child in direct for each in children(child))]


def used(pid: int) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def idle(seconds: float = IDLE) -> None:
    """Prints the share of one core that the dashboard and its children take while nothing arrives."""
    with over_testbench(14) as (program, store):
        read_all(program, store, ITEMS + 14 * 30)
        program.read_on(SETTLED)
        family = children(program.pid)
        began, own, theirs = time.monotonic(), program.cpu(), sum(map(used, family))
        program.read_on(seconds)
        span = time.monotonic() - began
        print(f"idle for {span:.0f} s, 14 feeds, {store.counts().items:,} items stored")
        print(f"dashboard {(program.cpu() - own) / span / 10:.2f} % of a core (asked: 0.5), {program.memory():.0f} MB")
        print(f"children  {(sum(map(used, children(program.pid))) - theirs) / span * 100:.2f} % of a core")


def keys(feeds: int = 500) -> None:
    """Prints how long the keys waited while the feeds were polled and read."""
    took = []
    with over_testbench(feeds) as (program, store):
        program.wait_for("State ")
        program.press("3")
        program.read_on(0.3)
        end, number = time.monotonic() + PATIENCE, 0
        while store.counts().items < ITEMS + feeds * 30 or store.counts().readings < ITEMS + 1000:
            program.read_on(GAP)
            number += 1
            pressed = time.monotonic()
            program.press("k" if number % 12 > 6 else "j")
            program.wait_for("▸")
            took.append((time.monotonic() - pressed) * 1000)
            if time.monotonic() > end:
                break
        counts = store.counts()
    took.sort()
    stored, read = counts.items - ITEMS, counts.readings - ITEMS
    print(f"{stored:,} items of {feeds} feeds stored, {read:,} read, {len(took)} keys")
    print("key to paint, ms: " + ", ".join(f"p{p} {took[len(took) * p // 100]:.1f}" for p in (50, 95, 99)))


def day_of_news() -> dict[str, list[Row]]:
    """What each feed brought in a day, by the path it is served at."""
    if not STREAM.exists():
        return {"/demo": [(number % HOURS, title, words) for number, (title, words, _) in enumerate(demo_texts())]}
    found: dict[str, list[Row]] = {}
    for line in gzip.decompress(STREAM.read_bytes()).splitlines():
        row = json.loads(line)
        hour = (datetime.fromisoformat(row["published"]) - DAY) // timedelta(hours=1)
        if -HOURS <= hour < HOURS:
            path = f"/{zlib.crc32(row['feed_url'].encode())}"
            found.setdefault(path, []).append((hour, row["title"], row["description"]))
    return found


def serve(server: Loopback, news: dict[str, list[Row]], hour: int, end: datetime) -> int:
    """The feeds stand as they did after that hour, the day ending at `end`; how many items they had brought by then."""
    came = 0
    for path, rows in news.items():
        now = [(number, row) for number, row in enumerate(rows) if row[0] <= hour]
        before = sum(at < 0 for _, (at, _, _) in now)
        came += len(now) - max(before - SERVED, 0)
        items = "".join(
            f"<item><title>{escape(title)}</title><guid>{number}</guid><description>{escape(text)}</description>"
            f"<pubDate>{format_datetime(end - timedelta(hours=HOURS - 1 - at))}</pubDate></item>"
            for number, (at, title, text) in now[-SERVED:]
        )
        body = f'<rss version="2.0"><channel><title>A feed</title>{items}</channel></rss>'
        server.pages[path] = Page(body.encode())
    return came


def day() -> None:
    """Prints the memory of the dashboard's own process after every hour of a day of news."""
    news, now = day_of_news(), datetime.now(UTC)
    with loopback() as server:
        came = serve(server, news, -1, now)
        with left_open([server.url(path) for path in news], [server.place], stored=False) as (program, store):
            read_all(program, store, came)
            found = []
            for hour in range(HOURS):
                came = serve(server, news, hour, now)
                program.press("r")
                read_all(program, store, came)
                program.read_on(3)
                found.append(program.memory())
            counts = store.counts()
    print(f"{counts.items:,} items of {len(news)} feeds, {counts.claims:,} claims")
    print("MB after each hour: " + " ".join(f"{each:.1f}" for each in found))
    growth = (found[-1] / found[HOURS // 2 - 1] - 1) * 100
    print(f"after the day {found[-1]:.1f} MB (asked: 80), {growth:+.1f} % over its second half (asked: 5)")


if __name__ == "__main__":
    verb, *numbers = sys.argv[1:] or ["idle"]
    {"idle": idle, "keys": keys, "day": day}[verb](*map(int, numbers))

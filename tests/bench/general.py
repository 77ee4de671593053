"""What the items of a general news feed cost from the store to the reader and back. `python -m tests.bench.general`."""

from __future__ import annotations

import asyncio
import resource
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from talkwatch.model.filters import Filter
from talkwatch.model.items import Entry, Feed, FeedId
from talkwatch.reading import ItemReader
from talkwatch.store import Store
from talkwatch.told import silent

ITEMS = 1_000
GENERAL = (
    "Rain stops play on a quiet afternoon",
    "A thinner laptop has a brighter screen",
    "Shares rise as rates hold",
)
TALKS = ("Truce talks between Israel and Hamas resume in Doha on Thursday, mediators said",)
TEXT = "The council met in the afternoon, and the weather stayed mild. " * 8


def spent() -> float:
    """CPU seconds of this process and of the children that ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


async def read(titles: tuple[str, ...], count: int, wanted: Filter = Filter()) -> float:  # noqa: B008 - frozen
    """CPU seconds for reading so many items with these titles in turn, in a store of their own."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "it.db") as store:
        rows = [(n, f"{titles[n % len(titles)]} ({n})") for n in range(count)]
        when = datetime(2026, 11, 1, tzinfo=UTC)
        entries = [Entry(f"guid:{n}", f"https://e.example/{n}", title, f"{title}. {TEXT}", when) for n, title in rows]
        store.backfill(Feed(FeedId("https://e.example/"), "https://e.example/"), entries)
        began, reader = spent(), ItemReader(store, silent, wanted=wanted)
        await reader.read_all()
        await reader.close()
        return spent() - began


def main() -> None:
    start = asyncio.run(read(GENERAL, 1))
    for words, titles, wanted in (
        ("general news", GENERAL, Filter()),
        ("general news, filtered", GENERAL, Filter(exclude=("council",))),
        ("all about talks", TALKS, Filter()),
    ):
        took = asyncio.run(read(titles, ITEMS, wanted)) - (0 if wanted.exclude else start)
        print(f"{words:<28} {took:7.2f} CPU s for {ITEMS:,} items, without the reader's start ({start:.1f} s)")


if __name__ == "__main__":
    main()

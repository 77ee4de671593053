from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

from talkwatch.extract.version import EXTRACTOR
from talkwatch.model.items import Feed, FeedId
from talkwatch.reading import FAILED, ItemReader
from talkwatch.settings.config import Config
from talkwatch.store import Store
from talkwatch.told import Polled, Read, Restarted, WatchEvent
from talkwatch.watch import Watcher
from tests.fakes.loopback import Loopback

ODD = f"""
import json, os, sys
for line in sys.stdin:
    said = json.loads(line)
    item = said.get("item", {{"title": "an odd text"}})
    if "deadly" in item["title"]: os._exit(1)
    if "odd" in item["title"]: print(json.dumps({{"id": said["id"], "error": "an odd text"}}), flush=True); continue
    reading = {{"item": item["id"], "revision": item["revision"], "extractor": "{EXTRACTOR}", "relevance": 0.5}}
    print(json.dumps({{"id": said["id"], "reading": reading}}), flush=True)
"""
ODD_READER = (sys.executable, "-c", ODD)
NEWS = "Negotiators from Israel and Hamas will meet in Doha on Thursday for ceasefire talks, mediators said"


async def polled(store: Store, server: Loopback, *titles: str) -> None:
    """What a feed with these titles holds is stored, and not yet read."""
    url = server.rss("/feed", *titles)
    store.add_feed(Feed(FeedId(url), url))
    watcher = Watcher(store, Config(), lambda: datetime(2024, 8, 16, tzinfo=UTC), allow_private=[server.place])
    await watcher.poll_once(read=False)
    await watcher.close()


async def test_what_a_poll_stored_is_read_by_the_extraction_and_kept(store: Store, server: Loopback) -> None:
    url = server.rss("/feed", NEWS, "Botanists name a rare orchid")
    store.add_feed(Feed(FeedId(url), url))
    heard: list[WatchEvent] = []
    clock = lambda: datetime(2024, 8, 14, tzinfo=UTC)  # noqa: E731 - a clock is a function
    watcher = Watcher(store, Config(), clock, heard.append, allow_private=[server.place])

    summary = await watcher.poll_once()
    await watcher.close()

    assert (summary.read, summary.trouble) == (2, "")
    assert summary.claims > 0
    assert store.count_unread(EXTRACTOR) == 0
    assert [report.title for report in store.reports()] == [NEWS]
    assert [type(event) for event in heard] == [Polled, Read]


async def test_an_item_that_ends_the_reader_twice_is_skipped_and_the_others_are_read(
    store: Store, server: Loopback
) -> None:
    await polled(store, server, "one", "a deadly text", "two", "an odd text")
    heard: list[WatchEvent] = []
    reader = ItemReader(store, heard.append, ODD_READER)

    tally = await reader.read_all()
    await reader.close()

    assert (tally.items, store.count_unread(EXTRACTOR)) == (4, 0)
    assert sum(isinstance(event, Restarted) for event in heard) == 2
    assert not tally.trouble.startswith(FAILED)
    assert tally.trouble


async def test_a_reader_that_never_starts_blames_no_item(store: Store, server: Loopback) -> None:
    await polled(store, server, "one", "two")
    heard: list[WatchEvent] = []
    reader = ItemReader(store, heard.append, (sys.executable, "-c", "raise SystemExit('no model')"))

    tally = await reader.read_all()
    await reader.close()

    assert tally.is_down
    assert "no model" in tally.trouble
    assert store.count_unread(EXTRACTOR) == 2


async def test_a_running_watcher_polls_and_reads_until_it_is_cancelled(store: Store, server: Loopback) -> None:
    url = server.rss("/feed", "Botanists name a rare orchid")
    store.add_feed(Feed(FeedId(url), url))
    read = asyncio.Event()

    def told(event: WatchEvent) -> None:
        if isinstance(event, Read):
            read.set()

    watcher = Watcher(store, Config(), lambda: datetime(2024, 8, 16, tzinfo=UTC), told, allow_private=[server.place])
    running = asyncio.create_task(watcher.run())
    async with asyncio.timeout(30):
        await read.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await watcher.close()

    assert running.cancelled()
    assert store.count_unread(EXTRACTOR) == 0

"""Feeds as publishers served them, over loopback: what goes in is counted apart from our own parser."""

from __future__ import annotations

import csv
import hashlib
import html
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest

from talkwatch.feeds.opml import read_opml, write_opml
from talkwatch.model.items import Feed, FeedId, ItemId, Listed, Subscription
from talkwatch.settings.config import Config
from talkwatch.store import Store
from talkwatch.watch import Watcher
from tests.fakes.loopback import Loopback, Page

OPENING = re.compile(rb"<(?:item|entry)[\s>]")
TITLE = re.compile(rb"<title(?:\s[^>]*)?>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</title>", re.DOTALL)
GUID = re.compile(rb"<(?:guid|id)(?:\s[^>]*)?>\s*(.*?)\s*</(?:guid|id)>", re.DOTALL)


def served(server: Loopback, root: Path, documents: Iterable[Path]) -> list[Feed]:
    """The documents are pages; a third have an ETag, a third both validators, a third none."""
    feeds = []
    for n, document in enumerate(documents):
        body = document.read_bytes()
        path = f"/{document.relative_to(root)}"
        headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:12]}"'} if n % 3 else {}
        headers |= {"Last-Modified": "Wed, 14 Aug 2024 12:00:00 GMT"} if n % 3 == 2 else {}
        server.pages[path] = Page(body, headers=headers | {"Content-Type": "application/rss+xml"})
        feeds.append(Feed(FeedId(server.url(path)), server.url(path), folder="World/Real"))
    return feeds


def guids(document: bytes) -> list[bytes]:
    """The guid (or its whole text, where it has none) of each item or entry, by looking at nothing but tags."""
    found = []
    for part in OPENING.split(document)[1:]:
        whole = re.split(rb"</(?:item|entry)>", part)[0]
        guid = GUID.search(whole)
        found.append(guid[1] if guid else whole)
    return found


@asynccontextmanager
async def watching(store: Store, server: Loopback, moments: list[datetime]) -> AsyncIterator[Watcher]:
    watcher = Watcher(store, Config(), lambda: moments[-1], allow_private=[server.place])
    try:
        yield watcher
    finally:
        await watcher.close()


async def test_every_real_feed_is_stored_whole_and_a_second_poll_finds_nothing_new(
    shared: Path, store: Store, server: Loopback
) -> None:
    root = shared / "feeds"
    documents = sorted(root.rglob("*.xml"))
    feeds = served(server, root, documents)
    store.subscribe(read_opml(write_opml(Listed(tuple(map(Subscription, feeds)))).encode(), Path("list.opml")))

    moments = [datetime(2026, 11, 1, tzinfo=UTC)]
    async with watching(store, server, moments) as watcher:
        first = await watcher.poll_once(read=False)
        second = await watcher.poll_once(force=True, read=False)

    with (root / "index.tsv").open(encoding="utf-8") as lines:
        rows = {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}
    wanted = {server.url(f"/{path.relative_to(root)}"): path for path in documents}
    assert len(documents) == len(rows) == 138
    assert (first.feeds, first.answered, first.failed) == (138, 138, ())
    for health in store.feeds():
        path = wanted[health.feed.url]
        document = path.read_bytes()
        assert len(guids(document)) == int(rows[str(path.relative_to(root))]["n_items"]), path
        assert health.items == len(set(guids(document))), path
        flawed = not rows[str(path.relative_to(root))]["well_formed"].startswith("yes")
        assert ("not well-formed" in health.notice) == flawed, path
    assert (second.new, second.revised, second.failed) == (0, 0, ())
    assert second.unchanged == sum("ETag" in page.headers for page in server.pages.values()) == 92


@pytest.mark.parametrize("name", ["aljazeera_20260813", "bbc_2020", "nyt_20260813", "straittimes_2020"])
async def test_successive_polls_of_a_real_feed_lose_nothing_and_double_nothing(
    shared: Path, store: Store, server: Loopback, name: str
) -> None:
    documents = sorted((shared / "feeds" / "sequence" / name).glob("*.xml"))
    url = server.url("/feed")
    store.add_feed(Feed(FeedId(url), url))
    moments = [datetime(2026, 9, 1, tzinfo=UTC)]
    met: dict[bytes, list[str]] = {}
    revised = 0

    async with watching(store, server, moments) as watcher:
        for document in documents:
            body = document.read_bytes()
            server.pages["/feed"] = Page(body)
            new = set(guids(body)) - met.keys()
            follow(met, body)
            moments.append(moments[-1] + timedelta(hours=1))

            summary = await watcher.poll_once(force=True, read=False)

            revised += summary.revised
            assert (summary.failed, summary.new) == ((), len(new)), document.name

    stored = store.items(limit=100_000)
    assert len(stored) == len(met)
    assert sum(item.revision - 1 for item in stored) == revised
    assert Counter(map(tuple, met.values())) == Counter(told(store, item.id) for item in stored)


def follow(met: dict[bytes, list[str]], document: bytes) -> None:
    """Each guid's titles so far, as the tags alone show them, with those of the document."""
    for part, guid in zip(OPENING.split(document)[1:], guids(document), strict=True):
        title = TITLE.search(part)
        assert title
        words = " ".join(html.unescape(html.unescape(title[1].decode())).split())
        if met.setdefault(guid, [])[-1:] != [words]:
            met[guid].append(words)


def told(store: Store, item: ItemId) -> tuple[str, ...]:
    """An item's titles, one after the other."""
    return tuple(title for title, _ in groupby(each.title for each in store.revisions(item)))

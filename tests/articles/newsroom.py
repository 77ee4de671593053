"""A store with items of feeds whose articles are wanted, and a reader of their pages on a clock of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from talkwatch.articles import ArticleReader
from talkwatch.feeds.fetch import Bounds, Fetcher
from talkwatch.model.articles import ArticleFact
from talkwatch.model.claims import Reading
from talkwatch.model.items import Entry, Feed, FeedId, Item
from talkwatch.model.polls import PollOutcome
from talkwatch.store import Store
from talkwatch.told import WatchEvent
from tests.fakes.loopback import Loopback, Page

TITLE = "Envoys of Ruritania open the harbour talks in Port Alder"
SUMMARY = "The envoys met in the old customs house."
SENTENCES = (
    "The envoys of Ruritania opened the harbour talks in Port Alder on Wednesday, two days later than was planned.",
    "Their hosts had laid the table in the old customs house, and the doors were shut at nine in the morning.",
    "Nobody spoke to the press before noon, when the chief envoy stepped out for a moment to take the air.",
    "She said that the two sides had agreed on a list of seven questions and on the order in which to take them.",
    "The question of the pilots' fees comes first, and the one of the fishing grounds was put off to the very end.",
)


def page(*sentences: str, head: str = "", foot: str = "", charset: str = "utf-8") -> bytes:
    """A news page as sites make them: navigation, a headline, paragraphs, a footer."""
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f"<!doctype html><html><head><meta charset={charset}><title>{TITLE}</title>{head}</head><body><nav><ul>"
        f"<li><a href=/>Home</a><li><a href=/world>World</a></ul></nav><main><article><h1>{TITLE}</h1>{body}{foot}"
        "</article></main><footer><p>All rights reserved. <a href=/imprint>Imprint</a></p></footer></body></html>"
    ).encode(charset, "replace")


class Newsroom:
    """Items, pages and a reader of them. The clock hardly moves but for `later` and `rounds`."""

    def __init__(self, store: Store, server: Loopback) -> None:
        self.store, self.server = store, server
        self.now = datetime(2024, 8, 16, 12, tzinfo=UTC)
        self.heard: list[WatchEvent] = []
        self.fresh = 0
        self.feed = Feed(FeedId("https://paper.example/rss"), "https://paper.example/rss", articles=True)
        store.add_feed(self.feed)
        self._reader = self._made()
        self.open()

    def open(self, *others: Loopback) -> None:
        """The server, and others, may be asked."""
        places = [server.place for server in (self.server, *others)]
        self._fetcher = Fetcher(allow_private=places, bounds=Bounds(first_byte=0.5, whole=0.5, connect=0.5))

    def clock(self) -> datetime:
        """The moment, a little later at each look, as clocks are."""
        self.now += timedelta(microseconds=1)
        return self.now

    def _made(self, argv: Sequence[str] = ()) -> ArticleReader:
        async def fetcher() -> Fetcher:
            return self._fetcher

        def stored() -> None:
            self.fresh += 1

        return ArticleReader(self.store, self.clock, fetcher, self.heard.append, stored, argv=argv)

    async def restart(self, argv: Sequence[str] = ()) -> None:
        """Another process: nothing is known but what the store holds."""
        await self._reader.close()
        self._reader = self._made(argv)

    def item(self, link: str, *, skipped: str = "", title: str = TITLE, summary: str = SUMMARY) -> Item:
        """An item of the feed came now and was read; with `skipped`, the gate did not let it pass."""
        entry = Entry(f"guid:{link}", link, title, summary, self.now)
        stored = self.store.record(PollOutcome(self.feed.id, self.now, "answered", self.now, entries=(entry,)))
        (item,) = (*stored.new, *stored.revised) or (None,)
        assert item is not None
        self.store.add_readings([Reading(item.id, item.revision, "by hand", relevance=0.9, skipped=skipped)])
        return item

    def served(self, path: str, body: bytes, content_type: str = "text/html; charset=utf-8", status: int = 200) -> str:
        """The path serves a page; its address."""
        self.server.pages[path] = Page(body, status, {"Content-Type": content_type})
        return self.server.url(path)

    def rules(self, *lines: str) -> None:
        """The host has a robots.txt."""
        self.server.pages["/robots.txt"] = Page("\n".join(lines).encode(), headers={"Content-Type": "text/plain"})

    async def rounds(self, count: int = 2, *, apart: float = 10.0) -> datetime | None:
        """So many rounds, `apart` seconds of the clock between two; what the last one said."""
        soonest = None
        for n in range(count):
            self.now += timedelta(seconds=apart) if n else timedelta(0)
            soonest = await self._reader.round()
        self.now += timedelta(seconds=apart)
        return soonest

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def fact(self, item: Item) -> ArticleFact | None:
        return self.store.article(item.id)

    def text(self, item: Item) -> str:
        found = self.store.item(item.id)
        assert found is not None
        return found.text

    def paths(self) -> list[str]:
        """What the server was asked for, in order."""
        return [path for path, _ in self.server.requests]

    def same(self, item: Item) -> bool:
        """Whether the item is as its feed gave it."""
        return self.store.item(item.id) == replace(item)

    async def close(self) -> None:
        await self._reader.close()
        await self._fetcher.close()

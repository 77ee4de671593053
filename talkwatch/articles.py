"""Whole articles: the pages behind items that passed the gate, one request a host at a time, ten seconds apart.

A page that cannot be had is a fact of its item. A request is never made for an item first seen long ago, nor against
what the host's robots.txt says (RFC 9309).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from talkwatch.child import Child, ChildLost, module
from talkwatch.clock import Clock
from talkwatch.feeds.addresses import host_of, masked
from talkwatch.feeds.due import LONGEST_RETRY
from talkwatch.feeds.outcomes import BUSY
from talkwatch.feeds.wishes import A_PAGE, RULES
from talkwatch.model.articles import ArticleKind, ArticleOutcome, Site, WantedArticle
from talkwatch.model.errors import FeedError, FeedRefused, FeedUnreachable, TalkwatchError
from talkwatch.model.items import ItemId
from talkwatch.model.polls import Hold, Validators
from talkwatch.told import Restarted, Told

if TYPE_CHECKING:
    from talkwatch.feeds.fetch import Fetcher
    from talkwatch.store import Store

log = logging.getLogger("talkwatch.articles")

AGENT = "talkwatch"
"""Our name in robots.txt."""

SPACING = 10.0
"""Seconds between two requests to a host for its articles, at least; its Crawl-delay may ask for more."""

BACKLOG = timedelta(hours=24)
"""After an item was first seen, its page is asked for within this time or never."""
MOST = 200
"""Items whose pages are thought of at a time, the newest first."""

HOPS = 5
TRIES = 3
"""Requests for a page that gave no answer or a server's fault, the later ones half an hour and an hour after."""
AGAIN = timedelta(minutes=30)

RULES_LAST = timedelta(hours=24)
"""For how long a robots.txt is believed (RFC 9309, 2.4)."""
RULES_AGAIN = timedelta(hours=1)
"""After a robots.txt that could not be had, until when nothing of its host is asked for (RFC 9309, 2.3.1.4)."""
MOST_RULES = 500 << 10
"""Bytes of a robots.txt that are looked at (RFC 9309, 2.5)."""

SECONDS = 30.0
"""That the page reader may take by the clock; its own bound is ten seconds of processor time."""
MEBIBYTES = 256
IDLE = timedelta(minutes=1)
"""Without a page to come in so long a time, the page reader's memory is given back."""


@dataclass(frozen=True, slots=True)
class _Hop:
    """Where redirects have led so far from an item's link."""

    url: str
    count: int


class ArticleReader:
    """Asks for the pages of items. `fetcher` gives the fetcher that feeds are asked with, `stored` hears of new text.

    A server's seconds are real ones; `speed` of the clock's pass in each.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        fetcher: Callable[[], Awaitable[Fetcher]],
        told: Told,
        stored: Callable[[], None],
        *,
        argv: Sequence[str] = (),
    ) -> None:
        self._store, self._clock, self._fetching, self._told, self._stored = store, clock, fetcher, told, stored
        self._speed = float(getattr(clock, "speed", 1.0))
        argv = argv or module("talkwatch.feeds.article", mebibytes=MEBIBYTES)
        self._child = Child(argv, deadline=SECONDS, name="page reader")
        self._turn = asyncio.Lock()
        self._hops: dict[ItemId, _Hop] = {}
        self._sites: dict[str, Site] = {}
        self._holds: dict[str, datetime] = {}

    async def round(self) -> datetime | None:
        """Each host that may be asked now is asked for one thing, its robots.txt or a page.

        When the next may be asked; None if no page is wanted, or the network is down.
        """
        async with self._turn:
            queues = await asyncio.to_thread(self._standing)
            if not queues:
                await self._child.close()
                return None
            fetcher = await self._fetching()
            now = self._clock()
            ready = [host for host in queues if self._free_from(host, now) <= now]
            steps = (self._step(fetcher, host, queues[host]) for host in ready)
            for left in await asyncio.gather(*steps, return_exceptions=True):
                if isinstance(left, BaseException):  # ours (the disk is full), never a page's; the others are stored
                    raise left
            queues = await asyncio.to_thread(self._standing)
            now = self._clock()
            soonest = min((self._free_from(host, now) for host in queues), default=None)
            if soonest is None or soonest - now > IDLE * self._speed:
                await self._child.close()
            return soonest

    def _standing(self) -> dict[str, list[WantedArticle]]:
        """The items whose pages are wanted by the host that is next asked for each; sites and holds are known again."""
        now = self._clock()
        if self._store.offline_since() is not None:
            return {}
        wanted = self._store.wanted_articles(now, now - BACKLOG, MOST)
        self._hops = {one.item: self._hops[one.item] for one in wanted if one.item in self._hops}
        if wanted:
            self._sites, self._holds = self._store.sites(), self._store.held_hosts()
        queues: dict[str, list[WantedArticle]] = {}
        for one in wanted:
            queues.setdefault(host_of(self._address(one)), []).append(one)
        return queues

    def _address(self, wanted: WantedArticle) -> str:
        """Where the page is asked for next: its link, or where that has led."""
        hop = self._hops.get(wanted.item)
        return hop.url if hop else wanted.link

    def _free_from(self, host: str, now: datetime) -> datetime:
        """From when on the host may be asked, `now` at the soonest."""
        site, hold = self._sites.get(host), self._holds.get(host)
        moments = [site.next if site else None, hold, now]
        return max(moment for moment in moments if moment is not None)

    async def _step(self, fetcher: Fetcher, host: str, queue: Sequence[WantedArticle]) -> None:
        """One request to the host, or none where its rules let nothing of the queue be asked for."""
        site = self._sites.get(host) or Site(host, self._clock())
        if site.robots is None or site.robots_until is None or site.robots_until <= self._clock():
            await self._charged(queue[0], self._ask_rules(fetcher, site, self._address(queue[0]), queue[0]))
            return
        for wanted in queue:
            verdict = await self._read({"kind": "robots", "url": self._address(wanted), "agent": AGENT}, site.robots)
            if verdict.get("allowed"):
                rest = self._later(verdict["delay"])
                await self._charged(wanted, self._ask_page(fetcher, replace(site, next=rest), wanted))
                return
            await self._record(wanted, "failed", verdict.get("said") or "its host's robots.txt does not allow it")

    async def _charged(self, wanted: WantedArticle, asking: Awaitable[None]) -> None:
        """The item is charged with a fault of ours that its page brings out: that must not end the others'."""
        try:
            await asking
        except TalkwatchError:  # the disk is full, say
            raise
        except Exception as error:
            log.exception("%s", masked(wanted.link))
            said = f"talkwatch has a fault that this page brought out ({type(error).__name__}); the log says more"
            await self._record(wanted, "failed", said)

    def _later(self, seconds: float) -> datetime:
        """The moment until which a host has its rest."""
        return self._clock() + timedelta(seconds=min(max(SPACING, seconds), 86_400.0) * self._speed)

    async def _ask_rules(self, fetcher: Fetcher, site: Site, url: str, wanted: WantedArticle) -> None:
        """The host's robots.txt is known, or its pages are put off. One that it does not have allows all."""
        parts = urlsplit(url)
        await self._note(replace(site, next=self._later(0.0)))
        until = self._clock() + RULES_LAST
        try:
            async with fetcher.place(url):
                answer = await fetcher.get(f"{parts.scheme}://{parts.netloc}/robots.txt", wish=RULES)
            rules = (answer.body or b"")[:MOST_RULES]
        except FeedError as error:
            if not (isinstance(error, FeedRefused) and _is_missing(error.status)):
                await self._put_off(site, wanted, error)
                return
            rules = b""
        await self._note(replace(site, next=self._later(0.0), robots=rules, robots_until=until))

    async def _put_off(self, site: Site, wanted: WantedArticle, error: FeedError) -> None:
        """Nothing of the host is asked for in an hour, or as long as it asks; the item that was meant says why."""
        wait = error.retry_after if isinstance(error, FeedRefused) else None
        later = self._clock() + max(RULES_AGAIN, timedelta(seconds=min((wait or 0.0) * self._speed, 1e9)))
        await self._note(replace(site, next=min(later, self._clock() + LONGEST_RETRY), robots=None, robots_until=None))
        said = f"its host's robots.txt cannot be had: {error.reason}"
        if isinstance(error, FeedRefused) and error.status is None:  # an address that is not asked, or an absurd size
            await self._record(wanted, "failed", said)
            return
        waiting = replace(wanted, tries=wanted.tries - 1)  # its own page was not asked for
        await self._record(waiting, "waiting", said, next_=self._clock())

    async def _ask_page(self, fetcher: Fetcher, site: Site, wanted: WantedArticle) -> None:
        """The page is asked for; what came of it is stored. The host's rest begins before the request and after it."""
        rest = site.next - self._clock()
        await self._note(site)
        url = self._address(wanted)
        try:
            async with fetcher.place(url):
                answer = await fetcher.get(url, Validators(), wish=A_PAGE)
        except FeedRefused as error:
            await self._refused(wanted, error)
        except FeedUnreachable as error:
            await self._unreached(wanted, error)
        else:
            if answer.moved_to:
                await self._moved(wanted, answer.moved_to)
            else:
                await self._found(wanted, answer.body or b"", answer.content_type)
        await self._note(replace(site, next=self._clock() + rest))

    async def _moved(self, wanted: WantedArticle, url: str) -> None:
        """A redirect is followed with the next request, which is the other host's, and after its robots.txt."""
        count = self._hops[wanted.item].count + 1 if wanted.item in self._hops else 1
        if count > HOPS:
            await self._record(wanted, "failed", f"more than {HOPS} redirects")
        elif not url.lower().startswith(("http://", "https://")):
            await self._record(wanted, "failed", "leads to an address that is none of the web's")
        else:
            self._hops[wanted.item] = _Hop(url, count)

    async def _found(self, wanted: WantedArticle, body: bytes, content_type: str) -> None:
        """The article of a page is the item's text, or the page is found to hold none."""
        message = {"kind": "page", "content_type": content_type, "title": wanted.title, "summary": wanted.summary}
        found = await self._read(message, body)
        kind: Literal["read", "paywall", "none"] = found.get("kind", "none")
        await self._record(wanted, kind, found.get("said", ""), text=found.get("text", ""))

    async def _refused(self, wanted: WantedArticle, error: FeedRefused) -> None:
        """A no is for good, but one that only asks for time: that holds for the whole host."""
        if error.status in BUSY and error.retry_after is not None:
            wait = timedelta(seconds=min(error.retry_after * self._speed, 1e9))
            hold = Hold(error.host or host_of(wanted.link), self._clock() + min(wait, LONGEST_RETRY))
            await asyncio.to_thread(self._store.hold, hold, self._clock())
        is_down = error.status is not None and (error.status in BUSY or error.status >= 500)
        await (self._again(wanted, error.reason) if is_down else self._record(wanted, "failed", error.reason))

    async def _unreached(self, wanted: WantedArticle, error: FeedUnreachable) -> None:
        await self._again(wanted, error.reason)

    async def _again(self, wanted: WantedArticle, said: str) -> None:
        """The page is asked for again later, a few times."""
        if wanted.tries + 1 >= TRIES:
            await self._record(wanted, "failed", said)
            return
        await self._record(wanted, "waiting", said, next_=self._clock() + AGAIN * 2**wanted.tries)

    async def _read(self, message: dict[str, Any], body: bytes) -> dict[str, Any]:
        """The page reader's reply; where it died over the bytes, that is what they came to."""
        try:
            return await self._child.ask({"id": 0, **message}, body)
        except ChildLost as error:
            self._told(Restarted(error.name, error.how))
            return {"said": f"the page is too much for its reader, which {error.how}"}

    async def _note(self, site: Site) -> None:
        self._sites[site.host] = site
        await asyncio.to_thread(self._store.note_site, site, self._clock())

    async def _record(
        self, wanted: WantedArticle, kind: ArticleKind, said: str, *, text: str = "", next_: datetime | None = None
    ) -> None:
        self._hops.pop(wanted.item, None)
        outcome = ArticleOutcome(wanted, self._clock(), kind, said, text, next_)
        if await asyncio.to_thread(self._store.record_article, outcome):
            self._stored()

    async def close(self) -> None:
        """The page reader is gone."""
        await self._child.close()


def _is_missing(status: int | None) -> bool:
    """Whether a host has no robots.txt for us, which allows all (RFC 9309, 2.3.1.3), rather than no time."""
    return status is not None and 400 <= status < 500 and status not in BUSY

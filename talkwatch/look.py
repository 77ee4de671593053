"""A first look at an address: whether it is a feed, or a page that names feeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from talkwatch.child import ChildLost
from talkwatch.feeds.discovery import Candidate, candidates
from talkwatch.feeds.outcomes import to_entry
from talkwatch.model.errors import FeedUnreadable
from talkwatch.parsing import parser

if TYPE_CHECKING:
    from talkwatch.feeds.fetch import Fetcher
    from talkwatch.model.items import Entry

NEWEST = 5


@dataclass(frozen=True, slots=True)
class Look:
    """What an address holds: a feed's title and its newest entries, or, for a page, the feeds it names."""

    title: str = ""
    newest: tuple[Entry, ...] = ()
    entries: int = 0
    notice: str = ""
    named: tuple[Candidate, ...] = ()


class Looker:
    """Looks at addresses with one parser for all of them; `close` ends it."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._parser = parser()

    async def look(self, url: str, *, insecure: bool = False) -> Look:
        """What is at `url` (`insecure`: under any TLS certificate of its host).

        Raises FeedUnreachable or FeedRefused, and FeedUnreadable where no feed is, nor named.
        """
        async with self._fetcher.place(url):
            answer = await self._fetcher.get(url, insecure=insecure)
        body = answer.body or b""
        message = {"id": url, "feed": url, "content_type": answer.content_type}
        try:
            parsed = await self._parser.ask(message, body)
        except ChildLost as error:
            raise FeedUnreadable(url, f"the document is too much for the parser, which {error.how}") from error
        if parsed["error"]:
            named = candidates(body, answer.url)
            if named:
                return Look(named=named)
            raise FeedUnreadable(url, parsed["error"], "open the address in a browser; many sites moved their feed")
        entries = tuple(map(to_entry, parsed["entries"]))
        never = datetime.min.replace(tzinfo=UTC)
        newest = sorted(entries, key=lambda entry: entry.published or never, reverse=True)[:NEWEST]
        return Look(parsed["title"], tuple(newest), len(entries), parsed["notice"])

    async def close(self) -> None:
        """The parser and the connections are closed."""
        await self._parser.close()
        await self._fetcher.close()

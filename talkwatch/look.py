"""A first look at an address: whether it is a feed, or a page that names feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from talkwatch.child import ChildLost
from talkwatch.feeds import outcomes
from talkwatch.feeds.addresses import host_of, masked
from talkwatch.feeds.answers import HostSpared
from talkwatch.feeds.discovery import Candidate, candidates
from talkwatch.feeds.due import is_resting
from talkwatch.feeds.outcomes import Manner
from talkwatch.model.errors import FeedRefused, FeedUnreadable
from talkwatch.model.polls import FeedHealth, Hold, PollOutcome
from talkwatch.parsing import parser

if TYPE_CHECKING:
    from talkwatch.feeds.fetch import Fetcher
    from talkwatch.model.items import Entry

NEWEST = 5


@dataclass(frozen=True, slots=True)
class Look:
    """What an address holds: a feed, as a poll's `outcome` to store, or None for a page and the feeds it `named`."""

    outcome: PollOutcome | None = None
    named: tuple[Candidate, ...] = ()

    @property
    def newest(self) -> tuple[Entry, ...]:
        """The feed's newest entries."""
        never = datetime.min.replace(tzinfo=UTC)
        entries = self.outcome.entries if self.outcome else ()
        return tuple(sorted(entries, key=lambda entry: entry.published or never, reverse=True)[:NEWEST])


class Looker:
    """Looks at addresses with one parser for all of them; `close` ends it.

    `holds` are the hosts that asked to be left alone, and until when: they are not asked.
    """

    def __init__(self, fetcher: Fetcher, manner: Manner, holds: Mapping[str, datetime]) -> None:
        self._fetcher, self._manner = fetcher, manner
        self._holds = dict(holds)
        self._parser = parser()

    async def look(self, health: FeedHealth) -> Look:
        """What is at the feed's address.

        Raises FeedUnreachable or FeedRefused, and FeedUnreadable where no feed is, nor named.
        """
        feed, url = health.feed, health.address
        if self._is_resting(host_of(url)):
            raise self._left_alone(url, host_of(url))
        try:
            async with self._fetcher.place(url):
                answer = await self._fetcher.get(url, insecure=feed.insecure, spared=self._is_resting)
        except HostSpared as error:
            raise self._left_alone(url, error.host) from error
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
        return Look(outcomes.answered(health, answer, parsed, self._manner))

    def hold(self, health: FeedHealth, error: FeedRefused) -> Hold | None:
        """For how long the host that refused the feed is left alone, if it asked for that."""
        hold = outcomes.refused(health, error, self._manner).hold
        if hold is not None:
            self._holds[hold.host] = hold.until
        return hold

    def _is_resting(self, host: str) -> bool:
        return is_resting(host, self._holds, self._manner.clock())

    def _left_alone(self, url: str, host: str) -> FeedRefused:
        until = f"{self._holds[host]:%d %b %H:%M} UTC"
        return FeedRefused(masked(url), f"{host} asked to be left alone until {until}", "add it after that")

    async def close(self) -> None:
        """The parser and the connections are closed."""
        await self._parser.close()
        await self._fetcher.close()

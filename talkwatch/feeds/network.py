"""Whether it is the network that is down, or only a feed: judged over the feeds of a round, and of those before it.

A byte from anywhere shows that the network is up. Where none comes, and connections to several hosts that answered
before fail, no feed is to blame. A name that does not resolve for the moment (EAI_AGAIN) or a missing route says so
sooner than a refused connection, but a single host with broken name servers gives the same sign.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from talkwatch.feeds.addresses import host_of, is_public
from talkwatch.model.errors import Reach
from talkwatch.model.polls import FeedHealth

ENOUGH = 3
"""Hosts that must be silent together, and two where the machine itself says that it has no way out."""

PROBES = 3
"""Feeds that are asked at a time while the network is down, each of another host."""

FIRST_PROBE = timedelta(seconds=15)
LAST_PROBE = timedelta(minutes=2)
"""Between two probes: doubled from the first to the last, so that a return is found soon and costs little."""


@dataclass(slots=True)
class Network:
    """What polls have shown of the network since the last byte. `since`: when it went down, None while it is up."""

    since: datetime | None = None
    probe_at: datetime | None = None
    _probes: int = 0
    _silent: dict[str, FeedHealth] = field(default_factory=dict)
    _began: datetime | None = None
    _local: bool = False

    def heard(self) -> None:
        """A byte came: the network is up, and all before it is forgotten."""
        self.since = self.probe_at = self._began = None
        self._probes, self._local = 0, False
        self._silent.clear()

    def lost(self, feeds: Iterable[tuple[FeedHealth, Reach]], known: int, now: datetime) -> bool:
        """Whether the network is down, after these feeds gave no byte and nothing else did; `known` hosts are asked.

        A feed that failed before this silence began bears no witness.
        """
        self._began = self._began or now
        for feed, reach in feeds:
            self._local = self._local or reach == "none"
            if not feed.failures:
                self._silent.setdefault(feed.feed.id, feed)
        hosts = len({host_of(feed.address) for feed in self._silent.values()})
        if self.since is None and hosts >= max(1 if self._local else 2, min(known, 2 if self._local else ENOUGH)):
            self.since = self._began
        if self.since is not None:
            wait: timedelta = FIRST_PROBE * (1 << min(self._probes, 8))
            self.probe_at = now + min(wait, LAST_PROBE)
            self._probes += 1
        return self.since is not None

    def spared(self) -> tuple[FeedHealth, ...]:
        """The feeds of this silence as they stood before it."""
        return tuple(self._silent.values())

    def may_probe(self, now: datetime) -> bool:
        """Whether it is time to see whether the network is back."""
        return self.probe_at is None or now >= self.probe_at or self.probe_at - now > LAST_PROBE

    def probes(self, feeds: Iterable[FeedHealth], now: datetime) -> tuple[FeedHealth, ...]:
        """A few of `feeds` to see whether the network is back, each of another host, others each time.

        Those that answered last come before those that failed. Until they are done, no others are asked.
        """
        self.probe_at = now + LAST_PROBE
        ones = {host_of(feed.address): feed for feed in sorted(feeds, key=lambda feed: -feed.failures)}
        sound = [feed for feed in ones.values() if not feed.failures] or list(ones.values())
        first = self._probes * PROBES % max(1, len(sound))
        return tuple((sound[first:] + sound[:first])[:PROBES])


def is_near(url: str) -> bool:
    """Whether the address is on this machine or in this house by its looks: a private number, or a name of one word.

    An answer from near says nothing of the world outside.
    """
    host = urlsplit(url).hostname or ""
    try:
        return not is_public(ip_address(host))
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".lan", ".internal"))

"""What is due, and when to ask again: pure, the time and the chance come in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from talkwatch.model.polls import FeedHealth

LONGEST = timedelta(hours=24)
"""No failing feed is left alone for longer, and no server's hint is followed beyond it."""

LONGEST_RETRY = timedelta(days=7)
"""A Retry-After is kept up to this; beyond it, it is a mistake."""

SPREAD = 0.1
"""The share of an interval by which polls are moved apart, so that feeds asked together drift apart."""

FIRST_SPREAD = 1.0
"""The same after a feed's first poll: those added together, or asked at once at the start, are parted for good."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What bears on the next poll: the usual interval, failures in a row, and the server's own words (seconds)."""

    every: timedelta
    failures: int = 0
    fresh: float = 0.0
    """How long the answer stays fresh: the larger of max-age less Age and the feed's own ttl."""
    retry_after: float | None = None
    spread: float = SPREAD
    """The share of the interval by which chance may put the poll off."""


def due(feeds: Iterable[FeedHealth], now: datetime) -> tuple[FeedHealth, ...]:
    """The feeds to ask now, the longest-waiting first and before them those never asked."""
    waiting = [feed for feed in feeds if is_open(feed) and (feed.next_poll is None or feed.next_poll <= now)]
    never = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(waiting, key=lambda feed: feed.next_poll or never))


def is_open(feed: FeedHealth) -> bool:
    """Whether a feed may be asked at all: neither paused by the user nor gone (410)."""
    return feed.state not in {"paused", "gone"}


def next_poll(now: datetime, wait: Wait, chance: float) -> datetime:
    """When to ask again (UTC). `chance` is 0-1 and puts it off by that part of the wait's spread.

    Failures double the interval each time, up to a day. A server's max-age, ttl or Retry-After is never undercut.
    """
    doubled: timedelta = wait.every * (1 << min(wait.failures, 16))
    interval = min(doubled, max(LONGEST, wait.every))
    hint = min(timedelta(seconds=min(wait.fresh, LONGEST.total_seconds())), LONGEST)
    interval = max(interval, hint)
    if wait.retry_after is not None:
        interval = max(interval, min(timedelta(seconds=min(wait.retry_after, 1e9)), LONGEST_RETRY))
    return now + interval * (1 + wait.spread * chance)


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait as a Retry-After header says, in either of its forms (RFC 9110, 10.2.3); None if unreadable."""
    word = value.strip()
    if word.isascii() and word.isdigit():
        return float(word[:12])
    try:
        moment = parsedate_to_datetime(word)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def fresh_for(cache_control: str, age: str) -> float:
    """Seconds for which an answer stays fresh: max-age less Age (RFC 9111, 4.2), 0 where nothing is said."""
    for word in cache_control.lower().split(","):
        name, _, value = word.strip().partition("=")
        digits = value.strip().strip('"')
        if name == "max-age" and digits.isascii() and digits.isdigit():
            spent = int(age) if age.isascii() and age.isdigit() else 0
            return float(max(0, int(digits[:12]) - spent))
    return 0.0

"""What is due, and when to ask again: pure, the time and the chance come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from talkwatch.feeds.addresses import host_of
from talkwatch.feeds.pace import USUAL, waking
from talkwatch.model.items import FeedId
from talkwatch.model.polls import FeedHealth, Rhythm

LONGEST = timedelta(hours=24)
"""No failing feed is left alone for longer, and no server's hint is followed beyond it."""

LONGEST_RETRY = timedelta(days=7)
"""A Retry-After is kept up to this; beyond it, it is a mistake."""

SPREAD = 0.1
"""The share of an interval by which polls are moved apart, so that feeds asked together drift apart."""

FIRST_SPREAD = 1.0
"""The same after a feed's first poll: those added together, or asked at once at the start, are parted for good."""

FARTHEST_SPREAD = timedelta(hours=1)
"""No feed is put off by more at its first poll."""

AT_ONCE = 16
"""Feeds that are due at once and need not be spread: no more than are asked at a time anyway."""

FARTHEST = timedelta(days=8)
"""No poll is ever set farther off; one that is was set while the clock was wrong."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What bears on the next poll: the usual interval, failures in a row, and the server's own words (seconds)."""

    every: timedelta
    failures: int = 0
    fresh: float = 0.0
    """How long the answer stays fresh: max-age less Age."""
    retry_after: float | None = None
    spread: float = SPREAD
    """The share of the interval by which chance may put the poll off."""
    rhythm: Rhythm = Rhythm()  # noqa: RUF009 - frozen
    """The feed's own words: how long it wants to be left alone for, and when it sleeps."""


def due(feeds: Iterable[FeedHealth], now: datetime) -> tuple[FeedHealth, ...]:
    """The feeds to ask now, the longest-waiting first and before them those never asked.

    One whose next poll is farther off than any is ever set was polled while the clock was wrong, and is due.
    """
    waiting = [feed for feed in feeds if is_open(feed) and not _is_ahead(feed.next_poll, now)]
    never = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(waiting, key=lambda feed: feed.next_poll or never))


def soonest(polls: Iterable[datetime | None], now: datetime) -> datetime | None:
    """The first of these moments that is not over."""
    return min((poll for poll in polls if poll is not None and poll > now), default=None)


def wished(feeds: Iterable[FeedHealth], now: datetime) -> tuple[FeedHealth, ...]:
    """The feeds to ask when the user asks for all: due or not, but none that is still fresh by its server's word."""
    return tuple(feed for feed in feeds if is_open(feed) and not _is_ahead(feed.fresh_until, now))


def _is_ahead(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and now < moment < now + FARTHEST


def is_open(feed: FeedHealth) -> bool:
    """Whether a feed may be asked at all: neither paused by the user nor gone (410)."""
    return feed.state not in {"paused", "gone"}


def is_held(feed: FeedHealth, holds: Mapping[str, datetime], now: datetime) -> bool:
    """Whether the feed's host asked to be left alone now."""
    return is_resting(host_of(feed.address), holds, now)


def is_resting(host: str, holds: Mapping[str, datetime], now: datetime) -> bool:
    """Whether a host asked to be left alone now."""
    return _is_ahead(holds.get(host), now)


def after_hold(
    feeds: Iterable[FeedHealth], holds: Mapping[str, datetime], chances: Iterable[float]
) -> dict[FeedId, datetime]:
    """When to ask the feeds of held hosts: after the hold, a feed after the other over half an hour by chance."""
    return {
        feed.feed.id: holds[host_of(feed.address)] + chance * USUAL
        for feed, chance in zip(feeds, chances, strict=False)
    }


def catch_up(
    feeds: Sequence[FeedHealth], now: datetime, step: timedelta, window: timedelta
) -> tuple[tuple[FeedHealth, ...], dict[FeedId, datetime]]:
    """Those to ask now and when to ask the others, where many are due at once after a start, a sleep or an outage.

    In their order, the first few go now; one follows the other after `step`, and all within `window`.
    """
    rest = feeds[AT_ONCE:]
    step = min(step, window / max(1, len(rest)))
    return tuple(feeds[:AT_ONCE]), {feed.feed.id: now + n * step for n, feed in enumerate(rest, 1)}


def next_poll(now: datetime, wait: Wait, chance: float) -> datetime:
    """When to ask again (UTC). `chance` is 0-1 and puts it off by that part of the wait's spread.

    Failures double half an hour (or a shorter interval) each time, up to a day, and never ask more often than the
    interval. A server's max-age, ttl, Retry-After or hours to skip are never undercut.
    """
    doubled = min(wait.every, USUAL) * (1 << min(wait.failures, 16)) if wait.failures else wait.every
    interval = max(wait.every, min(doubled, LONGEST))
    hint = max(wait.fresh, wait.rhythm.period)
    interval = max(interval, timedelta(seconds=min(hint, LONGEST.total_seconds())))
    if wait.retry_after is not None:
        interval = max(interval, min(timedelta(seconds=min(wait.retry_after, 1e9)), LONGEST_RETRY))
    spread = max(SPREAD * interval, min(wait.spread * wait.every, FARTHEST_SPREAD))
    return waking(now + interval + spread * chance, wait.rhythm, chance)


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait as a Retry-After header says, in either of its forms (RFC 9110, 10.2.3); None if unreadable."""
    word = value.strip()
    if word.isascii() and word.isdigit():
        return float(word[:12])
    try:
        moment = parsedate_to_datetime(word)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, OverflowError):
        return None


def fresh_for(cache_control: str, age: str) -> float | None:
    """Seconds for which an answer stays fresh: max-age less Age (RFC 9111, 4.2); None where nothing is said at all."""
    for word in cache_control.lower().split(","):
        name, _, value = word.strip().partition("=")
        digits = value.strip().strip('"')
        if name == "max-age" and digits.isascii() and digits.isdigit():
            spent = int(age[:12]) if age.isascii() and age.isdigit() else 0
            return float(max(0, int(digits[:12]) - spent))
    return 0.0 if cache_control.strip() else None

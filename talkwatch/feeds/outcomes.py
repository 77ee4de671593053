"""What a poll came to, as a value to store, with the moment of the next. Pure but for the manner's clock and chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from talkwatch.clock import Clock
from talkwatch.feeds import moving
from talkwatch.feeds.addresses import host_of
from talkwatch.feeds.due import FIRST_SPREAD, LONGEST, LONGEST_RETRY, SPREAD, Wait, next_poll
from talkwatch.feeds.pace import pace, usual_gap
from talkwatch.model.errors import FeedRefused
from talkwatch.model.items import Entry
from talkwatch.model.polls import FeedHealth, Hold, PollOutcome, Rhythm

if TYPE_CHECKING:
    from talkwatch.feeds.fetch import Answer

BUSY = {429, 503}
"""Statuses that say no for now, and whose Retry-After holds for the whole host (RFC 6585, 4; RFC 9110, 15.6.4)."""

GONE = 410


@dataclass(frozen=True, slots=True)
class Manner:
    """How to poll: the clock, the user's wish for an interval (None: each feed's own pace), and `chance` (0-1).

    `sooner` is the share of an interval after which a feed may be asked again.
    """

    clock: Clock
    interval: timedelta | None
    chance: Callable[[], float]
    sooner: float = 1.0

    @property
    def speed(self) -> float:
        """Seconds of the clock that pass in a real one; a server's Retry-After and max-age are real ones."""
        return float(getattr(self.clock, "speed", 1.0))

    def every(self, rhythm: Rhythm) -> timedelta:
        """The interval between two polls of a feed of this rhythm."""
        return (self.interval or pace(rhythm)) * self.sooner

    def ahead(self, seconds: float, longest: timedelta) -> datetime:
        """The moment `seconds` of a server's time from now, at most `longest` of the clock's."""
        return self.clock() + min(timedelta(seconds=min(seconds * self.speed, 1e9)), longest)


def unchanged(health: FeedHealth, answer: Answer, manner: Manner) -> PollOutcome:
    """A 304. Without a max-age of its own, it renews the one stored (RFC 9111, 4.3.4)."""
    fresh = health.rhythm.fresh if answer.fresh is None else answer.fresh
    rhythm = replace(health.rhythm, fresh=fresh)
    return PollOutcome(
        health.feed.id,
        manner.clock(),
        "unchanged",
        _next(manner, rhythm, fresh=fresh),
        answer.validators,
        rhythm=rhythm if rhythm != health.rhythm else None,
        fresh_until=manner.ahead(fresh, LONGEST) if fresh else None,
        moving=moving.answered(health.moving, answer.moved_to, health.feed.url),
    )


def answered(health: FeedHealth, answer: Answer, parsed: dict[str, Any], manner: Manner) -> PollOutcome:
    """New bytes, as the parser (talkwatch.feeds.parse) read them."""
    entries = tuple(map(to_entry, parsed["entries"]))
    fresh = answer.fresh or 0.0
    rhythm = Rhythm(
        period=parsed["ttl"],
        gap=usual_gap((entry.published for entry in entries), manner.clock()) or health.rhythm.gap,
        fresh=fresh,
        skip_hours=tuple(parsed["skip_hours"]),
        skip_days=tuple(parsed["skip_days"]),
    )
    return PollOutcome(
        health.feed.id,
        manner.clock(),
        "answered",
        _next(manner, rhythm, fresh=fresh, spread=FIRST_SPREAD if health.polled is None else SPREAD),
        answer.validators,
        title=parsed["title"],
        language=parsed["language"],
        entries=entries,
        notice=parsed["notice"],
        rhythm=rhythm,
        fresh_until=manner.ahead(fresh, LONGEST) if fresh else None,
        moving=moving.answered(health.moving, answer.moved_to, health.feed.url),
    )


def to_entry(said: dict[str, Any]) -> Entry:
    """An entry as a value, from the words of the parser."""
    times = {name: datetime.fromisoformat(said[name]) if said[name] else None for name in ("published", "updated")}
    return Entry(**{**said, **times})


def refused(health: FeedHealth, error: FeedRefused, manner: Manner) -> PollOutcome:
    """A no: 410 from the subscribed address is for good, and a Retry-After with 429 or 503 holds for the whole host."""
    busy = error.status in BUSY
    hold = None
    if busy and error.retry_after is not None:
        host = error.host or host_of(health.address)
        hold = Hold(host, manner.ahead(error.retry_after, LONGEST_RETRY))
    outcome = failed(health, error.reason, error.hint, manner, wait=error.retry_after, is_busy=busy)
    is_gone = error.status == GONE and not health.moving.kept
    kind: Literal["gone", "failed"] = "gone" if is_gone else "failed"
    return replace(outcome, kind=kind, hold=hold)


def failed(
    health: FeedHealth, error: str, hint: str, manner: Manner, *, wait: float | None = None, is_busy: bool = False
) -> PollOutcome:
    """A failure, in words; `wait` is how many seconds the server asks for."""
    return PollOutcome(
        health.feed.id,
        manner.clock(),
        "failed",
        _next(manner, health.rhythm, failures=health.failures + 1, wait=wait),
        health.validators,
        error=error,
        hint=hint,
        moving=moving.failed(health.moving, is_down=is_busy),
    )


def _next(
    manner: Manner,
    rhythm: Rhythm,
    *,
    failures: int = 0,
    fresh: float = 0.0,
    wait: float | None = None,
    spread: float = SPREAD,
) -> datetime:
    """When to ask again; a server's seconds are real ones, and `speed` of the clock's pass in each."""
    wait = None if wait is None else wait * manner.speed
    waits = Wait(manner.every(rhythm), failures, fresh * manner.speed, wait, spread, rhythm)
    return next_poll(manner.clock(), waits, manner.chance())

"""The status line and the table of feeds: how the subscriptions stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from talkwatch.feeds.addresses import masked
from talkwatch.model.articles import ArticleTally
from talkwatch.model.polls import FeedHealth
from talkwatch.views.rows import FeedRow, HealthView

A_DAY = timedelta(days=1)
SECOND = "second reader"
"""Under what the store remembers that the second reader's server is down."""


def health_view(
    feeds: Iterable[FeedHealth],
    *,
    new_items: int = 0,
    unread: int = 0,
    offline_since: datetime | None = None,
    worker: Literal["idle", "reading", "restarting", "off"] = "off",
    restored: str = "",
    second: str = "",
) -> HealthView:
    """How the feeds stand at a glance, with a row for each: failing ones first, then as they were added. Times in UTC.

    `new_items` were stored by the last poll, `unread` still wait for extraction.
    `restored` says what was lost when the store was restored lately, `second` what is wrong with the second reader.
    """
    rows = sorted((feed_row(feed) for feed in feeds), key=lambda row: row.state not in {"failing", "gone"})
    asked = [row for row in rows if row.state not in {"paused", "gone"}]
    return HealthView(
        feeds=len(rows),
        failing=sum(row.state in {"failing", "gone"} for row in rows),
        new_items=new_items,
        unread=unread,
        polled=max((row.polled for row in rows if row.polled), default=None),
        next_poll=min((row.next_poll for row in asked if row.next_poll), default=None),
        offline_since=offline_since,
        worker=worker,
        rows=tuple(rows),
        restored=restored,
        second=second,
    )


def second_words(down: Mapping[str, str] | None) -> str:
    """What is wrong with the second reader, by what the store remembers under SECOND; "" where nothing is."""
    if not down:
        return ""
    since = datetime.fromisoformat(down["since"])
    return f"second reader ({down['model']}) down since {since:%d %b %H:%M} UTC: {down['said']}"


def lately(words: str, at: datetime, now: datetime) -> str:
    """The words for a day after the moment, "" from then on (`talkwatch doctor` keeps them)."""
    return words if now - at < A_DAY else ""


def feed_row(health: FeedHealth) -> FeedRow:
    """One feed's row; what was odd in its last answer stands where an error would, if there is none."""
    return FeedRow(
        id=health.feed.id,
        url=masked(health.feed.url),
        title=health.feed.title,
        publisher=health.feed.publisher,
        state=health.state,
        error=health.error or health.notice,
        hint=health.hint,
        polled=health.polled,
        next_poll=health.next_poll,
        items=health.items,
        failures=health.failures,
        moved_to=masked(health.moving.kept),
        insecure=health.feed.insecure,
        articles=health.feed.articles,
        grade=health.feed.grade,
        pages=pages_words(health.pages),
    )


def pages_words(tally: ArticleTally) -> str:
    """What came of asking for the pages of a feed's items, in words, "" where none was asked for.

    Of those that were not read, the last one's reason stands at the end.
    """
    counts = (
        (tally.read, "read"),
        (tally.paywall, "behind a paywall"),
        (tally.none, "without an article"),
        (tally.failed, "not to be had"),
        (tally.waiting, "to be asked for again"),
    )
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    if not told:
        return ""
    return f"articles: {told}" + (f" (last: {tally.said})" if tally.said else "")

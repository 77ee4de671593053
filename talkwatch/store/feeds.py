"""The subscriptions and how they stand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from talkwatch.model.articles import ArticleTally
from talkwatch.model.items import Feed, FeedId, Folder, Grade, Listed, Subscription
from talkwatch.model.polls import FeedHealth, FeedState, Hold, Moving, PollOutcome, Rhythm, Validators
from talkwatch.store import articles, filters, searching
from talkwatch.store.times import moment, ticks

_COLUMNS = """id, url, title, publisher, folder, etag, last_modified, polled, next_poll, failures, error, hint, notice,
    paused, gone, items, period, gap, fresh, skip_hours, skip_days, fresh_until, moved_to, moving_to,
    insecure, articles, grade"""


def all_feeds(connection: sqlite3.Connection) -> tuple[FeedHealth, ...]:
    """Every subscription, in the order in which they were added."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM feeds WHERE NOT removed ORDER BY key")  # noqa: S608 - constants
    kept, pages = filters.kept(connection), articles.tallies(connection)
    return tuple(filters.with_kept(_health(row, pages.get(row[0], ArticleTally())), kept) for row in rows)


def _health(row: tuple[Any, ...], pages: ArticleTally) -> FeedHealth:
    """A row of `_COLUMNS` as a value."""
    (id_, url, title, publisher, folder, etag, modified, polled, due, failures, error, hint, notice, *rest) = row
    paused, gone, items, period, gap, fresh, hours, days, fresh_until, moved, moving, insecure, whole, grade = rest
    return FeedHealth(
        feed=Feed(
            FeedId(id_), url, title, publisher, folder, bool(insecure), articles=bool(whole), grade=grade or None
        ),
        validators=Validators(etag, modified),
        polled=moment(polled),
        next_poll=moment(due),
        failures=failures,
        error=error,
        hint=hint,
        state=_state(paused=paused, gone=gone, failures=failures, polled=polled),
        items=items,
        notice=notice,
        rhythm=Rhythm(period, gap, fresh, _numbers(hours), _numbers(days)),
        fresh_until=moment(fresh_until),
        moving=Moving(moved, moving),
        pages=pages,
    )


def _bits(numbers: Iterable[int]) -> int:
    """Numbers from 0 to 62 as the bits of one."""
    return sum(1 << number for number in set(numbers))


def _numbers(bits: int) -> tuple[int, ...]:
    """The same back, in order."""
    return tuple(number for number in range(bits.bit_length()) if bits >> number & 1)


def _state(*, paused: int, gone: int, failures: int, polled: int | None) -> FeedState:
    """The one word for how a feed stands; the user's pause outranks all."""
    if paused:
        return "paused"
    if gone:
        return "gone"
    if failures:
        return "failing"
    return "new" if polled is None else "ok"


def add(connection: sqlite3.Connection, feed: Feed) -> bool:
    """The feed is subscribed; true if it was not before. One removed earlier comes back with its items.

    Of one that is subscribed, only `insecure`, `articles` and `grade` change, and only if they are given.
    """
    known = connection.execute("SELECT removed FROM feeds WHERE id = ?", (feed.id,)).fetchone()
    if known == (0,):
        connection.execute(
            """UPDATE feeds SET insecure = insecure OR ?, articles = articles OR ?, grade = coalesce(?, grade)
            WHERE id = ?""",
            (feed.insecure, feed.articles, feed.grade, feed.id),
        )
        return False
    connection.execute(
        """INSERT INTO feeds (id, url, title, publisher, folder, insecure, articles, grade)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET removed = 0, paused = 0, gone = 0, failures = 0, error = '', hint = '',
            next_poll = NULL, fresh_until = NULL, moved_to = '', moving_to = '', url = excluded.url,
            folder = excluded.folder, insecure = excluded.insecure, articles = excluded.articles,
            grade = iif(excluded.grade = '', grade, excluded.grade),
            title = iif(excluded.title = '', title, excluded.title),
            publisher = iif(excluded.publisher = '', publisher, excluded.publisher)""",
        (feed.id, feed.url, feed.title, feed.publisher, feed.folder, feed.insecure, feed.articles, feed.grade or ""),
    )
    filters.keep(connection, feed)
    return True


def subscribe(connection: sqlite3.Connection, listed: Listed) -> int:
    """The feeds are subscribed, and paused if the list says so; how many were not before."""
    rows = [(folder.path, json.dumps(folder.extra, ensure_ascii=False)) for folder in listed.folders]
    connection.executemany(
        "INSERT INTO folders VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET extra = excluded.extra", rows
    )
    new = [each for each in listed.feeds if add(connection, each.feed)]
    for each in new:
        if each.paused:
            pause(connection, each.feed.id, paused=True)
    return len(new)


def listed(connection: sqlite3.Connection) -> Listed:
    """The subscriptions as a list of them."""
    feeds = tuple(Subscription(health.feed, health.state == "paused") for health in all_feeds(connection))
    rows = connection.execute("SELECT path, extra FROM folders ORDER BY path")
    return Listed(
        feeds, tuple(Folder(path, tuple((name, value) for name, value in json.loads(extra))) for path, extra in rows)
    )


def remove(connection: sqlite3.Connection, feed: FeedId, *, purge: bool) -> bool:
    """The feed is no longer subscribed; true if it was. Its items stay, unless `purge` takes them and what was read."""
    row = connection.execute("SELECT key, removed FROM feeds WHERE id = ?", (feed,)).fetchone()
    if row is None:
        return False
    key, removed = row
    if not purge:
        connection.execute("UPDATE feeds SET removed = 1 WHERE key = ?", (key,))
        return not removed
    theirs = "SELECT key FROM items WHERE feed = ?"
    words = f"SELECT key FROM revisions WHERE item IN ({theirs})"  # noqa: S608 - constants
    connection.execute(f"DELETE FROM readings WHERE revision IN ({words})", (key,))  # noqa: S608 - constants
    connection.execute(f"DELETE FROM revisions WHERE item IN ({theirs})", (key,))  # noqa: S608 - constants
    searching.forget_deleted(connection)
    connection.execute("DELETE FROM items WHERE feed = ?", (key,))
    connection.execute("DELETE FROM feeds WHERE key = ?", (key,))
    return True


def pause(connection: sqlite3.Connection, feed: FeedId, *, paused: bool) -> bool:
    """The feed is paused, or asked again from now on; false if there is no such feed."""
    done = connection.execute(
        """UPDATE feeds SET paused = ?, gone = 0, next_poll = iif(?, next_poll, NULL),
            fresh_until = iif(?, fresh_until, NULL) WHERE id = ? AND NOT removed""",
        (paused, paused, paused, feed),
    )
    return done.rowcount > 0


def grade(connection: sqlite3.Connection, feed: FeedId, grade: Grade | None) -> bool:
    """The feed, subscribed or not, has the user's grade from now on, or none; false if it was never seen."""
    return connection.execute("UPDATE feeds SET grade = ? WHERE id = ?", (grade or "", feed)).rowcount > 0


def grades(connection: sqlite3.Connection) -> dict[FeedId, Grade]:
    """The grades that the user gave, by feed."""
    return dict(connection.execute("SELECT id, grade FROM feeds WHERE grade <> ''").fetchall())


def note_poll(connection: sqlite3.Connection, outcome: PollOutcome) -> bool:
    """The feed's health is what the poll showed; false if there is no such feed.

    The validators only change with an answer that carries some; where a new address failed, they go with it.
    """
    note_hold(connection, outcome.hold, outcome.at)
    failed = outcome.kind in ("failed", "gone")
    tags, moving = outcome.validators, outcome.moving
    fresh = outcome.kind == "answered" or (outcome.kind == "unchanged" and tags != Validators())
    done = connection.execute(
        """UPDATE feeds SET polled = ?, next_poll = ?, failures = iif(?, failures + 1, 0), error = ?, hint = ?,
            notice = iif(?, ?, notice), gone = ?,
            etag = CASE WHEN ? THEN ? WHEN moved_to <> '' AND ? = '' THEN NULL ELSE etag END,
            last_modified = CASE WHEN ? THEN ? WHEN moved_to <> '' AND ? = '' THEN NULL ELSE last_modified END,
            title = iif(?, title, ?), language = iif(?, language, ?), fresh_until = ?, moved_to = ?, moving_to = ?
            WHERE id = ? AND NOT removed""",
        (
            ticks(outcome.at),
            ticks(outcome.next_poll),
            failed,
            outcome.error,
            outcome.hint,
            outcome.kind == "answered",
            outcome.notice,
            outcome.kind == "gone",
            *(fresh, tags.etag, moving.kept),
            *(fresh, tags.last_modified, moving.kept),
            *(not outcome.title, outcome.title, not outcome.language, outcome.language),
            *(ticks(outcome.fresh_until), moving.kept, moving.seen),
            outcome.feed,
        ),
    )
    if done.rowcount and outcome.rhythm is not None:
        _note_rhythm(connection, outcome.feed, outcome.rhythm)
    return done.rowcount > 0


def _note_rhythm(connection: sqlite3.Connection, feed: FeedId, rhythm: Rhythm) -> None:
    """The feed's own pace is kept."""
    connection.execute(
        "UPDATE feeds SET period = ?, gap = ?, fresh = ?, skip_hours = ?, skip_days = ? WHERE id = ?",
        (rhythm.period, rhythm.gap, rhythm.fresh, _bits(rhythm.skip_hours), _bits(rhythm.skip_days), feed),
    )


def note_hold(connection: sqlite3.Connection, hold: Hold | None, now: datetime) -> None:
    """The host is left alone for the longest that it asked for; those whose time is over are forgotten."""
    if hold is None:
        return
    connection.execute("DELETE FROM hosts WHERE held <= ?", (ticks(now),))
    connection.execute(
        "INSERT INTO hosts (host, held) VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET held = max(held, excluded.held)",
        (hold.host, ticks(hold.until)),
    )


def held_hosts(connection: sqlite3.Connection) -> dict[str, datetime]:
    """The hosts that asked to be left alone, and until when; some may be over."""
    return {host: moment(held) for host, held in connection.execute("SELECT host, held FROM hosts")}


def put_off(connection: sqlite3.Connection, polls: Mapping[FeedId, datetime]) -> None:
    """These feeds are asked at these moments, and nothing else about them changes."""
    rows = [(ticks(until), feed) for feed, until in polls.items()]
    connection.executemany("UPDATE feeds SET next_poll = ? WHERE id = ?", rows)


def forgive(connection: sqlite3.Connection, feeds: Iterable[FeedHealth]) -> None:
    """The feeds' failures, errors and next polls are those of these values."""
    rows = [(feed.failures, feed.error, feed.hint, ticks(feed.next_poll), feed.feed.id) for feed in feeds]
    connection.executemany("UPDATE feeds SET failures = ?, error = ?, hint = ?, next_poll = ? WHERE id = ?", rows)


def publisher_of(url: str, title: str, publisher: str) -> str:
    """The name shown beside an item: what the user or the track named, else the feed's title, else its host."""
    return publisher or title or (urlsplit(url).hostname or url).removeprefix("www.")


def key_of(connection: sqlite3.Connection, feed: FeedId) -> int | None:
    """The feed's key, subscribed or not, or None if it was never seen."""
    row = connection.execute("SELECT key FROM feeds WHERE id = ?", (feed,)).fetchone()
    return None if row is None else int(row[0])

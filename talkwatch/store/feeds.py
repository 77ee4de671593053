"""The subscriptions and how they stand."""

from __future__ import annotations

import sqlite3
from typing import Any
from urllib.parse import urlsplit

from talkwatch.model.items import Feed, FeedId
from talkwatch.model.polls import FeedHealth, FeedState, PollOutcome, Validators
from talkwatch.store.times import moment, ticks

_COLUMNS = """id, url, title, publisher, folder, etag, last_modified, polled, next_poll, failures, error, hint, notice,
    paused, gone, items"""


def all_feeds(connection: sqlite3.Connection) -> tuple[FeedHealth, ...]:
    """Every subscription, in the order in which they were added."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM feeds WHERE NOT removed ORDER BY key")  # noqa: S608 - constants
    return tuple(_health(row) for row in rows)


def _health(row: tuple[Any, ...]) -> FeedHealth:
    """A row of `_COLUMNS` as a value."""
    (id_, url, title, publisher, folder, etag, modified, polled, due, failures, error, hint, notice, *rest) = row
    paused, gone, items = rest
    return FeedHealth(
        feed=Feed(FeedId(id_), url, title, publisher, folder),
        validators=Validators(etag, modified),
        polled=moment(polled),
        next_poll=moment(due),
        failures=failures,
        error=error,
        hint=hint,
        state=_state(paused=paused, gone=gone, failures=failures, polled=polled),
        items=items,
        notice=notice,
    )


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
    """The feed is subscribed; true if it was not before. One removed earlier comes back with its items."""
    known = connection.execute("SELECT removed FROM feeds WHERE id = ?", (feed.id,)).fetchone()
    if known == (0,):
        return False
    connection.execute(
        """INSERT INTO feeds (id, url, title, publisher, folder) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET removed = 0, paused = 0, gone = 0, failures = 0, error = '', hint = '',
            next_poll = NULL, url = excluded.url, folder = excluded.folder,
            title = iif(excluded.title = '', title, excluded.title),
            publisher = iif(excluded.publisher = '', publisher, excluded.publisher)""",
        (feed.id, feed.url, feed.title, feed.publisher, feed.folder),
    )
    return True


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
    connection.execute("DELETE FROM items WHERE feed = ?", (key,))
    connection.execute("DELETE FROM feeds WHERE key = ?", (key,))
    return True


def pause(connection: sqlite3.Connection, feed: FeedId, *, paused: bool) -> bool:
    """The feed is paused, or asked again from now on; false if there is no such feed."""
    done = connection.execute(
        "UPDATE feeds SET paused = ?, gone = 0, next_poll = iif(?, next_poll, NULL) WHERE id = ? AND NOT removed",
        (paused, paused, feed),
    )
    return done.rowcount > 0


def note_poll(connection: sqlite3.Connection, outcome: PollOutcome) -> bool:
    """The feed's health is what the poll showed; false if there is no such feed.

    The validators only change with an answer that carries some.
    """
    failed = outcome.kind in ("failed", "gone")
    tags = outcome.validators
    fresh = outcome.kind == "answered" or (outcome.kind == "unchanged" and tags != Validators())
    done = connection.execute(
        """UPDATE feeds SET polled = ?, next_poll = ?, failures = iif(?, failures + 1, 0), error = ?, hint = ?,
            notice = iif(?, ?, notice), gone = ?, etag = iif(?, ?, etag), last_modified = iif(?, ?, last_modified),
            title = iif(?, title, ?), language = iif(?, language, ?)
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
            fresh,
            tags.etag,
            fresh,
            tags.last_modified,
            not outcome.title,
            outcome.title,
            not outcome.language,
            outcome.language,
            outcome.feed,
        ),
    )
    return done.rowcount > 0


def publisher_of(url: str, title: str, publisher: str) -> str:
    """The name shown beside an item: what the user or the track named, else the feed's title, else its host."""
    return publisher or title or (urlsplit(url).hostname or url).removeprefix("www.")


def key_of(connection: sqlite3.Connection, feed: FeedId) -> int | None:
    """The feed's key, subscribed or not, or None if it was never seen."""
    row = connection.execute("SELECT key FROM feeds WHERE id = ?", (feed,)).fetchone()
    return None if row is None else int(row[0])

"""What of a feed is read, what other readers' lists said of it, and what was made of items."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace

from talkwatch.model.filters import Filter
from talkwatch.model.items import Feed, FeedId, ItemId, Verdict
from talkwatch.model.polls import FeedHealth
from talkwatch.text.filtering import SAID, left_out

NONE = Filter()
Kept = Mapping[FeedId, tuple[Filter, tuple[tuple[str, str], ...]]]


def kept(connection: sqlite3.Connection) -> Kept:
    """Filters and other lists' words of the feeds that have any."""
    rows = connection.execute(
        "SELECT id, include, exclude, extra FROM feeds WHERE include <> '[]' OR exclude <> '[]' OR extra <> '[]'"
    )
    return {
        FeedId(id_): (_filter(include, exclude), tuple((name, value) for name, value in json.loads(extra)))
        for id_, include, exclude, extra in rows
    }


def with_kept(health: FeedHealth, known: Kept) -> FeedHealth:
    """The feed with its filter and what other lists said of it."""
    if health.feed.id not in known:
        return health
    wanted, extra = known[health.feed.id]
    return replace(health, feed=replace(health.feed, filter=wanted, extra=extra))


def keep(connection: sqlite3.Connection, feed: Feed) -> None:
    """The filter and the other words of a feed that is subscribed anew are kept."""
    if feed.filter == NONE and not feed.extra:
        return
    wanted = (json.dumps(words, ensure_ascii=False) for words in (feed.filter.include, feed.filter.exclude, feed.extra))
    connection.execute("UPDATE feeds SET include = ?, exclude = ?, extra = ? WHERE id = ?", (*wanted, feed.id))


def put(connection: sqlite3.Connection, feed: FeedId, wanted: Filter) -> bool:
    """The feed has this filter; false if there is no such feed."""
    words = (json.dumps(words, ensure_ascii=False) for words in (wanted.include, wanted.exclude))
    done = connection.execute("UPDATE feeds SET include = ?, exclude = ? WHERE id = ? AND NOT removed", (*words, feed))
    return done.rowcount > 0


def all_filters(connection: sqlite3.Connection) -> dict[FeedId, Filter]:
    """The filters of the feeds that have one."""
    return {feed: wanted for feed, (wanted, _) in kept(connection).items() if wanted != NONE}


def judge_again(connection: sqlite3.Connection, general: Filter) -> int:
    """Read words that the filters now judge otherwise than when they were read count as unread; how many."""
    own = all_filters(connection)
    rows = connection.execute(
        """SELECT revisions.key, feeds.id, revisions.title, revisions.text, readings.skipped
        FROM revisions JOIN readings ON readings.key = revisions.reading JOIN items ON items.key = revisions.item
        JOIN feeds ON feeds.key = items.feed"""
    )
    turned: list[tuple[int]] = []
    for key, feed, title, text, skipped in rows:
        said = left_out(general, title, text) or left_out(own.get(feed, NONE), title, text)
        if said != (skipped if skipped.startswith(SAID) else ""):
            turned.append((key,))
    connection.executemany("UPDATE revisions SET reader = 0 WHERE key = ?", turned)
    return len(turned)


def verdicts(connection: sqlite3.Connection, found: Iterable[ItemId]) -> dict[ItemId, Verdict]:
    """What was made of these items as they now are."""
    query = """SELECT relevance, skipped, talks + attendance + statements + sticking FROM readings
        JOIN revisions ON revisions.reading = readings.key JOIN items ON items.key = revisions.item
        WHERE items.id = ? AND superseded IS NULL"""
    rows = ((item, connection.execute(query, (item,)).fetchone()) for item in found)
    return {item: Verdict(*row) for item, row in rows if row is not None}


def _filter(include: str, exclude: str) -> Filter:
    return Filter(tuple(json.loads(include)), tuple(json.loads(exclude)))

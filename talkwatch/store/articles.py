"""The pages behind items: which are wanted, what came of them, and what their hosts ask."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from talkwatch.model.articles import ArticleFact, ArticleOutcome, ArticleTally, Site, WantedArticle
from talkwatch.model.items import FeedId, ItemId
from talkwatch.store.times import moment, ticks

MOST_TRIES = 5
"""Requests for one item's page, over all its revisions."""

_WANTED = """
SELECT items.id, items.link, revisions.title, revisions.text, revisions.revision, coalesce(articles.tries, 0)
FROM feeds JOIN items ON items.feed = feeds.key
JOIN revisions ON revisions.item = items.key AND revisions.superseded IS NULL
JOIN readings ON readings.key = revisions.reading
LEFT JOIN articles ON articles.item = items.key
WHERE feeds.articles AND NOT feeds.removed AND NOT feeds.paused AND items.first_seen >= :since
    AND NOT revisions.article AND readings.skipped = '' AND items.link LIKE 'http%'
    AND (articles.item IS NULL OR (articles.tries < :most AND (
        (articles.kind = 'waiting' AND articles.next <= :now)
        OR (articles.kind = 'read' AND articles.revision < revisions.revision))))
ORDER BY items.first_seen DESC, items.key DESC LIMIT :limit
"""


def want(connection: sqlite3.Connection, feed: FeedId, *, wanted: bool) -> bool:
    """The whole articles of the feed are wanted, or no more; false if there is no such feed."""
    done = connection.execute("UPDATE feeds SET articles = ? WHERE id = ? AND NOT removed", (wanted, feed))
    return done.rowcount > 0


def wanted(connection: sqlite3.Connection, now: datetime, since: datetime, limit: int) -> tuple[WantedArticle, ...]:
    """Items first seen `since` then that passed the gate and whose page may be asked for by now, the newest first."""
    values = {"since": ticks(since), "now": ticks(now), "limit": limit, "most": MOST_TRIES}
    return tuple(WantedArticle(ItemId(id_), *rest) for id_, *rest in connection.execute(_WANTED, values))


def record(connection: sqlite3.Connection, outcome: ArticleOutcome) -> bool:
    """What came of the page is known; where it was read, its text is the item's newest revision (then true).

    Nothing changes if the item is gone, and no revision is made if the feed's words changed meanwhile.
    """
    row = connection.execute(
        """SELECT items.key, revisions.key, revision, title FROM items
        JOIN revisions ON revisions.item = items.key AND superseded IS NULL WHERE items.id = ?""",
        (outcome.wanted.item,),
    ).fetchone()
    if row is None:
        return False
    item, newest, revision, title = row
    connection.execute(
        """INSERT INTO articles (item, kind, said, moment, next, tries, revision) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (item) DO UPDATE SET kind = excluded.kind, said = excluded.said, moment = excluded.moment,
            next = excluded.next, tries = excluded.tries, revision = excluded.revision""",
        (
            *(item, outcome.kind, outcome.said, ticks(outcome.at)),
            *(ticks(outcome.next) if outcome.next else None, outcome.wanted.tries + 1, outcome.wanted.revision),
        ),
    )
    if outcome.kind != "read" or revision != outcome.wanted.revision:
        return False
    connection.execute("UPDATE revisions SET superseded = ? WHERE key = ?", (ticks(outcome.at), newest))
    connection.execute(
        "INSERT INTO revisions (item, revision, title, text, moment, article) VALUES (?, ?, ?, ?, ?, 1)",
        (item, revision + 1, title, outcome.text, ticks(outcome.at)),
    )
    return True


def fact(connection: sqlite3.Connection, item: ItemId) -> ArticleFact | None:
    """How the item's page stands, None if it was never asked for."""
    row = connection.execute(
        "SELECT kind, said, moment FROM articles JOIN items ON items.key = articles.item WHERE items.id = ?", (item,)
    ).fetchone()
    return None if row is None else ArticleFact(row[0], row[1], moment(row[2]))


def tallies(connection: sqlite3.Connection) -> dict[FeedId, ArticleTally]:
    """How the pages of each feed's items stand, for feeds of which one was asked for."""
    found: dict[FeedId, dict[str, Any]] = {}
    rows = connection.execute(
        """SELECT feeds.id, articles.kind, count(*), articles.said, max(articles.moment) FROM articles
        JOIN items ON items.key = articles.item JOIN feeds ON feeds.key = items.feed
        GROUP BY feeds.key, articles.kind ORDER BY max(articles.moment)"""
    )
    for feed, kind, count, said, _ in rows:
        tally = found.setdefault(FeedId(feed), {})
        tally[kind] = count
        if kind != "read":
            tally["said"] = said
    return {feed: ArticleTally(**tally) for feed, tally in found.items()}


def sites(connection: sqlite3.Connection) -> dict[str, Site]:
    """The hosts of articles by their name."""
    rows = connection.execute("SELECT host, next, robots, robots_until FROM sites")
    return {host: Site(host, moment(next_), robots, moment(until)) for host, next_, robots, until in rows}


def note_site(connection: sqlite3.Connection, site: Site, now: datetime) -> None:
    """The host is known as in this value; those of whom nothing is left to remember are forgotten."""
    connection.execute("DELETE FROM sites WHERE next <= ? AND coalesce(robots_until, 0) <= ?", (ticks(now), ticks(now)))
    until = ticks(site.robots_until) if site.robots_until else None
    values = (site.host, ticks(site.next), site.robots, until)
    connection.execute("INSERT OR REPLACE INTO sites (host, next, robots, robots_until) VALUES (?, ?, ?, ?)", values)

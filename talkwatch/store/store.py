"""The store as the rest of talkwatch uses it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

from talkwatch.model.articles import ArticleFact, ArticleOutcome, Site, WantedArticle
from talkwatch.model.claims import Reading, Report
from talkwatch.model.corrections import Correction
from talkwatch.model.filters import Filter
from talkwatch.model.items import Entry, Feed, FeedId, Grade, Item, ItemId, Listed, Verdict
from talkwatch.model.polls import FeedHealth, Hold, PollOutcome, Stored
from talkwatch.store import (
    arrivals,
    articles,
    corrections,
    feeds,
    filters,
    items,
    readings,
    searching,
    seconds,
)
from talkwatch.store.database import Database
from talkwatch.store.keeping import Kept

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | dict[str, JSON] | None"

MOST_VALUES = 50_000
"""Readings kept as values between two boards: a reading never changes, and making 10,000 of them takes 0.4 s."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is. `claims` are those of the newest readings, `readings` all that were ever made."""

    feeds: int
    items: int
    revisions: int
    readings: int
    claims: int


class Store(Kept):
    """Feeds, items, readings and what the user left behind, in one SQLite file. Usable from any thread.

    Every method raises StoreError, in words for the user, when the file is damaged, full, locked or closed.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._values: dict[int, Reading] = {}
        self._counted: tuple[tuple[int, ...], Counts] = (), Counts(0, 0, 0, 0, 0)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """The store in `path`, made or brought to the newest schema; read-only, a missing file reads as empty.

        Raises StoreError for a file that is damaged, foreign, too new, or cannot be made.
        """
        return cls(Database(path, read_only=read_only))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """The file is closed; closing twice is no fault."""
        self._database.close()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written through this store."""
        return self._database.read_only

    # Feeds

    def feeds(self) -> tuple[FeedHealth, ...]:
        """Every subscription and how it stands, in the order in which they were added."""
        with self._database.reading() as connection:
            return feeds.all_feeds(connection)

    def add_feed(self, feed: Feed) -> bool:
        """The feed is subscribed; true if it was not before. One removed earlier comes back with its items."""
        with self._database.writing(durable=True) as connection:
            return feeds.add(connection, feed)

    def subscribe(self, listed: Listed) -> int:
        """The feeds of a list are subscribed, all or none; how many were not before. Those stay as they are."""
        with self._database.writing(durable=True) as connection:
            return feeds.subscribe(connection, listed)

    def listed(self) -> Listed:
        """The subscriptions as a list of them, with what other lists said of folders."""
        with self._database.reading() as connection:
            return feeds.listed(connection)

    def filter_feed(self, feed: FeedId, wanted: Filter) -> bool:
        """The feed's items are read by this filter from now on; false if there is no such feed."""
        with self._database.writing(durable=True) as connection:
            return filters.put(connection, feed, wanted)

    def refilter(self, general: Filter) -> int:
        """What `general` and the feeds' own filters now judge otherwise counts as unread; how many items that is."""
        with self._database.writing() as connection:
            return filters.judge_again(connection, general)

    def filters(self) -> dict[FeedId, Filter]:
        """The filters of the feeds that have one."""
        with self._database.reading() as connection:
            return filters.all_filters(connection)

    def remove_feed(self, feed: FeedId, *, purge: bool = False) -> bool:
        """The feed is no longer subscribed; true if it was. `purge` takes its items and all read in them along."""
        with self._database.writing(durable=True) as connection:
            return feeds.remove(connection, feed, purge=purge)

    def pause_feed(self, feed: FeedId, paused: bool) -> bool:  # noqa: FBT001 - the state asked for, as a switch shows it
        """The feed is paused, or is due at once; false if there is no such feed."""
        with self._database.writing(durable=True) as connection:
            return feeds.pause(connection, feed, paused=paused)

    def held_hosts(self) -> dict[str, datetime]:
        """The hosts that asked to be left alone, and until when; some may be over."""
        with self._database.reading() as connection:
            return feeds.held_hosts(connection)

    def put_off(self, polls: Mapping[FeedId, datetime]) -> None:
        """These feeds are asked at these moments, and nothing else about them changes."""
        with self._database.writing() as connection:
            feeds.put_off(connection, polls)

    def forgive(self, healths: Iterable[FeedHealth]) -> None:
        """The failures, errors and next polls of these feeds are as in these values: what happened was not theirs."""
        with self._database.writing() as connection:
            feeds.forgive(connection, healths)

    def note_offline(self, since: datetime | None) -> None:
        """The network is down since then, or (None) up, as far as polls show."""
        self.remember("offline", since.isoformat() if since else None)

    def offline_since(self) -> datetime | None:
        """Since when the network is down, as the last poll saw it."""
        said = self.recall("offline")
        return datetime.fromisoformat(said) if said else None

    # Items

    def record(self, outcome: PollOutcome) -> Stored:
        """The poll's items, validators and health are stored, all or none; nothing if the feed is gone meanwhile."""
        with self._database.writing() as connection:
            if not feeds.note_poll(connection, outcome):
                return Stored()
            arrival = _arrival(connection, outcome.feed, outcome.at, outcome.language)
            assert arrival is not None
            stored = arrivals.store_entries(connection, arrival, outcome.entries)
            searching.index(connection)
            return stored

    def backfill(self, feed: Feed, entries: Iterable[Entry]) -> Stored:
        """Entries of the past are stored, all or none, as seen when they were published; each must have a date.

        An unknown feed is kept as one that is not subscribed. Words older than those stored change nothing.
        """
        with self._database.writing() as connection:
            if feeds.key_of(connection, feed.id) is None:
                feeds.add(connection, feed)
                feeds.remove(connection, feed.id, purge=False)
            arrival = _arrival(connection, feed.id, None, "")
            assert arrival is not None
            stored = arrivals.store_entries(connection, arrival, entries)
            searching.index(connection)
            return stored

    def item(self, item: ItemId) -> Item | None:
        """The item at its newest revision."""
        with self._database.reading() as connection:
            return items.one(connection, item)

    def revisions(self, item: ItemId) -> tuple[Item, ...]:
        """The item at each of its revisions, the first first."""
        with self._database.reading() as connection:
            return items.revisions(connection, item)

    def items(self, limit: int = 100, offset: int = 0, search: str = "") -> tuple[Item, ...]:
        """Items, the newest first; with `search`, those that hold all its words or words beginning so."""
        with self._database.reading() as connection:
            return items.listed(connection, limit, offset, search)

    def words(self, found: Iterable[tuple[ItemId, int]]) -> dict[tuple[ItemId, int], tuple[str, str]]:
        """Title and text of these items at these revisions; those that are gone are missing."""
        with self._database.reading() as connection:
            return items.words(connection, found)

    def verdicts(self, found: Iterable[ItemId]) -> dict[ItemId, Verdict]:
        """What was made of these items as they now are; those that were not read yet are missing."""
        with self._database.reading() as connection:
            return filters.verdicts(connection, found)

    def left_out(self, reason: str, limit: int) -> tuple[Item, ...]:
        """Items whose newest words were left unread for a reason that begins so, the newest first."""
        with self._database.reading() as connection:
            return items.left_out(connection, reason, limit)

    # Articles

    def grade_feed(self, feed: FeedId, grade: Grade | None) -> bool:
        """The feed has the user's grade from now on, or none; false if it was never seen."""
        with self._database.writing(durable=True) as connection:
            return feeds.grade(connection, feed, grade)

    def grades(self) -> dict[FeedId, Grade]:
        """The grades that the user gave, by feed, subscribed or not."""
        with self._database.reading() as connection:
            return feeds.grades(connection)

    def want_articles(self, feed: FeedId, wanted: bool) -> bool:  # noqa: FBT001 - the state asked for, as a switch
        """The whole articles of the feed are wanted, or no more; false if there is no such feed."""
        with self._database.writing(durable=True) as connection:
            return articles.want(connection, feed, wanted=wanted)

    def wanted_articles(self, now: datetime, since: datetime, limit: int) -> tuple[WantedArticle, ...]:
        """Items first seen `since` then that passed the gate, whose page may be asked for by now, the newest first."""
        with self._database.reading() as connection:
            return articles.wanted(connection, now, since, limit)

    def record_article(self, outcome: ArticleOutcome) -> bool:
        """What came of a page is known; true where its text is the item's newest revision now."""
        with self._database.writing() as connection:
            return articles.record(connection, outcome)

    def article(self, item: ItemId) -> ArticleFact | None:
        """How the item's page stands, None if it was never asked for."""
        with self._database.reading() as connection:
            return articles.fact(connection, item)

    def sites(self) -> dict[str, Site]:
        """The hosts of articles by their name."""
        with self._database.reading() as connection:
            return articles.sites(connection)

    def note_site(self, site: Site, now: datetime) -> None:
        """The host of articles is known as in this value."""
        with self._database.writing() as connection:
            articles.note_site(connection, site, now)

    def hold(self, hold: Hold, now: datetime) -> None:
        """The host is left alone, with its feeds and its articles."""
        with self._database.writing() as connection:
            feeds.note_hold(connection, hold, now)

    # Readings

    def unread(self, extractor: str, limit: int) -> tuple[Item, ...]:
        """Items (and their former revisions) that this extractor version has not read, those stored last first."""
        with self._database.reading() as connection:
            return items.unread(connection, extractor, limit)

    def count_unread(self, extractor: str) -> int:
        """How many revisions this extractor version has not read."""
        with self._database.reading() as connection:
            return items.count_unread(connection, extractor)

    def add_readings(self, found: Iterable[Reading]) -> int:
        """The readings are the newest of their revisions, all or none stored; how many say something new."""
        with self._database.writing() as connection:
            return sum(readings.add(connection, reading) for reading in found)

    def wanted_seconds(self, model: str, since: datetime, limit: int) -> tuple[Item, ...]:
        """Items about talks, first seen `since` then, that the second reader `model` has not read, the newest first."""
        with self._database.reading() as connection:
            return seconds.wanted(connection, model, since, limit)

    def add_second(self, reading: Reading, said: str = "") -> bool:
        """What a second reader found in an item, or (`said`) why it found nothing; false if the revision is gone."""
        with self._database.writing() as connection:
            return seconds.add(connection, reading, said)

    def seconds(self) -> tuple[int, int, int]:
        """Of the second reader: items read, claims kept, answers that were none."""
        with self._database.reading() as connection:
            return seconds.tally(connection)

    def forget_readers(self) -> int:
        """Everything counts as unread again, while what was read stays on the board; how many revisions that is."""
        with self._database.writing(durable=True) as connection:
            return connection.execute("UPDATE revisions SET reader = 0 WHERE reader <> 0").rowcount

    def reports(self, until: datetime | None = None) -> tuple[Report, ...]:
        """Of every item with claims, the newest revision heard by `until`, as newest read, oldest first."""
        with self._database.reading() as connection:
            if len(self._values) > MOST_VALUES:
                self._values.clear()
            return readings.reports(connection, until, self._values)

    def each_report(self, at_once: int = 500) -> Iterator[Report]:
        """Every report of items' newest words, in the order they were read; `at_once` are in memory at a time."""
        after = 0
        while True:
            with self._database.reading() as connection:
                found, after = readings.page(connection, after, at_once)
            if not found:
                return
            yield from found

    # Corrections

    def add_corrections(self, found: Iterable[Correction]) -> int:
        """The corrections are stored, undone ones as undone; how many were new, or are newly undone."""
        with self._database.writing(durable=True) as connection:
            return corrections.add(connection, found)

    def undo_correction(self, correction: str, at: datetime) -> bool:
        """The correction counts no more from that moment on; false if there is none of that id that counts."""
        with self._database.writing(durable=True) as connection:
            return corrections.undo(connection, correction, at)

    def corrections(self) -> tuple[Correction, ...]:
        """All that the user put right, also what was undone, in the order in which it was made."""
        with self._database.reading() as connection:
            return corrections.every(connection)

    # The rest

    def version(self) -> tuple[int, ...]:
        """A sign that stays the same while nothing that a board or a count shows has changed; cheap to ask for."""
        with self._database.reading() as connection:
            row: tuple[int, ...] = connection.execute(
                """SELECT (SELECT coalesce(max(key), 0) FROM readings), (SELECT coalesce(max(key), 0) FROM revisions),
                (SELECT count(*) FROM feeds), (SELECT count(*) FROM feeds WHERE removed),
                (SELECT coalesce(max(key), 0) FROM seconds)"""
            ).fetchone()
        return row

    def counts(self) -> Counts:
        """How much there is; counted again only when something changed."""
        version = self.version()
        if version != self._counted[0]:
            self._counted = version, self._count()
        return self._counted[1]

    def _count(self) -> Counts:
        """How much there is, counted."""
        with self._database.reading() as connection:
            row = connection.execute(
                """SELECT (SELECT count(*) FROM feeds WHERE NOT removed), (SELECT count(*) FROM items),
                (SELECT count(*) FROM revisions), (SELECT count(*) FROM readings),
                (SELECT coalesce(sum(talks + attendance + statements + sticking), 0) FROM readings
                    JOIN revisions ON revisions.reading = readings.key WHERE superseded IS NULL)
                + (SELECT coalesce(sum(number), 0) FROM seconds
                    JOIN revisions ON revisions.key = seconds.revision WHERE superseded IS NULL)"""
            ).fetchone()
        return Counts(*row)

    def remember(self, key: str, value: JSON) -> None:
        """What the user left (a selection, what was last looked at) is on the disk under `key`."""
        with self._database.writing(durable=True) as connection:
            words = json.dumps(value, ensure_ascii=False)
            connection.execute("INSERT OR REPLACE INTO memory (key, value) VALUES (?, ?)", (key, words))


def _arrival(connection: Any, feed: FeedId, seen: datetime | None, language: str) -> arrivals.Arrival | None:
    """Where a feed's entries come from, or None if there is no such feed."""
    row = connection.execute(
        "SELECT key, url, title, publisher, language, items FROM feeds WHERE id = ?", (feed,)
    ).fetchone()
    if row is None:
        return None
    key, url, title, publisher, known, count = row
    is_empty = seen is not None and not count
    return arrivals.Arrival(key, feed, feeds.publisher_of(url, title, publisher), language or known, seen, is_empty)

"""What the extractors read, and the reports that the ledger folds."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from talkwatch.ledger.agencies import agency
from talkwatch.ledger.second import joined
from talkwatch.model.claims import Reading, Report, Stood
from talkwatch.model.items import UNGRADED, FeedId, ItemId
from talkwatch.store.feeds import publisher_of
from talkwatch.store.times import moment, ticks

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@lru_cache(maxsize=1)
def adapter() -> TypeAdapter[Reading]:
    """Readings as JSON; made when the first is read or stored, as it takes longer than to open the store."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - the dashboard paints before anything is read or written

    return TypeAdapter(Reading)


def add(connection: sqlite3.Connection, reading: Reading) -> bool:
    """The reading is the newest of its revision; false if it says what the newest said, or the revision is gone."""
    row = connection.execute(
        """SELECT revisions.key, reading FROM revisions JOIN items ON items.key = revisions.item
        WHERE items.id = ? AND revision = ?""",
        (reading.item, reading.revision),
    ).fetchone()
    if row is None:
        return False
    revision, newest = row
    extractor = _extractor(connection, reading.extractor)
    counts = (len(reading.talks), len(reading.attendance), len(reading.statements), len(reading.sticking))
    claims = adapter().dump_json(reading, exclude_defaults=True).decode() if any(counts) else None
    values = (extractor, reading.relevance, reading.skipped, *counts, claims)
    if newest is not None and values == _values(connection, newest):
        connection.execute("UPDATE revisions SET reader = ? WHERE key = ?", (extractor, revision))
        return False
    key = connection.execute(
        """INSERT INTO readings
        (revision, extractor, relevance, skipped, talks, attendance, statements, sticking, claims)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (revision, *values),
    ).lastrowid
    connection.execute("UPDATE revisions SET reading = ?, reader = ? WHERE key = ?", (key, extractor, revision))
    return True


def _extractor(connection: sqlite3.Connection, version: str) -> int:
    """The key of an extractor version."""
    connection.execute("INSERT OR IGNORE INTO extractors (version) VALUES (?)", (version,))
    (key,) = connection.execute("SELECT key FROM extractors WHERE version = ?", (version,)).fetchone()
    assert isinstance(key, int)
    return key


def _values(connection: sqlite3.Connection, key: int) -> tuple[Any, ...]:
    """What a stored reading says."""
    row: tuple[Any, ...] = connection.execute(
        """SELECT extractor, relevance, skipped, talks, attendance, statements, sticking, claims
        FROM readings WHERE key = ?""",
        (key,),
    ).fetchone()
    return row


_EVER = 2**63 - 1

LEAD = 400
"""Characters of a report's text that its copies are known by: feeds carry about so many."""

_COLUMNS = """
SELECT readings.key, readings.claims, feeds.id, feeds.url, feeds.title, feeds.publisher, revisions.title, items.link,
    items.published, items.first_seen, items.id, revisions.revision, revisions.moment, items.author,
    substr(revisions.text, 1, :lead), feeds.grade, seconds.claims
FROM readings JOIN revisions ON revisions.key = readings.revision AND revisions.reading = readings.key
JOIN items ON items.key = revisions.item JOIN feeds ON feeds.key = items.feed
LEFT JOIN seconds ON seconds.revision = revisions.key
"""

_REPORTS = f"""{_COLUMNS}
WHERE (readings.claims IS NOT NULL OR seconds.claims IS NOT NULL) AND revisions.moment <= :until AND (
    revisions.superseded IS NULL OR revisions.superseded > :until OR NOT EXISTS (
        SELECT 1 FROM revisions AS later WHERE later.item = revisions.item AND later.revision > revisions.revision
        AND later.moment <= :until AND later.reading IS NOT NULL
    )
) ORDER BY revisions.moment, items.id
"""  # noqa: S608 - a constant


def reports(connection: sqlite3.Connection, until: datetime | None, known: dict[int, Reading]) -> tuple[Report, ...]:
    """Of every item, the newest revision heard by `until` that was read, if its newest reading has claims.

    A revision that waits for its reading leaves the former one standing, so that no row comes and goes meanwhile.
    Ordered by when the words were heard, oldest first. `known` holds readings made into values before, by key; what
    is missing is added.
    """
    last = ticks(until) if until is not None else _EVER
    found = tuple(_report(row, known) for row in connection.execute(_REPORTS, {"until": last, "lead": LEAD}))
    if not any(report.revised for report in found):
        return found
    stood = _stood(connection, known)
    return tuple(
        replace(
            one, stood=tuple(words for revision, words in stood[one.reading.item] if revision < one.reading.revision)
        )
        if one.revised
        else one
        for one in found
    )


_FORMER = """
SELECT items.id, revisions.revision, revisions.moment, items.first_seen, readings.key, readings.claims
FROM revisions JOIN readings ON readings.key = revisions.reading JOIN items ON items.key = revisions.item
WHERE revisions.superseded IS NOT NULL AND readings.claims IS NOT NULL ORDER BY revisions.item, revisions.revision
"""


def _stood(connection: sqlite3.Connection, known: dict[int, Reading]) -> dict[str, list[tuple[int, Stood]]]:
    """By item, what its superseded revisions were read to say, each with the revision's number, the first first."""
    found: defaultdict[str, list[tuple[int, Stood]]] = defaultdict(list)
    for item, revision, heard, first_seen, key, claims in connection.execute(_FORMER):
        reading = known.get(key)
        if reading is None:
            reading = known[key] = adapter().validate_json(claims)
        learned = moment(first_seen if revision == 1 else heard)
        found[item] += [(revision, Stood(words, moment(heard), learned)) for words in _words(reading)]
    return found


def _words(reading: Reading) -> set[str]:
    """The words that a reading's claims were read from, blanks made single."""
    spans = [
        *(claim.span for claim in reading.talks),
        *(claim.span for claim in reading.attendance),
        *(claim.span for claim in reading.statements),
        *(claim.span for claim in reading.sticking),
    ]
    return {" ".join(span.words.split()) for span in spans}


_PAGE = f"""{_COLUMNS}
WHERE readings.key > :after AND (readings.claims IS NOT NULL OR seconds.claims IS NOT NULL)
    AND revisions.superseded IS NULL
ORDER BY readings.key LIMIT :limit
"""


def page(connection: sqlite3.Connection, after: int, limit: int) -> tuple[tuple[Report, ...], int]:
    """The next reports of items' newest words behind a key, in the order they were read, and the last one's key.

    Without a report there are no more. Nothing is kept, so that any number of them can be gone through.
    """
    rows = connection.execute(_PAGE, {"after": after, "limit": limit, "lead": LEAD}).fetchall()
    return tuple(_report(row, {}) for row in rows), rows[-1][0] if rows else after


def _report(row: tuple[Any, ...], known: dict[int, Reading]) -> Report:
    """A row of `_COLUMNS` as a value."""
    (
        key,
        claims,
        feed,
        url,
        feed_title,
        publisher,
        title,
        link,
        published,
        first_seen,
        item,
        revision,
        since,
        *words,
    ) = row
    author, lead, grade, second = words
    reading = known.get(key)
    if reading is None:
        reading = known[key] = adapter().validate_json(claims) if claims else Reading(ItemId(item), revision, "")
    if second:
        reading = joined(reading, adapter().validate_json(second))
    return Report(
        reading=reading,
        feed=FeedId(feed),
        publisher=publisher_of(url, feed_title, publisher),
        title=title,
        link=link,
        published=moment(published),
        first_seen=moment(first_seen),
        group=item,
        grade=grade or UNGRADED,
        revised=moment(since) if revision > 1 else None,
        agency=agency(link, author, lead),
        lead=lead,
    )

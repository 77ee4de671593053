"""The store's speed beside a bare sqlite3 loop: items in, readings in, reports out. `python -m tests.bench.store`."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from talkwatch.model.claims import Reading, Span, StatementClaim
from talkwatch.model.items import Entry, Feed, FeedId
from talkwatch.store import Store

START = datetime(2024, 8, 1, tzinfo=UTC)
WORDS = "The envoy of the northern side said on Tuesday that the talks in the harbour town would go on. " * 8
FEEDS = [
    Feed(FeedId(f"https://{n}.example/feed"), f"https://{n}.example/feed", publisher=f"No. {n}") for n in range(20)
]


@contextmanager
def told(words: str, number: int) -> Iterator[None]:
    """CPU seconds of the block, and how many a second."""
    began = time.process_time()
    yield
    spent = time.process_time() - began
    print(f"{words:<28} {spent:7.2f} CPU s   {number / spent:10,.0f} a second")


def entries(size: int) -> list[Entry]:
    """Made-up entries a minute apart."""
    return [
        Entry(f"link:{n}", f"https://x.example/{n}", f"Title {n}", f"{n} {WORDS}", START + timedelta(minutes=n))
        for n in range(size)
    ]


def fill_bare(path: Path, made: list[Entry]) -> None:
    """The same in one table without anything beside it, a hundred in a transaction."""
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("CREATE TABLE items (id TEXT PRIMARY KEY, link, title, text, published)")
    for start in range(0, len(made), 100):
        bare.execute("BEGIN IMMEDIATE")
        for each in made[start : start + 100]:
            row = (each.identity, each.link, each.title, each.text, each.published and each.published.isoformat())
            bare.execute("INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?)", row)
        bare.execute("COMMIT")
    bare.close()


def fill(opened: Store, made: list[Entry]) -> None:
    """The entries are items of twenty feeds, a hundred in a transaction."""
    for start in range(0, len(made), 100):
        opened.backfill(FEEDS[start // 100 % len(FEEDS)], made[start : start + 100])


def main(size: int = 30_000) -> None:
    """Prints each step's cost for `size` items, every third with three claims."""
    made = entries(size)
    with tempfile.TemporaryDirectory() as folder:
        with told("bare sqlite3 inserts", size):
            fill_bare(Path(folder) / "bare.db", made)
        with Store.open(Path(folder) / "talkwatch.db") as store:
            with told("items in", size):
                fill(store, made)
            with told("the same again", size):
                fill(store, made)
            with told("readings in", size):
                read_all(store)
            with told("reports out, first", size // 3):
                reports = store.reports()
            with told("reports out, again", size // 3):
                store.reports()
            with told("reports half way", size // 3):
                store.reports(START + timedelta(minutes=size // 2))
        bytes_each = (Path(folder) / "talkwatch.db").stat().st_size / size - len(WORDS)
        print(f"{len(reports):,} reports; {bytes_each:,.0f} bytes an item beside its text")


def read_all(store: Store) -> None:
    """Every item has a reading."""
    while waiting := store.unread("bench", 500):
        store.add_readings(
            Reading(
                item.id, item.revision, "bench", statements=claims(item.text) if int(item.title[6:]) % 3 == 0 else ()
            )
            for item in waiting
        )


def claims(text: str) -> tuple[StatementClaim, ...]:
    """Three statements in the text."""
    return tuple(
        StatementClaim(
            Span("text", at, at + 90, text[at : at + 90]),
            "rule",
            0.8,
            "An Envoy",
            "Israel",
            "indirect",
            text[at : at + 50],
        )
        for at in (0, 90, 180)
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30_000)

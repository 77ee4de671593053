"""Processes killed in the middle: the poller as it stores, the opening as it migrates, the reader and the parser."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from talkwatch.extract.version import EXTRACTOR
from talkwatch.model.items import Feed, FeedId
from talkwatch.reading import ItemReader
from talkwatch.store import Store, schema
from talkwatch.told import silent
from tests.fakes.loopback import loopback
from tests.faults.ledger import Found, Row
from tests.faults.served import BEGIN, FEEDS, NEW, Acknowledged, feed_id, follow, look, outcome
from tests.watch.polls import Desk

LIVES = 20
"""Kills after which the store is begun anew."""
OLD_ITEMS = 4000


def _spawn(path: Path, *words: str) -> subprocess.Popen[bytes]:
    argv = [sys.executable, "-m", "tests.faults.poller", str(path), *words]
    return subprocess.Popen(argv, stdout=subprocess.PIPE)


def poller(row: Row, count: int, folder: Path) -> None:
    """The poller is killed with SIGKILL while it stores, and goes on in the same store."""
    acknowledged: Acknowledged = {}
    seen = 0
    for number in range(count):
        seed = row.seed * 10_000 + number
        path = folder / f"life{number // LIVES}" / "talkwatch.db"
        if number % LIVES == 0:
            acknowledged, seen = {}, 0
        with _spawn(path) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(random.Random(seed).uniform(0, 0.12))
            child.send_signal(signal.SIGKILL)
            said = child.stdout.read().decode()
        for line in said.splitlines():
            match line.split():
                case ["stored", feed, at]:
                    acknowledged[int(feed)] = int(at)
                case ["seen", last]:
                    seen = int(last)
        began = time.monotonic()
        loss = Store.mend(path, BEGIN)
        with Store.open(path) as store:
            found = look(store, acknowledged, upto_validators=True)
            kept = int(store.recall("seen") or 0)
        row.worst = max(row.worst, time.monotonic() - began)
        is_lost = kept < seen or loss is not None
        row.take(seed, Found(found.checked, found.lost + is_lost, found.doubled, found.half, found.altered))


def _of_first_version(path: Path) -> None:
    """A store of the first schema with many items."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN")
        for statement in schema.statements(schema.MIGRATIONS[0].read_text(encoding="utf-8")):
            connection.execute(statement)
        connection.execute("INSERT INTO feeds (id, url) VALUES (?, ?)", (feed_id(0), feed_id(0)))
        for key in range(1, OLD_ITEMS + 1):
            link = f"https://feed0.example/{key}"
            connection.execute(
                """INSERT INTO items (key, id, feed, link, published, first_seen, language)
                VALUES (?, ?, 1, ?, 0, 0, 'en')""",
                (key, f"{key:032x}", link),
            )
            connection.execute(
                "INSERT INTO revisions (item, revision, title, text, moment) VALUES (?, 1, ?, ?, 0)",
                (key, f"Title {key}", "They met. " * 20),
            )
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("COMMIT")


def migration(row: Row, count: int, folder: Path) -> None:
    """The opening of a store of the first schema is killed; the next one brings all of it up to date."""
    folder.mkdir()
    old = folder / "old.db"
    _of_first_version(old)
    longest = 0.2
    for number in range(count):
        seed = row.seed * 10_000 + number
        home = folder / str(number)
        home.mkdir()
        path = home / "talkwatch.db"
        shutil.copyfile(old, path)
        with _spawn(path, "migrate") as child:
            assert child.stdout is not None
            child.stdout.readline()
            began = time.monotonic()
            time.sleep(random.Random(seed).uniform(0, longest))
            child.send_signal(signal.SIGKILL)
            if b"done" in child.stdout.read():  # it was quicker: the next kills come sooner
                longest = max(0.05, longest * 0.9)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            half = schema.version_of(connection) not in (1, schema.NEWEST)
        began = time.monotonic()
        Store.mend(path, BEGIN)
        with Store.open(path) as store:
            links = [item.link for item in store.items(limit=OLD_ITEMS * 2)]
            faults = len(store.check())
        row.worst = max(row.worst, time.monotonic() - began)
        found = Found(OLD_ITEMS, OLD_ITEMS - len(set(links)), len(links) - len(set(links)), half + faults)
        row.take(seed, found)
        shutil.rmtree(home)


async def _reader_killed(row: Row, count: int, folder: Path) -> None:
    with Store.open(folder / "talkwatch.db") as store:
        follow(store)
        reader = ItemReader(store, silent)
        reading = asyncio.ensure_future(reader.read_all())
        chance = random.Random(row.seed)
        kills = rounds = 0
        while kills < count:
            if reading.done():
                await reading
                rounds += 10
                for feed in range(FEEDS):
                    store.record(outcome(feed, rounds))
                reading = asyncio.ensure_future(reader.read_all())
            await asyncio.sleep(chance.uniform(0.0, 0.15))
            pid, starts = reader._child.pid, reader._child.starts
            if pid is None or reading.done():
                continue
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            began, kills = time.monotonic(), kills + 1
            while not reading.done() and reader._child.starts == starts:  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.005)
            row.worst = max(row.worst, time.monotonic() - began)
            await asyncio.sleep(1.0)
        await reading
        await reader.read_all()
        await reader.close()
        counts, items = store.counts(), FEEDS * rounds * NEW
        row.faults += kills - 1
        unread = store.count_unread(EXTRACTOR)
        row.take(row.seed, Found(items, items - counts.items, counts.readings - counts.revisions, unread))


async def _parser_killed(row: Row, count: int, folder: Path) -> None:
    """The parser is killed while it reads, or while it waits; no feed is charged with that, and nothing is missing."""
    chance = random.Random(row.seed)
    with loopback() as server, Store.open(folder / "polled.db") as store:
        desk = Desk(store, server.place)
        for number in range(count):
            url = server.rss(f"/{number}", *(f"Talks {number}-{n}" for n in range(20)))
            store.add_feed(Feed(FeedId(url), url))
            polling = asyncio.ensure_future(desk.poll(force=True))
            await asyncio.sleep(chance.uniform(0, 0.05))
            child = desk.watcher._poller._parsers._light
            began = time.monotonic()
            if child.pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGKILL)
            await polling
            row.worst = max(row.worst, time.monotonic() - began)
            health = desk.feed(url)
            row.take(row.seed * 10_000 + number, Found(20, 20 - health.items, half=int(bool(health.error))))
        await desk.watcher.close()


def workers(row: Row, count: int, folder: Path) -> None:
    """The reader, and the parser, are killed while they work; each item is read once, each document parsed."""
    folder.mkdir()
    half = max(1, count // 2)
    asyncio.run(_reader_killed(row, half, folder))
    asyncio.run(_parser_killed(row, max(1, count - half), folder))

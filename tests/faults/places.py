"""Disks that are full or read-only, homes and terminals that are not there, clocks that jump."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from talkwatch.model.errors import StoreError
from talkwatch.model.items import Feed, FeedId
from talkwatch.settings.paths import paths
from talkwatch.store import Store
from tests.fakes.loopback import loopback
from tests.faults.ledger import Found, Row
from tests.faults.served import FEEDS, Acknowledged, follow, look, outcome
from tests.faults.world import World, served
from tests.watch.polls import Desk

JUMPS = {
    "a minute back": timedelta(minutes=-1),
    "an hour back, as when summer time ends": timedelta(hours=-1),
    "an hour on": timedelta(hours=1),
    "a day back": timedelta(days=-1),
    "a week of sleep": timedelta(days=7),
    "a year back": timedelta(days=-365),
    "ten years on": timedelta(days=3650),
    "ten years on and back": timedelta(0),
}


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A file system of two megabytes is mounted there, if we may; false if not."""
    folder.mkdir(parents=True, exist_ok=True)
    argv = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(argv, capture_output=True, check=False).returncode == 0
    except OSError:
        done = False
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def disks(row: Row, count: int, folder: Path) -> None:
    """The disk fills up while rounds are stored, is freed, and fills up again; then it is read-only."""
    with small_disk(folder) as is_mounted:
        if not is_mounted:
            row.kind += " (not mounted)"
            return
        filler, path = folder / "filler", folder / "talkwatch.db"
        acknowledged: Acknowledged = {}
        with Store.open(path) as store:
            follow(store)
            for number in range(count):
                _fill_up(store, filler, acknowledged)
                with contextlib.suppress(StoreError):
                    store.back_up(outcome(0, 48 * (number + 1)).at)
                filler.unlink()
                acknowledged[0] = acknowledged.get(0, 0) + 1
                store.record(outcome(0, acknowledged[0], 2))
                row.take(row.seed + number, look(store, acknowledged, upto_validators=True))
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True, capture_output=True)
        with Store.open(path, read_only=True) as store:
            row.take(row.seed + count, look(store, acknowledged, upto_validators=True))
        try:
            Store.open(path).record(outcome(0, 999))
            row.take(row.seed + count, Found(half=1))
        except StoreError:
            row.take(row.seed + count, Found())


def _fill_up(store: Store, filler: Path, acknowledged: Acknowledged) -> None:
    """Rounds are stored until one is refused for want of room, or room for some is left."""
    with filler.open("wb", buffering=0) as filling, contextlib.suppress(OSError):
        while True:
            filling.write(bytes(4096))
    with contextlib.suppress(StoreError):
        for _ in range(3):
            for feed in range(FEEDS):
                store.record(outcome(feed, acknowledged.get(feed, 0) + 1, 2))
                acknowledged[feed] = acknowledged.get(feed, 0) + 1


def clocks(row: Row, count: int, folder: Path) -> None:
    """The clock jumps between two polls: nothing comes twice, and within the interval the feed is asked again."""
    for number, (words, jump) in enumerate(list(JUMPS.items())[:count]):
        found = asyncio.run(_jumped(folder / str(number), words, jump))
        row.take(row.seed + number, found)


async def _jumped(folder: Path, words: str, jump: timedelta) -> Found:
    titles = [f"Talks {n}" for n in range(10)]
    with loopback() as server, Store.open(folder / "talkwatch.db") as store:
        url = server.rss("/feed", *titles)
        store.add_feed(Feed(FeedId(url), url))
        desk = Desk(store, server.place)
        try:
            await desk.poll()
            if words.endswith("and back"):
                await desk.poll(later=timedelta(days=3650))
                jump = timedelta(days=-3650)
            server.rss("/feed", *titles, "New")
            desk.now += jump
            # However far the clock went, what was due in half an hour of real time is asked within so many.
            for _ in range(27):
                await desk.poll(later=timedelta(hours=1))
        finally:
            await desk.watcher.close()
        links = [item.link for item in store.items(limit=1000)]
        return Found(11, 11 - len(set(links)), len(links) - len(set(links)))


CASES: tuple[tuple[str, dict[str, str | None], tuple[str, ...], set[int]], ...] = (
    ("no HOME", {"HOME": None, "XDG_CONFIG_HOME": None, "TALKWATCH_HOME": None}, ("tracks",), {0}),
    ("a HOME that is not there", {"HOME": "/nonexistent/home", "TALKWATCH_HOME": None}, ("board", "--json"), {0}),
    ("a HOME that cannot be written", {"HOME": "/proc", "TALKWATCH_HOME": None}, ("poll", "--once"), {1}),
    ("no TERM", {"TERM": None}, ("doctor",), {1}),
    ("no terminal", {}, ("watch",), {2}),
    ("a home that is a file", {"TALKWATCH_HOME": "/etc/hostname"}, ("poll", "--once"), {1, 2}),
    ("no PATH", {"PATH": None}, ("tracks",), {0}),
    ("a locale of C", {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": None}, ("tracks",), {0}),
)


def homes(row: Row, count: int, folder: Path) -> None:
    """Homes, terminals and files that are missing: an answer in words and the right code, never a traceback."""
    folder.mkdir()
    for number, (_, changes, words, codes) in enumerate(CASES[:count]):
        environment = {**os.environ, "TALKWATCH_HOME": str(folder / "home")}
        for name, value in changes.items():
            environment.pop(name, None)
            if value is not None:
                environment[name] = value
        row.take(row.seed + number, _said([], words, environment, codes))
    for number, limit in enumerate(LIMITS[: max(0, count - len(CASES))]):
        row.take(row.seed + len(CASES) + number, _with_few_files(folder / str(limit), limit))


LIMITS = (256, 24, 16)
"""Files that a process may have open: as many as macOS allows, and far too few."""
MANY = 280
"""Hosts that are polled, each with a connection that stays open."""


def _with_few_files(folder: Path, limit: int) -> Found:
    """Every host is polled, or the lack is told in words, no feed is charged with it, and a poll without it has all."""
    world = World(MANY, 1, 1, 1.0, MANY, time.time() - 40_000)
    folder.mkdir()
    home = paths(folder)
    with served(world, folder / "requests.jsonl") as addresses, Store.open(home.database) as store:
        hosts = addresses[: MANY if limit == 256 else 4]
        home.config.mkdir()
        places = [urlsplit(url).netloc for url in hosts]
        home.config_file.write_text(f"[poll]\nallow_private = {json.dumps(places)}\n", encoding="utf-8")
        for url in hosts:
            store.add_feed(Feed(FeedId(url), url))
        environment, words = {**os.environ, "TALKWATCH_HOME": str(folder)}, ("poll", "--once", "--force")
        before = ["prlimit", f"--nofile={limit}", "--"]
        came = _said(before, words, environment, {0} if limit == 256 else {0, 1})
        charged = any(health.failures for health in store.feeds())
        again = _said([], words, environment, {0})
        wanted = sum(world.published(n, world.clock()()) for n in range(len(hosts)))
        # A feed may publish between its poll and now.
        lost = max(0, wanted - store.counts().items - 1)
    return Found(wanted, lost, half=int(came.half or again.half or charged))


def _said(before: list[str], words: tuple[str, ...], environment: dict[str, str], codes: set[int]) -> Found:
    argv = [*before, sys.executable, "-m", "talkwatch", *words]
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    is_bad = done.returncode not in codes or "Traceback" in done.stderr or "fault of its own" in done.stderr
    if is_bad:
        print(words, done.returncode, done.stderr)
    return Found(half=int(is_bad))

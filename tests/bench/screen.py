# ruff: noqa: PLC0415, SIM905 - imports are part of what is measured, and words read best as a sentence
"""How soon the dashboard paints and answers a key. `python -m tests.bench.screen`.

First paint: from the process's start until the board's rows stand on a terminal, the store holding 10,000 items and
talkwatch having been open before; beside it the same of an app of four plain panels.
Key to paint: from a key's arrival to the frame it caused, while the board is folded anew without a pause.
"""

from __future__ import annotations

import asyncio
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.at_terminal import painted, running

ITEMS = 10_000
KEYS = 200
RUNS = 7
BEGAN = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=ITEMS)
WORDS = tuple(
    "truce harbour border envoy ferry night offer sealed market river council delay winter bridge prisoner list grain "
    "tariff fishing clause draft signal convoy radio senate mountain tunnel school doctor ration pledge".split()
)
RELEVANT = 10
"""One item in so many holds a statement, the rest hold nothing, as in real feeds."""


def fill(home: Path) -> None:
    """A store with ITEMS items, all of them read."""
    from talkwatch.extract.pipeline import EXTRACTOR
    from talkwatch.model.claims import Reading, Span, StatementClaim
    from talkwatch.model.items import Entry, Feed, FeedId
    from talkwatch.settings.paths import paths
    from talkwatch.store import Store

    chance = random.Random(7)

    def entries() -> Iterator[Entry]:
        for number in range(ITEMS):
            told = " ".join(chance.sample(WORDS, 9))
            words = f"Envoy {number % 40} said that {told}."
            when = BEGAN + timedelta(minutes=number)
            yield Entry(f"guid:{number}", f"https://news.example/{number}", f"Offer {number}", words, when)

    with Store.open(paths(home).database) as store:
        feed = Feed(FeedId("https://news.example/feed"), "https://news.example/feed", publisher="Harbour Wire")
        store.add_feed(feed)
        store.pause_feed(feed.id, paused=True)
        store.backfill(feed, entries())
        while items := store.unread(EXTRACTOR, 500):
            made = []
            for item in items:
                span = Span("text", 0, len(item.text), item.text)
                actor = f"State {item.text.split()[1]}"
                said = StatementClaim(span, "bench", 0.9, actor, actor, "indirect", item.text[20:])
                claims = (said,) if int(item.title.split()[1]) % RELEVANT == 0 else ()
                made.append(Reading(item.id, item.revision, EXTRACTOR, statements=claims, relevance=1.0))
            store.add_readings(made)


def first_paint(*words: str) -> tuple[float, float]:
    """A new process from its start to its first frame of the folded board: milliseconds, and of CPU until its end."""
    began, used = time.time(), _used()
    done = subprocess.run([sys.executable, "-m", *words], check=True, capture_output=True, text=True)
    return (float(done.stdout.split()[-1]) - began) * 1000, (_used() - used) * 1000


def _used() -> float:
    """CPU seconds of all children so far."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _paint(home: Path) -> None:
    app = _app(home)

    async def until_painted() -> None:
        async with app.run_test(size=(160, 48)) as pilot:
            while not (app.drawn and app.board.panel("statements").rows):
                await pilot.pause(0.005)
            app.board._compositor.render_strips()
            print(time.time())

    asyncio.run(until_painted())


def prime(home: Path) -> None:
    """The dashboard was there once before: it knows that the settings are sound, and how the board looked."""
    from talkwatch.settings.paths import paths
    from talkwatch.store import Store

    with Store.open(paths(home).database) as store:
        for key in ("settled", "last look"):
            store.remember(key, None)
    with running(dashboard(home)) as program:
        program.wait_for("State ")
        program.press("q")
        program.read_on(2)


def dashboard(home: Path) -> list[str]:
    """The words that open it."""
    return ["-m", "talkwatch", "--home", str(home), "watch"]


def _app(home: Path) -> TalkwatchApp:  # type: ignore[name-defined]  # noqa: F821 - loaded below, so that it counts
    from talkwatch.clock import fixed_clock
    from talkwatch.desk import Desk
    from talkwatch.settings.config import Config
    from talkwatch.settings.paths import paths
    from talkwatch.settings.tracks import load_tracks
    from talkwatch.store import Store
    from talkwatch.tui.app import TalkwatchApp

    where = paths(home)
    store, tracks = Store.open(where.database), load_tracks(where)
    now = fixed_clock(BEGAN + timedelta(minutes=ITEMS))
    return TalkwatchApp(Desk(store, tracks), store, None, now, Config(), where, "any", tracks)


async def keys_to_paint(home: Path) -> list[float]:
    """Milliseconds from each key to the frame it caused, while the board is folded again and again."""
    from textual import events

    app = _app(home)
    took: list[float] = []
    async with app.run_test(size=(160, 48)) as pilot:
        while not (app.drawn and app.board.panel("statements").rows):
            await pilot.pause(0.01)
        await pilot.press("3")
        rows = app.board.panel("statements")

        async def fold_on() -> None:
            number = 0
            while True:
                number += 1
                moment = app.now() - timedelta(seconds=number)
                await asyncio.to_thread(app._draw, app.track, moment)

        folding = asyncio.create_task(fold_on())
        for number in range(KEYS):
            await asyncio.sleep(0.02)
            before, began = rows.cursor, time.perf_counter()
            key = "k" if number % 2 else "j"
            app.post_message(events.Key(key, key))
            while rows.cursor == before:  # noqa: ASYNC110 - the moment of the change is what is measured
                await asyncio.sleep(0)
            app.board._compositor.render_strips()
            took.append((time.perf_counter() - began) * 1000)
        folding.cancel()
    return took


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home)
        prime(home)
        trivial, paints = [], []
        for _ in range(RUNS):
            trivial.append(painted(["-m", "tests.bench.four_panels", "--stay"], "row 20 of panel 3", "keys"))
            paints.append(painted(dashboard(home), "State ", "quit"))
        took = sorted(asyncio.run(keys_to_paint(home)))
    print(f"screen, milliseconds, {ITEMS} items stored")
    shown = (("four panels of plain Textual", trivial), ("first paint with rows", paints))
    for name, runs in shown:
        wall, cpu = (statistics.median(side) for side in zip(*runs, strict=True))
        best = min(wall for wall, _ in runs)
        print(f"{name:<29} best {best:5.0f}  median {wall:5.0f}  CPU {cpu:5.0f}")
    ratio = statistics.median(cpu for _, cpu in paints) / statistics.median(cpu for _, cpu in trivial)
    print(f"{'ours to plain, CPU':<29} {ratio:.2f} (asked: 1.4)")
    print(f"key to paint while folding    p50 {took[len(took) // 2]:6.1f}  p95 {took[int(len(took) * 0.95)]:6.1f}")


if __name__ == "__main__":
    if "--paint" in sys.argv:
        _paint(Path(sys.argv[-1]))
    else:
        main()

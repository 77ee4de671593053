"""What talkwatch costs beside a peer or a floor, in turns in one run: `python -m tests.bench.ratios [--scratch DIR]`.

newsboat stands there where it is installed; `reader` and spaCy go into an environment of their own, DIR or one that
is deleted afterwards. CPU seconds of all processes, which a busy machine changes less than seconds by the clock; the
median of ROUNDS.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import feedparser

from talkwatch.demo.pages import feed_document
from talkwatch.demo.week import demo_week
from talkwatch.feeds.parse import read_feed
from talkwatch.settings.paths import paths
from talkwatch.store import Store
from tests.bench import beside_spacy, many_feeds, screen, store
from tests.bench.reading import SHARED, demo_texts, texts
from tests.bench.testbench import FOLDER, testbench
from tests.journeys.terminal import PYTHON, terminal

ROUNDS = 3
FEEDS = 200
ITEMS = 10_000
IDLE = 60.0
"""Real seconds for which an app is left alone; the dashboard says its countdowns anew once in them."""
SETTLED = 15.0
"""Real seconds until an app that was started is at rest."""
PEERS = [*beside_spacy.PEER, "reader==3.*", "sgmllib3k"]
"""The last is what the feedparser inside of reader imports."""
TICKS = os.sysconf("SC_CLK_TCK")


def show(what: str, ours: float, peer: str, theirs: float) -> None:
    """A line of the table: our figure, the peer's in the same unit, and the ratio."""
    print(f"{what:<42}{ours:10.3g}{theirs:10.3g}  {peer:<36}{ours / theirs if theirs else 0.0:7.2f}", flush=True)


def cpu(run: Callable[[], object]) -> float:
    """CPU seconds of this process for a call."""
    began = time.process_time()
    run()
    return time.process_time() - began


def medians(*sides: Callable[[], float]) -> list[float]:
    """The median of each side, taken in turns."""
    return [statistics.median(side) for side in zip(*([run() for run in sides] for _ in range(ROUNDS)), strict=True)]


def painting(home: Path) -> None:
    """From a process's start to its end, the first frame being drawn."""
    ours, plain = medians(
        lambda: screen.first_paint("tests.bench.screen", "--paint", str(home))[1] / 1000,
        lambda: screen.first_paint("tests.bench.four_panels")[1] / 1000,
    )
    show("first paint, 10,000 items stored: s", ours, "four panels of plain Textual", plain)


def resting(home: Path, folder: Path) -> None:
    """A minute without a key, the watcher at its post; then the memory that the app took at most."""
    figures = []
    for words in (f"talkwatch --home {home}", "tests.bench.four_panels --stay"):
        with terminal(folder, 160, 48) as it:
            pid = it.start(f"{PYTHON} -m {words}")
            time.sleep(SETTLED)
            before = spent(pid)
            time.sleep(IDLE)
            figures.append(((spent(pid) - before) / IDLE * 100, many_feeds.memory(pid)))
            os.kill(pid, signal.SIGTERM)
            it.wait_for("left-with")
    (ours, mib), (plain, their_mib) = figures
    show("left alone for a minute: % of a core", ours, "four panels of plain Textual", plain)
    show("memory, 10,000 items stored: MiB", mib, "four panels of plain Textual", their_mib)


def spent(pid: int) -> float:
    """CPU seconds of a process and of its children so far."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return (int(words[11]) + int(words[12])) / TICKS + sum(map(spent, map(int, children)))


def polling(folder: Path, reader: str) -> None:
    """Feeds of 30 items on 50 hosts, each poll a process of its own: the first, then one that finds nothing new."""
    os.environ["READER"] = reader
    words = ["--ports", "50", "--feeds", str(FEEDS), "--items", "30", "--max-seconds", "600"]
    found: dict[str, list[float]] = {}
    with testbench(folder / "log.jsonl", *words) as server:
        urls = folder / "urls"
        urls.write_text("".join(f"{url}\n" for url in server.feeds()), encoding="ascii")
        for who, command in many_feeds.contenders(folder, urls).items():
            found[who] = [many_feeds.run(command)[0] for _ in range(1 + ROUNDS)]
    ours = found.pop("talkwatch")
    for who, theirs in found.items():
        show(f"{FEEDS} feeds for the first time: CPU s", ours[0], who, theirs[0])
        again = statistics.median(ours[1:])
        show(f"{FEEDS} feeds that have nothing new: CPU s", again, who, statistics.median(theirs[1:]))


def parsing() -> None:
    """Documents as publishers served them, or without ../shared the demo's, to entries with clean text and language."""
    folder, week = SHARED / "feeds", demo_week()
    files = sorted(folder.glob("*.xml")) if folder.is_dir() else []
    bodies = [file.read_bytes() for file in files] or [feed_document(week, each, week.stop) for each in week.outlets]
    ours, theirs = medians(
        lambda: cpu(lambda: [read_feed(body, "application/xml", "https://x.example/") for body in bodies]),
        lambda: cpu(lambda: [feedparser.parse(body) for body in bodies]),
    )
    show(f"{len(bodies)} documents to clean entries: CPU s", ours, "feedparser alone", theirs)


def storing() -> None:
    """Items into the store, with identities, copies and the index of words."""
    made = store.entries(ITEMS)

    def ours() -> float:
        with tempfile.TemporaryDirectory() as name, Store.open(Path(name) / "talkwatch.db") as opened:
            return cpu(lambda: store.fill(opened, made))

    def bare() -> float:
        with tempfile.TemporaryDirectory() as name:
            return cpu(lambda: store.fill_bare(Path(name) / "bare.db", made))

    cost, floor = medians(ours, bare)
    show(f"{ITEMS:,} items stored: CPU s", cost, "a bare loop of sqlite3", floor)


def reading(peer: str) -> None:
    """Articles to claims; the peer only parses them."""
    kept = texts(SHARED / "gold" / "articles.jsonl") if SHARED.is_dir() else demo_texts()
    rows = json.dumps([(title, text, moment.isoformat()) for title, text, moment in kept])
    ours, theirs = medians(
        lambda: beside_spacy.run(PYTHON, beside_spacy.OURS, rows)[1],
        lambda: beside_spacy.run(peer, beside_spacy.THEIRS, rows)[1],
    )
    show(f"{len(kept)} articles read: CPU s", ours, "spaCy sm, its parse alone", theirs)


def compare(folder: Path, scratch: Path) -> None:
    """Prints the table."""
    print(f"{'':<42}{'ours':>10}{'theirs':>10}  {'beside':<36}{'ratio':>7}")
    home = folder / "home"
    screen.fill(home)
    painting(home)
    with Store.open(paths(home).database) as opened:
        for health in opened.feeds():
            opened.pause_feed(health.feed.id, paused=True)
    resting(home, folder)
    parsing()
    storing()
    peer = beside_spacy.installed(scratch, PEERS)
    if FOLDER.is_dir():
        polling(folder, peer)
    reading(peer)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--scratch", type=Path, help="where the peers' environment is kept between runs")
    scratch: Path | None = words.parse_args().scratch
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), scratch or Path(name) / "peers")


if __name__ == "__main__":
    main()

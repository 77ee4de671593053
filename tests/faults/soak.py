"""A simulated week with the dashboard in tmux: `python -m tests.faults.soak [--feeds 100] [--days 7] [--seed 1]`.

Feeds of many hosts publish by the week's clock, with validators; ten hostile ones stand beside them; the network goes
down 48 times, for twenty minutes to six hours. Each feed is asked every 30 minutes of the clock while keys are pressed.
Prints by simulated day what is stored, memory, descriptors and how late the event loop's heart beats, beside that of a
thread that does nothing else (`floor`); then what was
published, stored, lost and doubled, and, beside a checkout with ../shared, how polite it was.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from talkwatch.settings.paths import paths
from talkwatch.store import Store
from tests.bench.testbench import FOLDER
from tests.faults.dashboard import TICK
from tests.faults.world import World, served
from tests.journeys.terminal import PYTHON, Terminal, terminal

KEYS = (
    "j",
    "j",
    "k",
    "Tab",
    "1",
    "G",
    "g",
    "4",
    "Enter",
    "Escape",
    "c",
    "Escape",
    "f",
    "Escape",
    "i",
    "Escape",
    "z",
    "z",
)
PAUSE = 0.7
"""Real seconds between two keys."""


@dataclass(frozen=True)
class Outcome:
    """What the week came to: a row a day, what was published, stored, lost and doubled, and the screen at its end."""

    days: tuple[dict[str, Any], ...]
    published: int
    stored: int
    lost: int
    doubled: int
    frozen: int
    """Looks at which the dashboard was not there, or its clock stood still."""
    screen: str

    @property
    def slope(self) -> float:
        """MiB that the dashboard grows by in a simulated day, after the first."""
        rows = self.days[1:-1]
        if len(rows) < 3:
            return 0.0
        return statistics.linear_regression([row["day"] for row in rows], [row["mib"] for row in rows]).slope


def run(world: World, folder: Path, *, aloud: bool = False) -> Outcome:
    """The week is played in a real terminal of 160 by 48."""
    told = folder / "told.json"
    report = folder / "report.jsonl"
    with served(world, folder / "requests.jsonl") as addresses, terminal(folder, 160, 48) as it:
        words = {"world": asdict(world), "addresses": addresses, "home": str(folder / "home"), "report": str(report)}
        told.write_text(json.dumps(words), encoding="utf-8")
        it.start(f"{PYTHON} -m tests.faults.dashboard {told}")
        it.wait_for("talkwatch", "any")
        frozen = _use(it, world, report, aloud=aloud)
        it.keys("Escape", "Escape", "1")
        screen = it.screen()
        it.keys("q")
        it.wait_for("left-with-0")
    with Store.open(paths(folder / "home").database, read_only=True) as store:
        links = Counter(item.link for item in store.items(limit=10_000_000) if ".example/" in item.link)
    wanted = world.links()
    rows = tuple(map(json.loads, report.read_text(encoding="utf-8").splitlines()))
    stored = sum(links.values())
    return Outcome(rows, len(wanted), stored, len(wanted - links.keys()), stored - len(links), frozen, screen)


class Floor:
    """How late the machine itself wakes a thread that does nothing else, whoever else is at work on it."""

    def __init__(self) -> None:
        self._lags: list[float] = []
        threading.Thread(target=self._beat, daemon=True).start()

    def _beat(self) -> None:
        while True:
            began = time.perf_counter()
            time.sleep(TICK)
            self._lags.append(time.perf_counter() - began - TICK)

    def p99(self) -> float:
        """Milliseconds since the last call."""
        lags, self._lags = sorted(self._lags), []
        return lags[int(len(lags) * 0.99)] * 1000 if lags else 0.0


def _use(it: Terminal, world: World, report: Path, *, aloud: bool) -> int:
    """Keys are pressed until the week is over; at how many looks the screen was not what it should be."""
    frozen = shown = 0
    floor = Floor()
    if aloud:
        print(" day    items   rows     MiB  children  files  p99 ms  floor  worst   CPU s")
    over = world.began + (world.over.timestamp() - world.clock().start.timestamp()) / world.speed
    for number, key in enumerate(itertools.cycle(KEYS)):
        it.keys(key)
        time.sleep(PAUSE)
        if number % len(KEYS) == 3:
            frozen += "talkwatch" not in it.screen().split("\n")[0]
        rows = report.read_text(encoding="utf-8").splitlines() if report.exists() else []
        for row in map(json.loads, rows[shown:] if aloud else ()):
            print(
                f"{row['day']:4}{row['items']:9,}{row['rows']:7}{row['mib']:8.1f}{row['children']:10.1f}{row['files']:7}"
                f"{row['p99']:8.1f}{floor.p99():7.1f}{row['worst']:7.0f}{row['cpu']:8.1f}",
                flush=True,
            )
        shown = len(rows)
        if shown > math.ceil(world.days) or time.time() > over + 120:
            return frozen
    return frozen


def politeness(log: Path, speed: float) -> int:
    """Prints the score of the requests; the scorer's exit status for 95 points."""
    judge = [str(FOLDER / "politeness.py"), str(log), "--name", "talkwatch", "--min-interval", "1800"]
    words = ["--scale", str(speed), "--scale-hints", "--pass", "95"]
    return subprocess.run([sys.executable, *judge, *words], check=False).returncode


def main() -> int:
    """Prints the tables; 1 if an item was lost or doubled, memory grew, or the screen stood still."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--feeds", type=int, default=100)
    words.add_argument("--days", type=float, default=7)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--speed", type=float, help="seconds of the clock in a real one; 1200 for 100 feeds")
    said = words.parse_args()
    speed = said.speed or min(1200.0, 200_000 / said.feeds)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        world = World(said.feeds, said.days, said.seed, speed)
        came = run(world, folder, aloud=True)
        print(
            f"published {came.published:,}, stored {came.stored:,}, lost {came.lost}, doubled {came.doubled}; ", end=""
        )
        print(
            f"{len(world.outages)} outages, memory {came.slope:+.2f} MiB a day, screen amiss {came.frozen} times; ",
            end="",
        )
        print(f"seed {said.seed}")
        rude = politeness(folder / "requests.jsonl", speed) if FOLDER.is_dir() else 0
    return int(bool(came.lost or came.doubled or came.frozen or rude or came.slope >= 1.0))


if __name__ == "__main__":
    raise SystemExit(main())

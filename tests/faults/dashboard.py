"""The dashboard as it ships, on a simulated week's clock, with a gauge in it: `python -m tests.faults.dashboard FILE`.

FILE is JSON: the world, the feeds' addresses, a home and a file for the gauge, which gets a line of JSON a day.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from talkwatch.desk import Desk
from talkwatch.model.items import Feed, FeedId
from talkwatch.settings.config import Config
from talkwatch.settings.logs import log_to
from talkwatch.settings.paths import Paths, paths
from talkwatch.settings.tracks import load_tracks
from talkwatch.store import Store
from talkwatch.tui.app import TalkwatchApp
from talkwatch.watch import Watcher
from tests.faults.served import BEGIN
from tests.faults.world import World

TICK = 0.05
"""Real seconds between two beats of the heart."""
CONFIG = Config.model_validate({"poll": {"every": 30}, "screen": {"zone": "UTC"}})


def resident(pid: str = "self") -> float:
    """MiB of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * 4 / 1024


def descriptors() -> int:
    """Open files of this process."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def children() -> list[str]:
    """The processes that this one has started and that run."""
    return [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]


class Polling(Watcher):
    """Looks at the feeds often enough for the fast clock; copies the store when a day of that clock is over."""

    def _nap(self) -> float:
        return 0.1

    async def _keep_copies(self) -> None:
        """The gauge asks for them."""


class Gauged(TalkwatchApp):
    """The dashboard with a heart that is listened to."""

    world: World
    report: Path

    def on_mount(self) -> None:
        """The heart beats from the first paint on."""
        super().on_mount()
        self.run_worker(self._beat(), group="gauge", exit_on_error=True)

    async def _beat(self) -> None:
        lags: list[float] = []
        day = 0
        while (now := self.now()) < self.world.over or not self._is_asked():
            began = time.perf_counter()
            await asyncio.sleep(TICK)
            lags.append(time.perf_counter() - began - TICK)
            if now - BEGIN >= timedelta(days=min(day + 1, self.world.days)) and day < self.world.days:
                day += 1
                await self._note(day, sorted(lags))
                lags.clear()
        await self._note(day + 1, sorted(lags))
        self.say("the week is over")

    def _is_asked(self) -> bool:
        """Whether every feed was asked after the last entry: a busy machine may need longer than the clock."""
        return all(health.polled and health.polled > self.world.end for health in self.store.feeds())

    async def _note(self, day: int, lags: list[float]) -> None:
        assert isinstance(self.watcher, Watcher)
        await self.watcher.keep_house()
        used = resource.getrusage(resource.RUSAGE_SELF)
        row = {
            "day": day,
            "items": self.store.counts().items,  # type: ignore[attr-defined]  # the gauge knows the real store
            "rows": len(self.drawn.rows) if self.drawn else 0,
            "mib": resident(),
            "children": sum(map(resident, children())),
            "files": descriptors(),
            "p99": lags[int(len(lags) * 0.99)] * 1000,
            "worst": lags[-1] * 1000,
            "cpu": used.ru_utime + used.ru_stime,
        }
        with self.report.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")


def main() -> int:
    """Runs until it is told to quit."""
    told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    world, where = World(**told["world"]), paths(Path(told["home"]))
    log_to(where.log_file)
    with Store.open(where.database) as store:
        for url in told["addresses"]:
            store.add_feed(Feed(FeedId(url), url))
        places = {urlsplit(url).netloc for url in told["addresses"]}
        app = _app(store, world, where, places)
        app.report = Path(told["report"])
        app.run()
    return app.return_code or 0


def _app(store: Store, world: World, where: Paths, places: set[str]) -> Gauged:
    clock, tracks = world.clock(), load_tracks(where)

    def watching(heard: Callable[[Any], None], settings: Config) -> Watcher:
        return Polling(store, settings, clock, heard, tick=1.0, allow_private=places)

    app = Gauged(Desk(store, tracks), store, watching, clock, CONFIG, where, "any", tracks)
    app.world = world
    return app


if __name__ == "__main__":
    sys.exit(main())

"""`talkwatch demo`: a built-in week of feeds, served on loopback, polled, read and shown."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from talkwatch.clock import ScaledClock
    from talkwatch.desk import Desk
    from talkwatch.settings.config import Config
    from talkwatch.settings.paths import Paths
    from talkwatch.store import Store
    from talkwatch.watch import Watcher

TRACK = "Gaza ceasefire"
FASTEST = 7200.0
"""Simulated seconds a real one: feeds are asked every real second, and the last report is 3 h before the end."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """A demo that is set up: its own folders, feeds on loopback, and the week's clock."""

    paths: Paths
    config: Config
    store: Store
    desk: Desk
    clock: ScaledClock
    hosts: tuple[str, ...]

    def watcher(self, told: Callable[[Any], None], settings: Config) -> Watcher:
        """The loop over the demo's feeds; each is asked about every real second."""
        from talkwatch.watch import Watcher

        interval = timedelta(seconds=max(60.0, self.clock.speed))
        return Watcher(self.store, settings, self.clock, told, interval=interval, tick=1.0, allow_private=self.hosts)


@click.command("demo", epilog="Example: talkwatch demo --speed 1800")
@click.option("--speed", type=click.FloatRange(1, FASTEST), default=3600.0, show_default=True, help="Seconds a second.")
@click.option("--fast", is_flag=True, help="Show the end state at once.")
@click.option("--until", metavar="WHEN", help="Stop the week at a moment (2024-08-14T21:40; UTC).")
@click.option("--track", "-t", default=TRACK, show_default=True, help="The track to follow.")
@click.option("--json", "as_json", is_flag=True, help="No screen: print the board that --fast shows.")
def command(speed: float, fast: bool, until: str | None, track: str, as_json: bool) -> int:
    """Play a built-in week of feeds (11-17 August 2024, talks in Doha); touches nothing of yours.

    Nine invented outlets are served on loopback, polled, read and shown, as your own feeds would be.
    """
    if not as_json:
        from talkwatch.tui.run import end_in_order, need_terminal

        need_terminal()
        end_in_order()
    with _scene(_clock(speed, until, fast=fast or as_json)) as scene:
        return _print(scene, track) if as_json else _show(scene, track)


def _clock(speed: float, until: str | None, *, fast: bool) -> ScaledClock:
    """The week's clock: from the start at `speed`, or (`fast`) standing at its end. Raises UsageError."""
    from talkwatch.demo.server import week_clock
    from talkwatch.demo.week import demo_week

    week = demo_week()
    stop = _moment(until) if until else week.stop
    began = time.time() - (week.stop - week.start).total_seconds() if fast else time.time()
    return week_clock(began, 1.0 if fast else speed, stop)


def _moment(words: str) -> datetime:
    """A moment of the week. Raises UsageError for any other."""
    from talkwatch.cli.when import moment
    from talkwatch.demo.week import demo_week
    from talkwatch.model.errors import UsageError

    week = demo_week()
    when = moment(words, UTC)
    if not week.start < when <= week.stop:
        raise UsageError(
            f"--until {words}: the week runs from {week.start:%d %b %H:%M} to {week.stop:%d %b %H:%M} 2024"
        )
    return when


@contextmanager
def _scene(clock: ScaledClock) -> Iterator[_Scene]:
    """The demo's folders, store and feeds, all gone afterwards."""
    from talkwatch.cli.opening import open_store
    from talkwatch.demo.play import played_week
    from talkwatch.desk import Desk
    from talkwatch.settings.tracks import load_tracks

    with (
        tempfile.TemporaryDirectory(prefix="talkwatch-demo-") as folder,
        played_week(clock) as feeds,
        open_store(Path(folder)) as opened,
    ):
        for feed in feeds:
            opened.store.add_feed(feed)
        hosts = tuple({urlsplit(feed.url).netloc for feed in feeds})
        desk = Desk(opened.store, load_tracks(opened.paths))
        yield _Scene(opened.paths, opened.config, opened.store, desk, clock, hosts)


def _show(scene: _Scene, track: str) -> int:
    """The demo on the screen."""
    from talkwatch.settings.tracks import find_track
    from talkwatch.tui.run import run

    tracks = scene.desk.tracks
    chosen = find_track(tracks, track).name
    return run(scene.desk, scene.store, scene.watcher, scene.clock, scene.config, scene.paths, chosen, tracks)


def _print(scene: _Scene, track: str) -> int:
    """The demo's board as JSON, after one round of polling and reading."""
    import asyncio

    from talkwatch.settings.tracks import find_track

    heard: list[Any] = []

    async def once() -> int:
        watcher = scene.watcher(heard.append, scene.config)
        try:
            return len((await watcher.poll_once()).failed)
        finally:
            await watcher.close()

    failed = asyncio.run(once())
    board = scene.desk.board(find_track(scene.desk.tracks, track).name, scene.clock())
    click.echo(board.model_dump_json(indent=2))
    return 1 if failed else 0

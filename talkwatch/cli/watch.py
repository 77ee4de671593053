"""`talkwatch watch`: the dashboard."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from talkwatch.cli.opening import Opened
    from talkwatch.settings.config import Config
    from talkwatch.tui.ports import WatcherPort


@click.command("watch", epilog="Example: talkwatch watch --track Sudan")
@click.option("--track", "-t", default="", help="The track to follow; without it the last one, else config.toml's.")
@click.option("--read-only", is_flag=True, help="Look only: ask no feeds, so that it runs beside another talkwatch.")
@click.pass_obj
def command(home: Path | None, track: str = "", *, read_only: bool = False) -> int:
    """Open the dashboard.

    Without a terminal it refuses; `talkwatch digest` and `talkwatch board --json` work without one.
    """
    from talkwatch.model.errors import Locked
    from talkwatch.tui.run import need_terminal

    need_terminal()
    with ExitStack() as stack:
        from talkwatch.cli.opening import open_store

        try:
            opened = stack.enter_context(open_store(home, read_only=read_only))
        except Locked as locked:
            locked.hint = "look on with: talkwatch watch --read-only; or use --home for a second one"
            raise
        return _watch(opened, track, read_only=read_only)


def _watch(opened: Opened, track: str, *, read_only: bool) -> int:
    """The dashboard over an open store."""
    from zoneinfo import ZoneInfo

    from talkwatch.clock import system_clock
    from talkwatch.desk import Desk
    from talkwatch.settings.tracks import find_track, load_tracks
    from talkwatch.tui.run import run

    config = opened.config
    tracks = load_tracks(opened.paths)
    chosen = find_track(tracks, track).name if track else ""
    find_track(tracks, config.board.track)
    zone = ZoneInfo(config.screen.zone) if config.screen.zone else _local_zone()
    desk = Desk(opened.store, tracks, zone=zone, yardstick=config.board.yardstick)

    def watching(told: Callable[[Any], None], settings: Config) -> WatcherPort:
        from talkwatch.watch import Watcher

        return Watcher(opened.store, settings, system_clock, told)

    return run(desk, opened.store, None if read_only else watching, system_clock, config, opened.paths, chosen, tracks)


def _local_zone() -> Any:
    """The machine's time zone."""
    from datetime import datetime

    return datetime.now().astimezone().tzinfo

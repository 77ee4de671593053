"""`talkwatch watch`: the dashboard."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from talkwatch.desk import Desk
    from talkwatch.settings.config import Config
    from talkwatch.settings.paths import Paths
    from talkwatch.store import Store
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
    from talkwatch.tui.run import end_in_order, need_terminal

    need_terminal()
    end_in_order()
    gc.disable()  # a fifth of the start otherwise; the dashboard turns it on after its first paint
    with ExitStack() as stack:
        stack.callback(gc.enable)
        from talkwatch.cli.opening import store_at
        from talkwatch.settings.paths import paths

        where = paths(home)
        try:
            store = stack.enter_context(store_at(where, read_only=read_only))
        except Locked as locked:
            locked.hint = "look on with: talkwatch watch --read-only; or use --home for a second one"
            raise
        return _watch(where, store, track, read_only=read_only)


def _watch(where: Paths, store: Store, track: str, *, read_only: bool) -> int:
    """The dashboard over an open store."""
    from talkwatch.cli.late import LateDesk, settings
    from talkwatch.clock import system_clock
    from talkwatch.tui.run import run

    config, tracks = settings(where, store)
    if track:
        from talkwatch.settings.tracks import find_track

        track = find_track(tracks, track).name

    def watching(told: Callable[[Any], None], settings: Config) -> WatcherPort:
        from talkwatch.watch import Watcher

        return Watcher(store, settings, system_clock, told)

    def desk() -> Desk:
        from datetime import timedelta

        from talkwatch.desk import Desk

        return Desk(store, tracks, stays=timedelta(minutes=5))

    late, wanted = LateDesk(desk, config.board.yardstick), None if read_only else watching
    return run(late, store, wanted, system_clock, config, where, track, tracks)

"""`talkwatch board --watch`: what moves on the board, line by line, for screen readers and pipes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING

import click

from talkwatch.views.alerts import WINDOW, News

if TYPE_CHECKING:
    from talkwatch.clock import Clock
    from talkwatch.desk import Desk
    from talkwatch.views.rows import ChangeRow


def watch_board(desk: Desk, track: str, clock: Clock, zone: tzinfo | None, every: float, *, as_json: bool) -> None:
    """Changes are printed as they come, until ctrl+c or until nobody reads; the store is looked at every few seconds.

    It asks no feeds: a dashboard or `talkwatch poll` does that beside it.
    """
    if not as_json:
        click.echo(f"watching {track}; ctrl+c ends")
    try:
        for change in news(desk, track, clock, lambda: time.sleep(every)):
            click.echo(change.model_dump_json() if as_json else line(change, zone))
    except KeyboardInterrupt:
        return


def news(desk: Desk, track: str, clock: Clock, wait: Callable[[], None]) -> Iterator[ChangeRow]:
    """Each change once, the weightiest of a look first; what was there at the first look is none.

    After each look `wait` is called.
    """
    known = News()
    while True:
        now = clock()
        yield from known.fresh(desk.changes(track, now - WINDOW, now))
        wait()


def line(change: ChangeRow, zone: tzinfo | None) -> str:
    """A change as it is read out: how weighty, when, what, by whom."""
    weight = {3: "principal", 2: "middling"}.get(change.importance, "small")
    source = f" ({change.sources[0].publisher})" if change.sources else ""
    when = change.when.astimezone(zone)
    return f"{weight}, {when:%a} {when.day} {when:%b %H:%M}: {' '.join(change.words.split())}{source}"

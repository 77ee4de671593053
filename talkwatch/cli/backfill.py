"""`talkwatch backfill`: a file of past entries into the store, and read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from talkwatch.cli.archive import Archive, Filled
    from talkwatch.cli.opening import Opened
    from talkwatch.cli.progress import Progress


@click.command(epilog="Example: talkwatch backfill archive.jsonl.gz --track Sudan")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--track", "track_name", help="Say at the end what this track's board holds.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.pass_obj
def command(home: Path | None, file: Path, track_name: str | None, jobs: int) -> int:
    """Read a FILE of past entries: JSON lines, plain or .gz, or - for stdin.

    A row has feed_url, feed_title, title, link, published (ISO 8601) and description. Each entry counts as seen when
    it was published, so that boards of the past know what was known then. A second run stores nothing new.
    """
    from talkwatch.cli.archive import Archive
    from talkwatch.cli.opening import open_store
    from talkwatch.cli.progress import Progress
    from talkwatch.cli.reading import read_unread
    from talkwatch.settings.tracks import find_track, load_tracks

    progress = Progress()
    with open_store(home) as opened:
        tracks = load_tracks(opened.paths)
        track = find_track(tracks, track_name).name if track_name else None
        archive = Archive(file)
        try:
            filled = _store(opened, archive, progress)
            tally = read_unread(opened.store, jobs, progress)
        finally:
            progress.clear()
        click.echo(f"stored {filled.new:,} new, {filled.revised:,} revised; {filled.same:,} were there")
        click.echo(f"read {tally.items:,} items, found {tally.claims:,} claims")
        if track is not None and filled.newest is not None:
            click.echo(_summary(opened, track, filled.newest))
    _complain(archive, tally.failed)
    return 1 if archive.faults or tally.failed else 0


def _store(opened: Opened, archive: Archive, progress: Progress) -> Filled:
    """The archive's entries are stored."""
    from talkwatch.cli.archive import Filled

    filled = Filled()
    for feed, entries in archive.batches():
        filled = filled.plus(opened.store.backfill(feed, entries), entries)
        progress.show(f"stored {filled.new + filled.revised + filled.same:,} entries")
    return filled


def _summary(opened: Opened, track: str, until: datetime) -> str:
    """How many rows each panel of the track's board has at the archive's end."""
    from talkwatch.desk import Desk
    from talkwatch.settings.tracks import load_tracks

    board = Desk(opened.store, load_tracks(opened.paths)).board(track, until)
    return (
        f"{track} at {until:%Y-%m-%d %H:%M} UTC: {len(board.talks)} talks, {len(board.attendance)} attendance, "
        f"{len(board.statements)} statements, {len(board.sticking_points)} sticking points"
    )


NAMED = 20
"""Faults named one by one on stderr; of the others the number is told."""


def _complain(archive: Archive, failed: tuple[str, ...]) -> None:
    """The faults are named on stderr."""
    faults = (*archive.faults, *failed)
    for fault in faults[:NAMED]:
        click.echo(f"talkwatch: {fault}", err=True)
    if len(faults) > NAMED:
        click.echo(f"talkwatch: and {len(faults) - NAMED:,} more", err=True)

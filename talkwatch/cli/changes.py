"""`talkwatch changes`: what moved since a moment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from talkwatch.cli.opening import Opened
    from talkwatch.views.rows import ChangeRow

DAYS = 7
"""So many days back an Atom file goes where nothing else is said: readers fetch it more often than that."""


@click.command(epilog="Example: talkwatch changes --since 2024-08-14 --json")
@click.option(
    "--since",
    metavar="WHEN",
    help="A day (its beginning) or a time, ISO 8601; without it, your last look at the changes in the dashboard, else "
    "a day ago; for Atom, a week ago.",
)
@click.option("--until", metavar="WHEN", help="A day (its end) or a time; without it, now.")
@click.option("--track", metavar="NAME", help="A track's name; without it, the one in the config.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list, the weightiest first.")
@click.option("--format", "kind", type=click.Choice(["text", "json", "atom"]), default="text", help="How to write it.")
@click.option("--address", default="", metavar="URL", help="Where the Atom file will be fetched from.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it there instead of printing it.")
@click.pass_obj
def command(  # noqa: PLR0917 - click names each
    home: Path | None,
    since: str | None,
    until: str | None,
    track: str | None,
    as_json: bool,
    kind: str,
    address: str,
    output: Path | None,
) -> None:
    """Tell what moved since a moment, the weightiest first: new dates, changed minds, new positions.

    Since your last look means what was read after it, though it was published before.
    As Atom it is a feed that others can subscribe to, the newest first; write it anew after each poll.
    """
    from datetime import timedelta

    from talkwatch.cli.opening import open_store
    from talkwatch.cli.when import desk_of, moment, zone_of
    from talkwatch.clock import system_clock
    from talkwatch.model.errors import UsageError

    kind = "json" if as_json else kind
    with open_store(home, read_only=True) as opened:
        zone = zone_of(opened.config)
        last = moment(until, zone, end_of_day=True) if until else system_clock()
        looked = None if since or until or kind == "atom" else _looked(opened)
        ago = last - timedelta(days=DAYS if kind == "atom" else 1)
        first = moment(since, zone) if since else looked or ago
        if last < first:
            raise UsageError(f"--until {until} lies before --since {since}")
        desk, name = desk_of(opened, track)
        rows = desk.changes(name, first, last, learned=looked is not None)
    if kind == "atom":
        from talkwatch.digest.atom import atom

        _give(atom(name, rows, first, address), output)
    elif kind == "json":
        import json

        found = json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False)
        _give(f"{found}\n".encode(), output)
    else:
        _give(_text(rows, name, first, zone), output)


def _looked(opened: Opened) -> datetime | None:
    """When the user last looked at the changes in the dashboard."""
    from talkwatch.tui import state

    return state.from_json(opened.store.recall(state.KEY)).looked


def _text(rows: Sequence[ChangeRow], track: str, since: datetime, zone: tzinfo | None) -> bytes:
    """The changes as lines, in UTF-8."""
    lines = []
    for row in rows:
        source = f"  ({row.sources[0].publisher})" if row.sources else ""
        lines.append(f"{'!' * row.importance:3} {row.when.astimezone(zone):%a %d %b %H:%M}  {row.words}{source}\n")
    if not lines:
        lines.append(f"nothing moved on the track {track!r} since {since.astimezone(zone):%a %d %b %H:%M}\n")
    return "".join(lines).encode()


def _give(words: bytes, output: Path | None) -> None:
    """The words are printed, or are the file."""
    if output is None:
        click.echo(words, nl=False)
        return
    from talkwatch.filing import write_whole

    write_whole(output, words)
    click.echo(f"{output}", err=True)

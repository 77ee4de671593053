"""`talkwatch explain`: everything behind a row or a claim."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog="Example: talkwatch explain a-1f3a90c2")
@click.argument("row", metavar="ID", required=False)
@click.option("--labels", "all_labels", is_flag=True, help="List every sign and word that is shown, with its meaning.")
@click.option("--track", metavar="NAME", help="Look on this track's board first; without it, the one in the config.")
@click.option("--as-of", metavar="WHEN", help="On the board as it stood then: a day (its end) or a time, ISO 8601.")
@click.pass_obj
def command(home: Path | None, row: str | None, all_labels: bool, track: str | None, as_of: str | None) -> None:
    """Show all that is behind a row of the board, or a claim: sources, history, and the sum behind a number.

    ID is a row's `id` or a claim's, as `board --json` prints them, or a sign or word that is shown ("in doubt", "▲").
    """
    from talkwatch.views.labels import labels, meanings

    if all_labels or row is None:
        if row is not None or not all_labels:
            raise click.UsageError("an ID, a label, or --labels is wanted")
        click.echo("\n".join(f"{sign:<22} {meaning}" for sign, meaning in labels()))
        return
    if told := meanings(row):
        click.echo("\n".join(told))
        return
    from talkwatch.cli.opening import open_store
    from talkwatch.cli.when import desk_of, moment, zone_of
    from talkwatch.clock import system_clock

    with open_store(home, read_only=True) as opened:
        zone = zone_of(opened.config)
        when = moment(as_of, zone, end_of_day=True) if as_of else system_clock()
        desk, name = desk_of(opened, track)
        click.echo("\n".join(desk.explain(row, name, when)))

"""`talkwatch board`: the four panels, as JSON or plain text."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog='Example: talkwatch board --track "Gaza ceasefire" --as-of 2024-08-14T21:40Z --json')
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with the sources behind each row.")
@click.option("--track", metavar="NAME", help="A track's name; without it, the one in the config.")
@click.option("--as-of", metavar="WHEN", help="The board as it stood then: a day (its end) or a time, ISO 8601.")
@click.option("--watch", "watched", is_flag=True, help="Print what moves, line by line, until ctrl+c.")
@click.option(
    "--every", type=click.FloatRange(1, 3600), default=30.0, show_default=True, help="Seconds between two looks."
)
@click.pass_obj
def command(  # noqa: PLR0917 - click names each
    home: Path | None, as_json: bool, track: str | None, as_of: str | None, watched: bool, every: float
) -> None:
    """Show the board: upcoming talks, who will come, latest statements, sticking points."""
    from talkwatch.cli.opening import open_store
    from talkwatch.cli.when import desk_of, moment, zone_of
    from talkwatch.clock import system_clock

    with open_store(home, read_only=True) as opened:
        zone = zone_of(opened.config)
        when = moment(as_of, zone, end_of_day=True) if as_of else system_clock()
        desk, name = desk_of(opened, track)
        if watched:
            from talkwatch.cli.board_watch import watch_board

            if as_of:
                raise click.UsageError("--watch and --as-of cannot be given together")
            watch_board(desk, name, system_clock, zone, every, as_json=as_json)
            return
        view = desk.board(name, when)
    if as_json:
        click.echo(view.model_dump_json())
        return
    from talkwatch.views.text import board_text

    click.echo(board_text(view, when.astimezone(zone)))

"""`talkwatch explain`: everything behind a row or a claim."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click


@click.command(epilog="Example: talkwatch explain a-1f3a90c2")
@click.argument("row", metavar="ID", required=False)
@click.option("--labels", "all_labels", is_flag=True, help="List every sign and word that is shown, with its meaning.")
@click.option("--track", metavar="NAME", help="Look on this track's board first; without it, the one in the config.")
@click.option("--as-of", metavar="WHEN", help="On the board as it stood then: a day (its end) or a time, ISO 8601.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(  # noqa: PLR0917 - click names each
    home: Path | None, row: str | None, all_labels: bool, track: str | None, as_of: str | None, as_json: bool
) -> None:
    """Show all that is behind a row of the board, a claim or an item: sources, history, and the sum behind a number.

    ID is a row's `id` or a claim's, as `board --json` prints them, an item's, as `items` does, or a sign or word that
    is shown ("in doubt", "▲").
    """
    from talkwatch.views.labels import labels, meanings

    if all_labels or row is None:
        if row is not None or not all_labels:
            raise click.UsageError("an ID, a label, or --labels is wanted")
        _say(labels(), "{:<22} {}", as_json=as_json)
        return
    if told := meanings(row):
        _say(told, "{}: {}", as_json=as_json)
        return
    from talkwatch.cli.opening import open_store
    from talkwatch.cli.when import desk_of, moment, zone_of
    from talkwatch.clock import system_clock

    with open_store(home, read_only=True) as opened:
        zone = zone_of(opened.config)
        when = moment(as_of, zone, end_of_day=True) if as_of else system_clock()
        desk, name = desk_of(opened, track)
        if as_json:
            click.echo(desk.behind(row, name, when).model_dump_json(indent=2))
        else:
            click.echo("\n".join(desk.explain(row, name, when)))


def _say(told: Sequence[tuple[str, str]], form: str, *, as_json: bool) -> None:
    """Labels with their meanings, a line of that form each."""
    if as_json:
        import json

        rows = [{"label": sign, "meaning": meaning} for sign, meaning in told]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(form.format(sign, meaning) for sign, meaning in told))

"""`talkwatch changes`: what moved since a moment."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog="Example: talkwatch changes --since 2024-08-14 --json")
@click.option("--since", required=True, metavar="WHEN", help="A day (its beginning) or a time, ISO 8601.")
@click.option("--until", metavar="WHEN", help="A day (its end) or a time; without it, now.")
@click.option("--track", metavar="NAME", help="A track's name; without it, the one in the config.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list, the weightiest first.")
@click.pass_obj
def command(home: Path | None, since: str, until: str | None, track: str | None, as_json: bool) -> None:
    """Tell what moved since a moment, the weightiest first: new dates, changed minds, new positions."""
    from talkwatch.cli.opening import open_store
    from talkwatch.cli.when import desk_of, moment, zone_of
    from talkwatch.clock import system_clock
    from talkwatch.model.errors import UsageError

    with open_store(home, read_only=True) as opened:
        zone = zone_of(opened.config)
        first = moment(since, zone)
        last = moment(until, zone, end_of_day=True) if until else system_clock()
        if last < first:
            raise UsageError(f"--until {until} lies before --since {since}")
        desk, name = desk_of(opened, track)
        rows = desk.changes(name, first, last)
    if as_json:
        import json

        click.echo(json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False))
        return
    for row in rows:
        source = f"  ({row.sources[0].publisher})" if row.sources else ""
        click.echo(f"{'!' * row.importance:3} {row.when.astimezone(zone):%a %d %b %H:%M}  {row.words}{source}")
    if not rows:
        click.echo(f"nothing moved on the track {name!r} since {first.astimezone(zone):%a %d %b %H:%M}")

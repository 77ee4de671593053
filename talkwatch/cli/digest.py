"""`talkwatch digest`: a day of a track as a document."""

from __future__ import annotations

from pathlib import Path

import click

FORMATS = ("md", "html", "json", "ics")


@click.command(epilog="Example: talkwatch digest --date 2024-08-15 --format html -o digest.html")
@click.option("--date", "day_words", metavar="DAY", help="The day, as 2024-08-15; without it, today.")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="md", show_default=True, help="What to write.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it there instead of printing it.")
@click.option("--track", metavar="NAME", help="A track's name; without it, the one in the config.")
@click.pass_obj
def command(home: Path | None, day_words: str | None, kind: str, output: Path | None, track: str | None) -> None:
    """Write the digest of a day: what changed, upcoming talks, who will come, what was said, what is in the way."""
    from talkwatch.cli.opening import open_store
    from talkwatch.cli.when import day, desk_of, zone_of
    from talkwatch.clock import system_clock
    from talkwatch.digest.render import render

    with open_store(home, read_only=True) as opened:
        zone = zone_of(opened.config)
        now = system_clock()
        chosen = day(day_words) if day_words else now.astimezone(zone).date()
        desk, name = desk_of(opened, track)
        written = render(desk.digest(name, chosen, now), kind, zone)
    if output is None:
        click.echo(written, nl=False)
        return
    from talkwatch.filing import write_whole

    write_whole(output, written)
    click.echo(f"{output}", err=True)

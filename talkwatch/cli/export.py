"""`talkwatch export`: claims as tables for analysts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from talkwatch.cli.opening import Opened
    from talkwatch.digest.tables import TableFormat
    from talkwatch.model.claims import Report
    from talkwatch.views.tables import TableName

NAMES = ("claims", "statements", "attendance", "positions")


@click.command(epilog="Example: talkwatch export statements --since 2024-08-12 -o statements.csv")
@click.argument("table", type=click.Choice(NAMES), required=False)
@click.option("--format", "kind", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True, help="How.")
@click.option("--track", metavar="NAME", help="Only of reports about this track; without it, of all.")
@click.option("--since", metavar="WHEN", help="Only what was heard from then on: a day (its beginning) or a time.")
@click.option("--until", metavar="WHEN", help="Only what was heard up to then: a day (its end) or a time.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it there instead of printing it.")
@click.option("--dictionary", is_flag=True, help="Print what every column of every table means, and nothing else.")
@click.pass_obj
def command(  # noqa: PLR0917 - click names each
    home: Path | None,
    table: TableName | None,
    kind: TableFormat,
    track: str | None,
    since: str | None,
    until: str | None,
    output: Path | None,
    dictionary: bool,
) -> None:
    """Write a TABLE of what was read: claims, statements, attendance or positions, a row each, with its source.

    Rows come one by one, in the order in which they were read, so that any number of them takes the same memory. In
    CSV, text that a spreadsheet would run as a formula has an apostrophe before it; JSON Lines have it as it is.
    """
    from talkwatch.cli.opening import open_store
    from talkwatch.digest.tables import lines
    from talkwatch.views.tables import TABLES

    if dictionary:
        click.echo(_dictionary(kind), nl=False)
        return
    if table is None:
        raise click.UsageError(f"a table is wanted: {', '.join(NAMES)}")
    with open_store(home, read_only=True) as opened:
        columns, read = TABLES[table]
        entries = (entry for report in _reports(opened, track, since, until) for entry in read(report))
        _write(output, lines(columns, entries, kind))


def _reports(opened: Opened, track: str | None, since: str | None, until: str | None) -> Iterator[Report]:
    """The reports of a track, heard in a span."""
    from talkwatch.cli.when import moment, zone_of
    from talkwatch.ledger.tracks import lens
    from talkwatch.settings.tracks import find_track, load_tracks

    zone = zone_of(opened.config)
    first: datetime | None = moment(since, zone) if since else None
    last: datetime | None = moment(until, zone, end_of_day=True) if until else None
    look = lens(find_track(load_tracks(opened.paths), track)) if track else None
    for report in opened.store.each_report():
        inside = (first is None or report.heard >= first) and (last is None or report.heard <= last)
        if inside and (look is None or look.follows(report)):
            yield report


def _write(output: Path | None, found: Iterator[str]) -> None:
    """The lines are in the file, whole, or printed."""
    if output is None:
        sys.stdout.buffer.writelines(line.encode() for line in found)
        sys.stdout.buffer.flush()
        return
    from talkwatch.filing import write_whole

    write_whole(output, (line.encode() for line in found))
    click.echo(f"{output}", err=True)


def _dictionary(kind: TableFormat) -> str:
    """The data dictionary, as a Markdown table, or as JSON Lines."""
    import json

    from talkwatch.views.tables import TABLES, TABLES_VERSION
    from talkwatch.views.tables import dictionary as entries

    if kind == "jsonl":
        names = ("table", "column", "type", "meaning")
        rows = (dict(zip(names, entry, strict=True)) for entry in entries())
        return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    parts = [f"# Tables of `talkwatch export`, version {TABLES_VERSION}\n"]
    shown = ""
    for name, column, word, meaning in entries():
        if name != shown:
            parts.append(f"\n## {name}\n\n{' '.join((TABLES[name][0].__doc__ or '').split())}\n\n")
            parts.append("| column | type | meaning |\n| --- | --- | --- |\n")
        shown = name
        parts.append(f"| {column} | {word} | {meaning} |\n")
    return "".join(parts)

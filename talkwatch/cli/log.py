"""`talkwatch log`: what talkwatch and its libraries noted."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("log", epilog="Example: talkwatch log -n 20")
@click.option("-n", "--lines", "most", type=click.IntRange(1), default=100, show_default=True, help="How many lines.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list.")
@click.pass_obj
def command(home: Path | None, most: int, *, as_json: bool) -> int:
    """Show the end of the log, the newest line last (`L` in the dashboard); of the file's last 500 lines at most.

    As JSON each line has its moment (UTC), its level and who wrote it.
    """
    from talkwatch.settings.logs import tail
    from talkwatch.settings.paths import paths
    from talkwatch.views.log import log_rows

    lines = [(at, _clean(line)) for at, line in tail(paths(home).log_file)[-most:]]
    if as_json:
        rows = [row.model_dump(mode="json") for row in log_rows(lines, None)]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for _, line in lines:
        click.echo(line)
    if not lines:
        click.echo("nothing was noted yet")
    return 0


def _clean(line: str) -> str:
    """The line without what a terminal would obey; an error's words may hold what a server sent."""
    from talkwatch.text.clean import plain_line

    return " " * (len(line) - len(line.lstrip(" "))) + plain_line(line)

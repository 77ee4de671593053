"""`talkwatch unseen`: the rows that have a dot in the dashboard."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("unseen", epilog='Example: talkwatch unseen --track "Gaza ceasefire" --json')
@click.option("--track", metavar="NAME", help="A track's name; without it, the one in the config.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list: rows as `board --json` has them, with their panel.")
@click.pass_obj
def command(home: Path | None, track: str | None, *, as_json: bool) -> int:
    """List the rows of the board that moved since you last stood on them in the dashboard (the dots, and their counts).

    Another report that says what is known already moves nothing.
    """
    from talkwatch.cli.opening import open_store
    from talkwatch.cli.when import desk_of
    from talkwatch.clock import system_clock
    from talkwatch.tui import state
    from talkwatch.tui.ports import PANELS

    with open_store(home, read_only=True) as opened:
        desk, name = desk_of(opened, track)
        view, kept = desk.board(name, system_clock()), state.from_json(opened.store.recall(state.KEY))
    found = [(panel, row) for panel, _, _ in PANELS for row in getattr(view, panel) if kept.unseen(name, row)]
    if as_json:
        rows = [{"panel": panel, **row.model_dump(mode="json")} for panel, row in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    titles = {panel: title for panel, title, _ in PANELS}
    for panel, row in found:
        click.echo(f"{titles[panel]}: {row.id}  {' '.join(row.evidence.split())}")
    if not found:
        click.echo("nothing is unseen" if name in kept.baseline else "the dashboard has not shown this track yet")
    return 0

"""`talkwatch views`: the views that were saved in the dashboard."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click


@click.command("views", epilog="Example: talkwatch views --json")
@click.option("--json", "as_json", is_flag=True, help="A JSON list.")
@click.pass_obj
def command(home: Path | None, *, as_json: bool) -> int:
    """List the saved views (`s` in the dashboard): each a track with a panel, the words of its filter, and its zoom."""
    from talkwatch.cli.opening import open_store
    from talkwatch.tui import state

    with open_store(home, read_only=True) as opened:
        views = state.from_json(opened.store.recall(state.KEY)).views
    if as_json:
        rows = [{"name": name, **asdict(view)} for name, view in views.items()]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for name, view in views.items():
        click.echo(f"{name}: {view.words}")
    if not views:
        click.echo("no view is saved yet; s in the dashboard saves what the board shows")
    return 0

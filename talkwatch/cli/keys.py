"""`talkwatch keys`: what each key of the dashboard does."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("keys", epilog="Example: talkwatch keys")
@click.option("--json", "as_json", is_flag=True, help="A JSON list.")
@click.pass_obj
def command(home: Path | None, *, as_json: bool) -> int:
    """List the dashboard's keys with what they do and the ids by which config.toml changes them.

    Keys that you changed under `[screen.keys]` are shown as changed; `talkwatch doctor` tells what is wrong with them.
    """
    from talkwatch.settings.config import load_config
    from talkwatch.settings.paths import paths
    from talkwatch.tui.actions import ACTIONS, PLACES, keys_of, shown_keys

    chosen = load_config(paths(home)).screen.keys
    if as_json:
        rows = [
            {"id": one.id, "keys": keys_of(one, chosen), "words": one.words, "where": PLACES[one.where]}
            for one in ACTIONS
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for place, title in PLACES.items():
        click.echo(f"{title}:")
        for one in ACTIONS:
            if one.where == place:
                click.echo(f"  {shown_keys(one, chosen):<16}{one.words:<44}{one.id}")
    return 0

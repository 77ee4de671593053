"""`talkwatch locate`: where everything lies."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command(epilog="Example: talkwatch locate")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--sample", is_flag=True, help="Print a config.toml with every key, its default and its manual.")
@click.pass_obj
def command(home: Path | None, as_json: bool, sample: bool) -> int:
    """Print the folders and files that talkwatch uses, whether or not they are there yet."""
    from talkwatch.settings.paths import paths

    if sample:
        from talkwatch.settings.config import sample as config_sample

        click.echo(config_sample(), nl=False)
        return 0
    where = paths(home)
    places = {
        "config": where.config,
        "config_file": where.config_file,
        "tracks": where.tracks,
        "data": where.data,
        "database": where.database,
        "state": where.state,
        "lock": where.lock,
        "logs": where.logs,
        "log_file": where.log_file,
    }
    if as_json:
        click.echo(json.dumps({name: str(path) for name, path in places.items()}, ensure_ascii=False, indent=2))
        return 0
    for name, path in places.items():
        click.echo(f"{name:<12} {path}{'' if path.exists() else '  (not there yet)'}")
    return 0

"""`talkwatch items`: what was stored, and what was made of it."""

from __future__ import annotations

import json
from pathlib import Path

import click

MOST = 1000


@click.command(epilog="Example: talkwatch items --left-out")
@click.option("--search", metavar="WORDS", default="", help="Only items with these words, or words beginning so.")
@click.option("--left-out", is_flag=True, help="Only items that a filter left out.")
@click.option(
    "--limit", type=click.IntRange(1, MOST), default=50, show_default=True, help="How many, the newest first."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(home: Path | None, search: str, limit: int, *, left_out: bool, as_json: bool) -> int:
    """List items, the newest first, each with what was made of it: its claims, or why it was left out.

    `talkwatch explain ID` tells more of one.
    """
    from talkwatch.cli.opening import open_store
    from talkwatch.text.filtering import SAID
    from talkwatch.views.explain import came_to
    from talkwatch.views.items import item_row

    if left_out and search:
        raise click.UsageError("--left-out and --search cannot be given together")
    with open_store(home, read_only=True) as opened:
        found = opened.store.left_out(SAID, limit) if left_out else opened.store.items(limit, search=search)
        verdicts = opened.store.verdicts(item.id for item in found)
    if as_json:
        rows = [item_row(item, verdicts.get(item.id)).model_dump(mode="json") for item in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for item in found:
        click.echo(f"{item.id}  {item.published:%Y-%m-%d %H:%M}  {item.publisher}: {item.title or item.link}")
        click.echo(f"    {came_to(verdicts.get(item.id))}")
    if not found:
        click.echo("no such items")
    return 0

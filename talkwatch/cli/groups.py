"""`talkwatch groups`: which stored entries are copies of one report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from talkwatch.ledger.groups import Leaf
    from talkwatch.store import Store

_PAGE = 2000
"""Entries that are read from the store at a time."""


@click.command(epilog="Example: talkwatch groups --json")
@click.option("--json", "as_json", is_flag=True, help='A JSON line {"link", "group"} for every stored entry.')
@click.pass_obj
def command(home: Path | None, as_json: bool) -> None:
    """Show which entries are copies of one report, so that they count as one source."""
    from talkwatch.cli.opening import open_store
    from talkwatch.ledger.groups import groups

    with open_store(home, read_only=True) as opened:
        leaves = list(_leaves(opened.store))
    group = groups(leaves)
    if as_json:
        for leaf in leaves:
            click.echo(json.dumps({"link": leaf.link, "group": group[leaf.id]}, ensure_ascii=False))
        return
    together: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        together.setdefault(group[leaf.id], []).append(leaf)
    shown = [copies for copies in together.values() if len(copies) > 1]
    for copies in shown:
        houses = len({leaf.publisher for leaf in copies})
        by = next((leaf.agency for leaf in copies if leaf.agency), "")
        click.echo(f"{copies[0].title} ({by + ', ' if by else ''}in {houses} outlet{'s' if houses != 1 else ''})")
        for leaf in copies:
            click.echo(f"  {leaf.published:%Y-%m-%d %H:%M}  {leaf.publisher}  {leaf.link}")
    click.echo(f"{len(leaves):,} entries, {len(together):,} reports, {len(shown):,} of them in several entries")


def _leaves(store: Store) -> Iterator[Leaf]:
    """Every stored entry at its newest revision."""
    from talkwatch.ledger.agencies import agency
    from talkwatch.ledger.groups import LEAD_WORDS, Leaf

    offset = 0
    while items := store.items(_PAGE, offset):
        offset += len(items)
        for item in items:
            text = " ".join(item.text[: LEAD_WORDS * 12].split())
            by = agency(item.link, item.author, text)
            yield Leaf(item.id, item.link, item.title, text, item.published, item.publisher, by)

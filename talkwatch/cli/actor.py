"""`talkwatch actor`: one actor's attendance, positions and statements."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog="Example: talkwatch actor Hamas --json")
@click.argument("actor", metavar="NAME")
@click.option("--track", metavar="NAME", help="A track's name; without it, the one in the config.")
@click.option("--as-of", metavar="WHEN", help="As it stood then: a day (its end) or a time, ISO 8601.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def command(home: Path | None, actor: str, track: str | None, as_of: str | None, as_json: bool) -> None:
    """Show one actor or person: where it will be, where it stands, and what it said, newest first."""
    from talkwatch.cli.when import shown
    from talkwatch.model.errors import UsageError
    from talkwatch.views.page_text import actor_page_text
    from talkwatch.views.pages import actor_names, actor_page

    board = shown(home, track, as_of)
    page = actor_page(board.view, actor, board.track.by_alias)
    if page is None:
        known = ", ".join(actor_names(board.view)[:12]) or "nobody yet"
        raise UsageError(f"the board of {board.track.name} has nothing about {actor!r}", f"it has: {known}")
    click.echo(page.model_dump_json() if as_json else actor_page_text(page, board.when))

"""`talkwatch talk`: one talk with who will come, and its timeline."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog="Example: talkwatch talk doha --json")
@click.argument("talk", metavar="ID")
@click.option("--track", metavar="NAME", help="A track's name; without it, the one in the config.")
@click.option("--as-of", metavar="WHEN", help="As it stood then: a day (its end) or a time, ISO 8601.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def command(home: Path | None, talk: str, track: str | None, as_of: str | None, as_json: bool) -> None:
    """Show one talk: who will come, and all that happened to it, oldest first.

    ID is the talk's `id` as `board --json` prints it, or words of its name or place.
    """
    from talkwatch.cli.when import shown
    from talkwatch.model.errors import UsageError
    from talkwatch.views.page_text import talk_page_text
    from talkwatch.views.pages import find_talk, talk_page

    board = shown(home, track, as_of)
    found = find_talk(board.view, talk)
    if found is None:
        raise UsageError(
            f"the board of {board.track.name} has no talk {talk!r}", "`talkwatch board --json` prints the ids"
        )
    page = talk_page(board.view, found)
    click.echo(page.model_dump_json() if as_json else talk_page_text(page, board.when))

"""`talkwatch serve`: the dashboard in a browser."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

SHORTEST = 16
"""Characters of a token of the user's own at least."""


@click.command("serve", epilog="Example: talkwatch serve --port 8080")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0: any free.")
@click.option(
    "--token", envvar="TALKWATCH_TOKEN", default="", help="Ask for this token; else one is made up if needed."
)
@click.option("--track", "-t", default="", help="The track to follow; without it the last one, else config.toml's.")
@click.option("--read-only", is_flag=True, help="Look only: ask no feeds, store nothing.")
@click.option("--demo", is_flag=True, help="Show the built-in week instead; touches nothing of yours.")
@click.pass_obj
def command(  # noqa: PLR0917 - click names each
    home: Path | None, host: str, port: int, token: str, track: str, read_only: bool, demo: bool
) -> int:
    """Show the dashboard in a browser, to one tab at a time, until ctrl+c; the address is printed.

    On loopback (the default) whoever uses this machine can open it. Bound to another address it asks for a token,
    which is part of the address that is printed. It speaks plain HTTP: from elsewhere, reach it through
    `ssh -L 8000:127.0.0.1:8000 HOST` or behind a proxy with TLS.
    """
    import asyncio
    import secrets

    from talkwatch.tui.web import DashboardServer, is_loopback

    if token and len(token) < SHORTEST:
        raise click.UsageError(f"a token has {SHORTEST} characters at least")
    words = _demo if demo else _dashboard(home, track, read_only=read_only)
    ours = token or ("" if is_loopback(host) else secrets.token_urlsafe(24))
    asyncio.run(DashboardServer(words, host, port, ours).run(_told))
    return 0


def _told(address: str) -> None:
    click.echo(f"talkwatch is at {address}")
    click.echo("ctrl+c ends it")


def _demo() -> list[str]:
    return [sys.executable, "-m", "talkwatch", "demo"]


def _dashboard(home: Path | None, track: str, *, read_only: bool) -> Callable[[], list[str]]:
    """The words that open the dashboard; beside another talkwatch that writes, it only looks.

    Raises ConfigError and UsageError for what would keep it from opening.
    """
    from talkwatch.cli.opening import holder
    from talkwatch.settings.config import load_config
    from talkwatch.settings.logs import log_to
    from talkwatch.settings.paths import paths
    from talkwatch.settings.tracks import find_track, load_tracks
    from talkwatch.tui.run import check_keys

    where = paths(home)
    config = load_config(where)
    check_keys(config, where)
    find_track(load_tracks(where), track or config.board.track)
    log_to(where.log_file)
    begin = [sys.executable, "-m", "talkwatch", *(["--home", str(home)] if home else []), "watch"]
    begin += ["--track", track] if track else []

    def words() -> list[str]:
        looks_on = read_only or holder(where.lock) is not None
        return [*begin, "--read-only"] if looks_on else begin

    return words

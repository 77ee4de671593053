"""`talkwatch poll`: polling and reading without the screen."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import datetime

    from talkwatch.cli.opening import Opened
    from talkwatch.watch import PollSummary, WatchEvent


@click.command(epilog="Example: talkwatch poll --once --json")
@click.option("--once", is_flag=True, help="Ask the feeds that are due once, read what is new, and end.")
@click.option(
    "--force",
    is_flag=True,
    help="Ask all feeds, due or not, but those paused or gone, or whose server asked to be left alone.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_obj
def command(home: Path | None, once: bool, force: bool, as_json: bool) -> int:
    """Ask the feeds that are due, store and read what is new; without --once, go on until Ctrl-C.

    Ends with 1 if a feed failed or the network is down; which, and why, is said on stderr.
    """
    import asyncio

    from talkwatch.cli.opening import open_store
    from talkwatch.feeds.addresses import masked
    from talkwatch.settings.logs import log_to

    with open_store(home) as opened:
        log_to(opened.paths.log_file)
        if not once:
            return asyncio.run(_keep_on(opened))
        summary = asyncio.run(_once(opened, force=force))
        subscribed = len(opened.store.feeds())
    for failure in summary.failed:
        click.echo(f"talkwatch: {masked(failure.feed)}: {failure.error}", err=True)
    click.echo(_json(summary) if as_json else _words(summary, subscribed))
    if summary.offline_since:
        click.echo(f"talkwatch: {_offline(summary.offline_since)}", err=True)
    if summary.trouble:
        click.echo(f"talkwatch: new items are not read: {summary.trouble}", err=True)
    return 1 if summary.failed or summary.trouble or summary.offline_since else 0


ALMOST = 0.9
"""The share of the interval after which a run of its own may ask again."""


PATIENCE = 60.0
"""Seconds that a single poll waits at most for whole articles; what is left is asked for by the next one."""


async def _once(opened: Opened, *, force: bool) -> PollSummary:
    from talkwatch.clock import system_clock
    from talkwatch.watch import Watcher

    # Run by cron at the interval itself, a feed must not come due some seconds after the run, and wait for the next.
    watcher = Watcher(opened.store, opened.config, system_clock, sooner=ALMOST, chance=lambda: 0.0, patience=PATIENCE)
    try:
        summary = await watcher.poll_once(force)
        await watcher.keep_house()
    finally:
        await watcher.close()
    return summary


async def _keep_on(opened: Opened) -> int:
    """Polls until it is interrupted, a line for each round that changed something; then all is closed."""
    import asyncio
    import signal

    from talkwatch.clock import system_clock
    from talkwatch.watch import Watcher

    watcher = Watcher(opened.store, opened.config, system_clock, _tell)
    running = asyncio.ensure_future(watcher.run())
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(name, running.cancel)
    try:
        await running
    except asyncio.CancelledError:
        return 0
    finally:
        await watcher.close()
    return 0


def _tell(event: WatchEvent) -> None:
    from talkwatch.watch import Offline, Polled, Read, Restarted

    if isinstance(event, Offline):
        click.echo(f"talkwatch: {_offline(event.since) if event.since else 'the network is back'}", err=True)
    elif isinstance(event, Polled):
        click.echo(f"{event.at:%H:%M} UTC: {event.new} new, {event.revised} revised, {event.failed} feeds failed")
    elif isinstance(event, Read):
        click.echo(f"read {event.items}, found {event.claims} claims")
    elif isinstance(event, Restarted):
        click.echo(f"talkwatch: the {event.child} {event.why} and was restarted", err=True)
    else:
        click.echo(f"talkwatch: {event.message}", err=True)


def _offline(since: datetime) -> str:
    return f"offline since {since:%d %b %H:%M} UTC; no feed is charged with it, and all are asked again when it is back"


def _json(summary: PollSummary) -> str:
    from talkwatch.feeds.addresses import masked

    told = asdict(summary)
    told["failed"] = [failure | {"feed": masked(failure["feed"])} for failure in told["failed"]]
    return json.dumps(told, ensure_ascii=False, indent=2, default=str)


def _words(summary: PollSummary, subscribed: int) -> str:
    """The summary as a few lines."""
    if not subscribed:
        return 'no feeds yet: talkwatch feeds add URL, or talkwatch feeds add --track "Gaza ceasefire"'
    kinds = f"{summary.answered} answered, {summary.unchanged} unchanged, {len(summary.failed)} failed"
    lines = [
        f"asked {summary.feeds} of {subscribed} feeds: {kinds}",
        f"{summary.new} new items, {summary.revised} revised; read {summary.read}, found {summary.claims} claims",
    ]
    if not summary.feeds and not summary.read:
        lines = [f"none of {subscribed} feeds is due"]
    if summary.held:
        lines.append(f"{summary.held} left alone, as their servers asked")
    return "\n".join(lines)

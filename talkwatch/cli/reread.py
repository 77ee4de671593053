"""`talkwatch reread`: extract again after an upgrade."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog="Example: talkwatch reread")
@click.option("--all", "everything", is_flag=True, help="Read every item again, also those this version has read.")
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.pass_obj
def command(home: Path | None, everything: bool, jobs: int) -> int:
    """Extract again with this version's reader what an older one read, or none did.

    Nothing that was read before is thrown away; the board shows the newest reading. Stopped half way, it goes on
    where it was at the next call.
    """
    from talkwatch.cli.opening import open_store
    from talkwatch.cli.progress import Progress
    from talkwatch.cli.reading import read_unread

    progress = Progress()
    with open_store(home) as opened:
        if everything:
            opened.store.forget_readers()
        try:
            tally = read_unread(opened.store, jobs, progress)
        finally:
            progress.clear()
    click.echo(f"read {tally.items:,} items, found {tally.claims:,} claims")
    for failure in tally.failed:
        click.echo(f"talkwatch: {failure}", err=True)
    return 1 if tally.failed else 0

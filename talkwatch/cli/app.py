"""The root command; each verb is a module of this room and is imported only when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from talkwatch import __version__
from talkwatch.model.errors import Shortage, TalkwatchError

VERBS = {
    "actor": "Show one actor: attendance, positions, statements.",
    "backfill": "Read a file of past entries (JSON lines).",
    "board": "Show the board: talks, attendance, statements, sticking points.",
    "changes": "Tell what moved since a moment.",
    "correct": "Put the board right: merge, split, rename, hide, pin; undoable.",
    "dates": "Resolve the date expressions in sentences (JSON lines).",
    "demo": "Play a built-in week of feeds; touches nothing of yours.",
    "digest": "Write the digest of a day.",
    "doctor": "Look for the likeliest troubles, with the cure for each.",
    "explain": "Show all that is behind a row of the board.",
    "export": "Write claims, statements, attendance or positions as a table.",
    "extract": "Read articles and print what was found.",
    "feeds": "Add, list, remove, import, export and check feeds.",
    "groups": "Show which entries are copies of one report.",
    "help": "Show every verb with its options and an example.",
    "items": "List items and what was made of them, or what was left out.",
    "keys": "List the dashboard's keys, with the ids that change them.",
    "locate": "Print the folders that talkwatch uses.",
    "log": "Show the end of the log.",
    "poll": "Ask the feeds that are due, store and read what is new.",
    "reread": "Extract again with this version's reader.",
    "schema": "Print the JSON Schema of what a verb writes.",
    "serve": "Show the dashboard in a browser.",
    "talk": "Show one talk: who will come, and its timeline.",
    "tracks": "List the tracks, or show one.",
    "unseen": "List the rows that moved since you stood on them.",
    "views": "List the views saved in the dashboard.",
    "watch": "Open the dashboard (what `talkwatch` alone does).",
}


class Verbs(click.Group):
    """Finds a verb's command as `command` in the module of its name, imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, in the alphabet's order."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, or None if there is no such verb."""
        if cmd_name not in VERBS:
            return None
        command = import_module(f"talkwatch.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the verbs from the table, so that help imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(VERBS.items()))


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    epilog="Example: talkwatch demo. All verbs with their options: talkwatch help.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "--version", "-V", prog_name="talkwatch")
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="TALKWATCH_HOME",
    help="Keep config, data, state and logs under this folder.",
)
@click.pass_context
def root(ctx: click.Context, home: Path | None) -> None:
    """Watch negotiations: what is next, who will come, who said what, what is still in the way."""
    ctx.obj = home
    _homes[:] = [home] if home else []
    if ctx.invoked_subcommand is None:
        watch = root.get_command(ctx, "watch")
        assert watch is not None
        ctx.invoke(watch)


_homes: list[Path] = []
"""The home that was asked for, if any: a fault's report goes there."""


def run() -> None:
    """Run the command line; errors of ours end as one line and a way out, never as a traceback."""
    try:
        code = root.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except TalkwatchError as error:
        click.echo(f"talkwatch: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the one place at the top: no traceback reaches a user
        click.echo(f"talkwatch: {Shortage.of(error) or _crashed(error)}", err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _crashed(error: Exception) -> str:
    """Where the report of a fault of ours lies. It holds lines of code and the error's kind, nobody's text."""
    import traceback

    from talkwatch.settings.paths import paths

    kind = type(error).__name__
    report = paths(_homes[0] if _homes else None).logs / "crash.txt"
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(f"{kind}\n{''.join(traceback.format_tb(error.__traceback__))}", encoding="utf-8")
    except OSError:
        return f"stopped by a fault of its own ({kind}); the report could not be written to {report}"
    return f"stopped by a fault of its own ({kind})\n  please send us the report: {report}"

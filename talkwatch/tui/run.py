"""Starting the dashboard in a terminal, with the log in a file and never on the screen."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping

from talkwatch.clock import Clock
from talkwatch.model.errors import ConfigError, UsageError
from talkwatch.model.tracks import Track
from talkwatch.settings.logs import log_to
from talkwatch.settings.paths import Paths
from talkwatch.tui import keys
from talkwatch.tui.ports import ConfigPort, DeskPort, StorePort, Watching
from talkwatch.tui.served import is_served


def need_terminal() -> None:
    """There is a terminal to draw on, or a browser. Raises UsageError naming what works without one."""
    if not is_served() and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the dashboard needs a terminal", "without one: talkwatch digest, or talkwatch board --json")


def end_in_order() -> None:
    """A signal that ends the process unwinds it first, until the dashboard stands and does that itself."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(number, _unwind)


def _unwind(number: int, _: object) -> None:
    raise SystemExit(128 + number)


def check_keys(config: ConfigPort, paths: Paths) -> None:
    """The user's keys name actions that exist and do not clash. Raises ConfigError with the first fault's line."""
    found = keys.faults(config.screen.keys)
    if found:
        from talkwatch.settings.tomlfile import line_in

        lines = {each: line_in(paths.config_file, ("screen", "keys", each.action)) for each in found}
        first = min(found, key=lambda each: lines[each])
        more = f" (and {len(found) - 1} more in this file)" if len(found) > 1 else ""
        words = f"`screen.keys.{first.action}`: {first.words}{more}"
        raise ConfigError(paths.config_file, words, first.meant, lines[first])


def run(  # noqa: PLR0917 - the order that the verbs agreed on
    desk: DeskPort,
    store: StorePort,
    watching: Watching | None,
    clock: Clock,
    config: ConfigPort,
    paths: Paths,
    track: str = "",
    tracks: Mapping[str, Track] | None = None,
) -> int:
    """The dashboard runs until the user leaves; returns the exit code. Raises UsageError, ConfigError."""
    need_terminal()
    check_keys(config, paths)
    log_to(paths.log_file)
    from talkwatch.memory import hold_together
    from talkwatch.tui.app import TalkwatchApp

    hold_together()

    app = TalkwatchApp(desk, store, watching, clock, config, paths, track, tracks)
    app.run(mouse=config.screen.mouse)
    return app.return_code or 0

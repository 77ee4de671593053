"""Telling the user what moved: at most one notice a poll, and what the terminal or a command is asked to do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkwatch.told import Polled
from talkwatch.tui.plain import visible

if TYPE_CHECKING:
    from talkwatch.tui.showing import Showing
    from talkwatch.views.alerts import Alert, News
    from talkwatch.views.rows import ChangeRow

log = logging.getLogger("talkwatch.tui")

_DEADLINE = 10.0
"""Seconds that the notify command gets."""


class Alarm:
    """Tells each change once, and none that was there before."""

    def __init__(self, app: Showing) -> None:
        self._app = app
        self._news: dict[str, News] = {}
        self._begun: set[str] = set()
        self._due = False

    def heard(self, event: object) -> None:
        """A poll that brought something makes a notice due once that is read."""
        if isinstance(event, Polled) and event.new + event.revised:
            self._due = True

    def begin(self) -> None:
        """What the board shows when it first stands is known, unless nothing is there yet: then the first poll is."""
        app = self._app
        if app.drawn and app.drawn.rows and not self._due and app.track not in self._begun:
            self._begun.add(app.track)
            app.run_worker(self._learn(), group="alerts", exit_on_error=False)

    def read_out(self) -> None:
        """All that the poll brought is read: the notice goes out, if there is something to tell."""
        if self._due:
            self._due = False
            self._app.run_worker(self._ring(), group="alerts", exit_on_error=False)

    async def _learn(self) -> None:
        await self._fresh(self._app.track)

    async def _fresh(self, track: str) -> Sequence[ChangeRow]:
        from talkwatch.views.alerts import WINDOW, News

        now = self._app.now()
        found = await asyncio.to_thread(self._app.desk.changes, track, now - WINDOW, now)
        return self._news.setdefault(track, News()).fresh(found)

    async def _ring(self) -> None:
        from talkwatch.views.alerts import alert, wanted

        app, track = self._app, self._app.track
        section = app.config.whole.alerts
        fresh = await self._fresh(track)
        news = [each for each in fresh if wanted(each, app.row(each.row), section.on, section.actors)]
        if news:
            await self._tell(alert(track, news, app.now()))

    async def _tell(self, told: Alert) -> None:
        from talkwatch.views.alerts import is_quiet

        app, section = self._app, self._app.config.whole.alerts
        if section.toast:
            app.notify(visible_lines(told.words), title="c shows what moved", timeout=10, markup=False)
        if is_quiet(section.quiet, app.now().astimezone(app.zone).time()):
            return
        if section.bell:
            app.bell()
        if section.osc:
            app.write_to_terminal(osc(section.osc, told.words))
        if section.command:
            await self._command(section.command, told)

    async def _command(self, command: Sequence[str], told: Alert) -> None:
        quiet = asyncio.subprocess.DEVNULL
        try:
            child = await asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.PIPE, stdout=quiet, stderr=quiet
            )
        except OSError as error:
            self._app.say(f"the notify command does not start: {error}", wrong=True)
            return
        try:
            await asyncio.wait_for(child.communicate(told.model_dump_json().encode()), _DEADLINE)
        except TimeoutError:
            child.kill()
            log.warning("the notify command took longer than %.0f s", _DEADLINE)
        if child.returncode:
            log.warning("the notify command ended with %s", child.returncode)


def visible_lines(words: str) -> str:
    """Lines of outside text without anything that a terminal would obey."""
    return "\n".join(map(visible, words.split("\n")))


def osc(number: str, words: str) -> str:
    """The escape that asks a terminal for a notice (OSC 9 or 777); the words cannot end it early or add a field."""
    line = visible(" · ".join(words.split("\n"))).replace(";", ",")[:200]
    return f"\x1b]9;{line}\x07" if number == "9" else f"\x1b]777;notify;talkwatch;{line}\x07"

"""What the dashboard shows and how it stays fresh: board and feeds are looked at off the loop, then handed on."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from textual.app import App
from textual.worker import Worker, WorkerState

from talkwatch.model.errors import ConfigError, TalkwatchError
from talkwatch.tui import deeds
from talkwatch.tui.alarm import Alarm
from talkwatch.tui.digests import Digests
from talkwatch.tui.drawn import Drawn, draw
from talkwatch.tui.driver import driver
from talkwatch.tui.last_look import Looks
from talkwatch.tui.pulse import Pulse
from talkwatch.tui.reloading import SettingsFile
from talkwatch.tui.screens.board import BoardScreen
from talkwatch.tui.screens.lists import ListScreen
from talkwatch.tui.state import KEY, from_json

if TYPE_CHECKING:
    from talkwatch.clock import Clock
    from talkwatch.model.tracks import Track
    from talkwatch.settings.config import Config
    from talkwatch.settings.paths import Paths
    from talkwatch.tui.ports import ConfigPort, DeskPort, StorePort, WatcherPort, Watching
    from talkwatch.views.rows import BoardRow, ChangeRow, HealthView

log = logging.getLogger("talkwatch.tui")

_MINUTE = 60.0
_BREATH = 1.0
"""Seconds between two folds of the board while reports pour in."""
_LOOK = 2.0
"""Seconds between two looks whether the settings were saved."""
_FAREWELL = 3.0
"""Seconds that the watcher's children get to end."""


class Showing(App[int]):
    """The board and the feeds as the screens see them.

    `watching` makes the watcher after the first paint; None leaves the polling to another process.
    """

    def __init__(  # noqa: PLR0917 - the order that the verbs agreed on
        self,
        desk: DeskPort,
        store: StorePort,
        watching: Watching | None,
        clock: Clock,
        config: ConfigPort,
        paths: Paths,
        track: str = "",
        tracks: Mapping[str, Track] | None = None,
    ) -> None:
        self.colour = not os.environ.get("NO_COLOR")
        super().__init__(driver_class=driver(), ansi_color=None if self.colour else True)
        self.desk, self.store, self.watching, self.now = desk, store, watching, clock
        self.config, self.paths = config, paths
        self.known_tracks: Mapping[str, Track] = {} if tracks is None else tracks
        self.chosen_keys: dict[str, str] = dict(config.screen.keys)
        self.state = from_json(store.recall(KEY))
        self._own_zone: tzinfo | None = ZoneInfo(config.screen.zone) if config.screen.zone else None
        self.zone: tzinfo | None = self._own_zone
        self._take_zone()
        self.track = track or (self.state.track if self.state.track in self.known_tracks else config.board.track)
        self.drawn: Drawn | None = None
        self._looks = Looks(store)
        view = self._looks.last(self.track)
        self.last_look = draw(view, self.now(), self.zone) if view else None
        """The board as it was shown last time, until the store was read."""
        self.health: HealthView | None = None
        self.frozen: datetime | None = None
        self.past: datetime | None = None
        """The moment that the board is shown as of; None for now."""
        self.watcher: WatcherPort | None = None
        self.is_watching = asyncio.Event()
        self.alarm = Alarm(self)
        self.digests = Digests(self, self._own_zone)
        self._pulse = Pulse(watching=watching is not None)
        self._settings = SettingsFile(paths)
        self._fault = ""
        self._held: Drawn | None = None
        self._newer = 0
        self._wanted: set[str] = set()
        self._busy: set[str] = set()

    @property
    def board(self) -> BoardScreen:
        """The board under whatever is open."""
        screen = self.screen_stack[0]
        assert isinstance(screen, BoardScreen)
        return screen

    def on_mount(self) -> None:
        """Paint what was shown last time; then read the store, and begin to watch."""
        self.call_after_refresh(self._painted)
        self.set_interval(_MINUTE, self.minute)
        self.set_interval(_LOOK, self._glance_at_settings)

    def _painted(self) -> None:
        if not gc.isenabled():  # the verb let it rest, as a start makes no garbage; what stands now stays for good
            gc.freeze()
            gc.enable()
        self.want_board()
        self.look_at_health()
        if self.watching is not None:
            self._begin_to_watch()

    # The watcher

    def _begin_to_watch(self) -> None:
        self.run_worker(self._watch(), group="watch", exit_on_error=False)

    async def _watch(self) -> None:
        assert self.watching is not None
        await asyncio.to_thread(import_module, "talkwatch.watch")
        self.watcher = self.watching(self.told, self.config.whole)
        self.is_watching.set()
        await self.watcher.run()

    async def end_watcher(self) -> None:
        """Nothing is asked or read any more, and the children are gone."""
        watcher, self.watcher = self.watcher, None
        self.workers.cancel_group(self, "watch")
        if watcher is not None:
            try:
                await asyncio.wait_for(watcher.close(), _FAREWELL)
            except TimeoutError:
                log.warning("the watcher did not end in time")

    # The settings

    def _glance_at_settings(self) -> None:
        if self._settings.is_changed:
            self._want("settings", self.look_at_settings)

    async def look_at_settings(self) -> None:
        """Settings that were saved meanwhile are taken up; those that are off are told and change nothing."""
        try:
            config = await asyncio.to_thread(self._settings.look)
        except ConfigError as error:
            self._fault = error.message.removeprefix(f"{error.path.parent}/")
            self.say(f"{error}\nthe settings of before still hold", wrong=True)
        else:
            if config is None:
                return
            self._fault = ""
            await self.take_settings(config)
        self.board.repaint_lines()

    async def take_settings(self, config: Config) -> None:
        """These settings hold from now on; the mouse and the first track wait for the next start."""
        before, self.config = self.config.whole, config
        self.desk.yardstick = config.board.yardstick
        self._own_zone = ZoneInfo(config.screen.zone) if config.screen.zone else None
        self._take_zone()
        self.digests = Digests(self, self._own_zone)
        if self.watcher and (before.poll, before.filter, before.store) != (config.poll, config.filter, config.store):
            await self.end_watcher()
            self._begin_to_watch()
        self.want_board()

    def told(self, event: Any) -> None:
        """The watcher did something: look at the feeds, and at the board if there is something new to believe."""
        log.info("%s", event)
        self.alarm.heard(event)
        if self._pulse.heard(event) or self._is_old():
            self.want_board()
        self.look_at_health()

    def _is_old(self) -> bool:
        """Whether the countdowns of the board that is shown are off by a minute or more of the clock's time."""
        return (
            self.drawn is not None and self.past is None and self.now() - self.drawn.view.as_of >= timedelta(minutes=1)
        )

    def minute(self) -> None:
        """A minute went by: countdowns and ages are said anew."""
        self.want_board()
        self.look_at_health()
        self.digests.minute()
        self.remember()

    def remember(self) -> bool:
        """The reading state is in the store, unless another process owns it; false, and told, where it cannot be."""
        self.state.track = self.track
        if self.store.read_only:
            return True
        try:
            self.store.remember(KEY, self.state.to_json())
            if self.drawn and self.past is None:
                self._looks.keep(self.drawn.view)
        except TalkwatchError as error:
            log.warning("the state could not be kept: %s", error)
            self._pulse.trouble = error.message
            return False
        return True

    def is_stored(self, write: Callable[[], Any]) -> bool:
        """Whether a write of the user's came to pass; one that did not is said."""
        try:
            write()
        except TalkwatchError as error:
            self.say(str(error), wrong=True)
            return False
        return True

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A task that failed is told in the log and the status line; the screen lives on."""
        if event.state is WorkerState.ERROR:
            group, error = event.worker.group, event.worker.error
            log.error("%s failed", group, exc_info=error)
            while isinstance(error, BaseExceptionGroup):
                error = error.exceptions[0]
            self._pulse.trouble = f"{group} failed: {error}"
            self._busy.discard(group)
            self.board.repaint_lines()
            if group == "watch":
                self.run_worker(self.end_watcher(), group="leave", exit_on_error=False)
                self.set_timer(_MINUTE, self._begin_to_watch)

    # Looking, off the loop

    def want_board(self) -> None:
        """The board is drawn anew; wishes that come meanwhile are one wish."""
        self._want("board", self._fold)

    def look_at_health(self) -> None:
        """The status line and the feeds screen say how the feeds stand now."""
        self._want("feeds", self._look)

    def _want(self, what: str, once: Callable[[], Any]) -> None:
        self._wanted.add(what)
        if what not in self._busy:
            self._busy.add(what)
            self.run_worker(self._keep(what, once), group=what, exit_on_error=False)

    async def _keep(self, what: str, once: Callable[[], Any]) -> None:
        while what in self._wanted:
            self._wanted.discard(what)
            shown = self.track, self.past
            await once()
            if what in self._wanted and shown == (self.track, self.past):
                await asyncio.sleep(_BREATH)
        self._busy.discard(what)

    async def _fold(self) -> None:
        track, past, now = self.track, self.past, self.shown_at()
        drawn = await asyncio.to_thread(self._draw, track, now)
        if (track, past) == (self.track, self.past):
            self._take(drawn)

    def _draw(self, track: str, now: datetime) -> Drawn:
        return draw(self.desk.board(track, now), now, self.zone)

    async def _look(self) -> None:
        first = self.health is None
        self.health = await asyncio.to_thread(self._pulse.look, self.store, self.now(), count=not first)
        self.board.repaint_lines()
        self.board.fresh_health()
        if first and self.health.feeds == 0 and self.watching is not None and not self.store.read_only:
            self.welcome()
        if not self.health.unread:
            self.alarm.read_out()
        for screen in self.screen_stack:
            if isinstance(screen, ListScreen):
                screen.fresh_health()

    def _take(self, drawn: Drawn) -> None:
        if self.past is None:
            self.state.baseline.setdefault(self.track, drawn.view.as_of)
        if self.frozen is not None:
            self._held = drawn
            self._newer = sum(deeds.newer(row, self.drawn) for row in drawn.rows.values())
            self.board.repaint_lines()
            return
        self.drawn, self.last_look = drawn, None
        self.alarm.begin()
        self.board.fresh(drawn)
        for screen in self.screen_stack:
            if isinstance(screen, ListScreen):
                screen.fresh()

    def row(self, key: str) -> BoardRow | None:
        """A row of the board by its key."""
        return self.drawn.rows.get(key) if self.drawn else None

    def compare(self, since: datetime, take: Callable[[Sequence[ChangeRow]], None], *, learned: bool) -> None:
        """The changes since a moment, or what was learned since, are reckoned off the loop, then handed over."""

        async def reckon() -> None:
            take(await asyncio.to_thread(self.desk.changes, self.track, since, self.now(), learned=learned))

        self.run_worker(reckon(), group="changes", exit_on_error=False)

    def say(self, words: str, *, wrong: bool = False) -> None:
        """A short notice that goes by itself."""
        severity: Literal["warning", "information"] = "warning" if wrong else "information"
        self.notify(words, severity=severity, timeout=4, markup=False)

    def write_to_terminal(self, escape: str) -> None:
        """An escape of ours, made of clean text, reaches the terminal as it is."""
        if self._driver is not None:
            self._driver.write(escape)

    def is_read(self) -> bool:
        """Whether the board stands, and not only the one of last time; says so if not."""
        if self.drawn is None:
            self.say("the store is still being read")
        return self.drawn is not None

    # Holding still, and changing the subject

    def action_freeze(self) -> None:
        """Hold the view still, or let it go."""
        if self.past is not None:
            self.say("the past stands still by itself; ] goes on to now")
        elif self.frozen is None:
            self.frozen = self.now() if self.is_read() else None
        else:
            self.frozen, self._newer = None, 0
            held, self._held = self._held, None
            if held is not None and held.view.track == self.track:
                self._take(held)
        self.board.repaint_lines()

    def shown_at(self) -> datetime:
        """The moment that the board is shown as of."""
        return self.past or self.now()

    def action_earlier(self) -> None:
        """The board as it stood at the end of the day before."""
        shown = self.shown_at().astimezone(self.zone)
        self._go_to(_day_end(shown.date() - timedelta(days=1), shown.tzinfo))

    def action_later(self) -> None:
        """The board as it stood a day later, or as it is now."""
        if self.past is not None:
            shown = self.past.astimezone(self.zone)
            end = _day_end(shown.date() + timedelta(days=1), shown.tzinfo)
            self._go_to(end if end < self.now() else None)

    def _go_to(self, past: datetime | None) -> None:
        self.past, self.frozen, self._newer, self._held = past, None, 0, None
        self.board.repaint_lines()
        self.want_board()

    def action_utc(self) -> None:
        """Times in UTC, or in the user's zone again."""
        self.state.utc = not self.state.utc
        self._take_zone()
        self.board.repaint_lines()
        self.want_board()

    def _take_zone(self) -> None:
        self.zone = self.desk.zone = UTC if self.state.utc else self._own_zone

    def welcome(self) -> None:
        """Nothing is followed yet: what there is to follow is shown."""
        raise NotImplementedError

    def follow(self, track: str) -> None:
        """Follow another track, with its own cursors."""
        self.track, self.frozen, self.past, self.drawn, self._held = track, None, None, None, None
        self.last_look = None
        self.board.start_over()
        self.want_board()


def _day_end(day: date, zone: tzinfo | None) -> datetime:
    """The last second of a day in the zone (UTC)."""
    return datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC)

"""The dashboard: shows the store's board at once, then keeps it fresh without ever taking the eye off its row."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.style import Style

from talkwatch.tui import actions, bars, deeds, ink, keys
from talkwatch.tui.columns import stamp
from talkwatch.tui.row_list import RowList
from talkwatch.tui.screens.board import BoardScreen
from talkwatch.tui.screens.lists import ListScreen
from talkwatch.tui.showing import Showing

if TYPE_CHECKING:
    from talkwatch.settings.config import Config
    from talkwatch.views.rows import BoardRow

log = logging.getLogger("talkwatch.tui")

_TWICE = 3.0
"""Seconds within which a second ctrl+c quits."""


class TalkwatchApp(Showing):
    """The dashboard over a desk, a store and (unless it only reads) a watcher: themes, keys, coming and going."""

    TITLE = "talkwatch"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings("everywhere"),
        Binding("ctrl+z", "suspend_process", "to the shell; fg comes back", show=False, system=True),
        Binding("ctrl+c", "interrupt", "quit when pressed twice", show=False, priority=True, system=True),
    ]
    CSS = """
    Screen { background: $tw-ground; color: $tw-text; }
    ListScreen #list { height: 1fr; }
    Toast, Toast.-information { background: $tw-cursor; color: $tw-text; border-left: outer $tw-text; }
    Toast.-warning { border-left: outer $tw-warn; }
    CommandPalette { background: $tw-ground 0%; }
    CommandPalette > Vertical { background: $tw-ground; }
    CommandPalette #--input { border: round $tw-focus; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette CommandInput, CommandPalette CommandInput:focus { border: none; padding: 0 1; color: $tw-text; }
    CommandPalette CommandInput > .input--placeholder { color: $tw-muted; }
    CommandPalette > .command-palette--help-text { color: $tw-muted; text-style: not dim not bold; }
    CommandPalette CommandList, CommandPalette CommandList:focus {
        border: round $tw-edge; background: $tw-ground; scrollbar-size-vertical: 1;
        scrollbar-color: $tw-edge; scrollbar-color-hover: $tw-focus; scrollbar-color-active: $tw-focus;
        scrollbar-background: $tw-ground; scrollbar-background-hover: $tw-ground;
        scrollbar-background-active: $tw-ground;
    }
    CommandList > .option-list--option { color: $tw-text; }
    CommandList > .option-list--option-highlighted { color: $tw-text; background: $tw-cursor; text-style: bold; }
    CommandList:ansi > .option-list--option-highlighted { color: ansi_black; background: ansi_magenta; }
    CommandList:nocolor > .option-list--option { text-style: not bold; }
    CommandList:nocolor > .option-list--option-highlighted { text-style: bold underline; }
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._interrupted = -_TWICE
        self._take_themes()
        self.set_keymap(actions.keymap(self.chosen_keys))

    # Themes

    def _take_themes(self) -> None:
        for name in list(self.available_themes):
            self.unregister_theme(name)
        for theme in ink.themes():
            self.register_theme(theme)
        self.theme = self._wanted_theme()

    def _wanted_theme(self) -> str:
        wanted = self.state.theme or self.config.screen.theme
        return wanted if wanted in ink.NAMES else ink.DEFAULT

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The style sheet's own variables, for the moment before a theme is taken."""
        return ink.variables(ink.DEFAULT)

    @property
    def inks(self) -> Mapping[str, Style]:
        """The styles that content names."""
        return ink.inks(self._theme_name, colour=self.colour)

    def ground(self, *, cursor: bool = False) -> Style:
        """What a line starts from."""
        return ink.base(self._theme_name, cursor=cursor, colour=self.colour)

    @property
    def _theme_name(self) -> str:
        return self.theme if self.theme in ink.NAMES else ink.DEFAULT

    def action_next_theme(self) -> None:
        """The next shipped theme."""
        at = ink.NAMES.index(self._theme_name)
        self.theme = self.state.theme = ink.NAMES[(at + 1) % len(ink.NAMES)]
        self._repaint()
        self.say(f"theme {self.theme}")

    async def take_settings(self, config: Config) -> None:
        """These settings hold from now on; a theme chosen by key stays."""
        await super().take_settings(config)
        self.chosen_keys = dict(config.screen.keys)
        self.set_keymap(actions.keymap(self.chosen_keys))
        self.theme = self._wanted_theme()
        self._repaint()
        self.say("config.toml was read again")

    def _repaint(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, BoardScreen | ListScreen):
                screen.repaint_all()

    # The title line

    def status_line(self, width: int) -> Content:
        """The title line."""
        mode, trouble = (
            self._mode(),
            self._pulse.trouble or self._fault or ((self.health.restored or self.health.second) if self.health else ""),
        )
        return bars.status(
            self.track,
            self.health,
            self.now(),
            self.zone,
            width,
            mode=mode,
            trouble=trouble,
            tail=" UTC" if self.state.utc else "",
        )

    def _mode(self) -> bars.Piece:
        if self.past is not None:
            return (f"◷ as of {stamp(self.past, self.zone)}", "warn")
        if self.last_look is not None:
            return (f"◌ as of {stamp(self.last_look.view.as_of, self.zone)}, reading the store …", "warn")
        if self.frozen is not None:
            newer = f", {self._newer} newer" if self._newer else ""
            return (f"‖ frozen {self.frozen.astimezone(self.zone):%H:%M}{newer}", "warn")
        if self.health and self.health.offline_since:
            return (f"✗ offline since {self.health.offline_since.astimezone(self.zone):%H:%M}", "bad")
        return ("● live", "good") if self.watching else ("○ read-only", "muted")

    # Coming and going

    def get_default_screen(self) -> BoardScreen:
        """The board."""
        return BoardScreen()

    def on_mount(self) -> None:
        """A signal leaves the terminal as clean as a key does."""
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                loop.add_signal_handler(number, self._leave_soon)

    def _leave_soon(self) -> None:
        self.run_worker(self.action_leave(), group="leave")

    async def action_leave(self) -> None:
        """Keep the state, end the watcher, give the terminal back."""
        self.remember()
        await self.end_watcher()
        self.exit(0)

    def action_interrupt(self) -> None:
        """ctrl+c asks first, and quits the second time."""
        now = time.monotonic()
        if now - self._interrupted < _TWICE:
            self._leave_soon()
        else:
            self._interrupted = now
            self.say("ctrl+c again quits")

    def action_suspend_process(self) -> None:
        """To the shell, with the state kept in case that nobody comes back."""
        self.remember()
        super().action_suspend_process()

    def _fatal_error(self) -> None:
        """A crash leaves a report without anybody's text in the logs, and one line on the terminal."""
        deeds.report_crash(self)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: every action that the screen knows, by its words, its key and its id."""
        places = screen.PLACES if isinstance(screen, BoardScreen | ListScreen) else ("everywhere",)
        for action in actions.ACTIONS:
            if action.where in places and action.id != "palette":
                about = f"{actions.shown_keys(action, self.chosen_keys)} · {action.id}"
                yield SystemCommand(action.words, about, partial(self._act, action))

    async def _act(self, action: actions.Action) -> None:
        target = self.current_list() if action.where == "rows" else self.screen
        await self.run_action(action.call, target or self)

    # Screens

    def open_evidence(self, key: str) -> None:
        """What is behind a row."""
        from talkwatch.tui.screens.evidence import EvidenceScreen

        self.push_screen(EvidenceScreen(key))

    def row_in_hand(self) -> BoardRow | None:
        """The board's row that the list in hand stands on."""
        screen = self.screen
        return self.row(screen.row_key()) if isinstance(screen, BoardScreen | ListScreen) else None

    def action_talk_page(self) -> None:
        """The timeline of the talk that the row is about."""
        from talkwatch.tui.screens.pages import TalkScreen
        from talkwatch.views.pages import talk_of

        row = self.row_in_hand()
        talk = talk_of(row, self.drawn.view) if row and self.drawn else ""
        if not self.is_read():
            return
        if talk:
            self.push_screen(TalkScreen(talk))
        else:
            self.say("no talk is behind this row", wrong=True)

    def action_actor_page(self) -> None:
        """The page of the actor that the row is about, chosen where there are several."""
        from talkwatch.tui.screens.choice import ChoiceScreen
        from talkwatch.views.pages import actors_of

        row = self.row_in_hand()
        names = actors_of(row) if row else ()
        if not self.is_read():
            return
        if len(names) > 1:
            self.push_screen(ChoiceScreen("Whose page?", [(name, name, "") for name in names], self._open_actor))
        elif names:
            self._open_actor(names[0])
        else:
            self.say("nobody is behind this row", wrong=True)

    def _open_actor(self, name: str) -> None:
        from talkwatch.tui.screens.pages import ActorScreen

        self.push_screen(ActorScreen(name))

    def _open(self, screen: type[ListScreen], make: Callable[[], ListScreen]) -> None:
        if isinstance(self.screen, screen):
            self.screen.dismiss()
        else:
            self.push_screen(make())

    def action_help(self) -> None:
        """Keys and labels."""
        from talkwatch.tui.screens.help import HelpScreen

        self._open(HelpScreen, HelpScreen)

    def action_items(self) -> None:
        """All items."""
        from talkwatch.tui.screens.items import ItemsScreen

        self._open(ItemsScreen, ItemsScreen)

    def action_views(self) -> None:
        """Saved views."""
        from talkwatch.tui import saved

        saved.begin(self)

    def action_log_lines(self) -> None:
        """The log."""
        from talkwatch.tui.screens.log import LogScreen

        self._open(LogScreen, LogScreen)

    def welcome(self) -> None:
        """At the first start the tracks are shown, to choose from."""
        from talkwatch.tui.screens.first import FirstScreen

        if len(self.screen_stack) == 1:
            self.push_screen(FirstScreen())

    def action_correct(self) -> None:
        """Put the row in hand right."""
        from talkwatch.tui import correcting

        if self.past is not None:
            self.say("the past cannot be put right; ] goes on to now", wrong=True)
        elif self.may_write() and self.is_read():
            correcting.begin(self)

    def is_yours(self, item: str) -> bool:
        """Whether an item is no report but what the user said."""
        return any(item == each.id for each in (self.drawn.view.corrections if self.drawn else ()))

    def action_feeds(self) -> None:
        """The feeds."""
        from talkwatch.tui.screens.feeds import FeedsScreen

        self._open(FeedsScreen, FeedsScreen)

    def action_tracks(self) -> None:
        """The choice of a track."""
        from talkwatch.tui.screens.tracks import TracksScreen

        self._open(TracksScreen, TracksScreen)

    def action_changes(self) -> None:
        """What moved since the last look at the changes, else since a day ago."""
        from talkwatch.tui.screens.changes import ChangesScreen

        looked = self.state.looked
        since = looked or self.now() - timedelta(days=1)
        self._open(ChangesScreen, lambda: ChangesScreen(since, looked=looked is not None))
        self.state.looked = self.now()

    # Deeds

    def action_poll(self) -> None:
        """Ask all feeds now; in the first moments of a session, as soon as there is a watcher."""
        if self.watching is None:
            self.say("only the talkwatch that watches asks the feeds", wrong=True)
            return
        self.say("asking the feeds …")
        self.run_worker(self._poll(), group="poll", exit_on_error=False)

    async def _poll(self) -> None:
        await self.is_watching.wait()
        if self.watcher is not None:
            await self.watcher.poll_once(force=True)

    def action_digest(self) -> None:
        """Write the digest of the day."""
        self.digests.write_day()

    async def action_open_link(self) -> None:
        """Open the row's newest link in the browser."""
        await deeds.open_link(self)

    async def action_copy_words(self) -> None:
        """Copy the row's sentence with its source."""
        await deeds.copy(self, "copy")

    async def action_copy_link(self) -> None:
        """Copy the row's link."""
        await deeds.copy(self, "link")

    def may_write(self) -> bool:
        """Whether the store takes changes from here; says so if not."""
        if self.store.read_only:
            self.say("read-only: another talkwatch is writing here", wrong=True)
        return not self.store.read_only

    def current_list(self) -> RowList | None:
        """The list in hand."""
        return self.focused if isinstance(self.focused, RowList) else None

"""The menu of saved views: take one up, save this one, drop one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from talkwatch.tui.ports import PANELS, Panel
from talkwatch.tui.screens.choice import Choice, ChoiceScreen
from talkwatch.tui.screens.prompt import PromptScreen
from talkwatch.tui.views_saved import SavedView

if TYPE_CHECKING:
    from talkwatch.tui.app import TalkwatchApp

_SAVE, _DROP = "save", "drop"


def begin(app: TalkwatchApp) -> None:
    """The list of saved views, to take one up, save this one, or drop one."""
    choices: list[Choice] = [(f"view:{name}", name, view.words) for name, view in app.state.views.items()]
    choices.append((_SAVE, "Save what the board shows now", _now(app).words))
    if app.state.views:
        choices.append((_DROP, "Drop a saved view", ""))
    app.push_screen(ChoiceScreen("Saved views", choices, partial(_go_on, app)))


def _now(app: TalkwatchApp) -> SavedView:
    panel = app.board.current
    return SavedView(app.track, panel, app.board.filters.get(panel, ""), app.state.zoom)


def _go_on(app: TalkwatchApp, chosen: str) -> None:
    if chosen == _SAVE:
        app.push_screen(PromptScreen("What is this view called?", "", partial(_save, app, _now(app))))
    elif chosen == _DROP:
        names: list[Choice] = [(name, name, view.words) for name, view in app.state.views.items()]
        app.push_screen(ChoiceScreen("Which is dropped?", names, partial(_drop, app)))
    else:
        _take_up(app, app.state.views[chosen.removeprefix("view:")])


def _save(app: TalkwatchApp, view: SavedView, name: str) -> None:
    app.state.views[name] = view
    if app.remember():
        app.say(f"saved: {name}")
    else:
        app.say(f"{name} is kept until talkwatch ends: the store cannot be written", wrong=True)


def _drop(app: TalkwatchApp, name: str) -> None:
    app.state.views.pop(name, None)
    app.remember()


def _take_up(app: TalkwatchApp, view: SavedView) -> None:
    if view.track not in app.known_tracks:
        app.say(f"no track is called {view.track}", wrong=True)
        return
    while len(app.screen_stack) > 1:
        app.pop_screen()
    if view.track != app.track:
        app.follow(view.track)
    panel: Panel = next((name for name, _, _ in PANELS if name == view.panel), "talks")
    app.state.zoom = view.zoom
    app.board.show_only(panel, view.wanted)

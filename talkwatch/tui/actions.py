"""Every key in one table by action id: the bindings, the help, the palette and `talkwatch keys` all come from it.

No default is ctrl+a, b, d or k (tmux and editors own them), and no action hangs on a key with ctrl or alt alone,
since some terminals keep those for themselves. Nothing here loads Textual.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Where = Literal["everywhere", "board", "rows", "screen", "changes", "feeds", "items"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. `keys` are Textual's names parted by commas; `bar` is its word in the key line or ""."""

    id: str
    keys: str
    call: str
    words: str
    where: Where
    bar: str = ""


ACTIONS = (
    Action("rows.evidence", "enter", "evidence", "the evidence behind the row", "rows", "evidence"),
    Action("rows.open", "o", "app.open_link", "open the newest source in the browser", "rows", "open"),
    Action("rows.copy", "y", "app.copy_words", "copy the sentence with its source", "rows", "copy"),
    Action("rows.link", "Y", "app.copy_link", "copy the link alone", "rows"),
    Action("rows.talk", "v", "app.talk_page", "the row's talk and its timeline", "rows", "talk"),
    Action("rows.actor", "w", "app.actor_page", "the page of the row's actor", "rows", "actor"),
    Action("rows.correct", "e", "app.correct", "put the row right, or take that back", "rows", "correct"),
    Action("rows.down", "down,j", "down", "next row", "rows"),
    Action("rows.up", "up,k", "up", "row before", "rows"),
    Action("rows.page_down", "pagedown,ctrl+f", "page_down", "a page down", "rows"),
    Action("rows.page_up", "pageup", "page_up", "a page up", "rows"),
    Action("rows.first", "g,home", "first", "first row", "rows"),
    Action("rows.last", "G,end", "last", "last row", "rows"),
    Action("board.talks", "1", "panel('talks')", "upcoming talks", "board"),
    Action("board.attendance", "2", "panel('attendance')", "who will come", "board"),
    Action("board.statements", "3", "panel('statements')", "latest statements", "board"),
    Action("board.sticking", "4", "panel('sticking_points')", "sticking points", "board"),
    Action("board.next", "tab,l,right", "next_panel", "next panel", "board"),
    Action("board.previous", "shift+tab,h,left", "previous_panel", "panel before", "board"),
    Action("board.zoom", "z", "zoom", "zoom the panel, and back", "board"),
    Action("board.filter", "slash", "filter", "show only rows with these words", "board", "filter"),
    Action("board.next_match", "n", "next_match", "next match", "board"),
    Action("board.previous_match", "N", "previous_match", "match before", "board"),
    Action("board.seen", "m", "seen", "mark the panel as seen", "board"),
    Action("board.clear", "escape", "leave", "drop the filter or the zoom", "board"),
    Action("board.earlier", "left_square_bracket", "app.earlier", "the board as of the day before", "board"),
    Action("board.later", "right_square_bracket", "app.later", "a day later again, and back to now", "board"),
    Action("leave", "escape", "leave", "leave the screen", "screen", "back"),
    Action("track", "t", "app.tracks", "switch to another track", "everywhere", "track"),
    Action("changes", "c", "app.changes", "what moved since you last looked", "everywhere", "changes"),
    Action("feeds", "f", "app.feeds", "the feeds and their health", "everywhere", "feeds"),
    Action("items", "i", "app.items", "all items, searchable by their words", "everywhere", "items"),
    Action("digest", "d", "app.digest", "write the digest of the day", "everywhere", "digest"),
    Action("poll", "r", "app.poll", "ask the feeds now", "everywhere"),
    Action("freeze", "space", "app.freeze", "hold the view still, and let it go", "everywhere", "freeze"),
    Action("views", "s", "app.views", "saved views: take one up, save this one", "everywhere"),
    Action("utc", "U", "app.utc", "times in UTC, and in your zone again", "everywhere"),
    Action("log", "L", "app.log_lines", "the log", "everywhere"),
    Action("theme", "T", "app.next_theme", "next theme", "everywhere"),
    Action("palette", "colon,ctrl+p", "app.command_palette", "all actions by name", "everywhere"),
    Action("help", "question_mark", "app.help", "keys and labels", "everywhere", "help"),
    Action("quit", "q", "app.leave", "quit", "everywhere", "quit"),
    Action("changes.earlier", "left_square_bracket", "earlier", "since a day earlier", "changes", "earlier"),
    Action("changes.later", "right_square_bracket", "later", "since a day later", "changes", "later"),
    Action("feeds.pause", "p", "pause", "pause the feed, and resume it", "feeds", "pause"),
    Action("feeds.add", "a", "add", "add a feed by its address", "feeds", "add"),
    Action("feeds.remove", "x", "remove", "remove the feed (twice)", "feeds", "remove"),
    Action("items.search", "slash", "search", "only items with these words", "items", "search"),
)
"""All actions, in the order in which the key line and the help show them."""

PLACES: dict[Where, str] = {
    "rows": "In any list",
    "board": "On the board",
    "everywhere": "Everywhere",
    "screen": "On every screen but the board",
    "changes": "Among the changes",
    "feeds": "Among the feeds",
    "items": "Among the items",
}


def keys_of(action: Action, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that an action has after the user's choice, in Textual's long names."""
    return tuple(_long(key.strip()) for key in chosen.get(action.id, action.keys).split(",") if key.strip())


_RENAMED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Textual's names of characters where they are not Unicode's."""


def _long(key: str) -> str:
    """Textual's name of a key that the user wrote as its character."""
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


_SHORT = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "shift+tab": "shift+tab",
}


def short(key: str) -> str:
    """A key as the screen writes it."""
    if key.startswith("upper_"):
        return key.removeprefix("upper_").upper()
    return _SHORT.get(key, key)


def shown_keys(action: Action, chosen: Mapping[str, str]) -> str:
    """An action's keys as the help writes them ("j, ↓")."""
    return ", ".join(short(key) for key in keys_of(action, chosen))


def keymap(chosen: Mapping[str, str]) -> dict[str, str]:
    """The user's choice as Textual's keymap, for ids that exist."""
    known = {action.id for action in ACTIONS}
    return {name: keys for name, keys in chosen.items() if name in known}


def bar(places: Iterable[Where], chosen: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(key, word) for the key line of a screen on which these places are alive."""
    alive = set(places)
    shown = (action for action in ACTIONS if action.bar and action.where in alive)
    return tuple((short(keys_of(action, chosen)[0]), action.bar) for action in shown if keys_of(action, chosen))

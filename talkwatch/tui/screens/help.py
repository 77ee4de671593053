"""Every key and every label, from the same table that the bindings come from."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from talkwatch.tui.actions import ACTIONS, PLACES, shown_keys
from talkwatch.tui.blocks import Block
from talkwatch.tui.plain import fit, plain, wrapped
from talkwatch.tui.screens.lists import ListScreen
from talkwatch.views.labels import SCREEN

_LEFT = 16
"""Columns for keys and signs."""


class HelpScreen(ListScreen):
    """Keys and labels."""

    def heading(self) -> str:
        """The title's words."""
        return "Keys and labels · keys can be changed in config.toml under [screen.keys], by the name on the right"

    def blocks(self) -> Sequence[Block]:
        """A line an action, then a line a label."""
        made: list[Block] = []
        for place, title in PLACES.items():
            made.append(_section(place, title))
            here = [action for action in ACTIONS if action.where == place]
            made += [_line(one.id, shown_keys(one, self.app.chosen_keys), one.words, one.id) for one in here]
        made.append(_section("labels", "Labels"))
        made += [_line(f"label:{sign}", sign, meaning, "") for sign, meaning in SCREEN]
        return made


def _section(key: str, words: str) -> Block:
    return Block(key=f"section:{key}", draw=lambda _: (Content(""), plain(words, "title")), height=2, selectable=False)


def _line(key: str, left: str, words: str, right: str) -> Block:
    """A line of two columns and a third: what does not fit into the second goes on under it."""

    def draw(width: int) -> tuple[Content, ...]:
        room = min(44, width - _LEFT - len(right) - 1) if right else width - _LEFT
        first, *rest = wrapped(plain(words, "text"), room)
        blank = " " * (room - first.cell_length + 1) if right else ""
        head = Content.assemble((fit(left, _LEFT), "key"), first, blank, (right, "muted"))
        return (head, *(Content(" " * _LEFT) + line for line in rest))

    return Block(key=f"help:{key}", draw=draw, height=None)

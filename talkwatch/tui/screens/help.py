"""Every key and every label, from the same table that the bindings come from."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from talkwatch.tui.actions import ACTIONS, PLACES, shown_keys
from talkwatch.tui.blocks import Block, text_block
from talkwatch.tui.plain import fit, plain
from talkwatch.tui.screens.lists import ListScreen
from talkwatch.views.labels import SCREEN


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
            for action in ACTIONS:
                if action.where == place:
                    key = fit(shown_keys(action, self.app.chosen_keys), 16)
                    made.append(_line(action.id, key, fit(action.words, 42), action.id))
        made.append(_section("labels", "Labels"))
        made += [_line(f"label:{sign}", fit(sign, 16), meaning, "") for sign, meaning in SCREEN]
        return made


def _section(key: str, words: str) -> Block:
    return Block(key=f"section:{key}", draw=lambda _: (Content(""), plain(words, "title")), height=2, selectable=False)


def _line(key: str, left: str, words: str, right: str) -> Block:
    line = Content.assemble((left, "key"), (words, "text"), (f" {right}" if right else "", "muted"))
    return text_block(f"help:{key}", line)

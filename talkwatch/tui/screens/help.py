"""Every key and every label, from the same table that the bindings come from."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from talkwatch.tui.blocks import Block, text_block
from talkwatch.tui.keys import ACTIONS, PLACES, shown_keys
from talkwatch.tui.plain import fit, plain
from talkwatch.tui.screens.lists import ListScreen

LABELS = (
    ("▸", "the selected row"),
    ("•", "changed since you last stood on the row (m marks the whole panel as seen)"),
    ("5 src", "independent sources: copies of one wire report count once"),
    ("proposed", "called for, invited to or offered"),
    ("scheduled", "set, planned or expected"),
    ("in doubt", "reports about it contradict each other, or it may not be held"),
    ("unreported", "its day has passed and no report tells what came of it"),
    ("confirmed", "will come, sends a delegation, has arrived"),
    ("likely", "is expected to come, or plans to"),
    ("conditional", "comes only if something holds; the line below says what"),
    ("uncertain", "has not said, or is still weighing"),
    ("unlikely", "leans against coming, or threatens to stay away"),
    ("declined", "will not come, or did not"),
    ("██░░", "the probability beside it, as a bar"),
    ("▲ ▼ =", "the probability rose, fell or stayed; of a sticking point: hardening, narrowing, unchanged"),
    ("● ◐ ○", "a sticking point is open, narrowing, resolved"),
    ("“ ”", "the source itself put these words in quotation marks; without them it is a paraphrase"),
    ("!", "sources disagree"),
)
"""Signs and words of the screen, each with what it means."""


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
        made += [_line(f"label:{sign}", fit(sign, 16), meaning, "") for sign, meaning in LABELS]
        return made


def _section(key: str, words: str) -> Block:
    return Block(key=f"section:{key}", draw=lambda _: (Content(""), plain(words, "title")), height=2, selectable=False)


def _line(key: str, left: str, words: str, right: str) -> Block:
    line = Content.assemble((left, "key"), (words, "text"), (f" {right}" if right else "", "muted"))
    return text_block(f"help:{key}", line)

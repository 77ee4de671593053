"""A line to type something in, on a screen of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from talkwatch.tui.blocks import Block
from talkwatch.tui.lines import LineInput
from talkwatch.tui.row_list import said
from talkwatch.tui.screens.lists import ListScreen


class PromptScreen(ListScreen):
    """One line under a title; enter closes it and hands what was typed to `then`, esc leaves all as it was."""

    def __init__(self, title: str, value: str, then: Callable[[str], None]) -> None:
        super().__init__()
        self._title, self._value, self._then = title, value, then

    def compose(self) -> ComposeResult:
        """Title, line, keys."""
        yield from super().compose()
        entry = LineInput(self._value, id="line", classes="-open")
        entry.display = True  # before the style sheet is read, so that the first key is for this line
        yield entry

    def first_in_hand(self) -> Widget:
        """The line takes what is typed."""
        return self.query_one("#line", Input)

    def heading(self) -> str:
        """The title's words."""
        return self._title

    def blocks(self) -> Sequence[Block]:
        """How to go on."""
        return [said("how", "enter takes the line below, esc leaves all as it was")]

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Close, and go on with what was typed."""
        if event.value.strip():
            self.dismiss()
            self.app.call_later(self._then, event.value.strip())

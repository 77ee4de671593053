"""A short list to choose from: an actor of a row, what to put right, a stance, a talk; or several of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual import on
from textual.content import Content

from talkwatch.tui.blocks import Block
from talkwatch.tui.plain import plain, wrapped
from talkwatch.tui.row_list import RowList
from talkwatch.tui.screens.lists import ListScreen

Choice = tuple[str, str, str]
"""A key, its words, and more about it or ""."""


class ChoiceScreen(ListScreen):
    """Choices under a title; enter closes the list and hands the chosen key to `then`."""

    ENTER = "choose"

    def __init__(self, title: str, choices: Sequence[Choice], then: Callable[[str], None]) -> None:
        super().__init__()
        self._title, self._choices, self._then = title, tuple(choices), then

    def heading(self) -> str:
        """The title's words."""
        return self._title

    def blocks(self) -> Sequence[Block]:
        """A block for each choice."""
        return [_block(*choice) for choice in self._choices]

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Close, and go on with what was chosen."""
        event.stop()
        self.dismiss()
        self.app.call_later(self._then, event.key)


class SeveralScreen(ListScreen):
    """Choices under a title: enter takes one or lets it go; on the last row it closes the list with those taken.

    `said` words the last row for a number of choices; with none it does nothing.
    """

    ENTER = "choose"
    _DONE = "done"

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        taken: Iterable[str],
        said: Callable[[int], str],
        then: Callable[[tuple[str, ...]], None],
    ) -> None:
        super().__init__()
        self._title, self._choices, self._taken = title, tuple(choices), set(taken)
        self._said, self._then = said, then

    def heading(self) -> str:
        """The title's words."""
        return self._title

    def blocks(self) -> Sequence[Block]:
        """A block for each choice, and the row that closes."""
        marks = {True: "[x]", False: "[ ]"}
        made = [_block(key, f"{marks[key in self._taken]} {words}", more) for key, words, more in self._choices]
        return [*made, _block(self._DONE, f"▶ {self._said(len(self._taken))}", "")]

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Take it or let it go; on the last row go on with those taken."""
        event.stop()
        if event.key != self._DONE:
            self._taken ^= {event.key}
            self.refill()
        elif self._taken:
            self.dismiss()
            self.app.call_later(self._then, tuple(key for key, *_ in self._choices if key in self._taken))


def _block(key: str, words: str, more: str) -> Block:
    def draw(width: int) -> tuple[Content, ...]:
        lines = wrapped(plain(words, "strong"), width)
        return (*lines, *(wrapped(plain(more, "muted"), width, 2) if more else ()))

    return Block(key=key, draw=draw, height=None, words=f"{words} {more}")

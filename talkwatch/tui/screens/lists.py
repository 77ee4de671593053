"""A screen that is one list under a title: evidence, changes, feeds, help and the choice of a track are such."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from talkwatch.tui import bars
from talkwatch.tui.actions import Where
from talkwatch.tui.blocks import Block
from talkwatch.tui.keys import bindings
from talkwatch.tui.lines import LineBar
from talkwatch.tui.plain import clip
from talkwatch.tui.row_list import RowList

if TYPE_CHECKING:
    from talkwatch.tui.app import TalkwatchApp


class ListScreen(Screen[None]):
    """A title, a list, the keys. Subclasses say what the list holds and what choosing a row does."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen")]
    PLACES: ClassVar[tuple[Where, ...]] = ("rows", "screen", "everywhere")
    ENTER: ClassVar[str] = ""
    """What enter does here in a word for the key line, or "" where it does nothing."""
    app: TalkwatchApp

    def compose(self) -> ComposeResult:
        """Title, list and keys."""
        yield LineBar(self._title_line, id="title")
        yield RowList(id="list")
        yield LineBar(lambda width: bars.keys(self.PLACES, self.app.chosen_keys, width, self.ENTER), id="keys")

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#list", RowList)

    def first_in_hand(self) -> Widget:
        """What takes the keys when the screen opens."""
        return self.rows

    def row_key(self) -> str:
        """The key of the board's row that is in hand, "" if none."""
        return self.rows.cursor or ""

    def heading(self) -> str:
        """The title's words."""
        raise NotImplementedError

    def blocks(self) -> Sequence[Block]:
        """What the list holds now."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Fill the list."""
        self.set_focus(self.first_in_hand())
        self.call_after_refresh(self.refill)

    def refill(self) -> None:
        """Show what there is now; the selected row stays."""
        if not self.rows.size.width:
            return
        self.rows.show(self.blocks())
        self.query_one("#title", LineBar).repaint()

    def fresh(self) -> None:
        """The board changed while the screen was open."""
        self.refill()

    def fresh_health(self) -> None:
        """The feeds changed while the screen was open; most screens do not care."""

    def repaint_all(self) -> None:
        """Draw everything anew, as after a change of theme."""
        self.rows.redraw()
        for line in self.query(LineBar):
            line.repaint(force=True)

    def action_leave(self) -> None:
        """Back to where the user was."""
        self.dismiss()

    def _title_line(self, width: int) -> Content:
        return Content.styled(clip(f" {self.heading()}", width), "title")

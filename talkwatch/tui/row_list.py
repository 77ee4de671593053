"""A list on the line API whose selection is a key: whatever arrives, the eye and the cursor stay where they were."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from talkwatch.tui.blocks import Block, heading
from talkwatch.tui.keys import bindings
from talkwatch.tui.lines import strip_of
from talkwatch.tui.plain import plain

if TYPE_CHECKING:
    from talkwatch.tui.app import TalkwatchApp

GUTTER = 2
"""Columns before each line: the cursor's sign and the unseen mark."""
_MARGIN = 1
"""Columns left free after each line."""


class RowList(ScrollView, can_focus=True):
    """Blocks of lines with one of them selected. Draws only what is in view; knows nothing of the rows' meaning."""

    DEFAULT_CSS = """
    RowList { scrollbar-size: 0 0; overflow-x: hidden; background: $tw-ground; }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rows")]
    app: TalkwatchApp

    class Moved(Message):
        """The user moved the cursor to another row."""

        def __init__(self, rows: RowList, key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> RowList:
            """The list."""
            return self.rows

    class Chosen(Moved):
        """The user asked for what is behind the row."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.blocks: tuple[Block, ...] = ()
        self.cursor: str | None = None
        """The key of the selected row; None only while there is no row."""
        self.pinned = False
        """Whether the user chose the row; until then the selection is simply the first row."""
        self._at: dict[str, int] = {}
        self._starts: list[int] = [0]
        self._drawn: dict[str, tuple[Content, ...]] = {}
        self._width = 0
        self._labels = ("", "")

    # What is shown

    def show(self, blocks: Sequence[Block]) -> None:
        """Replace the blocks; the selected key stays selected, and the line under the eye stays under it."""
        before, old_at, old_starts = self.blocks, self._at, self._starts
        anchor = self._anchor()
        looked = self._visible_lines()
        self.blocks = tuple(blocks)
        self._lay_out()
        known = self.cursor if self.pinned else None
        self.cursor = _surviving(known, before, old_at, self.blocks, self._at)
        if anchor and before:
            key = _surviving(anchor, before, old_at, self.blocks, self._at)
            if key is not None:
                off = old_starts[old_at[anchor]] - round(self.scroll_y)
                self._scroll(self._starts[self._at[key]] - off)
        if self._visible_lines() != looked:
            self.refresh()

    def place(self, key: str | None) -> None:
        """Put the cursor on a key, if it is there, and bring it into view."""
        if key in self._at and self.blocks[self._at[key]].selectable:
            self.cursor, self.pinned = key, True
            self._reveal()
            self.refresh()

    @property
    def selected(self) -> Block | None:
        """The selected block."""
        return self.blocks[self._at[self.cursor]] if self.cursor in self._at else None

    @property
    def rows(self) -> int:
        """How many rows can be selected."""
        return sum(block.selectable for block in self.blocks)

    @property
    def place_words(self) -> str:
        """Where the cursor stands ("3/17"), and what is unseen above the view."""
        keys = [block.key for block in self.blocks if block.selectable]
        where = f"{keys.index(self.cursor) + 1}/{len(keys)}" if self.cursor in keys else ""
        above = sum(block.unseen for block in self.blocks[: self._first_visible()])
        return f"{where} · ▲ {above} new above" if above else where

    def label(self, title: str) -> None:
        """The frame says the title, and where the cursor stands; it repaints only if it says something else."""
        labels = (title, self.place_words or "–")
        if labels != self._labels:
            self._labels = labels
            self.border_title, self.border_subtitle = map(plain, labels)

    def redraw(self) -> None:
        """Draw everything anew, as after a change of theme."""
        self._drawn.clear()
        self.refresh()

    # Where the eye is

    def _anchor(self) -> str | None:
        """The key to hold still: the cursor's if it is in view, else the first in view; None at rest at the top."""
        if self.scroll_y < 1 and not (self.has_focus and self.pinned):
            return None
        top, height = round(self.scroll_y), self.scrollable_content_region.height
        if self.cursor in self._at and top <= self._starts[self._at[self.cursor]] < top + max(height, 1):
            return self.cursor
        first = self._first_visible()
        return self.blocks[first].key if first < len(self.blocks) else None

    def _first_visible(self) -> int:
        return max(bisect_right(self._starts, round(self.scroll_y)) - 1, 0)

    def _visible_lines(self) -> list[tuple[str, bool, bool, tuple[Content, ...]]]:
        height = self.scrollable_content_region.height
        found, number, last = [], self._first_visible(), self.scroll_y + height
        while number < len(self.blocks) and self._starts[number] < last:
            block = self.blocks[number]
            found.append((block.key, block.unseen, block.key == self.cursor, self._lines(block)))
            number += 1
        return found

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=max(line, 0), animate=False, immediate=True, force=True)

    def _reveal(self) -> None:
        if self.cursor not in self._at:
            return
        number = self._at[self.cursor]
        start, end = self._starts[number], self._starts[number + 1]
        if number and not any(block.selectable for block in self.blocks[:number]):
            start = 0
        height = max(self.scrollable_content_region.height, 1)
        if start < self.scroll_y:
            self._scroll(start)
        elif end > self.scroll_y + height:
            self._scroll(min(end - height, start))

    # Layout

    def _lay_out(self) -> None:
        self._drawn.clear()
        self._width = self.scrollable_content_region.width
        self._at = {block.key: number for number, block in enumerate(self.blocks)}
        self._starts = [0]
        for block in self.blocks:
            height = len(self._lines(block)) if block.height is None else block.height
            self._starts.append(self._starts[-1] + height)
        self.virtual_size = Size(self._width, self._starts[-1])

    def on_resize(self) -> None:
        """Lay out anew when the width changed; the selected row stays in view."""
        if self.scrollable_content_region.width != self._width:
            anchor = self._anchor()
            off = self._starts[self._at[anchor]] - round(self.scroll_y) if anchor in self._at else 0
            self._lay_out()
            if anchor in self._at:
                self._scroll(self._starts[self._at[anchor]] - off)
        self.call_after_refresh(self._reveal)

    def _lines(self, block: Block) -> tuple[Content, ...]:
        known = self._drawn.get(block.key)
        if known is None:
            room = max((self._width or self.scrollable_content_region.width) - GUTTER - _MARGIN, 10)
            known = self._drawn[block.key] = block.draw(room)
        return known

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        width = self.scrollable_content_region.width
        line = y + round(self.scroll_y)
        number = bisect_right(self._starts, line) - 1
        if number >= len(self.blocks):
            return strip_of(Content(""), width, self.app.ground(), self.app.inks)
        block = self.blocks[number]
        within = line - self._starts[number]
        on = block.key == self.cursor and block.selectable
        sign = "▸" if on and within == 0 else " "
        mark = "•" if block.unseen and within == 0 else " "
        lines = self._lines(block)
        drawn = lines[within] if within < len(lines) else Content("")
        whole = Content.assemble((sign, "key"), (mark, "accent"), drawn)
        return strip_of(whole, width, self.app.ground(cursor=on and self.has_focus), self.app.inks)

    def on_focus(self) -> None:
        """Show the cursor's ground."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the cursor's ground away."""
        self.refresh()

    # Moving

    def _step(self, rows: int) -> None:
        keys = [block.key for block in self.blocks if block.selectable]
        if not keys:
            return
        at = keys.index(self.cursor) if self.cursor in keys else 0
        self._go(keys[min(max(at + rows, 0), len(keys) - 1)])

    def _go(self, key: str) -> None:
        self.cursor, self.pinned = key, True
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self, key))

    def _page(self, direction: int) -> None:
        height = max(self.scrollable_content_region.height - 1, 1)
        if self.cursor not in self._at:
            return
        goal = self._starts[self._at[self.cursor]] + direction * height
        number = min(max(bisect_right(self._starts, max(goal, 0)) - 1, 0), len(self.blocks) - 1)
        while 0 <= number < len(self.blocks) and not self.blocks[number].selectable:
            number += direction
        if 0 <= number < len(self.blocks):
            self._go(self.blocks[number].key)

    def action_down(self) -> None:
        """Next row."""
        self._step(1)

    def action_up(self) -> None:
        """Row before."""
        self._step(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self._page(1)

    def action_page_up(self) -> None:
        """A page up."""
        self._page(-1)

    def action_first(self) -> None:
        """First row."""
        self._step(-len(self.blocks))

    def action_last(self) -> None:
        """Last row."""
        self._step(len(self.blocks))

    def action_evidence(self) -> None:
        """Ask for what is behind the row."""
        if self.cursor is not None:
            self.pinned = True
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Select the row under the pointer; a second click on it opens it."""
        line = event.y - self.gutter.top + round(self.scroll_y)
        number = bisect_right(self._starts, line) - 1
        if not 0 <= number < len(self.blocks) or not self.blocks[number].selectable:
            return
        key = self.blocks[number].key
        if event.chain > 1:
            self.action_evidence()
        else:
            self._go(key)


def _surviving(
    key: str | None,
    before: Sequence[Block],
    old_at: dict[str, int],
    after: Sequence[Block],
    at: dict[str, int],
) -> str | None:
    """The key if it is still there, else its nearest old neighbour that is, else the first row."""
    if key in at:
        return key
    if key is not None and key in old_at:
        number = old_at[key]
        neighbours = [*before[number + 1 :], *reversed(before[:number])]
        for block in neighbours:
            if block.key in at and after[at[block.key]].selectable:
                return block.key
    return next((block.key for block in after if block.selectable), None)


def said(key: str, words: str) -> Block:
    """A heading of plain words of ours."""
    return heading(key, Content.styled(words, "muted"))

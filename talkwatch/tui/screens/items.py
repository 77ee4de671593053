"""All items, the newest first, searchable by their words; and one item with what was read in it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from talkwatch.model.items import Item, ItemId, Verdict
from talkwatch.tui import evidence
from talkwatch.tui.actions import Where
from talkwatch.tui.blocks import Block, text_block
from talkwatch.tui.columns import cell, clock_time, ends, stamp
from talkwatch.tui.keys import bindings
from talkwatch.tui.lines import LineInput
from talkwatch.tui.plain import marked, plain
from talkwatch.tui.row_list import RowList, said
from talkwatch.tui.screens.lists import ListScreen
from talkwatch.tui.screens.pages import PageScreen
from talkwatch.views.explain import came_to
from talkwatch.views.items import ItemRow, item_row, rows_from
from talkwatch.views.rows import BoardRow

PAGE = 300
"""Items fetched at a time; more are when the cursor comes within NEAR of the last."""

NEAR = 60

_STATE = {"unread": ("to read", "warn"), "left out": ("left out", "muted"), "read": ("read", "good")}


class ItemsScreen(ListScreen):
    """The items; enter opens one, the search looks in titles and texts."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("items")]
    PLACES: ClassVar[tuple[Where, ...]] = ("rows", "screen", "items", "everywhere")
    ENTER = "item"

    def __init__(self, search: str = "") -> None:
        super().__init__()
        self.search = search
        self._found: tuple[ItemRow, ...] = ()
        self._blocks: tuple[Block, ...] = ()
        self._whole = False
        self._asked = False

    def compose(self) -> ComposeResult:
        """The list, and a line to type words in."""
        yield from super().compose()
        yield LineInput(placeholder="words of an item, or how they begin; enter searches, esc leaves", id="words")

    def heading(self) -> str:
        """The title's words."""
        more = "" if self._whole else "+"
        wanted = f" with “{self.search}”" if self.search else ""
        return f"Items{wanted} · {len(self._found)}{more}"

    def row_key(self) -> str:
        """No row of the board stands here."""
        return ""

    def blocks(self) -> Sequence[Block]:
        """A block for each item that was fetched."""
        if self._blocks:
            return self._blocks
        if not self._asked:
            return [said("waiting", "Looking …")]
        if self.search:
            return [said("none", f"No item has “{self.search}”. / searches for other words, esc shows all.")]
        return [said("none", "No items yet. f shows the feeds, r asks them now.")]

    def on_mount(self) -> None:
        """Ask for the newest."""
        self.ask()

    def fresh(self) -> None:
        """Something was read: what is shown is fetched anew."""
        self.ask(len(self._found))

    def ask(self, least: int = PAGE) -> None:
        """Fetch the newest items, at least so many."""
        self.app.run_worker(self._fetch(self.search, max(least, PAGE)), group="items", exit_on_error=False)

    async def _fetch(self, search: str, limit: int) -> None:
        found = await asyncio.to_thread(self._look, search, limit)
        if search == self.search and self.is_attached:
            self._asked, self._whole = True, len(found) < limit
            if found != self._found:
                self._found = found
                self._blocks = tuple(self._block(row) for row in found)
            self.refill()

    def _look(self, search: str, limit: int) -> tuple[ItemRow, ...]:
        made: list[ItemRow] = []
        while len(made) < limit:
            items = self.app.store.items(min(PAGE, limit - len(made)), len(made), search=search)
            verdicts = self.app.store.verdicts([item.id for item in items])
            made += [item_row(item, verdicts.get(item.id)) for item in items]
            if not items:
                break
        return tuple(made)

    @on(RowList.Moved)
    def fetch_more(self, event: RowList.Moved) -> None:
        """Near the end of what was fetched, more is."""
        if not self._whole and any(row.id == event.key for row in self._found[-NEAR:]):
            self.ask(len(self._found) + PAGE)

    @on(RowList.Chosen)
    def open_item(self, event: RowList.Chosen) -> None:
        """The whole item."""
        event.stop()
        self.app.push_screen(ItemScreen(event.key))

    def _block(self, row: ItemRow) -> Block:
        word, ink = _STATE[row.state]
        claims = f"{row.claims} claims" if row.claims != 1 else "1 claim"
        tail = claims if row.state == "read" else row.reason or word
        when = clock_time(row.published, self.app.now(), self.app.zone)

        def draw(width: int) -> tuple[Content, ...]:
            second = ends(f"  {row.publisher} · {when}", tail, width, "muted", ink)
            return (cell(row.title or row.link, width, "strong"), second)

        copy = f"{row.title}\n— {row.publisher}, {row.published:%Y-%m-%d %H:%M} UTC, {row.link}"
        return Block(row.id, draw, 2, words=f"{row.title} {row.publisher}", link=row.link, copy=copy)

    # Search

    def action_search(self) -> None:
        """Open the line for words."""
        entry = self.query_one("#words", Input)
        entry.value = self.search
        entry.add_class("-open")
        entry.display = True
        self.set_focus(entry)

    @on(Input.Submitted)
    def search_typed(self, event: Input.Submitted) -> None:
        """Show the items that have the words."""
        self._search_for(" ".join(event.value.split()))
        self._close_entry()

    def action_leave(self) -> None:
        """Close the line, drop the search, or leave."""
        if self.query_one("#words", Input).has_class("-open"):
            self._close_entry()
        elif self.search:
            self._search_for("")
        else:
            self.dismiss()

    def _search_for(self, words: str) -> None:
        self.search, self._found, self._blocks, self._asked = words, (), (), False
        self.rows.pinned = False
        self.refill()
        self.ask()

    def _close_entry(self) -> None:
        entry = self.query_one("#words", Input)
        entry.remove_class("-open")
        entry.display = False
        self.set_focus(self.rows)


class ItemScreen(PageScreen):
    """One item: who published it when, what reading it came to, the rows that rest on it, and its text."""

    def __init__(self, item: str) -> None:
        super().__init__()
        self.item = item
        self._item: Item | None = None
        self._verdict: Verdict | None = None
        self._looked = False

    def heading(self) -> str:
        """The title's words."""
        return f"Item · {self._item.publisher}" if self._item else "Item"

    def on_mount(self) -> None:
        """Ask for the item."""
        self.app.run_worker(self._fetch(), group="items", exit_on_error=False)

    async def _fetch(self) -> None:
        id_ = ItemId(self.item)
        self._item = await asyncio.to_thread(self.app.store.item, id_)
        self._verdict = (await asyncio.to_thread(self.app.store.verdicts, [id_])).get(id_)
        self._looked = True
        if self.is_attached:
            self.refill()

    def blocks(self) -> Sequence[Block]:
        """The item, top to bottom."""
        item = self._item
        if item is None:
            return [said("none", "This item is no longer in the store." if self._looked else "Looking …")]
        rows = rows_from(self.app.drawn.view, self.item) if self.app.drawn else ()
        copy = f"{item.title}\n— {item.publisher}, {item.published:%Y-%m-%d %H:%M} UTC, {item.link}"
        head = f"{item.publisher} · {stamp(item.published, self.app.zone)} · revision {item.revision}"
        made = [
            text_block("title", marked(item.title, _lit(rows, item, "title"), "strong"), link=item.link, copy=copy),
            text_block("head", plain(f"{head} · {came_to(self._verdict)}", "muted"), link=item.link, copy=copy),
            text_block("link", plain(item.link, "accent"), link=item.link, copy=copy),
        ]
        for row in rows:
            words = plain(f"→ {evidence.title(row)}", "text")
            made.append(self.about(row.id, text_block(f"row:{row.id}", words, link=item.link, copy=copy)))
        lit, at = _lit(rows, item, "text"), 0
        for number, paragraph in enumerate(item.text.split("\n")):
            ranges = [(start - at, end - at) for start, end in lit if start < at + len(paragraph) and end > at]
            content = marked(paragraph, [(max(start, 0), end) for start, end in ranges], "text")
            if paragraph.strip():
                made.append(text_block(f"text:{number}", content, indent=2, link=item.link, copy=copy))
            at += len(paragraph) + 1
        return made


def _lit(rows: Sequence[BoardRow], item: Item, field: str) -> list[tuple[int, int]]:
    """The sentences of a field that rows rest on, where the text still has them in that place."""
    whole = item.title if field == "title" else item.text
    found = {
        (source.start, source.end)
        for row in rows
        for source in row.sources
        if (source.item, source.field) == (item.id, field) and whole[source.start : source.end] == source.evidence
    }
    return sorted(found)

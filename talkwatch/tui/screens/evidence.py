"""The evidence behind one row; it follows the row while the board moves."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from talkwatch.tui import empty, evidence
from talkwatch.tui.blocks import Block
from talkwatch.tui.row_list import RowList
from talkwatch.tui.screens.items import ItemScreen
from talkwatch.tui.screens.lists import ListScreen
from talkwatch.views.rows import SourceRow


class EvidenceScreen(ListScreen):
    """Everything behind the row with this key."""

    ENTER = "item"

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    def row_key(self) -> str:
        """The row that it is the evidence of."""
        return self.key

    def source_in_hand(self) -> SourceRow | None:
        """The source that the cursor stands on."""
        row, claim = self.app.row(self.key), (self.rows.cursor or "").removeprefix("source:")
        return next((source for source in row.sources if source.claim == claim), None) if row else None

    @on(RowList.Chosen)
    def open_item(self, event: RowList.Chosen) -> None:
        """The whole item that a source was read in; that of the newest where the cursor stands on none."""
        event.stop()
        row = self.app.row(self.key)
        source = self.source_in_hand() or next(iter(row.sources if row else ()), None)
        if source and not self.app.is_yours(source.item):
            self.app.push_screen(ItemScreen(source.item))

    def heading(self) -> str:
        """The row's name."""
        row = self.app.row(self.key)
        return f"Evidence · {evidence.title(row)}" if row else "Evidence"

    def blocks(self) -> Sequence[Block]:
        """The sentences, the history and the sum."""
        row = self.app.row(self.key)
        if row is None:
            return evidence.no_longer(self.key) if self.app.drawn else empty.reading()
        return evidence.blocks(row, self.app.shown_at(), self.app.zone)

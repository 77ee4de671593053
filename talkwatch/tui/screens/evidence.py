"""The evidence behind one row; it follows the row while the board moves."""

from __future__ import annotations

from collections.abc import Sequence

from talkwatch.tui import evidence
from talkwatch.tui.blocks import Block
from talkwatch.tui.screens.lists import ListScreen


class EvidenceScreen(ListScreen):
    """Everything behind the row with this key."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    def row_key(self) -> str:
        """The row that it is the evidence of."""
        return self.key

    def heading(self) -> str:
        """The row's name."""
        row = self.app.row(self.key)
        return f"Evidence · {evidence.title(row)}" if row else "Evidence"

    def blocks(self) -> Sequence[Block]:
        """The sentences, the history and the sum."""
        row = self.app.row(self.key)
        return evidence.blocks(row, self.app.shown_at(), self.app.zone) if row else evidence.no_longer(self.key)

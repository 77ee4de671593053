"""The choice of a track."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content

from talkwatch.tui.blocks import Block
from talkwatch.tui.columns import cell
from talkwatch.tui.plain import fit
from talkwatch.tui.row_list import RowList
from talkwatch.tui.screens.lists import ListScreen


class TracksScreen(ListScreen):
    """All tracks; enter follows the selected one."""

    ENTER = "follow"

    def heading(self) -> str:
        """The title's words."""
        return "Tracks · enter follows one"

    def blocks(self) -> Sequence[Block]:
        """A line or two for each track."""
        return [self._block(name, track.about) for name, track in self.app.known_tracks.items()]

    def refill(self) -> None:
        """Show the tracks, with the cursor on the one that is followed."""
        first = not self.rows.blocks
        super().refill()
        if first:
            self.rows.place(self.app.track)

    def _block(self, name: str, about: str) -> Block:
        sign = "●" if name == self.app.track else " "

        def draw(width: int) -> tuple[Content, ...]:
            head = Content.assemble((f"{sign} ", "good"), (fit(name, width - 2), "strong"))
            return (head, cell(f"  {about}", width, "muted"))

        return Block(key=name, draw=draw, height=2, words=f"{name} {about}")

    @on(RowList.Chosen)
    def follow(self, event: RowList.Chosen) -> None:
        """Switch to the track and close."""
        event.stop()
        self.dismiss()
        self.app.follow(event.key)

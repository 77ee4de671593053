"""What moved since the user last looked, or since an earlier day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from talkwatch.tui.actions import Where
from talkwatch.tui.blocks import Block
from talkwatch.tui.columns import cell, clock_time, stamp
from talkwatch.tui.keys import bindings
from talkwatch.tui.panels.common import with_source
from talkwatch.tui.plain import plain, wrapped
from talkwatch.tui.ports import PANELS
from talkwatch.tui.row_list import RowList, said
from talkwatch.tui.screens.lists import ListScreen
from talkwatch.views.rows import ChangeRow
from talkwatch.views.sources import origin

WEIGHT = {3: ("‼", "bad"), 2: ("!", "warn"), 1: ("·", "muted")}
"""How weighty a change is, as a sign: ‼ principal, ! middling, · small."""

_WORDS = {panel: word for panel, _, word in PANELS}


class ChangesScreen(ListScreen):
    """Changes, the weightiest first; enter opens the evidence of the row that moved."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("changes")]
    PLACES: ClassVar[tuple[Where, ...]] = ("rows", "screen", "changes", "everywhere")
    ENTER = "evidence"

    def __init__(self, since: datetime, *, looked: bool = False) -> None:
        """`looked` says that `since` is the moment of the user's last look: then what was read after it is new."""
        super().__init__()
        self.since, self._looked = since, looked
        self._changes: Sequence[ChangeRow] | None = None

    def row_key(self) -> str:
        """The row that moved."""
        return next((change.row for change in self._changes or () if change.id == self.rows.cursor), "")

    def heading(self) -> str:
        """The title's words."""
        count = "" if self._changes is None else f" · {len(self._changes)}"
        look = "your look at " if self._looked else ""
        return f"Changes since {look}{stamp(self.since, self.app.zone)}{count}"

    def blocks(self) -> Sequence[Block]:
        """A block for each change."""
        if self._changes is None:
            return [said("waiting", "Comparing the boards …")]
        if not self._changes:
            return [said("none", "Nothing moved since then. [ goes a day further back.")]
        return [self._block(change) for change in self._changes]

    def on_mount(self) -> None:
        """Ask for the changes."""
        self.ask()

    def ask(self) -> None:
        """Compare the board then with the board now, off the loop."""
        self.app.compare(self.since, self.take, learned=self._looked)

    def take(self, changes: Sequence[ChangeRow]) -> None:
        """Show the changes that were found."""
        self._changes = changes
        self.refill()

    def action_earlier(self) -> None:
        """Since a day earlier."""
        self.since, self._looked = self.since - timedelta(days=1), False
        self.ask()

    def action_later(self) -> None:
        """Since a day later, but not after now."""
        self.since, self._looked = min(self.since + timedelta(days=1), self.app.now()), False
        self.ask()

    @on(RowList.Chosen)
    def open_row(self, event: RowList.Chosen) -> None:
        """The evidence of the row that moved."""
        event.stop()
        for change in self._changes or ():
            if change.id == event.key and change.row:
                self.app.open_evidence(change.row)

    def _block(self, change: ChangeRow) -> Block:
        sign, ink = WEIGHT.get(change.importance, WEIGHT[1])
        when = clock_time(change.when, self.app.now(), self.app.zone)
        newest = change.sources[0] if change.sources else None

        def draw(width: int) -> tuple[Content, ...]:
            head = Content.assemble((f"{sign} ", ink), cell(_WORDS[change.panel], 11, "accent"), (when, "muted"))
            step = f"{change.before} → {change.after}" if change.before and change.before not in change.words else ""
            publisher = f" — {origin(newest)}" if newest else ""
            lines = wrapped(plain(change.words + publisher, "strong" if change.importance > 1 else "text"), width, 2)
            return (head, *lines, *(wrapped(plain(step, "muted"), width, 2) if step else ()))

        return Block(
            key=change.id,
            draw=draw,
            height=None,
            words=change.words,
            link=newest.link if newest else "",
            copy=with_source(newest) if newest else change.words,
        )

"""The log: what talkwatch and its libraries noted, the newest last. `talkwatch log` prints the same."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from talkwatch.settings.logs import tail
from talkwatch.tui.blocks import Block, text_block
from talkwatch.tui.columns import stamp
from talkwatch.tui.plain import plain
from talkwatch.tui.row_list import said
from talkwatch.tui.screens.lists import ListScreen
from talkwatch.views.log import LogRow, log_rows

_INKS = {"ERROR": "bad", "CRITICAL": "bad", "WARNING": "warn"}


class LogScreen(ListScreen):
    """The end of the log file."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[LogRow, ...] | None = None

    def heading(self) -> str:
        """The title's words."""
        return f"Log · {self.app.paths.log_file}"

    def row_key(self) -> str:
        """No row of the board stands here."""
        return ""

    def on_mount(self) -> None:
        """Ask for the lines."""
        self.ask()

    def fresh_health(self) -> None:
        """Something was done, and perhaps noted."""
        self.ask()

    def ask(self) -> None:
        """Read the file's end, off the loop."""
        self.app.run_worker(self._fetch(), group="log", exit_on_error=False)

    async def _fetch(self) -> None:
        first = self._rows is None
        self._rows = log_rows(await asyncio.to_thread(tail, self.app.paths.log_file), None)
        if self.is_attached:
            self.refill()
            if first:
                self.rows.action_last()

    def blocks(self) -> Sequence[Block]:
        """A block for each line."""
        if not self._rows:
            return [said("none", "Reading …" if self._rows is None else "Nothing was noted yet.")]
        return [self._block(row) for row in self._rows]

    def _block(self, row: LogRow) -> Block:
        when = f"{stamp(row.when, self.app.zone)}  {row.level}  {row.source}: " if row.when and not row.goes_on else ""
        content = plain(f"{when}{row.words}", _INKS.get(row.level, "text"))
        return text_block(f"line:{row.at}", content, indent=0 if when else 2, copy=f"{when}{row.words}")

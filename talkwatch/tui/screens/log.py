"""The log: what talkwatch and its libraries noted, the newest last."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from talkwatch.tui.blocks import Block, text_block
from talkwatch.tui.plain import plain
from talkwatch.tui.row_list import said
from talkwatch.tui.screens.lists import ListScreen

MOST = 500
"""Lines shown, the last of the file."""

_TAIL = 256_000
"""Bytes of the file's end that are read."""


class LogScreen(ListScreen):
    """The end of the log file."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[tuple[int, str], ...] | None = None

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
        first = self._lines is None
        self._lines = await asyncio.to_thread(tail, self.app.paths.log_file)
        if self.is_attached:
            self.refill()
            if first:
                self.rows.action_last()

    def blocks(self) -> Sequence[Block]:
        """A block for each line."""
        if not self._lines:
            return [said("none", "Reading …" if self._lines is None else "Nothing was noted yet.")]
        return [text_block(f"line:{at}", plain(line, _ink(line)), copy=line) for at, line in self._lines]


def tail(path: Path) -> tuple[tuple[int, str], ...]:
    """The last MOST lines of a file, each with its place in it (bytes); () where there is no file."""
    try:
        with path.open("rb") as file:
            start = max(file.seek(0, 2) - _TAIL, 0)
            file.seek(start)
            read = file.read(_TAIL)
    except OSError:
        return ()
    found, at = [], start
    for line in read.splitlines(keepends=True):
        found.append((at, line.decode("utf-8", "replace").rstrip()))
        at += len(line)
    whole = found[1:] if start else found
    return tuple(each for each in whole if each[1])[-MOST:]


def _ink(line: str) -> str:
    if " ERROR " in line or " CRITICAL " in line:
        return "bad"
    return "warn" if " WARNING " in line else "text"

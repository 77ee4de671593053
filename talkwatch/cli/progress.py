"""How far a long verb is, on a terminal's last line and nowhere else."""

from __future__ import annotations

import sys


class Progress:
    """Writes over one line of stderr if that is a terminal; silent otherwise."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._width = 0

    def show(self, words: str) -> None:
        """The line says `words`."""
        if self._live:
            sys.stderr.write(f"\r{words.ljust(self._width)}")
            sys.stderr.flush()
            self._width = len(words)

    def clear(self) -> None:
        """The line is empty again."""
        if self._live and self._width:
            sys.stderr.write(f"\r{' ' * self._width}\r")
            sys.stderr.flush()
            self._width = 0

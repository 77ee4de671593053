"""Textual's terminal driver, made to outlive its terminal; and which driver there is need of."""

from __future__ import annotations

from typing import IO, Any

from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from talkwatch.tui.served import is_served


def driver() -> type[Driver]:
    """The terminal's driver, or a browser's where `talkwatch serve` started us."""
    if is_served():
        from talkwatch.tui.browser import BrowserDriver

        return BrowserDriver
    return LastingDriver


class LastingDriver(LinuxDriver):
    """Writes to a terminal that may be gone at any moment.

    Textual's writer thread dies of the first write to a closed terminal; its queue of 30 then fills, and the main
    thread waits for ever in `put` on its way out, deaf to every signal but SIGKILL (Textual 8.2).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._file: Any = _Lasting(self._file)


class _Lasting:
    """A stream whose writes come to nothing once its other end is gone."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """The text is written, or dropped with the terminal."""
        try:
            return self._stream.write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        """What was written is out, or dropped with the terminal."""
        try:
            self._stream.flush()
        except OSError:
            return

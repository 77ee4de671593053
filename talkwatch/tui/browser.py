"""The dashboard's side of a browser: Textual's driver for one, kept from losing what the user left behind."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """Leaves as `q` does when the tab is closed or the server is gone, with the state kept and the feeds' lock freed.

    Textual's own ends the app at once when a tab closes, and lives on for ever when its server dies (Textual 8.2).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._loop = asyncio.get_running_loop()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """The server tells of the tab: its size, its focus, its end. Called in the thread that reads."""
        if packet_type == "quit":
            self._leave()
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Hand on what is typed until the server is gone."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._leave()

    def write(self, data: str) -> None:
        """What is drawn goes to the server, or nowhere once that is gone."""
        try:
            super().write(data)
        except OSError:
            return

    def write_meta(self, data: dict[str, object]) -> None:
        """The same for what is no drawing."""
        try:
            super().write_meta(data)
        except OSError:
            return

    def _leave(self) -> None:
        self._loop.call_soon_threadsafe(self._app.call_later, self._app.run_action, "leave")

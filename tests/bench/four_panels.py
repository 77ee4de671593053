"""The least that Textual can be asked for: four panels of words. `first_paint` of the bench stands beside it."""

from __future__ import annotations

import asyncio
import sys
import time

from textual.app import App, ComposeResult
from textual.containers import Grid
from textual.widgets import Static


class FourPanels(App[None]):
    """A title, four framed panels, a line of keys."""

    CSS = "Grid { grid-size: 2 2; } Grid Static { border: round white; }"

    def compose(self) -> ComposeResult:
        yield Static("title")
        with Grid():
            for panel in range(4):
                yield Static("\n".join(f"row {row} of panel {panel}" for row in range(40)))
        yield Static("keys")


async def until_painted() -> None:
    app = FourPanels()
    async with app.run_test(size=(160, 48)):
        app.screen._compositor.render_strips()
        print(time.time())


if __name__ == "__main__":
    if "--stay" in sys.argv:
        FourPanels().run()
    else:
        asyncio.run(until_painted())

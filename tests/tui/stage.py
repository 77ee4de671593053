"""A dashboard on a stage: the real app over a real store, its desk's boards made by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.segment import Segment
from textual.pilot import Pilot

from talkwatch.clock import fixed_clock
from talkwatch.model.items import Feed, FeedId
from talkwatch.model.tracks import Track
from talkwatch.settings.config import Config
from talkwatch.settings.paths import paths
from talkwatch.store import Store
from talkwatch.tui.app import TalkwatchApp
from talkwatch.tui.ports import Panel, Watching
from talkwatch.tui.row_list import RowList
from talkwatch.watch import Read
from tests.fakes.boards import NOW, FakeDesk

TRACKS = {name: Track(name, f"About {name}", everything=name == "any") for name in ("Alder talks", "any")}


@dataclass(frozen=True, slots=True)
class Stage:
    app: TalkwatchApp
    pilot: Pilot[int]
    desk: FakeDesk

    async def settle(self) -> None:
        """Nothing is being looked at any more, and all is painted."""
        await self.pilot.pause()
        while self.app._busy or self.app._wanted or any(not worker.is_finished for worker in self.app.workers):
            await self.pilot.pause(0.01)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def arrives(self, desk_view: Any) -> None:
        """Something was read, and the board is another one now."""
        self.desk.view = desk_view
        self.app.told(Read(1, 1))
        await self.settle()

    def lines(self) -> list[str]:
        """The screen as text."""
        return ["".join(segment.text for segment in strip) for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        return "\n".join(self.lines())

    def segments(self) -> list[Segment]:
        return [segment for strip in self.app.screen._compositor.render_strips() for segment in strip]

    def said(self) -> list[str]:
        """The notices so far that still stand."""
        return [notice.message for notice in self.app._notifications]

    def panel(self, panel: Panel) -> RowList:
        return self.app.board.panel(panel)

    def open_list(self) -> RowList:
        return self.app.screen.query_one("#list", RowList)

    def row_of(self, rows: RowList, key: str) -> int:
        """The line of the view on which a row begins."""
        return rows._starts[rows._at[key]] - round(rows.scroll_y)


@asynccontextmanager
async def staged(
    home: Path,
    size: tuple[int, int] = (120, 36),
    *,
    desk: FakeDesk | None = None,
    config: Mapping[str, Any] | None = None,
    watching: Watching | None = None,
    feeds: int = 3,
    clock: Any = None,
    alerts: Mapping[str, Any] | None = None,
    notices: bool = False,
    digest: Mapping[str, Any] | None = None,
    settled: bool = True,
) -> AsyncIterator[Stage]:
    """The app runs headless in a terminal of that size; the store under `home` outlives it.

    `notices` are drawn too; not `settled`, it has only just begun.
    """
    where = paths(home)
    desk = desk or FakeDesk()
    screen = {"zone": "UTC", **(config or {})}
    digests = {"folder": str(home / "digests"), **(digest or {})}
    with Store.open(where.database) as store:
        for number in range(feeds):
            address = f"https://feed.example/{number}"
            store.add_feed(Feed(FeedId(address), address, publisher=f"Outlet {number}"))
        app = TalkwatchApp(
            desk,
            store,
            watching,
            clock or fixed_clock(NOW),
            Config.model_validate({"screen": screen, "alerts": alerts or {}, "digest": digests}),
            where,
            "Alder talks",
            TRACKS,
        )
        async with app.run_test(size=size, notifications=notices) as pilot:
            stage = Stage(app, pilot, desk)
            if settled:
                await stage.settle()
            yield stage

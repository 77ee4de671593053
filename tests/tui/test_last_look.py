"""The board of last time is on the first frame, and never passes for the one of now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from talkwatch.clock import fixed_clock
from talkwatch.settings.paths import paths
from talkwatch.store import Store
from talkwatch.tui import last_look
from talkwatch.tui.drawn import draw
from talkwatch.tui.ports import PANELS
from talkwatch.tui.state import ScreenState
from talkwatch.views.rows import BoardView, StatementRow
from tests.fakes.boards import DAY, NOW, FakeDesk, board, statement
from tests.tui.stage import staged

CALL: Sequence[StatementRow] = [statement(100, "Corland", "Petra Lund", "the ferry sails again", newest=True)]


class SlowDesk(FakeDesk):
    """A desk whose first board takes until it is let go."""

    def __init__(self, view: BoardView) -> None:
        super().__init__(view)
        self.go = Event()

    def board(self, track: str, as_of: datetime) -> BoardView:
        self.go.wait()
        return super().board(track, as_of)


async def seen_before(home: Path) -> None:
    """The dashboard was open a day ago, showed a board, and was left."""
    async with staged(home, clock=fixed_clock(NOW - DAY)) as stage:
        stage.app.remember()


def kept_in(home: Path) -> Any:
    with Store.open(paths(home).database) as store:
        return store.recall(last_look.KEY)


async def test_what_was_shown_last_is_on_the_first_frame_as_of_then_until_the_store_is_read(tmp_path: Path) -> None:
    await seen_before(tmp_path)
    desk = SlowDesk(board(extra=CALL))

    async with staged(tmp_path, desk=desk, settled=False) as stage:
        await stage.pilot.pause()
        before = stage.text()
        desk.go.set()
        await stage.settle()
        after = stage.text()

    assert "as of Tue 6 May 18:40, reading the store" in before
    assert "we come only to talk of a truce" in before
    assert "the ferry sails again" not in before
    assert "the ferry sails again" in after
    assert "reading the store" not in after


async def test_nothing_is_told_of_a_row_before_the_store_is_read(tmp_path: Path) -> None:
    await seen_before(tmp_path)
    desk = SlowDesk(board())

    async with staged(tmp_path, desk=desk, settled=False) as stage:
        await stage.pilot.pause()
        await stage.pilot.press("v", "space", "enter")
        await stage.pilot.pause()
        said, shown, frozen = stage.said(), stage.text(), stage.app.frozen
        desk.go.set()
        await stage.settle()
        follows = stage.text()

    assert said == ["the store is still being read"] * 2
    assert frozen is None
    assert "Reading the store" in shown
    assert "no longer on the board" not in shown
    assert "Sources:" in follows


@pytest.mark.parametrize("width", [40, 78, 150])
def test_a_kept_row_is_drawn_as_the_row_was(width: int) -> None:
    view = board()
    kept = last_look.last_look(last_look.kept(view), view.track)
    assert kept is not None

    was, now = draw(view, NOW, None), draw(kept, NOW, None)

    for panel, _, _ in PANELS:
        lines = [[block.draw(width) for block in drawn.panels[panel]] for drawn in (was, now)]
        assert lines[0] == lines[1]
        assert [(b.key, b.words, b.link, b.copy) for b in was.panels[panel]] == [
            (b.key, b.words, b.link, b.copy) for b in now.panels[panel]
        ]
    state = ScreenState(baseline={view.track: NOW - timedelta(hours=4)})
    new = {key for key, row in was.rows.items() if state.unseen(view.track, row)}
    assert new == {key for key, row in now.rows.items() if state.unseen(view.track, row)} != set()


def test_another_tracks_board_or_another_talkwatchs_is_not_shown() -> None:
    kept = last_look.kept(board())

    assert last_look.last_look(kept, "Alder talks") is not None
    assert last_look.last_look(kept, "any") is None
    assert last_look.last_look(kept | {"maker": "0.0.1/1/0"}, "Alder talks") is None
    assert last_look.last_look(None, "Alder talks") is None


async def test_only_a_board_that_changed_is_kept_anew(tmp_path: Path) -> None:
    now = [NOW]
    async with staged(tmp_path, clock=lambda: now[0]) as stage:
        stage.app.remember()
        first = kept_in(tmp_path)
        now[0] += DAY
        await stage.arrives(board())
        stage.app.remember()
        same = kept_in(tmp_path)
        await stage.arrives(board(extra=CALL))
        stage.app.remember()
        other = kept_in(tmp_path)

    assert first == same
    assert other["statements"][0]["content"] == "the ferry sails again"

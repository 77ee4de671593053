"""The first start, saved views, the log, and times in UTC."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from talkwatch.model.tracks import Track, TrackFeed
from talkwatch.settings.config import Config
from talkwatch.settings.logs import MOST, tail
from talkwatch.settings.paths import paths
from talkwatch.tui.screens.first import FirstScreen
from tests.tui import stage as staging
from tests.tui.stage import staged


class Idle:
    """A watcher that notes how often it was asked to poll."""

    def __init__(self, _told: Any, settings: Config) -> None:
        self.polls, self.settings = 0, settings

    async def run(self) -> None:
        """Nothing is due."""

    async def poll_once(self, force: bool = False) -> None:  # noqa: ARG002 - as the watcher has it
        self.polls += 1

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def tracks(monkeypatch: pytest.MonkeyPatch) -> None:
    feeds = (TrackFeed("https://one.example/feed", "Harbour Wire"), TrackFeed("https://two.example/feed", "Delta"))
    made = {
        "Alder talks": Track("Alder talks", "The truce in Port Alder", feeds=feeds),
        "Border talks": Track("Border talks", "The river border", feeds=feeds[:1]),
        "any": Track("any", everything=True),
    }
    monkeypatch.setattr(staging, "TRACKS", made)


async def test_the_first_start_offers_tracks_with_their_feeds_and_starts_them(tmp_path: Path, tracks: None) -> None:
    async with staged(tmp_path, feeds=0, watching=Idle) as stage:
        assert isinstance(stage.app.screen, FirstScreen)
        assert "Border talks · 1 feed" in stage.text()
        assert "Harbour Wire" not in stage.text()

        await stage.press("enter")
        assert "Harbour Wire, Delta" in stage.text()

        await stage.press("j", "enter", "j")
        assert "subscribe to 2 feeds" in stage.text()
        await stage.press("enter")

        assert stage.app.screen_stack == [stage.app.board]
        assert [health.feed.publisher for health in stage.app.store.feeds()] == ["Harbour Wire", "Delta"]
        assert stage.app.track == "Alder talks"
        assert isinstance(stage.app.watcher, Idle)
        assert stage.app.watcher.polls == 1


async def test_escape_leaves_the_first_start_for_a_board_that_says_how_to_go_on(tmp_path: Path, tracks: None) -> None:
    async with staged(tmp_path, feeds=0, watching=Idle) as stage:
        await stage.press("escape")

        assert stage.app.screen_stack == [stage.app.board]
        assert stage.app.store.feeds() == ()


async def test_who_has_feeds_is_not_welcomed_again(tmp_path: Path) -> None:
    async with staged(tmp_path, feeds=1, watching=Idle) as stage:
        assert stage.app.screen_stack == [stage.app.board]


async def test_a_view_is_saved_under_a_name_and_taken_up_after_a_restart(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("3", "slash", *"harbour", "enter", "z", "s", "enter", *"Harbour words", "enter")
        await stage.press("q")

    async with staged(tmp_path) as stage:
        await stage.press("z", "1", "s")
        assert "Alder talks · Latest statements · /harbour · zoomed" in stage.text()

        await stage.press("enter")
        assert stage.app.board.current == "statements"
        assert stage.app.state.zoom
        assert stage.panel("statements").rows == 37


async def test_a_saved_view_can_be_dropped(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("s", "enter", *"Mine", "enter")
        await stage.press("s", "j", "j", "enter", "enter")

        assert stage.app.state.views == {}


async def test_times_are_in_utc_by_key_and_in_the_users_zone_again(tmp_path: Path) -> None:
    async with staged(tmp_path, config={"zone": "Asia/Tokyo"}) as stage:
        assert stage.lines()[0].rstrip().endswith("Thu 8 May 03:40")

        await stage.press("U")
        assert stage.lines()[0].rstrip().endswith("Wed 7 May 18:40 UTC")

        await stage.press("U")
        assert stage.lines()[0].rstrip().endswith("Thu 8 May 03:40")


async def test_the_log_is_shown_as_nothing_but_text(tmp_path: Path) -> None:
    file = paths(tmp_path).log_file
    file.parent.mkdir(parents=True)
    file.write_text("2031-05-07 WARNING feed: \x1b[31m[/b] odd\n2031-05-07 INFO last line\n")
    async with staged(tmp_path) as stage:
        await stage.press("L")

        assert "^[[31m[/b] odd" in stage.text()
        assert "last line" in stage.text()


def test_only_the_end_of_a_long_log_is_read(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_text("".join(f"line {n} {'x' * 900}\n" for n in range(2000)))

    lines = tail(file)

    assert len(lines) <= MOST
    assert lines[-1][1].startswith("line 1999 ")
    assert all(line.startswith("line ") for _, line in lines)
    assert tail(tmp_path / "none") == ()

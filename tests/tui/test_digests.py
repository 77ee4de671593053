"""The digest from the dashboard: at a key, and each morning by itself; never the same one twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from talkwatch.clock import fixed_clock
from talkwatch.settings.config import Config
from talkwatch.watch import Polled
from tests.fakes.boards import NOW, FakeDesk, board
from tests.tui.stage import Stage, staged

AUTO = {"auto": "07:00", "format": "txt"}


def idle(told: Any, settings: Config) -> Any:
    """A watcher that never polls."""

    class Idle:
        async def run(self) -> None:
            return

        async def close(self) -> None:
            return

    return Idle()


async def a_minute(stage: Stage, at: datetime) -> None:
    stage.app.now = fixed_clock(at)
    stage.app.minute()
    await stage.settle()


def written(home: Path) -> dict[str, int]:
    """The files in the folder, each with the number of its inode, which another file in its place has not."""
    return {path.name: path.stat().st_ino for path in (home / "digests").iterdir()}


async def test_the_key_writes_the_day_once_and_again_when_there_is_something_new(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("d")
        path, first = tmp_path / "digests" / "2031-05-07-alder-talks.md", written(tmp_path)
        assert stage.said()[-1] == f"digest written: {path}"
        assert path.read_text().startswith("# Alder talks: Wed 7 May 2031")

        await stage.press("d")
        assert stage.said()[-1] == f"nothing new since this digest was written: {path}"
        assert written(tmp_path) == first

        await stage.arrives(board().model_copy(update={"statements": ()}))
        await stage.press("d")
        assert stage.said()[-1] == f"digest written: {path}"
        assert set(written(tmp_path)) == {path.name}


async def test_a_folder_that_takes_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("no folder")
    async with staged(tmp_path, digest={"folder": str(tmp_path / "taken")}) as stage:
        await stage.press("d")

        assert stage.said()[-1].startswith("the digest cannot be written: ")


async def test_the_mornings_digest_is_written_by_itself_once_in_the_users_zone(tmp_path: Path) -> None:
    zone = {"zone": "Asia/Tokyo"}
    morning = datetime(2031, 5, 7, 22, tzinfo=UTC)
    async with staged(tmp_path, config=zone, digest=AUTO, watching=idle, clock=fixed_clock(NOW)) as stage:
        await a_minute(stage, morning - timedelta(minutes=1))
        assert set(written(tmp_path)) == {"2031-05-07-0700-alder-talks.txt"}

        await a_minute(stage, morning)
        name = "2031-05-08-0700-alder-talks.txt"
        words = (tmp_path / "digests" / name).read_text()
        assert "Wed 7 May 07:00" in words.splitlines()[2]
        assert "Thu 8 May 07:00" in words.splitlines()[2]

        before = written(tmp_path)
        for hours in (0.5, 2, 20):
            await a_minute(stage, morning + timedelta(hours=hours))
        assert written(tmp_path) == before


async def test_what_came_late_is_in_the_mornings_digest_an_hour_later(tmp_path: Path) -> None:
    desk = FakeDesk()
    async with staged(tmp_path, desk=desk, digest=AUTO, watching=idle) as stage:
        await a_minute(stage, NOW)
        desk.view = board().model_copy(update={"talks": ()})
        await a_minute(stage, NOW + timedelta(minutes=30))
        path = tmp_path / "digests" / "2031-05-07-0700-alder-talks.txt"
        assert "prisoner working group" in path.read_text()

        await a_minute(stage, NOW + timedelta(hours=1))
        assert "prisoner working group" not in path.read_text()


async def test_a_dashboard_that_only_looks_writes_no_digest_by_itself(tmp_path: Path) -> None:
    async with staged(tmp_path, digest=AUTO) as stage:
        await a_minute(stage, NOW)
        stage.app.told(Polled(1, 0, 0, NOW))
        await stage.settle()

        assert not (tmp_path / "digests").exists()

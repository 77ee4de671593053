"""Notices: at most one a poll, none of old news, and only of what the user asked for."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from talkwatch.clock import fixed_clock
from talkwatch.settings.config import Config
from talkwatch.tui.alarm import osc
from talkwatch.views.alerts import is_quiet
from talkwatch.views.rows import BoardView, ChangeRow
from talkwatch.watch import Polled, Read
from tests.fakes.boards import NOW, FakeDesk, board, change
from tests.tui.stage import Stage, staged


def flip(number: int, *, after: str = "declined") -> ChangeRow:
    made = change(number, "a-2", f"Belmark Front flips for the {number}. time")
    return made.model_copy(update={"id": "a-2.stance" if number < 2 else f"a-{number}.stance", "after": after})


class Moving(FakeDesk):
    """A desk whose changes are set by the test."""

    def __init__(self, view: BoardView | None = None) -> None:
        super().__init__(view)
        self.found: list[ChangeRow] = [flip(1, after="likely")]

    def changes(self, track: str, since: datetime, until: datetime, *, learned: bool = False) -> Sequence[ChangeRow]:  # noqa: ARG002 - as the desk has it
        return tuple(self.found)


async def poll(stage: Stage, new: int = 3) -> None:
    stage.app.told(Polled(new, 0, 0, NOW))
    stage.app.told(Read(new, new))
    await stage.settle()


async def test_a_poll_with_many_changes_is_one_notice_that_counts_them(tmp_path: Path) -> None:
    desk = Moving()
    async with staged(tmp_path, desk=desk) as stage:
        desk.found += [flip(number) for number in range(2, 10)]
        await poll(stage)

        (notice,) = stage.said()
        assert notice.count("\n") == 3
        assert "and 5 more" in notice

        await poll(stage)
        assert len(stage.said()) == 1


async def test_what_the_board_already_showed_is_not_told(tmp_path: Path) -> None:
    async with staged(tmp_path, desk=Moving()) as stage:
        await poll(stage)

        assert stage.said() == []


async def test_the_first_poll_of_an_empty_store_tells_nothing(tmp_path: Path) -> None:
    empty = board().model_copy(update={"talks": (), "attendance": (), "statements": (), "sticking_points": ()})
    desk = Moving(empty)
    async with staged(tmp_path, desk=desk) as stage:
        desk.view = board()
        await poll(stage)
        assert stage.said() == []

        desk.found.append(flip(2))
        await poll(stage)
        assert len(stage.said()) == 1


async def test_a_named_actor_that_speaks_is_told_only_if_asked_for(tmp_path: Path) -> None:
    spoke = change(5, "s-1", "Ilya Moss: we come").model_copy(update={"id": "s-1.statement", "panel": "statements"})
    for alerts, told in (({}, 0), ({"on": ["speaks"], "actors": ["ilya moss"]}, 1)):
        desk = Moving()
        async with staged(tmp_path / str(told), desk=desk, alerts=alerts) as stage:
            desk.found.append(spoke)
            await poll(stage)

            assert len(stage.said()) == told


def catching(path: Path) -> list[str]:
    """A command that keeps what it reads."""
    return [sys.executable, "-c", f"import sys; open({str(path)!r}, 'w').write(sys.stdin.read())"]


async def test_the_command_reads_the_changes_as_json(tmp_path: Path) -> None:
    desk, path = Moving(), tmp_path / "read"
    async with staged(tmp_path, desk=desk, alerts={"command": catching(path)}) as stage:
        desk.found.append(flip(2))
        await poll(stage)

    read = json.loads(path.read_text())
    assert read["track"] == "Alder talks"
    assert [each["id"] for each in read["changes"]] == ["a-2.stance"]


async def test_quiet_hours_leave_the_notice_and_hold_back_the_command(tmp_path: Path) -> None:
    desk, path = Moving(), tmp_path / "read"
    alerts: dict[str, Any] = {"command": catching(path), "quiet": "18:00-06:00"}
    async with staged(tmp_path, desk=desk, alerts=alerts, clock=fixed_clock(NOW)) as stage:
        desk.found.append(flip(2))
        await poll(stage)

        assert len(stage.said()) == 1
    assert not path.exists()


async def test_a_command_that_is_not_there_is_said(tmp_path: Path) -> None:
    desk = Moving()
    async with staged(tmp_path, desk=desk, alerts={"command": [str(tmp_path / "nothing")]}) as stage:
        desk.found.append(flip(2))
        await poll(stage)

        assert "the notify command does not start" in stage.said()[-1]


@pytest.mark.parametrize(
    ("hours", "at", "quiet"),
    [
        ("", "03:00", False),
        ("22:00-07:00", "23:30", True),
        ("22:00-07:00", "06:59", True),
        ("22:00-07:00", "07:00", False),
        ("12:00-13:00", "12:30", True),
        ("12:00-13:00", "22:00", False),
    ],
)
def test_quiet_hours_go_over_midnight(hours: str, at: str, quiet: bool) -> None:
    assert is_quiet(hours, time.fromisoformat(at)) is quiet


def test_quiet_hours_that_are_none_are_refused_by_the_config() -> None:
    with pytest.raises(ValueError, match="two times"):
        Config.model_validate({"alerts": {"quiet": "late"}})


@pytest.mark.parametrize("number", ["9", "777"])
def test_words_of_a_feed_cannot_end_the_escape_early(number: str) -> None:
    made = osc(number, "flip\x07\x1b]52;c;aGk=\x07; rm")

    assert made.count("\x1b") == 1
    assert made.count("\x07") == 1
    assert made.count(";") == (1 if number == "9" else 3)

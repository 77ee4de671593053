"""The dashboard over a store that cannot be written: what was to be kept is told, and the screen lives on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from talkwatch.model.errors import StoreError
from talkwatch.store.database import Database
from tests.tui.stage import Stage, staged

FULL = "the disk is full"


@contextmanager
def full_disk(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing can be written until the block ends."""

    def refused(database: Database, *, durable: bool = False) -> None:
        raise StoreError(database.path, FULL, "free some space")

    with monkeypatch.context() as patched:
        patched.setattr(Database, "writing", refused)
        yield


async def test_on_a_full_disk_the_minutes_go_by_and_the_status_line_says_so_until_it_is_freed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with staged(tmp_path) as stage:
        with full_disk(stage, monkeypatch):
            stage.app.minute()
            await stage.settle()
            assert FULL in stage.app._pulse.trouble
            await stage.press("j", "3")

        assert stage.app.remember()
        assert stage.app.is_running


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        (("f", "p"), FULL),
        (("f", "x", "x"), FULL),
        (("s", "enter", "m", "enter"), "kept until talkwatch ends"),
        (("q",), ""),
    ],
)
async def test_on_a_full_disk_every_deed_is_told_as_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], says: str
) -> None:
    async with staged(tmp_path) as stage:
        with full_disk(stage, monkeypatch):
            await stage.press(*keys)

        assert any(says in each for each in stage.said()) if says else stage.app.return_code == 0
        assert len(stage.app.store.feeds()) == 3

"""What was found sound last time holds while no file has changed."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from talkwatch.settings.config import load_config
from talkwatch.settings.paths import Paths, paths
from talkwatch.settings.settled import keepable, settled

CHOSEN = '[screen]\nzone = "Asia/Tokyo"\nmouse = false\n[screen.keys]\npoll = "p"\n[board]\ntrack = "Sudan"\n'


@pytest.fixture
def where(tmp_path: Path) -> Paths:
    found = paths(tmp_path)
    found.tracks.mkdir(parents=True)
    found.config_file.write_text(CHOSEN, encoding="utf-8")
    return found


def test_all_that_the_screen_is_told_comes_back_while_the_files_stay(where: Paths) -> None:
    config = load_config(where)

    known = settled(keepable(config, ("any", "Sudan"), where), where)

    assert known is not None
    assert asdict(known.screen) == config.screen.model_dump()
    assert (asdict(known.board), known.tracks) == (config.board.model_dump(), ("any", "Sudan"))


@pytest.mark.parametrize("name", ["config.toml", "tracks/own.toml"])
def test_a_file_that_was_changed_or_added_unsettles_the_settings(where: Paths, name: str) -> None:
    kept = keepable(load_config(where), ("any",), where)

    (where.config / name).write_text(f"# another\n{CHOSEN}", encoding="utf-8")

    assert settled(kept, where) is None


def test_what_another_talkwatch_kept_settles_nothing(where: Paths) -> None:
    kept = keepable(load_config(where), ("any",), where)

    assert settled(kept, where) is not None
    assert settled(None, where) is None
    assert settled(kept | {"screen": {"colour": "red"}}, where) is None
    assert settled({"files": kept["files"]}, where) is None

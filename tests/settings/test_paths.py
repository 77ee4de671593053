from __future__ import annotations

from pathlib import Path

import pytest

from talkwatch.settings.paths import paths


def test_a_home_keeps_all_four_folders_under_itself(tmp_path: Path) -> None:
    found = paths(tmp_path)

    assert found.config_file == tmp_path / "config" / "config.toml"
    assert found.database == tmp_path / "data" / "talkwatch.db"
    assert found.lock == tmp_path / "state" / "talkwatch.lock"
    assert found.log_file == tmp_path / "logs" / "talkwatch.log"


def test_without_a_home_the_platform_says_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))

    found = paths(None)

    assert found.config == tmp_path / "config" / "talkwatch"
    assert found.data == tmp_path / "data" / "talkwatch"
    assert found.state == tmp_path / "state" / "talkwatch"


def test_asking_for_paths_makes_no_folder(tmp_path: Path) -> None:
    paths(tmp_path / "home")

    assert not (tmp_path / "home").exists()

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Talkwatch, runner


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def talkwatch(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talkwatch:
    """Runs a verb under `home`."""
    return runner(home, monkeypatch, capsys)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Talkwatch, runner
from tests.fakes.logs import logging_as_it_was


@pytest.fixture(autouse=True)
def _logging() -> Iterator[None]:
    """Logging is as it was, whatever a verb made of it."""
    with logging_as_it_was():
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def talkwatch(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talkwatch:
    """Runs a verb under `home`."""
    return runner(home, monkeypatch, capsys)

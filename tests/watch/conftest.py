from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from talkwatch.store import Store
from tests.fakes.loopback import Loopback, loopback


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "talkwatch.db") as opened:
        yield opened

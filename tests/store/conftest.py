from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from talkwatch.store import Store
from tests.store.making import FEED, answer, entry


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "talkwatch.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A store that follows FEED."""
    with Store.open(path) as opened:
        opened.add_feed(FEED)
        yield opened


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with one item, to be searched."""
    with Store.open(tmp_path_factory.mktemp("searched") / "talkwatch.db") as opened:
        opened.add_feed(FEED)
        opened.record(answer(entry("guid:1", "Talks in Doha", "They met.")))
        yield opened

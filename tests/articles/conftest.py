from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from talkwatch.store import Store
from tests.articles.newsroom import Newsroom
from tests.fakes.loopback import Loopback, loopback


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


@pytest.fixture
async def room(tmp_path: Path, server: Loopback) -> AsyncIterator[Newsroom]:
    with Store.open(tmp_path / "talkwatch.db") as store:
        made = Newsroom(store, server)
        try:
            yield made
        finally:
            await made.close()

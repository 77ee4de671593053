from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from talkwatch.store import Store, searching
from tests.store.making import FEED, answer, entry


@pytest.fixture(params=[1, 3, 1000])
def batch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Revisions that are indexed together: each at once, some, or none yet."""
    size: int = request.param
    monkeypatch.setattr(searching.index, "__kwdefaults__", {"least": size})
    return size


def indexed(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT upto FROM indexed").fetchone()[0])


@pytest.mark.usefixtures("batch")
def test_what_was_just_stored_is_found_whether_it_is_indexed_or_not(store: Store) -> None:
    for n in range(10):
        store.record(answer(entry(f"guid:{n}", f"Round{n} of talks", f"In harbour{n}")))

        assert [item.title for item in store.items(search=f"round{n} HARBOUR{n}")] == [f"Round{n} of talks"]
    assert len(store.items(search="talk")) == 10


@pytest.mark.usefixtures("batch")
def test_another_process_that_only_reads_finds_it_too(store: Store, path: Path) -> None:
    store.record(answer(*(entry(f"guid:{n}", f"Round{n} of talks") for n in range(4))))

    with Store.open(path, read_only=True) as reader:
        assert [item.title for item in reader.items(search="round2")] == ["Round2 of talks"]
        assert [item.title for item in reader.items(search="round2")] == ["Round2 of talks"]


def test_words_are_indexed_once_enough_of_them_wait(store: Store, path: Path, batch: int) -> None:
    for n in range(5):
        store.record(answer(entry(f"guid:{n}", f"Round{n} of talks")))

    assert indexed(path) == {1: 5, 3: 3, 1000: 0}[batch]


@pytest.mark.usefixtures("batch")
def test_what_was_purged_is_found_no_more_and_what_comes_after_it_is(store: Store) -> None:
    store.record(answer(*(entry(f"guid:{n}", f"Round{n} of talks") for n in range(5))))
    store.remove_feed(FEED.id, purge=True)
    store.add_feed(FEED)

    store.record(answer(*(entry(f"guid:new{n}", f"Match{n} of chess") for n in range(4))))

    assert store.items(search="round") == ()
    assert len(store.items(search="match")) == 4
    assert store.check() == ()

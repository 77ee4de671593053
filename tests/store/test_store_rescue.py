from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from talkwatch.model.errors import StoreDamaged, StoreError
from talkwatch.model.items import Feed, FeedId
from talkwatch.store import Store, backups, rescue, schema
from tests.store.making import FEED, NOON, answer, entry
from tests.store.test_store_file import raw

ANOTHER = Feed(FeedId("https://other.example/feed"), "https://other.example/feed")


def wrecked(path: Path, start: int = 100, end: int = 8192) -> None:
    content = bytearray(path.read_bytes())
    content[start:end] = b"\x5a" * (min(end, len(content)) - start)
    path.write_bytes(content)


def test_a_day_has_one_copy_and_seven_are_kept(store: Store, path: Path) -> None:
    made = [store.back_up(NOON + timedelta(hours=12 * n)) for n in range(20)]

    assert made == [True, True] + [False, True] * 9
    assert len(store.backups()) == backups.KEPT
    assert store.backups()[0] == NOON + timedelta(hours=12 * 19)
    assert all(backups.is_good(each.path) for each in backups.backups(path))


def test_a_clock_ten_years_on_and_back_leaves_the_copy_made_last_the_newest(store: Store) -> None:
    for later in (timedelta(0), timedelta(days=3650), timedelta(days=-1)):
        store.back_up(NOON + later)

    assert store.backups()[0] == NOON - timedelta(days=1)


def test_a_damaged_file_is_set_aside_and_its_copy_restored_with_what_was_lost(store: Store, path: Path) -> None:
    store.record(answer(entry("guid:1", "Talks in Doha")))
    store.back_up(NOON)
    store.record(answer(entry("guid:1", "Talks in Doha"), entry("guid:2", "Talks in Cairo")))
    store.close()
    wrecked(path)

    loss = Store.mend(path, NOON)

    assert loss is not None
    assert loss.words.startswith("the store was damaged: the backup of 14 Aug 2024 12:00 UTC was restored")
    assert Path(loss.aside).exists()
    with Store.open(path) as opened:
        assert [item.title for item in opened.items()] == ["Talks in Doha"]
        assert opened.loss() == loss
        assert opened.check() == ()


def test_what_the_user_did_after_the_copy_is_carried_over_from_a_file_that_can_be_read(
    store: Store, path: Path
) -> None:
    store.back_up(NOON)
    store.add_feed(ANOTHER)
    store.grade_feed(FEED.id, "B")
    store.remember("seen", "2024-08-14")
    store.record(answer(*(entry(f"guid:{n}", f"Title {n}", "word " * 300) for n in range(50))))
    store.close()
    wrecked(path, path.stat().st_size - 4096 * 3, path.stat().st_size)

    loss = rescue.restore(path, NOON, "a page of text")

    assert loss.items == 50
    with Store.open(path) as opened:
        assert [health.feed.id for health in opened.feeds()] == [FEED.id, ANOTHER.id]
        assert opened.grades() == {FEED.id: "B"}
        assert opened.recall("seen") == "2024-08-14"
        assert opened.feeds()[1].validators.etag is None


def test_without_a_good_copy_a_new_store_is_begun_and_says_so(store: Store, path: Path) -> None:
    store.back_up(NOON)
    store.close()
    wrecked(path, 0)
    wrecked(backups.backups(path)[0].path)

    loss = Store.mend(path, NOON)

    assert loss is not None
    assert "a new one was begun" in loss.words
    with Store.open(path) as opened:
        assert opened.feeds() == ()


def test_a_damaged_file_takes_no_good_copys_place(store: Store, path: Path) -> None:
    store.record(answer(*(entry(f"guid:{n}", f"Title {n}", "word " * 300) for n in range(50))))
    store.back_up(NOON)
    store.close()
    wrecked(path, path.stat().st_size - 4096 * 3, path.stat().st_size)

    with Store.open(path) as torn, pytest.raises(StoreDamaged):
        torn.back_up(NOON + timedelta(days=1))

    assert len(backups.backups(path)) == 1
    assert rescue.suspect(path).exists()


@pytest.mark.parametrize("moved", [(), ("",), ("", "-wal")])
def test_a_restoration_that_was_cut_short_is_finished_by_the_next_start(
    store: Store, path: Path, moved: tuple[str, ...]
) -> None:
    store.add_feed(ANOTHER)
    store.back_up(NOON)
    store.close()
    os.link(backups.backups(path)[0].path, rescue.restoring(path))
    path.with_name(f"{path.name}-wal").write_bytes(b"\x5a" * 5000)
    for name in moved:
        path.with_name(f"{path.name}{name}").unlink()

    Store.mend(path, NOON)

    with Store.open(path) as opened:
        assert len(opened.feeds()) == 2
    assert not rescue.restoring(path).exists()


def test_a_sound_file_is_left_alone(store: Store, path: Path) -> None:
    rescue.note_suspect(path)

    assert Store.mend(path, NOON) is None
    assert not rescue.suspect(path).exists()
    assert not (path.parent / "damaged").exists()


def test_an_older_file_is_copied_before_it_is_migrated(path: Path) -> None:
    with raw(path) as connection:
        for statement in schema.statements(schema.MIGRATIONS[0].read_text(encoding="utf-8")):
            connection.execute(statement)
        connection.execute("INSERT INTO feeds (id, url) VALUES ('http://f.example/', 'http://f.example/')")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        connection.execute("PRAGMA user_version = 1")

    with Store.open(path) as store:
        assert len(store.feeds()) == 1

    (copy,) = backups.backups(path)
    with raw(copy.path) as connection:
        assert schema.version_of(connection) == 1
        assert connection.execute("SELECT count(*) FROM feeds").fetchone() == (1,)


def test_nothing_is_migrated_where_the_copy_before_cannot_be_written(path: Path) -> None:
    with raw(path) as connection:
        for statement in schema.statements(schema.MIGRATIONS[0].read_text(encoding="utf-8")):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        connection.execute("PRAGMA user_version = 1")
    backups.folder_of(path).write_text("in the way", encoding="utf-8")

    with pytest.raises(StoreError, match="before it is upgraded"):
        Store.open(path)

    with raw(path) as connection:
        assert schema.version_of(connection) == 1

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from talkwatch.feeds.identity import words_identity
from talkwatch.model.errors import StoreError
from talkwatch.model.items import item_id
from talkwatch.model.polls import Rhythm
from talkwatch.store import Store, schema
from tests.store.making import FEED, answer, entry, reading


def raw(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, isolation_level=None))


def test_a_new_file_is_in_wal_mode_at_the_newest_schema(store: Store, path: Path) -> None:
    with raw(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert schema.version_of(connection) == schema.NEWEST


def test_what_was_stored_is_there_after_closing(path: Path) -> None:
    with Store.open(path) as first:
        first.add_feed(FEED)
        stored = first.record(answer(entry("guid:1", "Talks")))

    with Store.open(path) as second:
        assert second.items() == stored.new


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a" / "b" / "talkwatch.db") as store:
        assert store.counts().items == 0


def test_a_reader_without_a_file_sees_an_empty_store_and_makes_none(path: Path) -> None:
    with Store.open(path, read_only=True) as store:
        assert store.reports() == ()
        assert store.feeds() == ()
        assert store.items(search="talks") == ()

    assert not path.exists()


def test_a_reader_cannot_write(store: Store, path: Path) -> None:
    with Store.open(path, read_only=True) as reader, pytest.raises(StoreError, match="for reading only"):
        reader.add_feed(FEED)


def test_a_reader_sees_what_a_writer_stores_meanwhile(store: Store, path: Path) -> None:
    with Store.open(path, read_only=True) as reader:
        before = reader.counts().items
        store.record(answer(entry("guid:1", "Talks")))

        assert (before, reader.counts().items) == (0, 1)


def test_a_reader_does_not_wait_for_a_writers_open_transaction(store: Store, path: Path) -> None:
    store.record(answer(entry("guid:1", "Talks")))
    with raw(path) as writer, Store.open(path, read_only=True) as reader:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE items SET link = ''")

        assert reader.items()[0].link == "https://news.example/1"


def test_a_newer_schema_is_refused_in_words_and_left_as_it_is(store: Store, path: Path) -> None:
    store.close()
    with raw(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema.NEWEST + 1}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()

    for read_only in (False, True):
        with pytest.raises(StoreError, match="newer talkwatch") as caught:
            Store.open(path, read_only=read_only)
        assert "upgrade talkwatch" in caught.value.hint
    assert path.read_bytes() == before


def test_somebody_elses_database_is_refused(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")

    with pytest.raises(StoreError, match="not talkwatch's"):
        Store.open(path)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_database_is_told_as_damaged(path: Path, read_only: bool) -> None:
    path.write_bytes(b"<rss>this is a feed</rss>" * 100)

    with pytest.raises(StoreError, match="damaged"):
        Store.open(path, read_only=read_only)


def test_a_torn_page_is_told_as_damaged_when_it_is_met(store: Store, path: Path) -> None:
    store.record(answer(*(entry(f"guid:{n}", f"Title {n}", "word " * 300) for n in range(50))))
    store.close()
    content = bytearray(path.read_bytes())
    for start in range(8192, len(content), 4096):
        content[start : start + 4096] = b"\x5a" * 4096
    path.write_bytes(content)

    with pytest.raises(StoreError, match="damaged"), Store.open(path) as torn:
        torn.items()


def test_a_check_of_a_sound_file_finds_nothing(store: Store) -> None:
    assert store.check() == ()


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path) as store:
        store.add_feed(FEED)
    broken = path.parent / "0002.sql"
    broken.write_text("CREATE TABLE extra (x) STRICT;\nALTER TABLE nobody ADD COLUMN y;\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, broken])
        patch.setattr(schema, "NEWEST", schema.NEWEST + 1)
        with pytest.raises(StoreError):
            Store.open(path)

    with Store.open(path) as store:
        assert store.feeds()[0].feed == FEED
    with raw(path) as connection:
        assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'extra'").fetchone() is None


def test_a_migration_brings_an_older_file_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path) as store:
        store.add_feed(FEED)
    later = path.parent / "0002.sql"
    later.write_text("ALTER TABLE feeds ADD COLUMN mood TEXT NOT NULL DEFAULT 'C';\n", encoding="utf-8")
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, later])
    monkeypatch.setattr(schema, "NEWEST", schema.NEWEST + 1)
    with pytest.raises(StoreError, match="older talkwatch"):
        Store.open(path, read_only=True)

    with Store.open(path) as store:
        assert store.feeds()[0].feed == FEED
    with raw(path) as connection:
        assert connection.execute("SELECT mood FROM feeds").fetchall() == [("C",)]


def test_a_home_of_the_first_version_is_opened_and_keeps_all(path: Path) -> None:
    with raw(path) as connection:
        for statement in schema.statements(schema.MIGRATIONS[0].read_text(encoding="utf-8")):
            connection.execute(statement)
        connection.execute("INSERT INTO feeds (id, url, etag, failures) VALUES ('f', 'http://f.example/', '\"1\"', 2)")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        connection.execute("PRAGMA user_version = 1")

    with Store.open(path) as store:
        (health,) = store.feeds()
        store.record(replace(answer(entry("guid:1", "Talks")), feed=health.feed.id))
        assert (health.failures, health.validators.etag, health.rhythm) == (2, '"1"', Rhythm())
        assert not health.feed.insecure
        assert store.counts().items == 1


def test_a_script_is_cut_into_statements_and_a_trigger_stays_whole() -> None:
    script = (
        "-- one; two\nCREATE TABLE a (x);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n"
    )

    assert len(schema.statements(script)) == 2


def test_threads_may_write_and_read_at_the_same_time(store: Store) -> None:
    def work(number: int) -> int:
        store.record(answer(*(entry(f"guid:{number}-{n}", f"Title {n}") for n in range(5))))
        store.remember(f"thread {number}", threading.get_ident())
        return len(store.items(limit=1000)) + len(store.feeds())

    with ThreadPoolExecutor(4) as pool:
        assert min(pool.map(work, range(40))) > 0

    assert store.counts().items == 200
    assert store.feeds()[0].items == 200


def test_two_stores_on_one_file_take_turns_at_writing(store: Store, path: Path) -> None:
    def fill(number: int) -> None:
        with Store.open(path) as own:
            for n in range(20):
                own.record(answer(entry(f"guid:{number}-{n}", "Title")))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(fill, range(2)))

    assert store.counts().items == 40


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()

    with pytest.raises(StoreError, match="closed already"):
        store.items()


@pytest.mark.parametrize("value", [None, True, 3, 0.5, "Tür", [1, [2]], {"row": "t-1", "seen": {"a": None}}])
def test_what_is_remembered_is_recalled(store: Store, value: object) -> None:
    store.remember("key", "former")
    store.remember("key", value)  # type: ignore[arg-type]

    assert store.recall("key") == value
    assert store.recall("another") is None


def test_claims_can_be_asked_for_by_kind_in_plain_sql(store: Store, path: Path) -> None:
    (item,) = store.record(answer(entry("guid:1", "Envoys meet"))).new
    store.add_readings([reading(item), replace(reading(item, "2"), relevance=0.75)])

    with raw(path) as connection:
        rows = connection.execute("SELECT item, kind, json_extract(claim, '$.actor') FROM claims").fetchall()

    assert rows == [(item.id, "statement", "Qatar")]


def test_a_home_from_before_items_had_names_knows_its_items_again(path: Path) -> None:
    guid = entry("guid:g", "Envoys meet in Doha", "They met.")
    link = replace(entry("link:http://www.news.example/b?x=1", "Ships wait"), link="http://www.news.example/b?x=1")
    words = replace(entry(words_identity("Rain falls", "All day."), "Rain falls", "All day."), link="")
    with raw(path) as connection:
        for script in schema.MIGRATIONS[:4]:
            for statement in schema.statements(script.read_text(encoding="utf-8")):
                connection.execute(statement)
        connection.execute("INSERT INTO feeds (id, url, items) VALUES (?, ?, 3)", (FEED.id, FEED.url))
        for key, old in enumerate((guid, link, words), start=1):
            row = (key, item_id(FEED.id, old.identity), old.link)
            connection.execute("INSERT INTO items VALUES (?, ?, 1, ?, 0, 0, 'en', '')", row)
            text = "INSERT INTO revisions (item, revision, title, text, moment) VALUES (?, 1, ?, ?, 0)"
            connection.execute(text, (key, old.title, old.text))
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        connection.execute("PRAGMA user_version = 4")

    now = [guid, replace(link, identity="link:https://news.example/b?x=1"), words]
    with Store.open(path) as store:
        again = store.record(answer(*now))
        renamed = store.record(answer(*(replace(each, identity=f"guid:new{n}") for n, each in enumerate(now))))
        assert [item.title for item in store.items(search="doha")] == ["Envoys meet in Doha"]

    assert (again.new, again.revised, again.same) == ((), (), 3)
    assert (renamed.new, renamed.revised) == ((), ())

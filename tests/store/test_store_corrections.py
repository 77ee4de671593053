"""What the user put right is kept, with the moment it was undone."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from talkwatch.model.corrections import Anchor, Correction, named
from talkwatch.model.items import ItemId
from talkwatch.store import Store, schema
from tests.fakes.reports import at

NIGHT = at("2024-08-14T21:40")
ROW = (Anchor(ItemId("a1"), "talk", "Israel and Hamas meet in Doha.", "Doha talks"),)
FIRST = named(Correction("", NIGHT, "rename", "any", ROW, value="Third round", about="Doha talks"))
SECOND = named(Correction("", at("2024-08-13T00:00"), "irrelevant", "any", item=ItemId("b2"), about="[b]Other[/b]"))


def test_corrections_come_back_as_they_were_made_the_oldest_first(tmp_path: Path) -> None:
    with Store.open(tmp_path / "talkwatch.db") as store:
        assert store.add_corrections([FIRST, SECOND]) == 2
        assert store.add_corrections([FIRST]) == 0

    with Store.open(tmp_path / "talkwatch.db", read_only=True) as store:
        assert store.corrections() == (SECOND, FIRST)


def test_an_undone_correction_stays_with_its_moment_and_is_undone_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "talkwatch.db") as store:
        store.add_corrections([FIRST, SECOND])

        assert store.undo_correction(FIRST.id, at("2024-08-15T00:00"))
        assert not store.undo_correction(FIRST.id, at("2024-08-16T00:00"))
        assert not store.undo_correction("c-00000000", NIGHT)
        assert store.add_corrections([replace(SECOND, undone=NIGHT)]) == 1

        assert [one.undone for one in store.corrections()] == [NIGHT, at("2024-08-15T00:00")]


def test_none_is_undone_before_it_was_made(tmp_path: Path) -> None:
    with Store.open(tmp_path / "talkwatch.db") as store:
        store.add_corrections([FIRST])
        store.undo_correction(FIRST.id, at("2024-01-01T00:00"))

        assert store.corrections()[0].undone == NIGHT


def test_a_file_from_before_corrections_opens_and_takes_them(tmp_path: Path) -> None:
    path = tmp_path / "talkwatch.db"
    before = next(n for n, script in enumerate(schema.MIGRATIONS) if "TABLE corrections" in script.read_text("utf-8"))
    connection = sqlite3.connect(path, isolation_level=None)
    schema._lend_functions(connection)
    for script in schema.MIGRATIONS[:before]:
        for statement in schema.statements(script.read_text(encoding="utf-8")):
            connection.execute(statement)
    connection.execute("INSERT INTO feeds (id, url) VALUES ('https://a.example/rss', 'https://a.example/rss')")
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION}")
    connection.execute(f"PRAGMA user_version = {before}")
    connection.close()

    with Store.open(path) as store:
        store.add_corrections([FIRST])

        assert [health.feed.id for health in store.feeds()] == ["https://a.example/rss"]
        assert store.corrections() == (FIRST,)

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from talkwatch.cli.opening import open_store
from tests.cli.running import Talkwatch
from tests.fakes.reports import between, coming, report, said, talk
from tests.fakes.stores import keep


@pytest.fixture
def filled(home: Path) -> Path:
    with open_store(home) as opened:
        keep(
            opened.store,
            report("2024-08-13T08:00", talk(), coming("Hamas", "likely")),
            report("2024-08-14T08:00", talk(start="2024-08-16"), coming("Hamas", "declined"), publisher="AFP"),
            report("2024-08-15T08:00", said("rail fares rise", speaker="Ann Bell", actor="Canada"), publisher="CBC"),
            report("2024-08-15T09:00", between("troops", ("Israel", "demands")), publisher="AP"),
        )
    return home


def rows(written: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written, newline="")))


def test_a_table_holds_what_is_stored_and_ids_are_the_same_every_time(talkwatch: Talkwatch, filled: Path) -> None:
    first, second = talkwatch("export", "attendance"), talkwatch("export", "attendance")

    assert (first.code, first.out) == (0, second.out)
    assert [row["stance"] for row in rows(first.out)] == ["likely", "declined"]


def test_a_table_is_of_a_span_and_of_a_track_where_they_are_given(talkwatch: Talkwatch, filled: Path) -> None:
    span = talkwatch("export", "claims", "--since", "2024-08-14", "--until", "2024-08-14T23:00Z")
    ours, other = (talkwatch("export", "statements", "--track", track) for track in ("Gaza ceasefire", "Sudan"))

    assert {row["publisher"] for row in rows(span.out)} == {"AFP"}
    assert len(rows(ours.out)) == 1
    assert rows(other.out) == []


def test_a_table_goes_to_a_file_whole(talkwatch: Talkwatch, filled: Path, tmp_path: Path) -> None:
    where = tmp_path / "new" / "positions.jsonl"

    ran = talkwatch("export", "positions", "--format", "jsonl", "-o", str(where))

    assert (ran.code, ran.out) == (0, "")
    assert json.loads(where.read_text(encoding="utf-8"))["position"] == "demands"
    assert [path.name for path in where.parent.iterdir()] == ["positions.jsonl"]


def test_an_empty_store_gives_the_names_of_the_columns(talkwatch: Talkwatch) -> None:
    assert talkwatch("export", "claims").out.startswith("claim,item,revision,")


def test_the_dictionary_needs_no_store_and_no_table(talkwatch: Talkwatch, home: Path) -> None:
    ran = talkwatch("export", "--dictionary")
    entries = [json.loads(line) for line in talkwatch("export", "--dictionary", "--format", "jsonl").out.splitlines()]

    assert all(f"| {entry['column']} | {entry['type']} | {entry['meaning']} |" in ran.out for entry in entries)
    assert not home.exists()


def test_without_a_table_the_verb_names_them(talkwatch: Talkwatch) -> None:
    ran = talkwatch("export")

    assert ran.code == 2
    assert "claims, statements, attendance, positions" in ran.err


def test_changes_are_an_atom_file_of_the_last_week_for_others(
    talkwatch: Talkwatch, filled: Path, tmp_path: Path
) -> None:
    where = tmp_path / "gaza.atom"
    span = ("--since", "2024-08-10", "--until", "2024-08-15T23:00Z")

    ran = talkwatch("changes", "--format", "atom", *span, "--track", "Gaza ceasefire", "-o", str(where))

    assert (ran.code, ran.out) == (0, "")
    assert "Gaza ceasefire talks" in where.read_text(encoding="utf-8")
    assert talkwatch("changes", "--format", "atom").code == 0

"""`talkwatch correct`, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from talkwatch.cli.opening import open_store
from tests.cli.running import Talkwatch
from tests.fakes.reports import between, coming, report, said, talk
from tests.fakes.stores import keep

AS_OF = ("--as-of", "2024-08-14T21:40Z")
LATER = ("--as-of", "2024-08-15T00:00Z")
WORDS = (
    "Envoys of Israel and Hamas are to sit down in Doha on Thursday for another round on the truce, mediators say.",
    "In Doha, ceasefire negotiators will gather once more this week, with Hamas and Israel at separate tables.",
    "Cairo hosts the next meeting between the Israeli side and Hamas on 22 August, an Egyptian daily writes today.",
)
TRACK = ("--track", "gaza CEASEFIRE")


@pytest.fixture
def filled(home: Path) -> Path:
    with open_store(home) as opened:
        keep(
            opened.store,
            report("2024-08-13T08:00", talk(words=WORDS[0]), coming("Hamas", "likely"), item="one"),
            report("2024-08-13T09:00", talk(words=WORDS[1]), coming("Hamas", "likely"), item="two", publisher="AP"),
            report(
                "2024-08-14T08:00",
                talk("Cairo talks", start="2024-08-22", place="Cairo", words=WORDS[2]),
                publisher="AFP",
            ),
            report("2024-08-14T09:00", said("the truce must be permanent"), publisher="DW"),
            report("2024-08-14T09:30", between("the Philadelphi corridor", ("Israel", "demands")), publisher="DW"),
        )
    return home


def board(talkwatch: Talkwatch, *when: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(talkwatch("board", "--json", *TRACK, *(when or LATER)).out)
    return found


def test_each_deed_shows_on_the_board_and_is_listed_and_explained(talkwatch: Talkwatch, filled: Path) -> None:
    first, second = (row["id"] for row in board(talkwatch)["talks"])
    said_id = board(talkwatch)["statements"][0]["id"]

    for words in (
        ("merge", first, second),
        ("rename", first, "Third round"),
        ("pin", first),
        ("hide", said_id),
        ("stance", board(talkwatch)["attendance"][0]["id"], "declined"),
    ):
        ran = talkwatch("correct", *words, *TRACK, *AS_OF)
        assert (ran.code, ran.err) == (0, "")

    shown = board(talkwatch)
    (row,) = shown["talks"]
    assert row["name"] == "Third round"
    assert [one["deed"] for one in row["corrections"]] == ["merge", "rename", "pin"]
    assert shown["statements"] == []
    assert shown["attendance"][0]["stance"] == "declined"
    assert shown["attendance"][0]["corrections"][0]["deed"] == "stance"
    assert sorted(one["deed"] for one in shown["corrections"]) == ["hide", "merge", "pin", "rename", "stance"]
    explained = talkwatch("explain", row["id"], *TRACK, *LATER).out
    assert "put right by you:" in explained
    assert "“Gaza ceasefire talks” is called “Third round”" in explained
    assert "you say so 20.00" in talkwatch("explain", shown["attendance"][0]["id"], *TRACK, *LATER).out
    assert len(json.loads(talkwatch("correct", "list", "--json").out)) == 5


def test_the_board_of_before_stays_as_it_was(talkwatch: Talkwatch, filled: Path) -> None:
    row = board(talkwatch)["talks"][0]

    talkwatch("correct", "rename", row["id"], "Third round", *TRACK, *AS_OF)

    assert board(talkwatch, "--as-of", "2024-08-14T21:00Z")["talks"][0]["name"] == "Gaza ceasefire talks"
    assert board(talkwatch)["talks"][0]["name"] == "Third round"


def test_an_undone_correction_counts_no_more_and_stays_in_the_list(talkwatch: Talkwatch, filled: Path) -> None:
    row = board(talkwatch)["talks"][0]
    made = json.loads(talkwatch("correct", "rename", row["id"], "Third round", *TRACK, *AS_OF, "--json").out)

    assert talkwatch("correct", "undo", made["id"]).code == 0
    again = talkwatch("correct", "undo", made["id"])

    assert (again.code, "no correction" in again.err) == (2, True)
    assert "(undone" in talkwatch("correct", "list").out
    now = json.loads(talkwatch("board", "--json", *TRACK).out)
    assert all(one["undone"] for one in now["corrections"])


def test_claims_are_split_off_and_an_item_is_set_aside(talkwatch: Talkwatch, filled: Path) -> None:
    row = board(talkwatch)["talks"][0]
    claim = next(source["claim"] for source in row["sources"] if source["publisher"] == "AP")

    talkwatch("correct", "split", row["id"], claim, *TRACK, *AS_OF)
    assert len(board(talkwatch)["talks"]) == 3

    ran = talkwatch("correct", "irrelevant", claim, *TRACK, *AS_OF)
    assert ran.code == 0
    assert len(board(talkwatch)["talks"]) == 2
    assert "irrelevant: the item" in talkwatch("explain", claim, *TRACK, *LATER).out


def test_changes_and_digest_tell_what_was_put_right(talkwatch: Talkwatch, filled: Path) -> None:
    row = board(talkwatch)["talks"][0]
    talkwatch("correct", "rename", row["id"], "Third round", *TRACK, *AS_OF)

    told = talkwatch("changes", "--since", "2024-08-14T21:00Z", "--until", "2024-08-15T00:00Z", *TRACK).out
    digest = talkwatch("digest", "--date", "2024-08-14", *TRACK).out

    for words in (told, digest):
        assert "“Gaza ceasefire talks” is called “Third round”" in words
    assert "no longer held" not in digest
    html = talkwatch("digest", "--date", "2024-08-14", *TRACK, "--format", "html").out
    assert "is called “Third round”" in html
    assert "<span class=src>()" not in html


def test_the_users_word_on_who_comes_is_told_once(talkwatch: Talkwatch, filled: Path) -> None:
    talkwatch("correct", "stance", board(talkwatch)["attendance"][0]["id"], "declined", *TRACK, *AS_OF)

    told = talkwatch("changes", "--since", "2024-08-14T21:00Z", "--until", "2024-08-15T00:00Z", *TRACK).out

    assert [line.split("  ")[-1] for line in told.splitlines()] == ["(you)"]


def test_what_was_exported_comes_back_in_another_home(talkwatch: Talkwatch, filled: Path, tmp_path: Path) -> None:
    row = board(talkwatch)["talks"][0]
    talkwatch("correct", "pin", row["id"], *TRACK, *AS_OF)
    before = talkwatch("correct", "list", "--json").out

    assert talkwatch("correct", "export", str(tmp_path / "right.jsonl")).code == 0
    (filled / "data" / "talkwatch.db").unlink(missing_ok=True)
    for left in filled.rglob("talkwatch.db*"):
        left.unlink()
    assert talkwatch("correct", "list").out == "nothing was put right yet\n"
    assert "took in 1 correction" in talkwatch("correct", "import", str(tmp_path / "right.jsonl")).out
    assert talkwatch("correct", "list", "--json").out == before
    assert "1 there already" in talkwatch("correct", "import", str(tmp_path / "right.jsonl")).out


@pytest.mark.parametrize(
    "line", ["{", '{"id": "x"}', '{"id":"c","made":"2024-08-14T00:00","deed":"pin","track":"any"}']
)
def test_a_file_that_holds_no_corrections_is_refused_with_its_line(
    talkwatch: Talkwatch, tmp_path: Path, line: str
) -> None:
    (tmp_path / "wrong.jsonl").write_text(f"\n{line}\n", encoding="utf-8")

    ran = talkwatch("correct", "import", str(tmp_path / "wrong.jsonl"))

    assert ran.code == 2
    assert "wrong.jsonl:2" in ran.err


def test_an_unknown_row_or_item_is_a_word_that_is_off(talkwatch: Talkwatch, filled: Path) -> None:
    for words in (("hide", "t-00000000"), ("irrelevant", "nothing"), ("stance", "t-00000000", "perhaps")):
        assert talkwatch("correct", *words).code == 2

"""`talkwatch feeds grade`: how reliable the user holds a feed to be, and what that weighs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from talkwatch.cli.opening import open_store
from tests.cli.running import Talkwatch
from tests.fakes.reports import coming, report, talk
from tests.fakes.stores import keep

WHEN = ("--track", "any", "--as-of", "2024-08-14T21:40Z")
FIRST, SECOND = "https://reuters.example/rss", "https://ap.example/rss"


@pytest.fixture
def filled(home: Path) -> Path:
    words = ("Envoys of Israel and Hamas are due in Doha on Thursday.", "Doha hosts the next truce round this week.")
    with open_store(home) as opened:
        keep(
            opened.store,
            report("2024-08-14T08:00", talk(words=words[0]), coming("Hamas", "confirmed")),
            report("2024-08-14T08:00", talk(words=words[1]), coming("Hamas", "declined"), publisher="AP"),
        )
    return home


def hamas(talkwatch: Talkwatch) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(talkwatch("board", "--json", *WHEN).out)["attendance"][0]
    return row


def test_a_grade_weighs_on_the_board_and_shows_beside_its_sources(talkwatch: Talkwatch, filled: Path) -> None:
    before = hamas(talkwatch)
    assert {source["grade"] for source in before["sources"]} == {"C"}

    assert talkwatch("feeds", "grade", FIRST, "a").out == f"grade A: {FIRST}\n"
    talkwatch("feeds", "grade", SECOND, "E")

    after = hamas(talkwatch)
    assert {source["publisher"]: source["grade"] for source in after["sources"]} == {"Reuters": "A", "AP": "E"}
    assert after["probability"] > before["probability"]
    explained = talkwatch("explain", after["id"], *WHEN).out
    assert "grade A 1.20" in explained
    assert "AP, grade E: declined" in explained

    talkwatch("feeds", "grade", FIRST, "none")
    talkwatch("feeds", "grade", SECOND, "none")
    assert hamas(talkwatch) == before


def test_a_grade_is_listed_and_goes_out_and_comes_in_with_the_list(
    talkwatch: Talkwatch, home: Path, tmp_path: Path
) -> None:
    talkwatch("feeds", "add", FIRST, "--no-check")
    talkwatch("feeds", "grade", FIRST, "B")
    talkwatch("feeds", "export", str(tmp_path / "list.opml"))
    assert "grade B" in talkwatch("feeds", "list").out
    talkwatch("feeds", "grade", FIRST, "none")

    talkwatch("feeds", "import", str(tmp_path / "list.opml"))

    assert json.loads(talkwatch("feeds", "list", "--json").out)[0]["grade"] == "B"


def test_an_unknown_feed_or_grade_is_a_word_that_is_off(talkwatch: Talkwatch, filled: Path) -> None:
    assert talkwatch("feeds", "grade", "https://nobody.example/rss", "B").code == 2
    assert talkwatch("feeds", "grade", FIRST, "G").code == 2

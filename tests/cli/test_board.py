from __future__ import annotations

import json
from pathlib import Path

import pytest

from talkwatch.cli.opening import open_store
from tests.cli.running import Talkwatch
from tests.fakes.reports import between, coming, report, said, talk
from tests.fakes.stores import keep

AS_OF = "2024-08-14T21:40Z"
TRACK = ("--track", "gaza CEASEFIRE")


@pytest.fixture
def filled(home: Path) -> Path:
    with open_store(home) as opened:
        keep(
            opened.store,
            report("2024-08-13T08:00", talk(), coming("Hamas", "likely")),
            report(
                "2024-08-14T08:00",
                talk(
                    words="Truce talks are planned in Doha on Thursday, but Hamas lets it be known that it stays away."
                ),
                coming("Hamas", "declined", by="Hamas"),
                publisher="AFP",
            ),
            report(
                "2024-08-14T09:00",
                said("[b]the truce[/b] must be | permanent", form="direct"),
                between("Israeli troops at the Philadelphi corridor", ("Israel", "demands")),
                publisher="AP",
            ),
        )
    return home


def test_the_board_as_json_has_the_records_field_names_and_its_sources(talkwatch: Talkwatch, filled: Path) -> None:
    ran = talkwatch("board", "--json", *TRACK, "--as-of", AS_OF)

    board = json.loads(ran.out)
    assert (ran.code, board["track"], board["as_of"]) == (0, "Gaza ceasefire", "2024-08-14T21:40:00Z")
    assert [row["name"] for row in board["talks"]] == ["Gaza ceasefire talks"]
    assert board["attendance"][0]["talk_name"] == "Gaza ceasefire talks"
    assert board["attendance"][0]["talk"] == 0
    assert board["statements"][0]["content"] == "[b]the truce[/b] must be | permanent"
    assert board["sticking_points"][0]["positions"][0]["position"] == "demands"
    for panel in ("talks", "attendance", "statements", "sticking_points"):
        assert all(row["id"] and row["sources"][0]["link"] for row in board[panel])


def test_the_board_as_text_reads_like_the_panels(talkwatch: Talkwatch, filled: Path) -> None:
    ran = talkwatch("board", *TRACK, "--as-of", AS_OF)

    assert "Thu 15 Aug  tomorrow  Doha  scheduled  2 sources" in ran.out
    assert "Hamas  declined  1" in ran.out
    assert "“[b]the truce[/b] must be | permanent”" in ran.out


def test_a_day_alone_means_its_end_for_a_board(talkwatch: Talkwatch, filled: Path) -> None:
    board = json.loads(talkwatch("board", "--json", *TRACK, "--as-of", "2024-08-13").out)

    assert [row["stance"] for row in board["attendance"]] == ["likely"]


def test_words_that_are_no_moment_or_track_end_with_2_and_a_hint(talkwatch: Talkwatch) -> None:
    moment = talkwatch("board", "--as-of", "yesterday")
    track = talkwatch("board", "--track", "Atlantis")

    assert (moment.code, track.code) == (2, 2)
    assert "2024-08-14T12:00Z" in moment.err
    assert "Traceback" not in moment.err + track.err


def test_changes_tell_the_weightiest_first(talkwatch: Talkwatch, filled: Path) -> None:
    ran = talkwatch("changes", "--since", "2024-08-14T00:00Z", "--until", AS_OF, *TRACK, "--json")

    rows = json.loads(ran.out)
    assert rows[0]["panel"] == "attendance"
    assert [row["importance"] for row in rows] == sorted((row["importance"] for row in rows), reverse=True)


def test_changes_backwards_in_time_are_refused(talkwatch: Talkwatch) -> None:
    assert talkwatch("changes", "--since", "2024-08-14", "--until", "2024-08-12").code == 2


def test_explain_prints_the_sources_of_a_row(talkwatch: Talkwatch, filled: Path) -> None:
    board = json.loads(talkwatch("board", "--json", *TRACK, "--as-of", AS_OF).out)

    ran = talkwatch("explain", board["attendance"][0]["id"], *TRACK, "--as-of", AS_OF)

    assert "the sum:" in ran.out
    assert "https://afp.example/" in ran.out


def test_a_digest_is_written_whole_to_where_it_is_asked_for(talkwatch: Talkwatch, filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "digest.md"

    ran = talkwatch("digest", "--date", "2024-08-14", *TRACK, "-o", str(target))

    assert ran.code == 0
    assert "## Who will come" in target.read_text(encoding="utf-8")
    assert [path.name for path in target.parent.iterdir()] == ["digest.md"]


def test_groups_name_every_entry_once(talkwatch: Talkwatch, filled: Path) -> None:
    rows = [json.loads(line) for line in talkwatch("groups", "--json").out.splitlines()]

    with open_store(filled, read_only=True) as opened:
        assert sorted(row["link"] for row in rows) == sorted(item.link for item in opened.store.items())

"""What a careful editor demands of the board in the demo's week: in full at ten moments, and of what moved between."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, date
from pathlib import Path
from typing import Any

import pytest

from talkwatch.desk import Desk
from talkwatch.digest.markdown import markdown
from talkwatch.settings.paths import paths
from talkwatch.settings.tracks import load_tracks
from talkwatch.views.rows import AttendanceRow, BoardView, StickingRow, TalkRow
from tests.fakes.demo import store_of_the_week
from tests.fakes.reports import at

TRACK = "Gaza ceasefire"
DOHA = date(2024, 8, 15)
EVE = at("2024-08-14T21:40")
DAY = at("2024-08-15T22:00")
END = at("2024-08-17T22:00")


MOMENTS = tomllib.loads(Path(__file__).with_name("demo_week.toml").read_text(encoding="utf-8"))["moment"]
"""The boards at ten moments, written by hand."""
ENDS = {
    "very likely": "sure",
    "almost certain": "sure",
    "very unlikely": "hardly",
    "almost no chance": "hardly",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = tmp_path_factory.mktemp("demo")
    with store_of_the_week(home / "talkwatch.db") as store:
        yield Desk(store, load_tracks(paths(home)))


def doha(board: BoardView) -> TalkRow:
    return next(row for row in board.talks if row.place == "Doha" and row.start == DOHA)


def coming(board: BoardView, actor: str) -> AttendanceRow:
    return next(row for row in board.attendance if row.talk_id == doha(board).id and row.actor == actor)


def stances(board: BoardView, actor: str) -> set[str]:
    """What is believed of each person of an actor: it is there when one of them is."""
    return {row.stance for row in board.attendance if row.talk_id == doha(board).id and row.actor == actor}


def issue(board: BoardView, word: str) -> StickingRow:
    return next(row for row in board.sticking_points if word in row.issue)


def cells(rows: Sequence[str]) -> list[tuple[str, ...]]:
    """The hand-written rows, each as its cells; names in a cell stand in any order."""
    return [tuple(", ".join(sorted(cell.strip().split(", "))) for cell in row.split("|")) for row in rows]


def day(when: date) -> str:
    return f"{when.day} {when:%b}"


def shown(board: BoardView) -> dict[str, list[tuple[str, ...]]]:
    """A board as the hand-written ones put it; of statements the speaker, the act and all the words."""
    talks, coming, sticking = [], [], []
    for row in board.talks:
        assert row.start
        days = " to ".join(map(day, dict.fromkeys([row.start, row.end or row.start])))
        talks.append(" | ".join([row.place or "", days, row.status, ", ".join(row.parties), ", ".join(row.mediators)]))
    for each in board.attendance:
        who = f"{each.actor} ({each.person})" if each.person else each.actor
        condition = [each.condition] if each.condition else []
        coming.append(" | ".join([each.place or "", who, each.stance, ENDS.get(each.word, each.word), *condition]))
    for point in board.sticking_points:
        held = ", ".join(f"{one.actor} {one.position}" for one in point.positions)
        sticking.append(f"{point.issue} | {point.status} | {held}")
    newest = [(row.speaker, row.act, row.content) for row in board.statements if row.newest]
    return {"talks": cells(talks), "coming": cells(coming), "sticking": cells(sticking), "newest": list(newest)}


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment["name"])
def test_the_board_is_what_a_careful_editor_would_write(desk: Desk, moment: dict[str, Any]) -> None:
    found = shown(desk.board(TRACK, at(moment["at"])))
    said = [tuple(cell.strip() for cell in row.split("|")) for row in moment["newest"]]

    for panel in ("talks", "coming", "sticking"):
        assert sorted(found[panel]) == sorted(cells(moment[panel])), panel
    assert sorted(row[:2] for row in found["newest"]) == sorted(row[:2] for row in said)
    for speaker, _, words in said:
        assert words in next(row[2] for row in found["newest"] if row[0] == speaker)


def test_on_the_eve_the_talks_are_set_for_doha_tomorrow_between_the_sides(desk: Desk) -> None:
    row = desk.board(TRACK, EVE).talks[0]

    assert (row.place, row.start, row.status) == ("Doha", DOHA, "scheduled")
    assert set(row.parties) == {"Israel", "Hamas"}
    assert set(row.mediators) == {"Egypt", "Qatar", "United States"}


def test_who_took_part_is_told_by_full_name_and_a_speaker_for_a_group_is_not_its_guest(desk: Desk) -> None:
    board = desk.board(TRACK, DAY)

    assert {row.person for row in board.attendance if row.talk_id == doha(board).id} == {
        None,
        "Abbas Kamel",
        "David Barnea",
        "Mohammed bin Abdulrahman Al Thani",
        "William Burns",
    }
    assert {coming(board, actor).stance for actor in ("Israel", "Egypt", "Qatar", "United States")} == {"confirmed"}
    assert (coming(board, "Hamas").person, coming(board, "Hamas").disagreement) == (None, "")


def test_a_list_of_sticking_points_is_an_issue_each(desk: Desk) -> None:
    assert {"release of Palestinian prisoners", "Netzarim corridor and the return to northern Gaza"} <= {
        row.issue for row in desk.board(TRACK, EVE).sticking_points
    }


def test_on_the_eve_israel_will_come_and_hamas_will_not(desk: Desk) -> None:
    board = desk.board(TRACK, EVE)

    assert coming(board, "Israel").word in {"very likely", "almost certain"}
    assert coming(board, "Hamas").word in {"unlikely", "very unlikely", "almost no chance"}
    assert coming(board, "Hamas").stance in {"unlikely", "declined"}


def test_copies_of_the_wire_are_one_source(desk: Desk) -> None:
    row = doha(desk.board(TRACK, EVE))

    # Harbour Wire with all its copies, Jordan Valley Times, The Nile Ledger, The Meridian Post, Gulf Standard and
    # Levant Courier wrote of the talks themselves by then; The Lantern and Northern Broadcasting only copied.
    assert row.independent == 6
    assert len({source.publisher for source in row.sources}) == 8


def test_the_egypt_border_is_open_with_israels_demand(desk: Desk) -> None:
    row = issue(desk.board(TRACK, EVE), "Philadelphi")

    assert row.status == "open"
    assert ("Israel", "demands") in {(stand.actor, stand.position) for stand in row.positions}


@pytest.mark.parametrize(
    ("speaker", "word"),
    [
        ("Vedant Patel", "talks in Doha"),
        ("David Mencer", "delegation"),
        ("John Kirby", "come to the table"),
        ("Sami Abu Zuhri", "new negotiations"),
        ("Benjamin Netanyahu's office", "negotiating team"),
        ("Osama Hamdan", "plan that Biden set out"),
    ],
)
def test_on_the_eve_what_the_actors_said_of_the_talks_is_shown(desk: Desk, speaker: str, word: str) -> None:
    said = [row.content for row in desk.board(TRACK, EVE).statements if row.speaker == speaker]

    assert any(word in content for content in said)


def test_on_the_day_the_talks_are_under_way_and_all_but_hamas_are_there(desk: Desk) -> None:
    board = desk.board(TRACK, DAY)

    assert doha(board).status == "under_way"
    for actor in ("Israel", "Egypt", "Qatar", "United States"):
        assert "confirmed" in stances(board, actor)
    assert (coming(board, "Hamas").stance, coming(board, "Hamas").word) == ("declined", "very unlikely")


def test_on_the_day_kirby_and_al_ansari_are_among_the_newest_words(desk: Desk) -> None:
    newest = {row.speaker for row in desk.board(TRACK, DAY).statements if row.newest}

    assert {"John Kirby", "Majed al-Ansari", "Hossam Badran"} <= newest


def test_at_the_end_of_the_week_doha_is_over_and_cairo_is_next(desk: Desk) -> None:
    board = desk.board(TRACK, END)

    assert (doha(board).status, doha(board).end) == ("concluded", date(2024, 8, 16))
    rounds = [row for row in board.talks if not row.name.startswith("visit")]
    assert (rounds[0].place, rounds[0].status) == ("Cairo", "scheduled")


def test_no_statement_of_the_week_is_a_bare_setting_or_of_nobody(desk: Desk) -> None:
    for moment in (EVE, DAY, END):
        for row in desk.board(TRACK, moment).statements:
            assert row.speaker
            assert len(row.content.split()) > 2


def test_the_changes_tell_the_refusal_the_beginning_and_the_end_first(desk: Desk) -> None:
    eve = desk.changes(TRACK, at("2024-08-14T00:00"), EVE)
    day = desk.changes(TRACK, at("2024-08-15T00:00"), at("2024-08-16T00:00"))
    end = desk.changes(TRACK, at("2024-08-16T00:00"), END)

    assert re.match(r"Hamas at Gaza ceasefire talks: declined, \w+", eve[0].words)
    assert day[0].words == "Gaza ceasefire talks: under way, before: scheduled"
    assert end[0].words == "Gaza ceasefire talks: concluded, before: under way"
    assert any("now until Fri 16 Aug" in row.words for row in day)
    assert any(row.words.startswith("New: ") and "Cairo" in row.words for row in end)


def test_every_change_names_its_source(desk: Desk) -> None:
    rows = desk.changes(TRACK, at("2024-08-14T00:00"), END)

    assert rows
    assert all(row.sources for row in rows)


def test_the_digest_of_the_day_tells_its_facts_each_with_a_source(desk: Desk) -> None:
    text = markdown(desk.digest(TRACK, DOHA, END), UTC)
    body = text.split("\n## Feeds", maxsplit=1)[0]

    lines = [line for line in body.splitlines() if re.match(r"- (?!\*\*[^*]+\*\*$)|  - |\| (?!---|Talk |Issue )", line)]
    assert lines
    # The positions' table names its sources in the list under it.
    assert not [
        line
        for line in lines
        if "](<https://" not in line and not re.match(r"\| (?:Philad|Israeli w|length|Netzarim|release of)", line)
    ]
    assert re.search(r"\*\*15–16 Aug\*\* \([^)]*Doha, under way\)", text)
    assert re.search(r"\| Hamas \| declined\b", text)
    assert "John Kirby" in text
    assert "Majed al-Ansari" in text

"""A truce on the board: put off, begun, extended, ended, and no row among the talks that brought it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from talkwatch.ledger.changes import changes
from talkwatch.ledger.fold import fold
from talkwatch.model.board import Board, Talk
from talkwatch.model.claims import Report, TalkClaim, TalkStatus
from talkwatch.model.tracks import Track
from tests.fakes.reports import TRACK, at, report, talk


def truce(status: TalkStatus, start: str | None = None, end: str | None = None) -> TalkClaim:
    return replace(
        talk(status=status),
        kind="truce",
        name="Israel–Hamas truce",
        place="Gaza",
        start=date.fromisoformat(start) if start else None,
        end=date.fromisoformat(end) if end else None,
        precision="day" if start or end else "unknown",
        parties=("Israel", "Hamas"),
        mediators=(),
    )


COURSE = [
    report("2024-08-10T08:00", truce("scheduled", "2024-08-11"), publisher="A", item="a"),
    report("2024-08-10T20:00", truce("postponed", "2024-08-12"), publisher="B", item="b"),
    report("2024-08-11T08:00", truce("scheduled", "2024-08-12", "2024-08-16"), publisher="C", item="c"),
    report("2024-08-12T08:00", truce("under_way", "2024-08-12"), publisher="D", item="d"),
    report("2024-08-15T20:00", truce("under_way", None, "2024-08-18"), publisher="E", item="e"),
    report("2024-08-16T20:00", truce("under_way", "2024-08-16"), publisher="F", item="f"),
    report("2024-08-19T06:00", truce("concluded", None, "2024-08-19"), publisher="G", item="g"),
]


def shown(reports: list[Report], as_of: str) -> Talk:
    (row,) = fold(reports, TRACK, at(as_of)).talks
    return row


def test_a_truce_that_is_put_off_is_postponed_to_its_new_day() -> None:
    row = shown(COURSE, "2024-08-10T21:00")

    assert (row.status, row.start) == ("postponed", date(2024, 8, 12))


def test_a_truce_under_way_does_not_begin_anew() -> None:
    row = shown(COURSE, "2024-08-16T21:00")

    assert (row.status, row.start, row.end) == ("under_way", date(2024, 8, 12), date(2024, 8, 18))


def test_the_changes_tell_the_new_day_the_longer_end_and_the_end() -> None:
    def moved(since: str, until: str) -> dict[str, str]:
        board: Board = fold(COURSE, TRACK, at(until))
        return {one.matter: one.after for one in changes(board, at(since)) if one.panel == "talks"}

    assert moved("2024-08-10T10:00", "2024-08-10T21:00")["date"] == "2024-08-12"
    assert moved("2024-08-15T10:00", "2024-08-15T21:00") == {"end": "2024-08-18"}
    assert moved("2024-08-18T10:00", "2024-08-19T07:00") == {"status": "concluded", "end": "2024-08-19"}


def test_a_land_has_one_truce_whoever_else_is_named() -> None:
    other = replace(truce("under_way"), name="United States–China truce", parties=("United States", "China"))
    reports = [*COURSE[:4], report("2024-08-13T08:00", other, item="h")]

    (row,) = fold(reports, Track("any", everything=True), at("2024-08-13T09:00")).talks

    assert row.name == "Israel–Hamas truce"


def test_talks_on_a_truce_are_no_part_of_it() -> None:
    board = fold([*COURSE, report("2024-08-15T21:00", talk(), item="talks")], TRACK, at("2024-08-15T22:00"))

    assert len(board.talks) == 2


@given(st.permutations(COURSE), st.integers(0, 9))
def test_the_order_of_arrival_does_not_show(order: list[Report], days: int) -> None:
    until = at("2024-08-10T21:00") + timedelta(days=days)

    assert fold(order, TRACK, until) == fold(COURSE, TRACK, until)


def test_each_turn_comes_after_the_one_before() -> None:
    turns = shown(COURSE, "2024-08-19T07:00").history

    assert all(one.when <= two.when for one, two in pairwise(turns))

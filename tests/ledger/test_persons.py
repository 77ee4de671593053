"""One person by however much of the name, and the actor it stands for."""

from __future__ import annotations

from talkwatch.ledger.fold import fold
from talkwatch.model.board import Attendance
from talkwatch.model.claims import Report
from talkwatch.model.tracks import Track
from tests.fakes.reports import at, coming, report, talk


def rows(*reports: Report) -> list[Attendance]:
    return list(fold(reports, Track("any", everything=True), at("2024-08-14T21:40")).attendance)


def test_a_last_name_and_a_full_name_of_one_actor_are_one_person() -> None:
    (row,) = rows(
        report("2024-08-14T08:00", talk(), coming("China", "unlikely", person="Xi")),
        report("2024-08-14T09:00", talk(), coming("China", "declined", person="Xi Jinping")),
    )

    assert row.person == "Xi Jinping"
    assert len(row.shares) == 2


def test_a_person_given_as_the_actor_stands_for_the_state_that_others_name() -> None:
    (row,) = rows(
        report("2024-08-14T08:00", talk(), coming("United States", "confirmed", person="Kamala Harris")),
        report("2024-08-14T09:00", talk(), coming("Kamala Harris", "confirmed", person="Kamala Harris")),
    )

    assert (row.actor, row.person) == ("United States", "Kamala Harris")


def test_a_headlines_label_before_a_name_is_no_part_of_it() -> None:
    (row,) = rows(
        report("2024-08-14T08:00", talk(), coming("United States", "confirmed", person="Kamala Harris")),
        report(
            "2024-08-14T09:00", talk(), coming("United States", "likely", person="Environment The Big Story Harris")
        ),
    )

    assert row.person == "Kamala Harris"


def test_namesakes_of_one_actor_stay_two() -> None:
    shown = rows(
        report("2024-08-14T08:00", talk(), coming("United States", "declined", person="Joe Biden")),
        report("2024-08-14T09:00", talk(), coming("United States", "confirmed", person="Hunter Biden")),
    )

    assert {row.person for row in shown} <= {"Joe Biden", "Hunter Biden"}


def test_at_a_meeting_of_two_sides_a_side_is_the_one_person_named_for_it() -> None:
    (row,) = rows(
        report("2024-08-13T08:00", talk(), coming("Israel", "confirmed", person="David Barnea")),
        report("2024-08-13T09:00", talk(), coming("Israel", "likely", person="Barnea"), publisher="AFP"),
        report("2024-08-14T09:00", talk(), coming("Israel", "declined"), publisher="AP"),
    )

    assert row.person == "David Barnea"
    assert row.against


def test_a_surname_alone_is_the_one_person_whom_a_board_nearly_always_means_by_it() -> None:
    full = [
        report(f"2024-08-14T0{hour}:00", talk(), coming("France", "declined", person="Anne Marchand"))
        for hour in (6, 7, 8)
    ]
    short = report("2024-08-14T09:00", talk(), coming("Marchand", "declined", person="Marchand"))

    assert [(row.actor, row.person) for row in rows(*full, short)] == [("France", "Anne Marchand")]
    assert ("Marchand", None) in {(row.actor, row.person) for row in rows(full[0], short)}

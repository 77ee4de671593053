"""The same claims give the same board."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from talkwatch.ledger.fold import fold
from talkwatch.model.claims import Report
from tests.fakes.reports import EVERYTHING, TRACK, at, between, coming, report, said, talk

NIGHT = at("2024-08-14T21:40")


def week() -> list[Report]:
    """Reports that agree, differ, repeat and revise one another."""
    hamas = said("it would only come if the talks turn to the plan of July")
    return [
        report("2024-08-12T08:00", talk(), coming("Hamas", "uncertain"), coming("Israel", "likely")),
        report("2024-08-12T09:00", talk(place="Cairo"), coming("Israel", "confirmed"), publisher="AFP"),
        report("2024-08-13T09:00", talk(start="2024-08-16"), hamas, publisher="AP", item="ap-1"),
        report("2024-08-13T09:00", talk(start="2024-08-16"), hamas, publisher="Guardian", item="g-1"),
        report("2024-08-14T10:00", talk(), coming("Hamas", "declined", by="Hamas"), publisher="BBC"),
        report("2024-08-14T11:00", between("the Egypt border", ("Israel", "demands")), publisher="BBC"),
        report("2024-08-14T12:00", between("troops on Egypt border", ("Hamas", "rejects")), publisher="DW", item="dw"),
        report("2024-08-14T13:00", between("hostage lists", status="narrowing"), publisher="DW", item="dw", revision=2),
        report("2024-08-14T14:00", talk("prisoner talks", start=None, place=None, parties=()), publisher="Sky"),
        report("2024-08-14T23:00", talk(status="cancelled"), publisher="Later"),
    ]


@settings(max_examples=60, deadline=None)
@given(st.permutations(week()), st.lists(st.sampled_from(week()), max_size=5))
def test_any_order_and_any_duplicates_give_the_same_board(reports: list[Report], again: list[Report]) -> None:
    for track in (TRACK, EVERYTHING):
        assert fold([*reports, *again], track, NIGHT) == fold(week(), track, NIGHT)


def test_a_report_of_later_is_not_on_the_board_of_now() -> None:
    board = fold(week(), TRACK, NIGHT)

    assert board.talks[0].status == "scheduled"
    assert fold(week(), TRACK, NIGHT + timedelta(hours=2)).talks[0].status == "cancelled"


def test_a_revision_takes_the_place_of_what_the_item_said_before() -> None:
    board = fold(week(), TRACK, NIGHT)

    assert {issue.issue for issue in board.issues} == {"Philadelphi corridor", "release of hostages"}
    assert [stand.actor for issue in board.issues for stand in issue.stands] == ["Israel"]


def test_a_copied_lead_is_found_to_be_one_source() -> None:
    wire = [report(f"2024-08-14T0{n}:00", talk(), publisher=name, group="") for n, name in enumerate(("AP", "Post"))]

    groups = {told.group for told in fold(wire, TRACK, NIGHT).talks[0].told}

    assert len(groups) == 1


def test_the_stores_own_id_as_a_group_hides_no_copies() -> None:
    wire = [
        report(f"2024-08-14T0{n}:00", talk(), publisher=name, item=name, group=name)
        for n, name in enumerate(("AP", "Post"))
    ]

    assert len({told.group for told in fold(wire, TRACK, NIGHT).talks[0].told}) == 1

"""Which mentions are one talk, and what is believed of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from talkwatch.ledger.fold import fold
from talkwatch.model.board import Board
from talkwatch.model.claims import Report, TalkClaim
from tests.fakes.reports import EVERYTHING, TRACK, at, coming, report, talk


def board(*reports: Report, as_of: str = "2024-08-14T21:40") -> Board:
    return fold(reports, TRACK, at(as_of))


def test_mentions_of_one_round_by_several_outlets_are_one_talk() -> None:
    shown = board(
        report("2024-08-12T08:00", talk()),
        report("2024-08-13T08:00", talk("Doha round", mediators=("Egypt", "United States")), publisher="AFP"),
        report("2024-08-14T08:00", talk("talks", start=None, place=None, parties=(), mediators=()), publisher="AP"),
    )

    (row,) = shown.talks
    assert len(row.told) == 3
    assert row.mediators == ("Egypt", "Qatar", "United States")


def test_a_gathering_by_its_long_name_is_known_by_the_short_one_in_brackets() -> None:
    words = "The premier goes to the 28th Conference of Parties (COP-28) on Friday."

    shown = fold(
        [
            report("2024-08-12T08:00", talk("COP28", start=None, place=None, parties=(), mediators=())),
            report("2024-08-13T08:00", talk("28th Conference", parties=(), mediators=(), words=words), publisher="AFP"),
        ],
        EVERYTHING,
        at("2024-08-14T21:40"),
    )

    assert [row.name for row in shown.talks] == ["COP28"]


def test_a_talk_that_is_put_off_to_another_day_stays_the_same_talk() -> None:
    first = report("2024-08-12T08:00", talk())
    moved = report("2024-08-14T08:00", talk(start="2024-08-18", status="postponed"), publisher="AFP")

    before, after = board(first), board(first, moved)

    assert before.talks[0].id == after.talks[0].id
    assert after.talks[0].start == date(2024, 8, 18)
    assert [turn.matter for turn in after.talks[0].history][-2:] == ["status", "date"]


def test_the_next_round_in_another_town_is_another_talk() -> None:
    shown = board(
        report("2024-08-12T08:00", talk()),
        report("2024-08-16T20:00", talk(status="concluded"), publisher="AFP"),
        report("2024-08-17T08:00", talk("Cairo round", start="2024-08-22", place="Cairo"), publisher="AFP"),
        as_of="2024-08-17T12:00",
    )

    assert [(row.place, row.status) for row in shown.talks] == [("Cairo", "scheduled"), ("Doha", "concluded")]


def test_a_day_that_passes_without_news_leaves_the_talk_unreported() -> None:
    set_for_thursday = report("2024-08-12T08:00", talk())

    assert board(set_for_thursday, as_of="2024-08-15T22:00").talks[0].status == "scheduled"
    assert board(set_for_thursday, as_of="2024-08-16T12:00").talks[0].status == "unreported"
    assert board(set_for_thursday, as_of="2024-08-30T12:00").talks == ()


def test_two_days_stand_side_by_side_until_one_wins() -> None:
    thursday = [report(f"2024-08-13T0{n}:00", talk(), publisher=name) for n, name in enumerate(("AP", "AFP", "BBC"))]
    friday = report("2024-08-13T04:00", talk(start="2024-08-16"), publisher="Sky")
    another = report("2024-08-13T05:00", talk(start="2024-08-16"), publisher="DW")

    (conflict,) = board(*thursday, friday, another).talks[0].conflicts

    assert (conflict.matter, conflict.believed.value) == ("date", "2024-08-15")
    assert conflict.rivals[0].publishers == ("Sky", "DW")


def test_copies_of_one_wire_report_do_not_outvote_two_reporters() -> None:
    copies = [
        report(f"2024-08-13T0{n}:00", talk(start="2024-08-16"), publisher=f"Paper {n}", group="wire") for n in range(6)
    ]
    reporters = [report(f"2024-08-13T07:0{n}", talk(), publisher=name) for n, name in enumerate(("AP", "AFP"))]

    assert board(*copies, *reporters).talks[0].start == date(2024, 8, 15)


def test_sources_that_say_off_and_on_leave_the_talk_in_doubt() -> None:
    shown = board(
        report("2024-08-14T08:00", talk()),
        report("2024-08-14T09:00", talk(status="cancelled"), publisher="AFP"),
        report("2024-08-14T10:00", talk(), publisher="AP"),
        report("2024-08-14T11:00", talk(), publisher="DW"),
    )

    assert shown.talks[0].status == "in_doubt"


def test_two_meetings_of_one_state_with_different_others_are_two_talks() -> None:
    beijing = talk("US-China talks", parties=("United States", "China"), mediators=(), place="Geneva")
    ankara = talk("US-Turkey talks", parties=("United States", "Turkey"), mediators=(), place="Ankara")

    shown = fold(
        [report("2024-08-14T08:00", beijing), report("2024-08-14T09:00", ankara)], EVERYTHING, at("2024-08-14T21:40")
    )

    assert len(shown.talks) == 2


def test_a_gathering_is_one_talk_under_all_its_names() -> None:
    names = ["COP28", "UN climate summit", "the annual climate conference"]
    claims = [
        talk(name, start=None, place=place, parties=(), mediators=())
        for name, place in zip(names, ("Dubai", "UAE", None), strict=True)
    ]
    reports = [report(f"2023-11-2{n}T08:00", claim, publisher=f"P{n}") for n, claim in enumerate(claims)]

    (row,) = fold(reports, EVERYTHING, at("2023-11-23T08:00")).talks

    assert row.place == "Dubai"


def test_last_years_session_of_a_gathering_is_another_talk() -> None:
    claims = [
        talk(name, start=None, place=place, parties=(), mediators=(), status="under_way")
        for name, place in (("COP28", "Dubai"), ("Cop27 climate summit", "Egypt"))
    ]

    shown = fold([report("2023-11-28T08:00", *claims)], EVERYTHING, at("2023-11-28T09:00")).talks

    assert sorted(row.name for row in shown) == ["COP28", "Cop27 climate summit"]


def test_talks_named_by_place_and_day_alone_are_the_tracks_of_that_place_and_day() -> None:
    vague = talk("Doha talks", parties=("United States",), mediators=(), words="The talks in Doha begin on Thursday.")
    reports = [
        report("2024-08-13T08:00", talk()),
        report("2024-08-14T08:00", vague, coming("Egypt", "confirmed"), title="A day before", publisher="AP"),
    ]

    board = fold(reports, TRACK, at("2024-08-14T12:00"))

    assert [len(row.told) for row in board.talks] == [2]
    assert [row.actor for row in board.attendance] == ["Egypt"]
    assert fold(reports[1:], TRACK, at("2024-08-14T12:00")).talks == ()


def test_one_report_of_their_beginning_outweighs_many_plans() -> None:
    plans = [report(f"2024-08-14T0{n}:00", talk(), publisher=f"P{n}") for n in range(4)]
    begun = report("2024-08-15T09:00", talk(status="under_way"), publisher="AP")
    over = report("2024-08-15T19:00", talk(status="concluded"), publisher="AFP")

    assert fold([*plans, begun], TRACK, at("2024-08-15T10:00")).talks[0].status == "under_way"
    assert fold([*plans, begun, over], TRACK, at("2024-08-15T20:00")).talks[0].status == "concluded"


def test_that_talks_were_to_take_one_day_says_nothing_against_their_going_on() -> None:
    plans = [report(f"2024-08-1{n}T08:00", talk(end="2024-08-15"), publisher=f"Paper {n}") for n in range(5)]
    longer = [
        report(f"2024-08-15T{hour}:00", talk(end="2024-08-16", status="under_way"), publisher=f"Wire {hour}")
        for hour in (16, 19)
    ]

    (row,) = fold([*plans, *longer], TRACK, at("2024-08-15T21:00")).talks

    assert (row.start, row.end) == (date(2024, 8, 15), date(2024, 8, 16))


def test_talks_that_go_on_the_next_day_have_that_day_as_their_end() -> None:
    begun = report("2024-08-15T09:00", talk(status="under_way"))
    on = report("2024-08-15T20:00", talk(start="2024-08-16"), publisher="AP")

    (row,) = fold([begun, on], TRACK, at("2024-08-15T21:00")).talks

    assert (row.start, row.end, row.conflicts) == (date(2024, 8, 15), date(2024, 8, 16), ())


def test_talks_of_a_week_that_passed_without_more_news_are_unreported_and_no_longer_under_way() -> None:
    week = replace(talk(start="2024-08-12", end="2024-08-13", status="under_way"), precision="week")

    assert board(report("2024-08-12T08:00", week), as_of="2024-08-13T12:00").talks[0].status == "under_way"
    assert board(report("2024-08-12T08:00", week), as_of="2024-08-14T12:00").talks[0].status == "unreported"


def test_what_one_side_does_with_nobody_knows_whom_is_not_all_one_talk() -> None:
    def lone(name: str) -> TalkClaim:
        return talk(name, start=None, place=None, parties=("United States",), mediators=(), status="under_way")

    shown = fold(
        [
            report("2024-08-13T08:00", lone("truce talks")),
            report("2024-08-13T09:00", lone("meeting on cyber insurance"), publisher="AP"),
            report("2024-08-13T10:00", lone("meeting"), publisher="AFP"),
        ],
        EVERYTHING,
        at("2024-08-14T08:00"),
    )

    assert len(shown.talks) == 3


def test_a_meeting_called_off_in_two_reports_is_one_though_they_name_two_towns() -> None:
    sides = ("Chad", "Niger")
    shown = fold(
        [
            report("2024-08-13T08:00", talk("meeting", start=None, place="Oslo", parties=sides, status="cancelled")),
            report(
                "2024-08-13T09:00",
                talk("talks", start=None, place="Bern", parties=sides, status="cancelled"),
                publisher="AP",
            ),
        ],
        EVERYTHING,
        at("2024-08-14T08:00"),
    )

    assert [len(row.told) for row in shown.talks] == [2]

"""How sure it is that an actor comes."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from talkwatch.ledger.fold import fold
from talkwatch.ledger.weights import PRIOR_ODDS, PRIOR_WEIGHT, STANCE_ODDS
from talkwatch.model.board import Attendance
from talkwatch.model.claims import Report, Stance
from tests.fakes.reports import TRACK, at, coming, report, talk

STANCES: list[Stance] = list(STANCE_ODDS)


def rows(*reports: Report, as_of: str = "2024-08-14T21:40") -> dict[str, Attendance]:
    return {row.person or row.actor: row for row in fold(reports, TRACK, at(as_of)).attendance}


def test_ten_sources_that_confirm_are_no_surer_than_the_surest() -> None:
    row = rows(*[report(f"2024-08-14T0{n}:00", talk(), coming("Israel", "confirmed")) for n in range(10)])["Israel"]

    assert 0.9 < row.probability < 0.97


def test_a_newer_claim_against_older_ones_moves_the_chance_to_its_side() -> None:
    old = [report(f"2024-08-12T0{n}:00", talk(), coming("Hamas", "confirmed"), publisher=f"P{n}") for n in range(3)]
    new = report("2024-08-14T12:00", talk(), coming("Hamas", "declined", by="Hamas"), publisher="AP")

    before, after = rows(*old)["Hamas"], rows(*old, new)["Hamas"]

    assert before.probability > 0.9
    assert after.probability < 0.5
    assert after.stance == "declined"
    assert after.earlier is not None
    assert after.earlier > 0.9
    assert after.against == (("confirmed", 3),)


def test_the_actor_itself_weighs_more_than_an_unnamed_source() -> None:
    itself = report("2024-08-14T08:00", talk(), coming("Hamas", "declined", by="Hamas"))
    unnamed = report("2024-08-14T08:00", talk(), coming("Hamas", "likely", by="a person close to the talks"), item="x")

    assert rows(itself, unnamed)["Hamas"].probability < 0.3


def test_copies_of_a_wire_report_count_once() -> None:
    copies = [
        report(f"2024-08-14T0{n}:00", talk(), coming("Hamas", "likely"), publisher=f"P{n}", group="w") for n in range(5)
    ]
    against = report("2024-08-14T06:00", talk(), coming("Hamas", "unlikely"), publisher="AP")

    assert 0.4 < rows(*copies, against)["Hamas"].probability < 0.6


def test_a_condition_stays_open_until_someone_says_yes_or_no() -> None:
    asked = coming("Hamas", "conditional", condition="if Israel stops its raids")
    first = report("2024-08-13T08:00", talk(), asked)

    assert rows(first)["Hamas"].condition == "if Israel stops its raids"
    assert rows(first, report("2024-08-14T08:00", talk(), coming("Hamas", "confirmed")))["Hamas"].condition is None


def test_persons_of_one_actor_that_differ_have_a_row_each() -> None:
    shown = rows(
        report("2024-08-14T08:00", talk(), coming("United States", "declined", person="Joe Biden")),
        report("2024-08-14T09:00", talk(), coming("United States", "confirmed", person="Kamala Harris")),
    )

    assert shown["Joe Biden"].probability < 0.2
    assert shown["Kamala Harris"].probability > 0.8


@given(st.lists(st.tuples(st.sampled_from(STANCES), st.integers(0, 60)), min_size=1, max_size=8))
def test_the_probability_is_the_printed_sum(told: list[tuple[Stance, int]]) -> None:
    reports = [
        report(f"2024-08-{12 + hours // 24}T{hours % 24:02}:00", talk(), coming("Hamas", stance), item=f"i{n}")
        for n, (stance, hours) in enumerate(told)
    ]

    row = rows(*reports)["Hamas"]

    weights = sum(share.weight for share in row.shares) + PRIOR_WEIGHT
    odds = sum(share.odds * share.weight for share in row.shares) + PRIOR_ODDS * PRIOR_WEIGHT
    assert math.isclose(row.probability, 1 / (1 + math.exp(-odds / weights)), abs_tol=1e-9)
    assert 0.02 < row.probability < 0.98
    assert all(math.isclose(math.prod(f for _, f in share.parts), share.weight) for share in row.shares)


def test_those_who_do_not_know_leave_the_stance_to_those_who_do() -> None:
    reports = [
        report("2024-08-14T08:00", talk(), coming("Hamas", "declined", by="Hamas")),
        report("2024-08-14T10:00", talk(), coming("Hamas", "uncertain"), publisher="AP"),
        report("2024-08-14T11:00", talk(), coming("Hamas", "uncertain"), publisher="AFP"),
    ]

    (row,) = fold(reports, TRACK, at("2024-08-14T12:00")).attendance

    assert row.stance == "declined"
    assert row.against == (("uncertain", 2),)


def test_a_stranger_is_at_a_tracks_talk_when_two_sources_say_so() -> None:
    one = report("2024-08-14T08:00", talk(), coming("Tesla", "confirmed"))
    other = report("2024-08-14T09:00", talk(), coming("Tesla", "likely"), publisher="AP")

    assert fold([one], TRACK, at("2024-08-14T12:00")).attendance == ()
    assert [row.actor for row in fold([one, other], TRACK, at("2024-08-14T12:00")).attendance] == ["Tesla"]


def test_an_agency_that_took_back_its_word_does_not_disagree_with_itself_in_other_outlets() -> None:
    early = [
        report(f"2024-08-13T{hour}:00", talk(), coming("Hamas", "conditional"), publisher=outlet, group="first")
        for hour, outlet in ((11, "Wire"), (12, "Courier"))
    ]
    late = [
        report(f"2024-08-13T{hour}:00", talk(), coming("Hamas", "declined"), publisher=outlet, group="second")
        for hour, outlet in ((18, "Wire"), (19, "Herald"))
    ]

    assert rows(*early, *late)["Hamas"].against == ()

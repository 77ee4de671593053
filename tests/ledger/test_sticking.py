"""Where the sides stand on an issue."""

from __future__ import annotations

from dataclasses import replace

from talkwatch.ledger.fold import fold
from talkwatch.model.board import Issue
from talkwatch.model.claims import Report
from tests.fakes.reports import EVERYTHING, TRACK, at, between, report


def rows(*reports: Report) -> tuple[Issue, ...]:
    return fold(reports, TRACK, at("2024-08-14T21:40")).issues


def test_names_that_the_track_knows_for_one_issue_are_one_row() -> None:
    shown = rows(
        report("2024-08-13T08:00", between("Israeli troops on the Egypt border", ("Israel", "demands"))),
        report("2024-08-14T08:00", between("the Philadelphi corridor", ("Hamas", "rejects")), publisher="AP"),
    )

    (row,) = shown
    assert row.issue == "Philadelphi corridor"
    assert {(stand.actor, stand.hold) for stand in row.stands} == {("Israel", "demands"), ("Hamas", "rejects")}


def test_like_names_are_one_row_without_a_track() -> None:
    reports = [
        report("2024-08-13T08:00", between("phase-out of fossil fuels")),
        report("2024-08-14T08:00", between("fossil fuel phase-out"), publisher="AP"),
        report("2024-08-14T08:00", between("money for poor states"), publisher="AFP"),
    ]

    assert len(fold(reports, EVERYTHING, at("2024-08-14T21:40")).issues) == 2


def test_progress_is_a_narrowing_with_the_sentence_as_its_reason() -> None:
    progress = between("hostage lists", status="narrowing", words="Israel and Hamas moved closer on hostage lists.")
    first = report("2024-08-13T08:00", between("hostage lists"))

    assert rows(first)[0].trend == "unchanged"
    assert rows(first, report("2024-08-14T08:00", progress, publisher="AP"))[0].reason == progress.span.words


def test_a_side_that_takes_back_an_offer_hardens_the_issue() -> None:
    (row,) = rows(
        report("2024-08-13T08:00", between("hostage lists", ("Hamas", "accepts"))),
        report("2024-08-14T08:00", between("hostage lists", ("Hamas", "rejects")), publisher="AP"),
    )

    assert row.trend == "hardening"
    assert [stand.hold for stand in row.stands] == ["rejects"]


def test_a_resolved_issue_stands_after_the_open_ones() -> None:
    shown = rows(
        report("2024-08-14T08:00", between("hostage lists", status="resolved")),
        report("2024-08-12T08:00", between("the Egypt border"), publisher="AP"),
    )

    assert [row.status for row in shown] == ["open", "resolved"]


def test_a_matter_that_the_track_does_not_know_counts_when_two_reports_name_it_or_one_outright() -> None:
    lone = report("2024-08-13T08:00", between("Israel and Hamas on the port fees"))
    again = report("2024-08-14T08:00", between("the Israel and Hamas port fees"), publisher="AP")
    outright = replace(between("Israel and Hamas on the port fees"), rule="sticking")

    assert rows(lone) == ()
    assert len(rows(lone, again)) == 1
    assert len(rows(report("2024-08-13T08:00", outright))) == 1


def test_what_a_single_report_names_goes_after_three_days() -> None:
    early = report("2024-08-11T08:00", between("hostage lists"))
    other = report("2024-08-11T09:00", between("hostage lists"), publisher="AP")

    assert rows(early) == ()
    assert len(rows(early, other)) == 1


def test_what_is_called_a_dispute_stands_before_what_one_side_demands() -> None:
    called = replace(between("money for poor states"), rule="sticking")
    shown = fold(
        [
            report("2024-08-14T09:00", between("seats for small islands", ("Fiji", "demands"))),
            report("2024-08-14T08:00", called, publisher="AP"),
        ],
        EVERYTHING,
        at("2024-08-14T21:40"),
    ).issues

    assert [row.issue for row in shown] == ["money for poor states", "seats for small islands"]

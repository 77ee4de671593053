"""Rows in words."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from talkwatch.ledger.fold import fold
from talkwatch.model.board import Turn
from talkwatch.model.claims import Precision
from talkwatch.views.board import board_view
from talkwatch.views.words import ago, countdown, turn_words, when_words, who
from tests.fakes.reports import TRACK, at, coming, report, said, talk

NIGHT = at("2024-08-14T21:40")


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        (date(2024, 8, 15), None, "day", "Thu 15 Aug"),
        (date(2024, 8, 15), date(2024, 8, 16), "day", "15–16 Aug"),
        (date(2024, 8, 31), date(2024, 9, 1), "day", "31 Aug – 1 Sep"),
        (date(2024, 8, 19), date(2024, 8, 25), "week", "next week"),
        (date(2024, 10, 1), None, "month", "in October"),
        (date(2025, 6, 1), None, "day", "Sun 1 Jun 2025"),
        (None, None, "unknown", "no date"),
    ],
)
def test_days_are_said_as_a_reader_would(
    first: date | None, last: date | None, precision: Precision, words: str
) -> None:
    assert when_words(first, last, precision, NIGHT) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 8, 15), None, "tomorrow"),
        (date(2024, 8, 14), None, "today"),
        (date(2024, 8, 17), None, "in 3 days"),
        (date(2024, 8, 13), None, "yesterday"),
        (date(2024, 8, 13), date(2024, 8, 15), "day 2"),
        (date(2024, 8, 10), date(2024, 8, 12), "2 days ago"),
        (None, None, ""),
    ],
)
def test_a_countdown_counts_days(first: date | None, last: date | None, words: str) -> None:
    assert countdown(first, last, NIGHT) == words


def test_a_day_is_counted_in_the_zone_of_now() -> None:
    tokyo: datetime = NIGHT.astimezone(ZoneInfo("Asia/Tokyo"))

    assert countdown(date(2024, 8, 15), None, tokyo) == "today"


def test_times_past_and_publishers_are_short() -> None:
    assert [ago(at(moment), NIGHT) for moment in ("2024-08-14T21:39", "2024-08-14T10:00", "2024-08-11T10:00")] == [
        "1 min",
        "11 h",
        "3 d",
    ]
    assert who(["AP", "AFP", "BBC"]) == "AP and 2 more"


def test_a_row_of_attendance_stands_under_its_talk_with_its_disagreement() -> None:
    reports = [
        report("2024-08-14T08:00", talk(), coming("Hamas", "uncertain")),
        report("2024-08-14T09:00", talk(), coming("Hamas", "declined"), publisher="AP"),
        report("2024-08-14T10:00", talk(), coming("Hamas", "declined"), publisher="AFP"),
    ]

    view = board_view(fold(reports, TRACK, NIGHT), NIGHT)
    row = view.attendance[0]

    assert view.talks[row.talk].id == row.talk_id
    assert row.disagreement == "sources disagree: 2 say no, 1 says unclear"
    assert [source.publisher for source in row.sources] == ["AFP", "AP", "Reuters"]


def test_a_house_counts_once_among_independent_sources() -> None:
    reports = [report(f"2024-08-14T0{n}:00", talk()) for n in range(3)]

    assert board_view(fold(reports, TRACK, NIGHT), NIGHT).talks[0].independent == 1


def test_the_words_said_are_lit_in_the_evidence() -> None:
    (row,) = board_view(
        fold([report("2024-08-14T08:00", said("the truce holds in all of the strip"))], TRACK, NIGHT), NIGHT
    ).statements

    ((start, end),) = row.sources[0].marks
    assert row.evidence[start:end] == "the truce holds in all of the strip"


@pytest.mark.parametrize(
    ("value", "words"),
    [("unlikely, unlikely", "unlikely"), ("likely, very likely", "likely, very likely"), ("declined", "declined")],
)
def test_a_stance_and_its_probability_in_the_same_word_are_said_once(value: str, words: str) -> None:
    turn = Turn(at("2024-08-14T12:00"), "stance", "", value, "x.a0", "AP")

    assert turn_words(turn, at("2024-08-14T13:00")) == words

"""The demo's week in any order, told twice and read again: the same boards, and the same rows under the same keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkwatch.ledger.correcting import Corrector
from talkwatch.ledger.fold import fold
from talkwatch.ledger.rows import find_row, rows_of
from talkwatch.model.board import Board
from talkwatch.model.claims import Report
from talkwatch.model.corrections import Correction
from talkwatch.settings.paths import paths
from talkwatch.settings.tracks import load_tracks
from tests.fakes.demo import store_of_the_week
from tests.fakes.reports import at

NIGHT = at("2024-08-15T22:00")


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Report, ...]]:
    with store_of_the_week(tmp_path_factory.mktemp("week") / "talkwatch.db") as store:
        yield store.reports(NIGHT)


@pytest.fixture(scope="module")
def right(week: tuple[Report, ...]) -> list[Correction]:
    """A correction of every kind, of the board's first rows."""
    board = folded(week, [])
    make = Corrector(board, NIGHT)
    first, second, third, *_ = board.talks
    return [
        make.merge(first.id, second.id),
        make.split(first.id, [first.told[-1].id]),
        make.rename(first.id, "The round"),
        make.pin(third.id),
        make.hide(board.statements[0].id),
        make.pin(board.issues[-1].id),
        make.stance(board.attendance[0].id, "declined"),
        make.stance(board.attendance[-1].told[0].id, "unlikely"),
        make.irrelevant(board.statements[-1].told[0].report.reading.item, "An item"),
    ]


def folded(reports: tuple[Report, ...] | list[Report], corrections: list[Correction]) -> Board:
    return fold(reports, load_tracks(paths(None))["any"], NIGHT, corrections)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(0, 9))
def test_any_order_and_number_of_the_weeks_reports_gives_its_board(
    week: tuple[Report, ...], right: list[Correction], seed: int, count: int
) -> None:
    chance = Random(seed)
    reports = [*week, *chance.sample(week, 20)]
    chance.shuffle(reports)
    some = chance.sample(right, count)

    assert folded(reports, some) == folded(week, sorted(some, key=lambda one: one.id))


def test_a_report_that_comes_late_leaves_nearly_every_row_its_key_and_no_former_key_leads_nowhere(
    week: tuple[Report, ...],
) -> None:
    whole = folded(week, [])
    chance = Random(7)
    late = set(chance.sample(range(len(week)), 12))
    before = folded([report for number, report in enumerate(week) if number not in late], [])
    after = folded(
        [replace(report, first_seen=NIGHT) if number in late else report for number, report in enumerate(week)], []
    )

    kept = {row.id for row in rows_of(before)} & {row.id for row in rows_of(after)}
    assert len(kept) >= 0.9 * len(rows_of(before))
    assert [row.id for row in rows_of(before) if find_row(after, row.id) is None and row.id[0] in "tk"] == []
    assert [talk.name for talk in after.talks] == [talk.name for talk in whole.talks]

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.feeds.pace import LONGEST_PACE, SHORTEST, USUAL, WEEK, pace, usual_gap, waking
from talkwatch.model.polls import Rhythm

NOW = datetime(2024, 8, 14, 12, 20, tzinfo=UTC)
"""A Wednesday."""
HOUR = timedelta(hours=1)


def ago(*hours: float) -> list[datetime | None]:
    return [NOW - each * HOUR for each in hours]


@pytest.mark.parametrize(
    ("published", "hours"),
    [
        (ago(1, 3, 5, 7), 2),
        (ago(7, 1, 5, 3), 2),
        (ago(1, 2, 50), 24.5),
        (ago(0, 0.01, 0.02, 24, 24.01, 48), 24),
        (ago(1, 2), 0),
        (ago(*[1.0] * 30), 0),
        ([None, None, *ago(1, 2, 3)], 1),
        (ago(-5, -3, -1, 1, 2, 3), 1),
        ([], 0),
    ],
    ids=[
        "even", "in any order", "two gaps", "bursts count once", "too few", "all at once", "undated ones left out",
        "the future left out", "nothing",
    ],
)  # fmt: skip
def test_the_usual_gap_is_the_median_between_strokes_of_entries(published: list[datetime | None], hours: float) -> None:
    assert usual_gap(published, NOW) == pytest.approx(hours * 3600, abs=120)


@pytest.mark.parametrize(
    ("gap", "interval"),
    [(0, USUAL), (60, SHORTEST), (2 * 3600, HOUR), (30 * 86_400, LONGEST_PACE)],
)
def test_a_feed_is_asked_twice_in_its_usual_gap_within_bounds(gap: float, interval: timedelta) -> None:
    assert pace(Rhythm(gap=gap)) == interval


def test_a_poll_falls_into_no_hour_and_no_day_that_the_feed_skips() -> None:
    assert waking(NOW, Rhythm(skip_hours=(11, 13)), 0.5) == NOW
    assert waking(NOW, Rhythm(skip_hours=(12, 13)), 0.5) == datetime(2024, 8, 14, 14, 15, tzinfo=UTC)
    assert waking(NOW, Rhythm(skip_days=(2, 3)), 0.0) == datetime(2024, 8, 16, tzinfo=UTC)
    assert waking(NOW, Rhythm(skip_hours=(0, 1), skip_days=(2,)), 0.0) == datetime(2024, 8, 15, 2, tzinfo=UTC)


def test_a_feed_that_skips_every_hour_is_asked_all_the_same() -> None:
    assert waking(NOW, Rhythm(skip_hours=tuple(range(24))), 0.5) == NOW


@given(st.sets(st.integers(0, 23)), st.sets(st.integers(0, 6)), st.integers(0, WEEK), st.floats(0, 1))
def test_a_poll_is_put_off_by_a_week_at_most_and_into_an_hour_that_is_open(
    hours: set[int], days: set[int], later: int, chance: float
) -> None:
    moment = NOW + later * HOUR

    again = waking(moment, Rhythm(skip_hours=tuple(hours), skip_days=tuple(days)), chance)

    assert moment <= again <= moment + (WEEK + 1) * HOUR
    if len(hours) < 24 and len(days) < 7:
        assert again.hour not in hours
        assert again.weekday() not in days

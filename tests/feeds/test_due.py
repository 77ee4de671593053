from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.feeds.due import LONGEST, SPREAD, Wait, due, fresh_for, next_poll, retry_after
from talkwatch.model.items import Feed, FeedId
from talkwatch.model.polls import FeedHealth, FeedState

NOW = datetime(2024, 8, 14, 12, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def feed(name: str, minutes: int | None, state: FeedState = "ok") -> FeedHealth:
    again = None if minutes is None else NOW + timedelta(minutes=minutes)
    return FeedHealth(Feed(FeedId(name), name), next_poll=again, state=state)


def test_those_never_asked_come_first_then_the_longest_waiting() -> None:
    asked = due([feed("late", -5), feed("later", -50), feed("new", None, "new"), feed("not yet", 1)], NOW)

    assert [health.feed.id for health in asked] == ["new", "later", "late"]


def test_paused_and_gone_feeds_are_never_due() -> None:
    assert due([feed("paused", -5, "paused"), feed("gone", -5, "gone"), feed("new", None, "paused")], NOW) == ()


def test_failures_double_the_interval_up_to_a_day() -> None:
    waits = [next_poll(NOW, Wait(HALF_HOUR, failures=n), 0.0) - NOW for n in range(8)]

    assert waits[:4] == [HALF_HOUR, 2 * HALF_HOUR, 4 * HALF_HOUR, 8 * HALF_HOUR]
    assert waits[-1] == LONGEST


def test_what_the_server_asks_for_is_never_undercut() -> None:
    assert next_poll(NOW, Wait(HALF_HOUR, fresh=7200), 0.0) == NOW + timedelta(hours=2)
    assert next_poll(NOW, Wait(HALF_HOUR, failures=1, retry_after=90_000), 0.0) == NOW + timedelta(hours=25)


@given(st.integers(0, 400), st.floats(0, 1e12), st.none() | st.floats(0, 1e300), st.floats(0, 1))
def test_the_next_poll_is_at_least_an_interval_and_at_most_eight_days_off(
    failures: int, fresh: float, wait: float | None, chance: float
) -> None:
    again = next_poll(NOW, Wait(HALF_HOUR, failures, fresh, wait), chance)

    assert HALF_HOUR <= again - NOW <= timedelta(days=7) * (1 + SPREAD)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Wed, 14 Aug 2024 12:01:00 GMT", 60.0),
        ("Wed, 14 Aug 2024 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("9" * 40, 999_999_999_999.0),
    ],
)
def test_retry_after_is_read_in_both_forms(said: str, seconds: float | None) -> None:
    assert retry_after(said, NOW) == seconds


@pytest.mark.parametrize(
    ("control", "age", "seconds"),
    [
        ("max-age=600", "", 600.0),
        ("public, Max-Age=600", "100", 500.0),
        ('max-age="600"', "700", 0.0),
        ("no-store", "", 0.0),
        ("s-maxage=600", "", 0.0),
        ("max-age=x", "", 0.0),
    ],
)
def test_an_answer_is_fresh_for_its_max_age_less_its_age(control: str, age: str, seconds: float) -> None:
    assert fresh_for(control, age) == seconds

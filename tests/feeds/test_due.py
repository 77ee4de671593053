from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.feeds.due import (
    AT_ONCE,
    FARTHEST,
    LONGEST,
    SPREAD,
    Wait,
    after_hold,
    catch_up,
    due,
    fresh_for,
    next_poll,
    retry_after,
    soonest,
    wished,
)
from talkwatch.model.items import Feed, FeedId
from talkwatch.model.polls import FeedHealth, FeedState, Rhythm

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


def test_a_poll_that_was_set_while_the_clock_was_wrong_is_due() -> None:
    assert len(due([feed("of 2031", int(FARTHEST.total_seconds()) // 60 + 1)], NOW)) == 1


def test_the_user_may_ask_before_a_feed_is_due_but_not_while_its_answer_is_fresh() -> None:
    early, fresh = feed("early", 20), replace(feed("fresh", 20), fresh_until=NOW + timedelta(seconds=1))

    assert wished([early, fresh], NOW) == (early,)
    assert wished([fresh], NOW + timedelta(seconds=1)) == (fresh,)


def test_the_next_look_is_when_the_first_feed_comes_due_that_is_not_due_yet() -> None:
    assert soonest([NOW, None, NOW + HALF_HOUR, NOW + 2 * HALF_HOUR], NOW) == NOW + HALF_HOUR
    assert soonest([NOW, None], NOW) is None


def test_many_feeds_that_are_due_at_once_follow_one_another() -> None:
    feeds = [feed(f"{n}", -5) for n in range(AT_ONCE + 3)]
    second = timedelta(seconds=1)

    now, later = catch_up(feeds, NOW, second, timedelta(minutes=15))
    few, none = catch_up(feeds[:AT_ONCE], NOW, second, timedelta(minutes=15))

    assert now == tuple(feeds[:AT_ONCE])
    assert list(later.values()) == [NOW + n * second for n in (1, 2, 3)]
    assert (len(few), none) == (AT_ONCE, {})


@given(st.integers(0, 3000))
def test_all_that_is_due_at_once_is_asked_within_the_window_and_none_is_forgotten(many: int) -> None:
    feeds = [feed(f"{n}", -5) for n in range(many)]
    window = timedelta(minutes=15)

    now, later = catch_up(feeds, NOW, timedelta(seconds=0.5), window)

    assert [health.feed.id for health in now] + list(later) == [health.feed.id for health in feeds]
    assert max(later.values(), default=NOW) <= NOW + window + timedelta(milliseconds=10)


def test_the_feeds_of_a_held_host_come_after_the_hold_one_by_one() -> None:
    feeds, until = [feed("http://a.example/1", -5), feed("http://a.example/2", -5)], NOW + timedelta(hours=1)

    assert after_hold(feeds, {"a.example": until}, iter([0.0, 0.5])) == {
        "http://a.example/1": until,
        "http://a.example/2": until + timedelta(minutes=15),
    }


def test_a_slow_feed_that_fails_is_not_asked_more_often_than_before() -> None:
    waits = [next_poll(NOW, Wait(timedelta(hours=6), failures=n), 0.0) - NOW for n in (1, 3, 4, 5, 6)]

    assert waits == [timedelta(hours=hours) for hours in (6, 6, 8, 16, 24)]


def test_the_hours_that_a_feed_sleeps_are_left_out_and_its_period_is_kept() -> None:
    rhythm = Rhythm(period=3 * 3600, skip_hours=(15, 16))

    assert next_poll(NOW, Wait(HALF_HOUR, rhythm=rhythm), 0.0) == NOW + timedelta(hours=5)
    assert next_poll(NOW, Wait(HALF_HOUR, rhythm=rhythm), 1.0) == NOW + timedelta(hours=5, minutes=30)


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
        ("Thu, 01 Jan 2027 00:00:00 +9999999999999999", None),
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
        ("", "", None),
    ],
)
def test_an_answer_is_fresh_for_its_max_age_less_its_age(control: str, age: str, seconds: float | None) -> None:
    assert fresh_for(control, age) == seconds

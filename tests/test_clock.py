from __future__ import annotations

from datetime import UTC, datetime, timedelta

from talkwatch.clock import Jumps, ScaledClock

NOON = datetime(2024, 8, 14, 12, tzinfo=UTC)


def test_a_sleep_is_noticed_once_and_time_that_passes_is_none() -> None:
    moment, seconds = NOON, 0.0
    jumps = Jumps(lambda: moment, lambda: seconds)

    moment, seconds = NOON + timedelta(hours=1), 3600.0
    awake = jumps()
    moment, seconds = NOON + timedelta(hours=9), 3605.0
    slept = jumps()
    moment, seconds = moment + timedelta(seconds=5), 3610.0

    assert (awake, slept, jumps()) == (False, True, False)


def test_a_clock_that_is_set_back_or_stands_still_did_not_sleep() -> None:
    moment, seconds = NOON, 0.0
    jumps = Jumps(lambda: moment, lambda: seconds)

    moment, seconds = NOON - timedelta(hours=1), 5.0
    back = jumps()
    seconds = 10.0

    assert (back, jumps()) == (False, False)


def test_a_clock_at_speed_does_not_sleep_while_it_runs_at_its_speed() -> None:
    seconds = 100.0

    def clock() -> datetime:
        return NOON + timedelta(seconds=seconds * 600)

    jumps = Jumps(ScaledClock(NOON, 600.0), lambda: seconds)
    jumps._clock, jumps._last = clock, (clock(), seconds)
    seconds = 105.0

    assert not jumps()

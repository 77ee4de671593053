"""What time it is: the machine's, or a simulated week's for the demo and the tests."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the present moment, in UTC."""


def system_clock() -> datetime:
    """The machine's time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class ScaledClock:
    """A clock that runs `speed` simulated seconds a real second from `start` on, and stands still at `stop`.

    `began` is the real moment of `start`, in seconds of the epoch, so that two processes can share one clock.
    """

    start: datetime
    speed: float
    stop: datetime | None = None
    began: float = field(default_factory=time.time)

    def __call__(self) -> datetime:
        """The simulated moment, in UTC."""
        now = self.start + timedelta(seconds=(time.time() - self.began) * self.speed)
        return min(now, self.stop) if self.stop else now


def fixed_clock(moment: datetime) -> Clock:
    """A clock that stands still at `moment`."""
    return lambda: moment


class Jumps:
    """Notices when the clock went on while this process did not: a laptop slept, or the clock was set forward.

    `real` counts seconds and stands still in a sleep, as `time.monotonic` does on Linux and macOS.
    """

    def __init__(self, clock: Clock, real: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._real = clock, real
        self._speed = float(getattr(clock, "speed", 1.0))
        self._last = clock(), real()

    def __call__(self) -> bool:
        """Whether the clock jumped since the last call."""
        before, self._last = self._last, (self._clock(), self._real())
        counted = timedelta(seconds=(self._last[1] - before[1]) * self._speed)
        return self._last[0] - before[0] - counted > SLEPT * self._speed


SLEPT = timedelta(seconds=30)
"""A clock that is ahead by more than this was not only set right."""

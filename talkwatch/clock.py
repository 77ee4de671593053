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

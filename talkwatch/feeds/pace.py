"""A feed's own pace: how often its entries come, and when it says that it does not change. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from talkwatch.model.polls import Rhythm

USUAL = timedelta(minutes=30)
"""Between two polls of a feed whose pace is not known."""

SHORTEST = timedelta(minutes=15)
LONGEST_PACE = timedelta(hours=6)

RECENT = 50
"""Entries that the pace is reckoned from, the newest ones."""

BURST = timedelta(minutes=10)
"""Entries published closer together than this came at one stroke, and count once."""

HOUR = timedelta(hours=1)
WEEK = 7 * 24
"""Hours in which a feed must change at least once, whatever it says of hours and days to skip."""


def usual_gap(published: Iterable[datetime | None], now: datetime) -> float:
    """The median of the seconds between a feed's recent strokes of entries, 0 where fewer than three show."""
    times = sorted((time for time in published if time is not None and time <= now), reverse=True)[:RECENT]
    strokes = times[:1]
    for time in times:
        if strokes[-1] - time >= BURST:
            strokes.append(time)
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(strokes)]
    return median(gaps) if len(gaps) >= 2 else 0.0


def pace(rhythm: Rhythm) -> timedelta:
    """The interval that suits a feed: half its usual gap, 15 minutes to 6 hours, and 30 minutes where it is unknown.

    At half the gap, an entry is on average found after a quarter of the time to the next.
    """
    if not rhythm.gap:
        return USUAL
    return min(max(timedelta(seconds=rhythm.gap / 2), SHORTEST), LONGEST_PACE)


def waking(moment: datetime, rhythm: Rhythm, chance: float) -> datetime:
    """`moment`, or the first after it at which the feed does not say that it sleeps (RSS 2.0, skipHours and skipDays).

    `chance` (0-1) parts the feeds that wake at the same hour. A feed that never wakes is taken at no word.
    """
    if not _sleeps(moment, rhythm):
        return moment
    hour = moment.replace(minute=0, second=0, microsecond=0)
    for n in range(1, WEEK + 1):
        if not _sleeps(hour + n * HOUR, rhythm):
            return hour + n * HOUR + chance * HOUR / 2
    return moment


def _sleeps(moment: datetime, rhythm: Rhythm) -> bool:
    return moment.hour in rhythm.skip_hours or moment.weekday() in rhythm.skip_days

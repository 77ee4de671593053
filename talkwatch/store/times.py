"""Moments as the file keeps them: whole microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import overload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@overload
def ticks(moment: datetime) -> int: ...
@overload
def ticks(moment: None) -> None: ...
def ticks(moment: datetime | None) -> int | None:
    """An aware moment as microseconds since 1970."""
    return None if moment is None else (moment - _EPOCH) // _TICK


@overload
def moment(ticks: int) -> datetime: ...
@overload
def moment(ticks: None) -> None: ...
def moment(ticks: int | None) -> datetime | None:
    """Microseconds since 1970 as a moment in UTC."""
    return None if ticks is None else _EPOCH + timedelta(microseconds=ticks)

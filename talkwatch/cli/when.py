"""Moments and zones as the command line takes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from talkwatch.model.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from talkwatch.cli.opening import Opened
    from talkwatch.desk import Desk
    from talkwatch.model.tracks import Track
    from talkwatch.settings.config import Config
    from talkwatch.views.rows import BoardView

_HINT = "a day as 2024-08-14, or a time as 2024-08-14T12:00Z"


def moment(words: str, zone: tzinfo | None, *, end_of_day: bool = False) -> datetime:
    """The moment (UTC) that ISO words name; without an offset they are of the zone, None being the machine's.

    A day alone is its beginning, or its end. Raises UsageError for other words.
    """
    try:
        if len(words.strip()) <= len("2024-08-14"):
            return day_begins(date.fromisoformat(words.strip()) + timedelta(days=1 if end_of_day else 0), zone)
        parsed = datetime.fromisoformat(words.strip())
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{words!r} is no moment", _HINT) from error
    if parsed.tzinfo is not None:
        return parsed.astimezone(UTC)
    return (parsed.replace(tzinfo=zone) if zone else parsed).astimezone(UTC)


def day(words: str) -> date:
    """The day that ISO words name. Raises UsageError for other words."""
    try:
        return date.fromisoformat(words.strip())
    except ValueError as error:
        raise UsageError(f"{words!r} is no day", "a day as 2024-08-14") from error


def day_begins(when: date, zone: tzinfo | None) -> datetime:
    """The moment (UTC) at which a day begins in the zone, None being the machine's."""
    midnight = datetime.combine(when, time())
    return (midnight.replace(tzinfo=zone) if zone else midnight).astimezone(UTC)


def zone_of(config: Config) -> tzinfo | None:
    """The zone that the user chose, or None for the machine's."""
    return ZoneInfo(config.screen.zone) if config.screen.zone else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A board with its track; `when` is its moment in the zone of the user."""

    view: BoardView
    track: Track
    when: datetime


def shown(home: Path | None, track: str | None, as_of: str | None) -> Shown:
    """The board of a track as of now, or of a moment in ISO words. Raises UsageError."""
    from talkwatch.cli.opening import open_store
    from talkwatch.clock import system_clock

    with open_store(home, read_only=True) as opened:
        zone = zone_of(opened.config)
        when = moment(as_of, zone, end_of_day=True) if as_of else system_clock()
        desk, name = desk_of(opened, track)
        return Shown(desk.board(name, when), desk.tracks[name], when.astimezone(zone))


def desk_of(opened: Opened, track: str | None) -> tuple[Desk, str]:
    """A desk over the open store, and the name of the track asked for, else of the one in the config.

    Raises UsageError for a track that does not exist.
    """
    from talkwatch.desk import Desk
    from talkwatch.settings.tracks import find_track, load_tracks

    tracks = load_tracks(opened.paths)
    config = opened.config
    chosen = find_track(tracks, track or config.board.track or "any")
    return Desk(opened.store, tracks, zone=zone_of(config), yardstick=config.board.yardstick), chosen.name

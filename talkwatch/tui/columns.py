"""Lines in columns, and moments in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from textual.content import Content

from talkwatch.tui.plain import cells, clip, fit

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def cell(text: str, width: int, ink: str = "", *, right: bool = False) -> Content:
    """Outside text in a column of exactly `width`."""
    return Content.styled(fit(text, width, right=right), ink)


def row(parts: Sequence[Content], gap: int = 1) -> Content:
    """Columns side by side."""
    return Content(" " * gap).join(parts)


def ends(left: str, right: str, width: int, left_ink: str = "", right_ink: str = "") -> Content:
    """Text on the left, cut if it must be, and text on the right edge."""
    right = clip(right, width)
    room = width - cells(right) - (1 if right else 0)
    blank = " " if right else ""
    return Content.assemble((fit(left, room), left_ink), blank, (right, right_ink))


def day(when: date) -> str:
    """A day in words ("Thu 15 Aug")."""
    return f"{_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]}"


def stamp(moment: datetime, zone: tzinfo | None) -> str:
    """A moment in the reader's zone ("Thu 15 Aug 21:40")."""
    local = moment.astimezone(zone)
    return f"{day(local.date())} {local:%H:%M}"


def clock_time(moment: datetime, now: datetime, zone: tzinfo | None) -> str:
    """A moment as short as it can be understood: the time alone today, else with the day."""
    local = moment.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == now.astimezone(zone).date() else stamp(moment, zone)


def age(moment: datetime, now: datetime) -> str:
    """How long ago, in one unit ("now", "5 min", "2 h", "6 d", "3 wk")."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    days = minutes // (24 * 60)
    return f"{days} d" if days < 21 else f"{days // 7} wk"


def days_since(since: date, now: datetime) -> str:
    """How many days something has stood ("today", "6 d")."""
    days = (now.date() - since).days
    return "today" if days < 1 else f"{days} d"


def sources(count: int) -> str:
    """A number of independent sources ("5 src")."""
    return f"{count} src"

"""Lines that every format of the digest shares, as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from talkwatch.views.rows import AttendanceRow, HealthView, SourceRow, StatementRow, StickingRow, TalkRow
from talkwatch.views.saying import spoken
from talkwatch.views.sources import reports
from talkwatch.views.words import count_words, day_words


def place_line(row: TalkRow) -> str:
    """Where a talk is held ("Doha", "place not known")."""
    return row.place or "place not known"


def sides_line(row: TalkRow) -> str:
    """Who is at the table: ", Israel – Hamas, via Qatar and Egypt", or ""."""
    sides = f", {' – '.join(row.parties)}" if row.parties else ""
    return sides + (f", via {', '.join(row.mediators)}" if row.mediators else "")


def who_line(row: AttendanceRow) -> str:
    """Whose coming it is about ("Joe Biden (United States)", "Hamas")."""
    return f"{row.person} ({row.actor})" if row.person and row.person != row.actor else row.actor


def said_line(row: StatementRow, now: datetime) -> str:
    """Who said what, through which medium and when; quotation marks only around words that the source quotes."""
    words = " ".join(row.content.split())
    quoted = spoken(row.act, f"“{words}”" if row.kind == "direct" else words)
    day = day_words(row.said_on, now) if row.said_on else ""
    how = ", ".join(filter(None, [row.medium or "", day]))
    return f"{row.speaker}{f' ({how})' if how else ''}: {quoted}"


def stands_line(row: StickingRow) -> str:
    """Where an issue stands and why: "open, unchanged: …"."""
    return f"{row.status}, {row.trend}: {row.reason}"


SOURCES = 3
"""So many sources stand beside a line, one for each report and publisher, the newest first."""


def cited(sources: Iterable[SourceRow]) -> tuple[tuple[SourceRow, ...], int]:
    """The sources that stand beside a line, and how many more there are: each report counts once, in however many
    outlets, and so does each publisher.
    """
    newest: dict[str, SourceRow] = {}
    for row, _ in reports(sources):
        newest.setdefault(row.agency or row.publisher or row.item, row)
    return tuple(newest.values())[:SOURCES], max(0, len(newest) - SOURCES)


def feeds_line(health: HealthView | None) -> str:
    """How the feeds stand, in a sentence."""
    if health is None or not health.feeds:
        return "No feed is subscribed."
    polled = f"last polled {health.polled:%d %b %H:%M} UTC" if health.polled else "not polled yet"
    words = f"{count_words(health.feeds, 'feed')}, {health.failing} failing, {polled}"
    return words + (f"; {health.unread} items not read yet." if health.unread else ".")

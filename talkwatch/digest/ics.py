"""Upcoming talks as iCalendar (RFC 5545), so that a subscribed calendar follows them."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Calendar, Event

from talkwatch.digest.compose import Digest
from talkwatch.digest.lines import cited, sides_line
from talkwatch.views.rows import TalkRow
from talkwatch.views.sources import origin
from talkwatch.views.words import STATUS_WORDS

_STATUS = {"cancelled": "CANCELLED", "scheduled": "CONFIRMED", "under_way": "CONFIRMED", "concluded": "CONFIRMED"}


def ics(digest: Digest) -> bytes:
    """The digest's talks that have a day, as all-day events in UTF-8 with CRLF line ends.

    An event's UID is its talk's id, which stays when its day moves; SEQUENCE counts the turns of its history.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//talkwatch//digest//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"talkwatch: {digest.track}")
    calendar.add("x-published-ttl", "PT1H")
    for one in digest.talks:
        if one.talk.start is not None and one.talk.precision == "day":
            calendar.add_component(_event(one.talk))
    written: bytes = calendar.to_ical()
    return written


def _event(row: TalkRow) -> Event:
    assert row.start is not None
    event = Event()
    event.add("uid", f"{row.id}@talkwatch")
    event.add("dtstamp", row.changed)
    event.add("last-modified", row.changed)
    event.add("sequence", max(0, len(row.history) - 1))
    event.add("dtstart", row.start)
    event.add("dtend", (row.end or row.start) + timedelta(days=1))
    event.add("summary", f"{row.name}{' (postponed)' if row.status == 'postponed' else ''}")
    event.add("status", _STATUS.get(row.status, "TENTATIVE"))
    event.add("transp", "TRANSPARENT")
    if row.place:
        event.add("location", row.place)
    words = [f"{STATUS_WORDS[row.status]}{sides_line(row)}", *row.conflicts, f"“{row.evidence}”"]
    words += [f"{origin(source)}: {source.link}" for source in cited(row.sources)[0]]
    event.add("description", "\n".join(words))
    if row.sources and row.sources[0].link.startswith(("http://", "https://")):
        event.add("url", row.sources[0].link)
    return event

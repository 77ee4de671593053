"""The page of a talk and that of an actor as plain text, for pipes and for terminals without a dashboard."""

from __future__ import annotations

from datetime import datetime

from talkwatch.views.pages import ActorPage, TalkPage
from talkwatch.views.text import attendance_lines, statement_lines, talk_lines
from talkwatch.views.words import day_words


def talk_page_text(page: TalkPage, now: datetime) -> str:
    """A talk, who will come, and its timeline, oldest first; moments are those of the zone that `now` carries."""
    lines = [*talk_lines(page.talk), "", "WHO WILL COME"]
    lines += [line for row in page.attendance for line in attendance_lines(row)] or ["  nothing yet"]
    lines += ["", "TIMELINE"]
    for moment in page.timeline:
        when = moment.when.astimezone(now.tzinfo)
        lines.append(f"  {when:%a} {when.day} {when:%b %H:%M}  {' '.join(moment.words.split())} — {moment.publisher}")
    return "\n".join(lines if page.timeline else [*lines, "  nothing moved yet"])


def actor_page_text(page: ActorPage, now: datetime) -> str:
    """An actor: where it will be, where it stands, what it said."""
    lines = [page.actor, "", "ATTENDANCE"]
    for row in page.attendance:
        where = f"{row.talk_name}, {day_words(row.start, now)}" if row.start else row.talk_name
        lines += [f"  {where}", *attendance_lines(row)]
    lines += [] if page.attendance else ["  nothing yet"]
    lines += ["", "POSITIONS"]
    lines += [
        f"  {stand.position}: {stand.issue} ({stand.status}, reported {day_words(stand.reported, now)})"
        for stand in page.positions
    ] or ["  nothing yet"]
    lines += ["", "STATEMENTS"]
    lines += [line for row in page.statements for line in statement_lines(row, now)] or ["  nothing yet"]
    return "\n".join(lines)

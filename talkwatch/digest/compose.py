"""What a digest says, composed once from the views; every format renders this."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from pydantic import Field

from talkwatch import __version__
from talkwatch.views.rows import (
    AttendanceRow,
    BoardView,
    ChangeRow,
    CorrectionRow,
    HealthView,
    RetractionRow,
    Row,
    StatementRow,
    StickingRow,
    TalkRow,
)

DIGEST_VERSION = 2
"""Raised when a field goes or means something else; a new field leaves it."""
TALKS = 25
STATEMENTS = 60
STATEMENTS_OF_ONE = 5
STICKING = 25
CHANGES = 30
"""At most so many of each: a page that is read at breakfast."""

_OVER = frozenset({"concluded", "cancelled", "unreported"})

METHOD = (
    "Read by rules from the feeds named, on this machine; nothing is written by a model. A line rests on the sources "
    "beside it. Probabilities are a weighted mean of what the sources say, in log-odds; copies of one report count "
    "once. `talkwatch explain` redoes every number."
)
"""How the digest came about, in its last lines."""


class DigestTalk(Row):
    """A talk with the sides that have not said that they come."""

    talk: TalkRow
    waiting: tuple[str, ...]


class SaidBy(Row):
    """What one actor (or a speaker without one) said on the day, the newest first."""

    actor: str
    statements: tuple[StatementRow, ...]


class Digest(Row):
    """One day, or several, of one track. `since` and `until` are UTC; the board is that of `until`."""

    version: int = DIGEST_VERSION
    track: str
    first: date
    """The user's day on which it begins."""
    day: date
    """The user's day on which it ends."""
    zone: str
    """The short name of the zone in which days are counted."""
    since: datetime
    until: datetime
    changes: tuple[ChangeRow, ...]
    talks: tuple[DigestTalk, ...]
    attendance: tuple[AttendanceRow, ...]
    statements: tuple[SaidBy, ...]
    sticking_points: tuple[StickingRow, ...]
    retractions: tuple[RetractionRow, ...] = ()
    """Reports that no longer say what they said, the newest first."""
    corrections: tuple[CorrectionRow, ...] = ()
    """What the user put right meanwhile."""
    left_out: dict[str, int] = Field(default_factory=dict)
    """How many changes, talks, statements and sticking points there were beyond those shown."""
    health: HealthView | None
    """How the feeds stand when it is written."""
    method: str = METHOD
    cite: str = ""


def compose(
    view: BoardView,
    changes: Iterable[ChangeRow],
    since: datetime,
    now: datetime,
    health: HealthView | None = None,
    *,
    retractions: Iterable[RetractionRow] = (),
) -> Digest:
    """The digest from `since` (UTC) to the view's moment; `now` is that moment in the user's zone.

    Statements are those heard from `since` on; the other panels are as they stand. Talks that are past or off, with who
    came, are told once: in the digest of the time in which that was heard. So is who comes to talks without a day.
    """
    standing = [talk for talk in view.talks if talk.status not in _OVER or talk.moved >= since]
    talks = standing[:TALKS]
    shown = {talk.id for talk in talks}
    moved = [row for row in changes if row.panel != "statements" and not _is_surer(row)]
    said = tuple(_said(view.statements, since))
    fresh = sum(row.said >= since for row in view.statements)
    first, day = since.astimezone(now.tzinfo).date(), (now - timedelta(microseconds=1)).date()
    left = {
        "changes": len(moved) - CHANGES,
        "talks": len(standing) - TALKS,
        "statements": fresh - sum(len(one.statements) for one in said),
        "sticking_points": len(view.sticking_points) - STICKING,
    }
    return Digest(
        track=view.track,
        first=min(first, day),
        day=day,
        zone=now.tzname() or "UTC",
        since=since,
        until=view.as_of,
        changes=tuple(moved[:CHANGES]),
        talks=tuple(DigestTalk(talk=talk, waiting=_waiting(talk, view.attendance)) for talk in talks),
        attendance=tuple(row for row in view.attendance if row.talk_id in shown and (row.start or row.moved >= since)),
        statements=said,
        sticking_points=view.sticking_points[:STICKING],
        retractions=tuple(retractions)[:CHANGES],
        corrections=tuple(row for row in view.corrections if since <= (row.undone or row.made) <= view.as_of),
        left_out={name: number for name, number in left.items() if number > 0},
        health=health,
        cite=_cite(view, health),
    )


def _is_surer(row: ChangeRow) -> bool:
    """Whether only the word of the same stance's probability became another: the table of who comes has that."""
    stances = [believed.partition(",")[0] for believed in (row.before, row.after)]
    return row.panel == "attendance" and stances[0] == stances[1]


def fingerprint(digest: Digest) -> str:
    """A sign that two digests share when they say the same, whenever they were made and however the feeds stand."""
    words = digest.model_dump_json(exclude={"until", "health", "cite"})
    return hashlib.sha256(words.encode()).hexdigest()


def _cite(view: BoardView, health: HealthView | None) -> str:
    """How to cite a line, and the page; a digest ends a microsecond before the moment that belongs to the next one."""
    end = view.as_of + timedelta(microseconds=1)
    feeds = f" from {health.feeds} feeds" if health and health.feeds else ""
    return (
        "To cite a line, cite the report beside it; to cite this page: "
        f"“{view.track}”, digest by talkwatch {__version__}{feeds}, as of {end:%Y-%m-%d %H:%M} UTC."
    )


def _waiting(talk: TalkRow, attendance: Iterable[AttendanceRow]) -> tuple[str, ...]:
    """The parties and mediators of a talk to come of whom no source says that they will be there."""
    if talk.kind == "truce" or talk.status not in {"scheduled", "proposed", "in_doubt", "postponed"}:
        return ()
    coming = {row.actor for row in attendance if row.talk_id == talk.id and row.stance in {"confirmed", "likely"}}
    return tuple(name for name in (*talk.parties, *talk.mediators) if name not in coming)


def _said(rows: Iterable[StatementRow], since: datetime) -> Iterable[SaidBy]:
    """The day's statements by actor, those of whom most was reported first."""
    fresh = [row for row in rows if row.said >= since]
    by_actor: dict[str, list[StatementRow]] = {}
    for row in sorted(fresh, key=lambda row: (-row.independent, -row.said.timestamp(), row.id)):
        held = by_actor.setdefault(row.actor or row.speaker, [])
        if len(held) < STATEMENTS_OF_ONE:
            held.append(row)
    left = STATEMENTS
    for actor, said in by_actor.items():
        kept = sorted(said[:left], key=lambda row: row.said, reverse=True)
        left -= len(kept)
        if kept:
            yield SaidBy(actor=actor, statements=tuple(kept))

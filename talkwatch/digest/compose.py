"""What a digest says, composed once from the views; every format renders this."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from talkwatch.views.rows import (
    AttendanceRow,
    BoardView,
    ChangeRow,
    HealthView,
    Row,
    StatementRow,
    StickingRow,
    TalkRow,
)

DIGEST_VERSION = 1
TALKS = 25
STATEMENTS = 60
STATEMENTS_OF_ONE = 5
STICKING = 25
CHANGES = 30
"""At most so many of each: a page that is read at breakfast."""

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
    """One day of one track. `since` and `until` are UTC; `day` is the user's; the board is that of `until`."""

    version: int = DIGEST_VERSION
    track: str
    day: date
    zone: str
    since: datetime
    until: datetime
    changes: tuple[ChangeRow, ...]
    talks: tuple[DigestTalk, ...]
    attendance: tuple[AttendanceRow, ...]
    statements: tuple[SaidBy, ...]
    sticking_points: tuple[StickingRow, ...]
    health: HealthView | None
    method: str = METHOD


def compose(
    view: BoardView, changes: Iterable[ChangeRow], since: datetime, now: datetime, health: HealthView | None = None
) -> Digest:
    """The digest of the day that ends with the view's moment; `now` is that moment in the user's zone.

    Statements are those heard after `since`; the other panels are as they stand. Talks that are past or off stay
    while the board keeps them.
    """
    talks = view.talks[:TALKS]
    shown = {talk.id for talk in talks}
    return Digest(
        track=view.track,
        day=(now - timedelta(microseconds=1)).date(),
        zone=now.tzname() or "UTC",
        since=since,
        until=view.as_of,
        changes=tuple(row for row in changes if row.panel != "statements")[:CHANGES],
        talks=tuple(DigestTalk(talk=talk, waiting=_waiting(talk, view.attendance)) for talk in talks),
        attendance=tuple(row for row in view.attendance if row.talk_id in shown),
        statements=tuple(_said(view.statements, since)),
        sticking_points=view.sticking_points[:STICKING],
        health=health,
    )


def _waiting(talk: TalkRow, attendance: Iterable[AttendanceRow]) -> tuple[str, ...]:
    """The parties and mediators of a talk to come of whom no source says that they will be there."""
    if talk.status not in {"scheduled", "proposed", "in_doubt", "postponed"}:
        return ()
    coming = {row.actor for row in attendance if row.talk_id == talk.id and row.stance in {"confirmed", "likely"}}
    return tuple(name for name in (*talk.parties, *talk.mediators) if name not in coming)


def _said(rows: Iterable[StatementRow], since: datetime) -> Iterable[SaidBy]:
    """The day's statements by actor, those of whom most was reported first."""
    fresh = [row for row in rows if row.said > since]
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

"""The page of one talk and the page of one actor: what a board's rows say about either, brought together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Literal

from talkwatch.ledger.wording import last_word, name_key
from talkwatch.model.claims import Hold, IssueStatus
from talkwatch.views.rows import AttendanceRow, BoardRow, BoardView, Row, StatementRow, StickingRow, TalkRow
from talkwatch.views.saying import spoken
from talkwatch.views.sources import origin

PAGE_VERSION = 1


class MomentRow(Row):
    """One moment of a talk's life: when it was heard, what happened in words, who said so, and the row it moved."""

    when: datetime
    kind: Literal["talk", "attendance", "statement"]
    words: str
    publisher: str
    row: str
    claim: str = ""


class TalkPage(Row):
    """One talk from its first mention on. `timeline` is oldest first; times are UTC."""

    version: int = PAGE_VERSION
    as_of: datetime
    track: str
    talk: TalkRow
    attendance: tuple[AttendanceRow, ...]
    timeline: tuple[MomentRow, ...]


class StandRow(Row):
    """Where the actor of a page stands on one issue; `row` is the sticking point's key."""

    row: str
    issue: str
    position: Hold
    status: IssueStatus
    reported: date


class ActorPage(Row):
    """One actor on one board: where it will be, where it stands, what it said (newest first)."""

    version: int = PAGE_VERSION
    as_of: datetime
    track: str
    actor: str
    attendance: tuple[AttendanceRow, ...]
    positions: tuple[StandRow, ...]
    statements: tuple[StatementRow, ...]
    talks: tuple[str, ...]
    """The keys of the talks that it is a party to or mediates."""


def talk_of(row: BoardRow, view: BoardView) -> str:
    """The key of the talk that a row is about, "" if none: a statement's is the one that the same report told of."""
    match row:
        case TalkRow():
            return row.id
        case AttendanceRow():
            return row.talk_id
        case _:
            items = {source.item for source in row.sources}
            told = (talk.id for talk in view.talks if any(source.item in items for source in talk.sources))
            return next(told, "")


def actors_of(row: BoardRow) -> tuple[str, ...]:
    """The names of whom a row is about, the nearest first."""
    match row:
        case TalkRow():
            names: Iterable[str | None] = (*row.parties, *row.mediators)
        case AttendanceRow():
            names = (row.actor, row.person)
        case StatementRow():
            names = (row.actor, row.speaker)
        case StickingRow():
            names = (position.actor for position in row.positions)
        case _:
            names = ()
    return tuple(dict.fromkeys(name for name in names if name))


def find_talk(view: BoardView, asked: str) -> TalkRow | None:
    """The talk with that key, else the one whose name or place has all the words asked for, the soonest first."""
    exact = next((talk for talk in view.talks if talk.id == asked), None)
    if exact is not None:
        return exact
    words = name_key(asked).split()
    named = (talk for talk in view.talks if words and _has(f"{talk.name} {talk.place or ''}", words))
    return next(named, None)


def _has(text: str, words: list[str]) -> bool:
    known = name_key(text)
    return all(word in known for word in words)


def talk_page(view: BoardView, talk: TalkRow) -> TalkPage:
    """A talk of the board with who will come, and all that happened to it in the order in which it was heard."""
    coming = tuple(row for row in view.attendance if row.talk_id == talk.id)
    moments = [
        MomentRow(
            when=turn.when, kind="talk", words=turn.words, publisher=turn.publisher, row=talk.id, claim=turn.claim
        )
        for turn in talk.history
    ]
    for row in coming:
        who = f"{row.person} ({row.actor})" if row.person else row.actor
        moments += [
            MomentRow(
                when=turn.when,
                kind="attendance",
                words=f"{who}: {turn.words}",
                publisher=turn.publisher,
                row=row.id,
                claim=turn.claim,
            )
            for turn in row.history
        ]
    items = {source.item for row in (talk, *coming) for source in row.sources}
    moments += [_said(row) for row in view.statements if any(source.item in items for source in row.sources)]
    ordered = tuple(sorted(moments, key=lambda moment: (moment.when, moment.kind, moment.words, moment.row)))
    return TalkPage(as_of=view.as_of, track=view.track, talk=talk, attendance=coming, timeline=ordered)


def _said(row: StatementRow) -> MomentRow:
    """A statement as a moment: it is quoted only where the source quotes all of it."""
    content = " ".join(row.content.split())
    words = f"“{content}”" if row.kind == "direct" and content[:1] not in "“\"«„'‘" else content
    first = row.sources[-1]
    return MomentRow(
        when=row.said,
        kind="statement",
        words=f"{row.speaker}: {spoken(row.act, words)}",
        publisher=origin(first),
        row=row.id,
        claim=first.claim,
    )


def actor_page(view: BoardView, asked: str, aliases: Mapping[str, str] | None = None) -> ActorPage | None:
    """All that the board has about an actor or a person, None if nothing; `aliases` give an actor's name by others."""
    known = {name_key(alias): name for alias, name in (aliases or {}).items()}
    key = name_key(known.get(name_key(asked), asked))
    coming = tuple(row for row in view.attendance if _is(key, row.actor, row.person))
    said = (row for row in view.statements if _is(key, row.actor, row.speaker))
    statements = tuple(sorted(said, key=lambda row: (row.said, row.content, row.id), reverse=True))
    stands = tuple(
        StandRow(row=point.id, issue=point.issue, position=each.position, status=point.status, reported=each.reported)
        for point in view.sticking_points
        for each in point.positions
        if _is(key, each.actor)
    )
    talks = tuple(talk.id for talk in view.talks if any(_is(key, name) for name in (*talk.parties, *talk.mediators)))
    if not (coming or statements or stands or talks):
        return None
    return ActorPage(
        as_of=view.as_of,
        track=view.track,
        actor=_spelled(view, key) or asked,
        attendance=coming,
        positions=stands,
        statements=statements,
        talks=talks,
    )


def _is(key: str, *names: str | None) -> bool:
    """Whether one of the names is the one asked for, or a longer form of it that ends in the same family name."""
    for name in names:
        if name and (name_key(name) == key or (" " not in key and " " in name and last_word(name) == key)):
            return True
    return False


def _spelled(view: BoardView, key: str) -> str:
    """The name as the board writes it."""
    return next((name for name in actor_names(view) if name_key(name) == key), "")


def actor_names(view: BoardView) -> tuple[str, ...]:
    """Everyone on the board, in the order in which they stand there."""
    rows: tuple[BoardRow, ...] = (*view.attendance, *view.talks, *view.statements, *view.sticking_points)
    return tuple(dict.fromkeys(name for row in rows for name in actors_of(row)))

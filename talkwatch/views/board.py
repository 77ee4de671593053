"""The board as rows of plain values."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from talkwatch.ledger.weights import TREND_STEP
from talkwatch.ledger.yardstick import YardstickName, word
from talkwatch.model.board import Attendance, Board, Issue, Statement, Talk, Told
from talkwatch.model.claims import TalkClaim
from talkwatch.views.corrections import correction_row, corrections_by_row
from talkwatch.views.moved import moved
from talkwatch.views.reckoning import reckoning
from talkwatch.views.rows import (
    AttendanceRow,
    BoardRow,
    BoardView,
    PositionRow,
    StatementRow,
    StickingRow,
    TalkRow,
    Trend,
)
from talkwatch.views.saying import act_of, named
from talkwatch.views.sources import history, independent, sources
from talkwatch.views.words import STANCE_VERBS, conflict_words, countdown, day_words, when_words

RowT = TypeVar("RowT", bound=BoardRow)


def board_view(board: Board, now: datetime, yardstick: YardstickName = "icd203") -> BoardView:
    """What the four panels show of a board; days and countdowns are those of the zone that `now` carries."""
    place = {talk.id: number for number, talk in enumerate(board.talks)}
    right = corrections_by_row(board)

    def marked(row: RowT) -> RowT:
        return row.model_copy(update={"corrections": right[row.id]}) if row.id in right else row

    coming = (attendance_row(row, place[row.talk], board, now, yardstick) for row in board.attendance)
    return BoardView(
        as_of=board.as_of,
        track=board.track,
        talks=tuple(marked(talk_row(talk, now)) for talk in board.talks),
        attendance=tuple(map(marked, coming)),
        statements=tuple(marked(statement_row(row, now)) for row in board.statements),
        sticking_points=tuple(marked(sticking_row(row, now)) for row in board.issues),
        corrections=tuple(correction_row(one.correction, one.rows) for one in board.corrections),
    )


def talk_row(talk: Talk, now: datetime) -> TalkRow:
    """One talk as the panel shows it."""
    last = moved(talk)
    return TalkRow(
        id=talk.id,
        evidence=_best(talk).claim.span.words,
        sources=sources(talk.told, now),
        independent=independent(talk.told),
        changed=talk.told[-1].heard,
        moved=last.heard,
        learned=last.learned,
        history=history(talk.history, now),
        name=talk.name,
        place=talk.place,
        start=talk.start,
        end=talk.end,
        precision=talk.precision,
        kind=talk.told[-1].claim.kind,
        status=talk.status,
        parties=talk.parties,
        mediators=talk.mediators,
        when=when_words(talk.start, talk.end, talk.precision, now),
        countdown=countdown(talk.start, talk.end, now) if talk.precision == "day" else "",
        conflicts=tuple(conflict_words(conflict, now) for conflict in talk.conflicts),
    )


def _best(talk: Talk) -> Told[TalkClaim]:
    """The mention that says most of what is believed, and of those the newest."""

    def worth(one: Told[TalkClaim]) -> tuple[bool, int, datetime, str]:
        claim = one.claim
        told = (claim.start is not None and claim.start == talk.start) + (claim.place is not None) + bool(claim.parties)
        return (claim.status == talk.status, told, one.heard, one.id)

    return max(talk.told, key=worth)


def attendance_row(
    row: Attendance, number: int, board: Board, now: datetime, yardstick: YardstickName
) -> AttendanceRow:
    """One actor's coming to the board's talk of that number."""
    talk = board.talks[number]
    leading = [share.told for share in row.shares if share.told.claim.stance == row.stance]
    last = moved(row)
    best = max(leading, key=lambda one: (one.heard, one.claim.confidence, one.id))
    return AttendanceRow(
        id=row.id,
        evidence=best.claim.span.words,
        sources=sources(row.told, now, {share.told.id: round(share.adds, 3) for share in row.shares}),
        independent=independent(row.told),
        changed=row.told[-1].heard,
        moved=last.heard,
        learned=last.learned,
        history=history(row.history, now),
        talk=number,
        talk_id=talk.id,
        talk_name=talk.name,
        place=talk.place,
        start=talk.start,
        actor=row.actor,
        person=row.person,
        stance=row.stance,
        probability=round(row.probability, 3),
        word=word(row.probability, yardstick),
        trend=trend(row),
        condition=row.condition,
        by=row.by,
        disagreement=disagreement(row),
        reckoning=reckoning(row),
        course=_course(row),
    )


def _course(row: Attendance) -> tuple[float | None, ...]:
    """The week's probabilities, rounded; the last is the row's own."""
    shown = tuple(None if one is None else round(one, 3) for one in row.course)
    return (*shown[:-1], round(row.probability, 3)) if shown else ()


def trend(row: Attendance) -> Trend:
    """Where the probability went within a day: "up" or "down" by more than TREND_STEP, else "same"."""
    moved = 0.0 if row.earlier is None else row.probability - row.earlier
    return "up" if moved > TREND_STEP else "down" if moved < -TREND_STEP else "same"


def disagreement(row: Attendance) -> str:
    """The other side's sources in words ("sources disagree: 3 say no, 2 unclear"), "" where all agree."""
    if not row.against:
        return ""
    reports = [share.told.report for share in row.shares if share.told.claim.stance == row.stance]
    own = len({report.agency or report.publisher or report.reading.item for report in reports})
    counted = [(row.stance, own), *row.against]
    return "sources disagree: " + ", ".join(
        f"{count} {'says' if count == 1 else 'say'} {STANCE_VERBS[stance]}" for stance, count in counted
    )


def statement_row(row: Statement, now: datetime) -> StatementRow:
    """One utterance."""
    last = moved(row)
    return StatementRow(
        id=row.id,
        evidence=row.best.claim.span.words,
        sources=sources(row.told, now),
        independent=independent(row.told),
        changed=row.told[-1].heard,
        moved=last.heard,
        learned=last.learned,
        speaker=named(row.speaker, row.actor),
        actor=row.actor,
        kind=row.form,
        content=row.content,
        act=act_of(row.best.claim),
        medium=row.medium,
        said_on=row.said_on,
        said=row.said,
        newest=row.newest,
        denies=row.denies,
    )


def sticking_row(row: Issue, now: datetime) -> StickingRow:
    """One issue between the sides."""
    last = moved(row)
    return StickingRow(
        id=row.id,
        evidence=row.best.claim.span.words,
        sources=sources(row.told, now),
        independent=independent(row.told),
        changed=row.told[-1].heard,
        moved=last.heard,
        learned=last.learned,
        history=history(row.history, now),
        issue=row.issue,
        status=row.status,
        positions=tuple(PositionRow(actor=s.actor, position=s.hold, reported=s.reported) for s in row.stands),
        since=row.since,
        trend=row.trend,
        reason=row.reason or _unmoved(row, now),
    )


def _unmoved(row: Issue, now: datetime) -> str:
    """Since when nothing moved: the day of the last turn, or that on which it was first reported."""
    last = max((turn.when for turn in row.history), default=row.told[0].heard).astimezone(now.tzinfo)
    fresh = last.date() == row.told[0].heard.astimezone(now.tzinfo).date()
    return f"{'first reported on' if fresh else 'nothing new since'} {day_words(last.date(), now)}"

"""What moved, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from talkwatch.ledger.changes import Change, positions_with
from talkwatch.model.board import Attendance, Board, Issue, Statement, Talk
from talkwatch.views.corrections import correction_words
from talkwatch.views.rows import ChangeRow
from talkwatch.views.saying import act_of, named, spoken
from talkwatch.views.sources import AnyTold, source
from talkwatch.views.words import STATUS_WORDS, day_words, stance_words


def change_rows(found: Iterable[Change], board: Board, now: datetime) -> tuple[ChangeRow, ...]:
    """The changes as rows, in the order they come; days are those of the zone that `now` carries."""
    names = {talk.id: talk for talk in board.talks}
    return tuple(_row(change, names, now) for change in found)


def _row(change: Change, talks: dict[str, Talk], now: datetime) -> ChangeRow:
    told: list[AnyTold] = [one for one in change.row.told if one.id == change.told] if change.row else []
    row = change.row.id if change.row else ""
    return ChangeRow(
        id=f"{row}.{change.matter}{'.' + change.about if change.about else ''}",
        when=change.when,
        panel=change.panel,
        row=row,
        words=change_words(change, talks, now),
        importance=change.importance,
        before=change.before,
        after=change.after,
        sources=tuple(source(one, now) for one in told),
        correction=change.correction.id if change.correction else "",
    )


def change_words(change: Change, talks: dict[str, Talk], now: datetime) -> str:
    """One change as a line: "Doha talks moved from Thu 15 Aug to Fri 16 Aug"."""
    row = change.row
    if row is None or change.correction is not None:
        return _correction_words(change)
    if isinstance(row, Talk):
        return _talk_words(change, row, now)
    if isinstance(row, Attendance):
        return _attendance_words(change, row, talks.get(row.talk))
    if isinstance(row, Statement):
        mark = ("“", "”") if row.form == "direct" else ("", "")
        return f"{named(row.speaker, row.actor)}: {spoken(act_of(row.best.claim), f'{mark[0]}{row.content}{mark[1]}')}"
    return _issue_words(change, row)


def _correction_words(change: Change) -> str:
    words = correction_words(change.correction) if change.correction else ""
    return f"You took back: {words}" if change.after == "undone" else f"Put right by you: {words}"


def _talk_words(change: Change, talk: Talk, now: datetime) -> str:
    if change.matter == "talk":
        extras = [talk.place or "", day_words(date.fromisoformat(change.after), now) if change.after else ""]
        detail = ", ".join([*filter(None, extras), STATUS_WORDS[talk.status]])
        return f"New: {talk.name} ({detail})"
    if change.matter in {"date", "end"}:
        before, after = (day_words(date.fromisoformat(v), now) if v else "" for v in (change.before, change.after))
        verb = "now until" if change.matter == "end" else "moved to" if before else "set for"
        return f"{talk.name}: {verb} {after}" + (f", before: {before}" if before else "")
    before, after = change.before.replace("_", " "), change.after.replace("_", " ")
    lead = "in " if change.matter == "place" else ""
    return f"{talk.name}: {lead}{after}" + (f", before: {before}" if before else "")


def _attendance_words(change: Change, row: Attendance, talk: Talk | None) -> str:
    name = f"{row.person} ({row.actor})" if row.person else row.actor
    at = f" at {talk.name}" if talk else ""
    before = f", before: {stance_words(change.before)}" if change.before else ""
    return f"{name}{at}: {stance_words(change.after)}{before}"


def _issue_words(change: Change, issue: Issue) -> str:
    if change.matter == "position":
        return f"{change.about} {change.after}: {issue.issue}" + (
            f" (before: {change.before})" if change.before else ""
        )
    if not change.before:
        held = [f"{turn.about} {turn.after}" for turn in positions_with(issue, change.told)]
        return f"New sticking point: {issue.issue} ({', '.join([change.after, *held])})"
    return f"{issue.issue}: {change.after}, before: {change.before}"

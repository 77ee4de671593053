"""A board as plain text, for terminals without a dashboard and for pipes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from talkwatch.views.rows import AttendanceRow, BoardView, StatementRow, StickingRow, TalkRow
from talkwatch.views.saying import through
from talkwatch.views.words import STATUS_WORDS, ago, count_words, day_words

ROWS = 20
"""At most so many rows a panel; `board --json` gives all."""


def board_text(view: BoardView, now: datetime) -> str:
    """The four panels one under the other, the first ROWS rows of each."""
    lines = [f"talkwatch · {view.track} · as of {now:%a} {now.day} {now:%b %Y %H:%M %Z}".rstrip()]
    lines += ["", "UPCOMING TALKS", *_some((talk_lines(row) for row in view.talks), len(view.talks))]
    lines += ["", "WHO WILL COME", *_some(_coming(view), len(view.attendance))]
    said = (statement_lines(row, now) for row in view.statements)
    lines += ["", "LATEST STATEMENTS", *_some(said, len(view.statements))]
    between = (sticking_lines(row, now) for row in view.sticking_points)
    lines += ["", "STICKING POINTS", *_some(between, len(view.sticking_points))]
    return "\n".join(lines)


def _some(rows: Iterable[list[str]], number: int) -> list[str]:
    lines = [line for _, row in zip(range(ROWS), rows, strict=False) for line in row]
    if number > ROWS:
        lines.append(f"  … and {number - ROWS} more")
    return lines or ["  nothing yet"]


def talk_lines(row: TalkRow) -> list[str]:
    """One talk: day, countdown, place, status and sources, then who is at the table, then what is disputed."""
    head = [row.when, row.countdown, row.place or "", STATUS_WORDS[row.status], count_words(row.independent, "source")]
    sides = " – ".join(row.parties) + (f", via {', '.join(row.mediators)}" if row.mediators else "")
    lines = [f"  {'  '.join(filter(None, head))}", f"    {row.name}" + (f": {sides}" if sides else "")]
    return lines + [f"    ! {conflict}" for conflict in row.conflicts]


def _coming(view: BoardView) -> Iterable[list[str]]:
    shown = ""
    for row in view.attendance:
        lines = [] if row.talk_id == shown else [f"  {row.talk_name}, {view.talks[row.talk].when}"]
        shown = row.talk_id
        yield [*lines, *attendance_lines(row)]


def attendance_lines(row: AttendanceRow) -> list[str]:
    """One actor: stance, probability with its word, trend and sources, then condition and disagreement."""
    name = f"{row.person} ({row.actor})" if row.person else row.actor
    sign = {"up": "▲", "down": "▼", "same": "="}[row.trend]
    sources = count_words(row.independent, "source")
    lines = [f"    {name}  {row.stance}  {row.probability:.0%} {row.word} {sign}  {sources}"]
    lines += [f"      only if: {row.condition}"] if row.condition else []
    return lines + ([f"      {row.disagreement}"] if row.disagreement else [])


def statement_lines(row: StatementRow, now: datetime) -> list[str]:
    """One utterance: who, through which medium and when, then the words, quoted only where the source quotes."""
    said = f"{row.content}" if row.kind != "direct" else f"“{row.content}”"
    day = day_words(row.said_on, now) if row.said_on else ""
    head = [row.actor if row.actor and row.actor != row.speaker else "", row.speaker, through(row.medium), day]
    return [f"  {', '.join(filter(None, head))}  {ago(row.said, now)}", f"    {' '.join(said.split())}"]


def sticking_lines(row: StickingRow, now: datetime) -> list[str]:
    """One issue: status, trend with its reason, then where each actor stands."""
    sign = {"hardening": "▲", "narrowing": "▼", "unchanged": "="}[row.trend]
    lines = [f"  {row.issue}  {row.status} {sign}  since {day_words(row.since, now)}"]
    stands = " · ".join(f"{stand.actor} {stand.position}" for stand in row.positions)
    return [*lines, *([f"    {stands}"] if stands else []), f"    {row.trend}: {row.reason}"]

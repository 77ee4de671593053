"""Everything behind a row or a claim, as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from talkwatch.ledger.rows import find_row, rows_of
from talkwatch.model.articles import ArticleFact
from talkwatch.model.board import AnyClaim, Attendance, Board, Issue, Statement, Talk
from talkwatch.model.claims import Report
from talkwatch.model.items import Item, Verdict
from talkwatch.views.corrections import correction_lines, corrections_by_row
from talkwatch.views.reckoning import reckoning
from talkwatch.views.rows import SourceRow
from talkwatch.views.sources import AnyTold, history, independent, origin, outlets, source
from talkwatch.views.words import STATUS_WORDS, conflict_words, when_words

AnyRow = Talk | Attendance | Statement | Issue


def explain_row(board: Board, key: str, now: datetime) -> tuple[str, ...]:
    """All that is behind the row of that key, or () if the board has none."""
    row = find_row(board, key)
    if row is None:
        return ()
    right = corrections_by_row(board).get(row.id, ())
    renamed = () if row.id == key else (f"{key} is {row.id} now",)
    return (*renamed, *_row_lines(row, now, correction_lines(right)))


def explain_claim(board: Board, key: str, now: datetime) -> tuple[str, ...]:
    """One claim's source and the rows that it stands behind, or () if no row of the board rests on it."""
    lines: list[str] = []
    for row in rows_of(board):
        told: list[AnyTold] = [one for one in row.told if one.id == key]
        if told:
            lines = lines or [f"claim {key}", *_source_lines(source(told[0], now)), "behind:"]
            lines.append(f"  {row.id}  {title(row, now)}")
    return tuple(lines)


def rows_behind_item(board: Board, item: str, now: datetime) -> tuple[str, ...]:
    """A line for each row of the board that rests on an item, after one that names the track; () if none does."""
    rows = [row for row in rows_of(board) if any(one.report.reading.item == item for one in row.told)]
    return (f"behind, on the track {board.track}:", *(f"  {row.id}  {title(row, now)}" for row in rows)) if rows else ()


def explain_item(report: Report, behind: Iterable[str]) -> tuple[str, ...]:
    """What an item was read to say, and the rows that rest on it (`behind`, in lines)."""
    reading = report.reading
    lines = [f"item {reading.item}: {report.publisher}, {report.published:%Y-%m-%d %H:%M} UTC, {report.title}"]
    lines.append(f"  {report.link}")
    claims: list[AnyClaim] = [*reading.talks, *reading.attendance, *reading.statements, *reading.sticking]
    lines += [f"  {type(one).__name__}, rule {one.rule}: {' '.join(one.span.words.split())}" for one in claims]
    return (*lines, *(tuple(behind) or ("no row of any board rests on it",)))


def explain_unread(item: Item, verdict: Verdict | None, by_tracks: Iterable[str]) -> tuple[str, ...]:
    """What was made of an item without a claim, and which tracks leave it out (`by_tracks`, in lines)."""
    lines = [f"item {item.id}: {item.publisher}, {item.published:%Y-%m-%d %H:%M} UTC, {item.title}", f"  {item.link}"]
    return (*lines, came_to(verdict), *by_tracks)


def came_to(verdict: Verdict | None) -> str:
    """What reading an item came to, in words."""
    if verdict is None:
        return "not read yet"
    if verdict.skipped:
        likely = f" (relevance {verdict.relevance:.2f})" if verdict.relevance else ""
        return f"left out, {verdict.skipped}{likely}"
    return f"read, {verdict.claims} claim{'s' if verdict.claims != 1 else ''}"


def article_lines(fact: ArticleFact | None) -> tuple[str, ...]:
    """What came of asking for the item's page, () where it was not asked for."""
    if fact is None:
        return ()
    known = {"read": "its page was read", "waiting": "its page is asked for again"}
    words = f"article: {known.get(fact.kind, 'its page was not read')}, {fact.at:%Y-%m-%d %H:%M} UTC"
    return (words + (f": {fact.said}" if fact.said else ""),)


def title(row: AnyRow, now: datetime) -> str:
    """A row in a line."""
    match row:
        case Talk():
            when = when_words(row.start, row.end, row.precision, now)
            return f"{row.name}, {when}, {row.place or 'no place'}, {STATUS_WORDS[row.status]}"
        case Attendance():
            return f"{row.person or row.actor}: {row.stance}, {row.probability:.3f}"
        case Statement():
            return f"{row.speaker}: {' '.join(row.content.split())}"
        case Issue():
            return f"{row.issue}: {row.status}, {row.trend}"


def _row_lines(row: AnyRow, now: datetime, right: list[str]) -> Iterable[str]:
    yield f"{row.id}  {title(row, now)}"
    if right:
        yield from ("", "put right by you:", *(f"  {line}" for line in right))
    if isinstance(row, Talk):
        yield from (f"! {conflict_words(conflict, now)}" for conflict in row.conflicts)
    if isinstance(row, Statement) and row.denies:
        yield f"denies {row.denies}"
    if isinstance(row, Attendance):
        yield from ("", "the sum:", *(f"  {line}" for line in reckoning(row)))
    if not isinstance(row, Statement) and row.history:
        yield from ("", "history:")
        for turn in history(row.history, now):
            yield f"  {turn.when:%Y-%m-%d %H:%M}  {turn.words}  ({turn.publisher}, {turn.claim})"
    told: list[AnyTold] = list(row.told)
    yield from ("", f"sources: {len(told)} claims, {independent(told)} independent")
    print_it = outlets(told)
    for one in reversed(told):
        yield from _source_lines(source(one, now, outlets=print_it[one.group]))


def _source_lines(row: SourceRow) -> list[str]:
    return [
        f"  {row.published:%Y-%m-%d %H:%M}  {row.publisher}, grade {row.grade}: {row.says}",
        *([f"    {origin(row)}"] if origin(row) != row.publisher else []),
        f"    {' '.join(row.evidence.split())}",
        f"    claim {row.claim}, rule {row.rule}, confidence {row.confidence:.2f}, group {row.group}",
        f"    {row.title}",
        f"    {row.link}",
    ]

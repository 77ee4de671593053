"""The sources behind a row, and what the row went through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from talkwatch.model.board import AnyClaim, Told, Turn
from talkwatch.model.claims import AttendanceClaim, StatementClaim, StickingClaim, TalkClaim
from talkwatch.model.corrections import YOUR_FEED
from talkwatch.views.rows import HistoryRow, SourceRow
from talkwatch.views.words import STATUS_WORDS, turn_words, when_words

SHOWN = 40
"""At most so many sources stand behind a row, the newest; `independent` counts them all, `explain` lists them all."""

AnyTold = Told[TalkClaim] | Told[AttendanceClaim] | Told[StatementClaim] | Told[StickingClaim]


def sources(
    told: Sequence[AnyTold], now: datetime, weights: Mapping[str, float] | None = None, limit: int = SHOWN
) -> tuple[SourceRow, ...]:
    """The claims behind a row, newest first; `weights` are what each adds to the row's sum, by claim."""
    newest = sorted(told, key=lambda one: (one.heard, one.id), reverse=True)[:limit]
    print_it = outlets(told)
    return tuple(source(one, now, (weights or {}).get(one.id), print_it[one.group]) for one in newest)


def outlets(told: Iterable[AnyTold]) -> dict[str, int]:
    """How many publishers print each report, by its group."""
    publishers: dict[str, set[str]] = {}
    for one in told:
        publishers.setdefault(one.group, set()).add(one.report.publisher or one.report.reading.item)
    return {group: len(theirs) for group, theirs in publishers.items()}


def origin(row: SourceRow) -> str:
    """Whose report a source is: "AP, in 10 outlets", "Daily News (AP)" or "Daily News"; and the model that read it."""
    words = row.publisher
    if row.outlets > 1:
        words = f"{row.agency or row.publisher}, in {row.outlets} outlets"
    elif row.agency and row.agency.lower() not in row.publisher.lower():
        words = f"{row.publisher} ({row.agency})" if row.publisher else row.agency
    return f"{words}, read by {row.rule}" if row.rule.startswith("model ") else words


def reports(rows: Iterable[SourceRow]) -> tuple[tuple[SourceRow, tuple[SourceRow, ...]], ...]:
    """Sources by the report they print, in the rows' order: one that stands for it, and the other sources of it."""
    together: dict[str, list[SourceRow]] = {}
    for row in rows:
        together.setdefault(row.group or row.item, []).append(row)
    return tuple((first, tuple(others)) for first, *others in together.values())


def source(told: AnyTold, now: datetime, weight: float | None = None, outlets: int = 1) -> SourceRow:
    """One claim with where it stood and what it says; `outlets` publishers print its report."""
    claim, report = told.claim, told.report
    return SourceRow(
        claim=told.id,
        item=report.reading.item,
        publisher=report.publisher,
        title=report.title,
        link=report.link,
        published=report.published,
        evidence=claim.span.words,
        field=claim.span.field,
        start=claim.span.start,
        end=claim.span.end,
        marks=marks(claim),
        rule=claim.rule,
        confidence=claim.confidence,
        grade=report.grade,
        group=told.group,
        agency=report.agency,
        outlets=outlets,
        says=says(claim, now),
        weight=weight,
    )


def independent(told: Iterable[AnyTold]) -> int:
    """How many sources are independent: copies of one report count once, and so does each publisher or agency.

    The user is none.
    """
    first: dict[str, str] = {}
    for one in sorted((one for one in told if one.report.feed != YOUR_FEED), key=lambda one: (one.heard, one.id)):
        first.setdefault(one.group, one.report.agency or one.report.publisher or one.group)
    return len(set(first.values()))


def marks(claim: AnyClaim) -> tuple[tuple[int, int], ...]:
    """The ranges of the evidence to light: the words said, or the names and places that the claim is made of."""
    span = claim.span
    if isinstance(claim, StatementClaim) and claim.contents:
        shifted = ((start - span.start, end - span.start) for start, end in claim.contents)
        return tuple((max(0, a), min(len(span.words), b)) for a, b in shifted if b > 0 and a < len(span.words))
    found = []
    for name in _names(claim):
        at = span.words.find(name)
        if at >= 0:
            found.append((at, at + len(name)))
    return tuple(sorted(set(found)))


def _names(claim: AnyClaim) -> list[str]:
    match claim:
        case TalkClaim():
            names = [claim.place, *claim.parties, *claim.mediators]
        case AttendanceClaim():
            names = [claim.actor, claim.person, claim.condition]
        case StatementClaim():
            names = [claim.content]
        case StickingClaim():
            names = [claim.issue, *(position.actor for position in claim.positions)]
    return [name for name in names if name]


def says(claim: AnyClaim, now: datetime) -> str:
    """What a claim says in a few words: "Thu 15 Aug, Doha, scheduled", "uncertain", "Hamas rejects"."""
    match claim:
        case TalkClaim():
            when = when_words(claim.start, claim.end, claim.precision, now) if claim.start else ""
            return ", ".join(part for part in (when, claim.place or "", STATUS_WORDS[claim.status]) if part)
        case AttendanceClaim():
            return f"{claim.stance}, says {claim.by}" if claim.by else claim.stance
        case StatementClaim():
            return {"direct": "quoted", "indirect": "paraphrased", "mixed": "partly quoted"}[claim.form]
        case StickingClaim():
            stands = [f"{position.actor} {position.hold}" for position in claim.positions]
            return ", ".join([claim.status, *stands])


def history(turns: Iterable[Turn], now: datetime) -> tuple[HistoryRow, ...]:
    """What a row went through, oldest first; changes by one claim stand on one line."""
    rows = []
    for (when, told), group in groupby(turns, key=lambda turn: (turn.when, turn.told)):
        together = list(group)
        words = "; ".join(turn_words(turn, now) for turn in together)
        rows.append(HistoryRow(when=when, words=words, publisher=together[0].publisher, claim=told))
    return tuple(rows)

"""A reading as a page for a person: what was found, where it stands and which rule read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from talkwatch.model.claims import AttendanceClaim, Reading, Span, StatementClaim, StickingClaim, TalkClaim
from talkwatch.text.clean import clean_line


def page(reading: Reading, title: str, text: str, published: datetime) -> str:
    """The page, plain text; places are given as line and column (from 1) of the text, or as the title."""
    lines = [
        f"{title or reading.item}",
        f"published {published.astimezone(UTC):%Y-%m-%d %H:%M} UTC · relevance {reading.relevance:.2f}",
    ]
    if reading.skipped:
        return _shown([*lines, f"nothing read: {reading.skipped}"])
    sections = (
        ("Talks", [line for claim in reading.talks for line in _talk(claim, text)]),
        ("Who will come", [line for claim in reading.attendance for line in _attendance(claim, reading, text)]),
        ("Statements", [line for claim in reading.statements for line in _statement(claim, text)]),
        ("Sticking points", [line for claim in reading.sticking for line in _sticking(claim, text)]),
    )
    for heading, found in sections:
        lines += ["", heading, *(found or ["  none"])]
    return _shown(lines)


def _shown(lines: list[str]) -> str:
    """Lines without anything that a terminal would obey."""
    return "\n".join(line[: len(line) - len(line.lstrip())] + clean_line(_escaped(line)) for line in lines)


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;")


def _talk(claim: TalkClaim, text: str) -> Iterator[str]:
    status, when = claim.status.replace("_", " "), _days(claim.start, claim.end)
    yield f"  {claim.name}: {status}, {claim.place or 'no place'}, {when} ({claim.precision})"
    sides = " – ".join(claim.parties) + (f", via {', '.join(claim.mediators)}" if claim.mediators else "")
    if sides:
        yield f"    {sides}"
    yield from _source(claim.span, claim.rule, claim.confidence, text)


def _attendance(claim: AttendanceClaim, reading: Reading, text: str) -> Iterator[str]:
    who = f"{claim.actor} ({claim.person})" if claim.person else claim.actor
    by = f", says {claim.by}" if claim.by else ""
    yield f"  {who}: {claim.stance} for {reading.talks[claim.talk].name}{by}"
    if claim.condition:
        yield f"    condition: {claim.condition}"
    yield from _source(claim.span, claim.rule, claim.confidence, text)


def _statement(claim: StatementClaim, text: str) -> Iterator[str]:
    said = "; ".join(
        word for word in (claim.medium, _days(claim.said_on, claim.said_on) if claim.said_on else "") if word
    )
    yield f"  {claim.speaker} [{claim.actor or 'no actor'}], {claim.form}{f' ({said})' if said else ''}"
    yield f"    {claim.content}"
    yield from _source(claim.span, claim.rule, claim.confidence, text)


def _sticking(claim: StickingClaim, text: str) -> Iterator[str]:
    yield f"  {claim.issue}: {claim.status}"
    for position in claim.positions:
        yield f"    {position.actor} {position.hold}"
    yield from _source(claim.span, claim.rule, claim.confidence, text)


def _source(span: Span, rule: str, confidence: float, text: str) -> Iterator[str]:
    yield f"    {_place(span, text)} · rule {rule} · confidence {confidence:.2f}"
    yield f"    | {span.words}"


def _place(span: Span, text: str) -> str:
    if span.field == "title":
        return "title"
    line = text.count("\n", 0, span.start) + 1
    column = span.start - (text.rfind("\n", 0, span.start) + 1) + 1
    return f"line {line}, column {column}"


def _days(first: date | None, last: date | None) -> str:
    if first is None:
        return "no date"
    return f"{first}" if last in {None, first} else f"{first} to {last}"

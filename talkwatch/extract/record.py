"""A reading as the extraction record that `talkwatch extract` prints; field names are those of the board."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from talkwatch.extract.attributions import Attribution
from talkwatch.model.claims import AttendanceClaim, Reading, StatementClaim, StickingClaim, TalkClaim


def record(reading: Reading, name: str) -> dict[str, Any]:
    """The record of one article or item; strings marked verbatim in its format are slices of the text.

    `skipped` stands in it only where nothing was read, and says why.
    """
    found: dict[str, Any] = {
        "id": name,
        "talks": [_talk(claim) for claim in reading.talks if claim.kind == "session"],
        "attendance": [_attendance(claim) for claim in reading.attendance],
        "statements": [_statement(claim) for claim in reading.statements],
        "sticking_points": [_sticking(claim) for claim in reading.sticking],
    }
    held = [_talk(claim) for claim in reading.talks if claim.kind == "truce"]
    found |= {"truces": held} if held else {}
    return found | {"skipped": reading.skipped} if reading.skipped else found


def attribution_record(attributions: Iterable[Attribution], name: str) -> dict[str, Any]:
    """The attributions of a text as character ranges of it, as PolNeAR has them; a title's are left out."""
    rows = [
        {"source": _ranges(row.source), "cue": _ranges(row.cue), "content": _ranges(row.content)}
        for row in attributions
        if row.field == "text"
    ]
    return {"id": name, "attributions": rows}


def _talk(claim: TalkClaim) -> dict[str, Any]:
    return {
        "name": claim.name,
        "place": claim.place,
        "start": _day(claim.start),
        "end": _day(claim.end),
        "precision": claim.precision,
        "status": claim.status,
        "parties": list(claim.parties),
        "mediators": list(claim.mediators),
        "evidence": claim.span.words,
    }


def _attendance(claim: AttendanceClaim) -> dict[str, Any]:
    row = {
        "talk": claim.talk,
        "actor": claim.actor,
        "stance": claim.stance,
        "condition": claim.condition,
        "by": claim.by,
        "evidence": claim.span.words,
    }
    return row | {"person": claim.person} if claim.person else row


def _statement(claim: StatementClaim) -> dict[str, Any]:
    return {
        "speaker": claim.speaker,
        "actor": claim.actor,
        "kind": claim.form,
        "content": claim.content,
        "medium": claim.medium,
        "said_on": _day(claim.said_on),
        "evidence": claim.span.words,
    }


def _sticking(claim: StickingClaim) -> dict[str, Any]:
    return {
        "issue": claim.issue,
        "status": claim.status,
        "positions": [{"actor": position.actor, "position": position.hold} for position in claim.positions],
        "evidence": claim.span.words,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ranges(ranges: Iterable[tuple[int, int]]) -> list[list[int]]:
    return [list(part) for part in ranges]

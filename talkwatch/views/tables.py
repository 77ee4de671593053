"""Claims as the rows of tables for analysts: one value a column, ids that stay the same, times in UTC.

The docstrings of the columns are the data dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Literal

from pydantic import ConfigDict

from talkwatch.feeds.addresses import masked
from talkwatch.ledger.told import claim_id
from talkwatch.model.claims import (
    AttendanceClaim,
    ClaimKind,
    Form,
    Hold,
    IssueStatus,
    Report,
    Stance,
    StatementClaim,
    StickingClaim,
    TalkClaim,
)
from talkwatch.views.rows import Row
from talkwatch.views.saying import act_of

TABLES_VERSION = 1
"""Raised when a column goes or means something else; a new column leaves it."""

AnyClaim = TalkClaim | AttendanceClaim | StatementClaim | StickingClaim


class Entry(Row):
    """What every table says of a claim: where it was read, when, by whom and how surely."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    claim: str
    """The claim's id: the item's id, a dot, its kind's letter (t talk, a attendance, s statement, k sticking point) and
    its number there. The same in every export, until the item's words change or a newer talkwatch reads them anew."""
    item: str
    """The item's id, 16 hex digits made of its feed's address and its guid, link or words."""
    revision: int
    """Which version of the item's words was read, 1 being the first."""
    heard: datetime
    """From when on a board may know it: published, but no later than first seen; for changed words, when they changed.
    UTC, ISO 8601."""
    published: datetime
    """When the feed says that the item was published. UTC, ISO 8601."""
    publisher: str
    """The outlet whose feed carried it."""
    agency: str
    """The news agency that wrote it, as far as that shows, else empty."""
    grade: str
    """How reliable the feed is, A to F, as the user graded it; C where nobody did."""
    feed: str
    """The feed's address, as it was subscribed, without a password."""
    title: str
    """The item's headline, exactly."""
    link: str
    """The item's address."""
    evidence: str
    """The sentence that the claim was read from, exactly."""
    field: Literal["title", "text"]
    """Where the sentence stands: in the headline or in the text."""
    start: int
    """The sentence's first character in that field, counted from 0."""
    end: int
    """The character after the sentence's last."""
    rule: str
    """The name of the rule or model that read it."""
    confidence: float
    """How sure the reader was, 0 to 1."""
    extractor: str
    """The version of the reader."""


class ClaimEntry(Entry):
    """One row a claim, of all four kinds."""

    kind: ClaimKind
    """What the claim is about: talk, attendance, statement or sticking."""
    subject: str
    """The talk's name, who comes, who speaks, or the issue."""
    value: str
    """The talk's or the issue's status, the stance, or the words said."""


class StatementEntry(Entry):
    """One row a report of what somebody said; copies and reports of one utterance have a row each."""

    speaker: str
    """Who said it, by the fullest name in the text."""
    actor: str | None
    """The state, movement or body that the speaker speaks for, where it is known."""
    form: Form
    """direct: in the source's quotation marks; indirect: in the source's words; mixed: partly quoted."""
    act: str
    """The verb of saying, where it says more than that something was said ("denied that"), else empty."""
    content: str
    """What was said, verbatim from the text, its parts joined by " … "."""
    medium: str | None
    """Through which medium or to whom, where the text says so."""
    said_on: date | None
    """The day it was said, where the text says so."""


class AttendanceEntry(Entry):
    """One row a report of whether somebody comes to a talk: the history of who was said to come."""

    talk: str
    """The id of the same item's claim of the talk."""
    talk_name: str
    """The talk as the item names it."""
    place: str | None
    """Where it is held, where the item says so."""
    talk_start: date | None
    """Its first day, where the item says so."""
    talk_end: date | None
    """Its last day, where the item says so."""
    actor: str
    """Who comes, or does not: a state, movement or body."""
    person: str | None
    """The person of it, where one is meant."""
    stance: Stance
    """confirmed, likely, conditional, uncertain, unlikely or declined."""
    condition: str | None
    """On which condition, in the item's words."""
    by: str | None
    """Who says so, when it is not the writer."""


class PositionEntry(Entry):
    """One row a reported position of an actor on an issue between the sides."""

    number: int
    """The position's number within its claim, from 0; with `claim` it is the row's key."""
    issue: str
    """The issue, as the item words it."""
    status: IssueStatus
    """The issue's status by this report: open, narrowing or resolved."""
    actor: str
    """Whose position it is."""
    position: Hold
    """demands, rejects, accepts or offers."""


TableName = Literal["claims", "statements", "attendance", "positions"]


def claims(report: Report) -> Iterator[ClaimEntry]:
    """Every claim of a report."""
    for kind, number, claim in _claims(report):
        word, subject, value = _told(claim)
        yield ClaimEntry(**_common(report, kind, number, claim), kind=word, subject=subject, value=value)


def statements(report: Report) -> Iterator[StatementEntry]:
    """What a report says that people said."""
    for number, claim in enumerate(report.reading.statements):
        yield StatementEntry(
            **_common(report, "statements", number, claim),
            speaker=claim.speaker,
            actor=claim.actor,
            form=claim.form,
            act=act_of(claim),
            content=claim.content,
            medium=claim.medium,
            said_on=claim.said_on,
        )


def attendance(report: Report) -> Iterator[AttendanceEntry]:
    """Who a report says will come or not."""
    talks = report.reading.talks
    for number, claim in enumerate(report.reading.attendance):
        talk = talks[claim.talk]
        yield AttendanceEntry(
            **_common(report, "attendance", number, claim),
            talk=claim_id(report, "talks", claim.talk),
            talk_name=talk.name,
            place=talk.place,
            talk_start=talk.start,
            talk_end=talk.end,
            actor=claim.actor,
            person=claim.person,
            stance=claim.stance,
            condition=claim.condition,
            by=claim.by,
        )


def positions(report: Report) -> Iterator[PositionEntry]:
    """Where a report says that actors stand."""
    for number, claim in enumerate(report.reading.sticking):
        for place, held in enumerate(claim.positions):
            yield PositionEntry(
                **_common(report, "sticking", number, claim),
                number=place,
                issue=claim.issue,
                status=claim.status,
                actor=held.actor,
                position=held.hold,
            )


TABLES: dict[TableName, tuple[type[Entry], Callable[[Report], Iterator[Entry]]]] = {
    "claims": (ClaimEntry, claims),
    "statements": (StatementEntry, statements),
    "attendance": (AttendanceEntry, attendance),
    "positions": (PositionEntry, positions),
}
"""Each table's columns, and how its rows are made of a report."""


def dictionary() -> Iterator[tuple[TableName, str, str, str]]:
    """The data dictionary: table, column, type and meaning, in the order of the columns."""
    for name, (model, _) in TABLES.items():
        for column, field in model.model_fields.items():
            yield name, column, _type(field.annotation), " ".join((field.description or "").split())


def _type(annotation: object) -> str:
    """A column's type in a word: text, whole number, number, day, moment; "or nothing" where it may be empty."""
    words: dict[object, str] = {str: "text", int: "whole number", float: "number 0-1", date: "day", datetime: "moment"}
    if annotation in words:
        return words[annotation]
    inner = [words[one] for one in getattr(annotation, "__args__", ()) if one in words]
    return f"{inner[0]} or nothing" if inner else "word"


def _claims(report: Report) -> Iterator[tuple[str, int, AnyClaim]]:
    """The claims with their kind and their number."""
    reading = report.reading
    kinds: tuple[tuple[str, tuple[AnyClaim, ...]], ...] = (
        ("talks", reading.talks),
        ("attendance", reading.attendance),
        ("statements", reading.statements),
        ("sticking", reading.sticking),
    )
    return ((kind, number, claim) for kind, found in kinds for number, claim in enumerate(found))


def _told(claim: AnyClaim) -> tuple[ClaimKind, str, str]:
    """What a claim is about, and what it says of it."""
    match claim:
        case TalkClaim():
            return "talk", claim.name, claim.status
        case AttendanceClaim():
            return "attendance", claim.person or claim.actor, claim.stance
        case StatementClaim():
            return "statement", claim.speaker, claim.content
        case StickingClaim():
            return "sticking", claim.issue, claim.status


def _common(report: Report, kind: str, number: int, claim: AnyClaim) -> dict[str, Any]:
    """The columns of `Entry`."""
    span, reading = claim.span, report.reading
    return {
        "claim": claim_id(report, kind, number),
        "item": reading.item,
        "revision": reading.revision,
        "heard": report.heard,
        "published": report.published,
        "publisher": report.publisher,
        "agency": report.agency,
        "grade": report.grade,
        "feed": masked(report.feed),
        "title": report.title,
        "link": report.link,
        "evidence": span.words,
        "field": span.field,
        "start": span.start,
        "end": span.end,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "extractor": reading.extractor,
    }

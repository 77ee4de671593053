"""Reports made of hand-written claims, for tests of the ledger and of everything after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from talkwatch.model.claims import (
    AttendanceClaim,
    Form,
    Hold,
    IssueStatus,
    Position,
    Reading,
    Report,
    Span,
    Stance,
    StatementClaim,
    StickingClaim,
    TalkClaim,
    TalkStatus,
)
from talkwatch.model.items import FeedId, ItemId
from talkwatch.model.tracks import Track, TrackActor, TrackIssue

Claim = TalkClaim | AttendanceClaim | StatementClaim | StickingClaim

TRACK = Track(
    name="Gaza ceasefire",
    actors=(
        TrackActor("Israel", "party", ("IDF", "Mossad")),
        TrackActor("Hamas", "party", ("Qassam Brigades",)),
        TrackActor("Qatar", "mediator"),
        TrackActor("Egypt", "mediator"),
        TrackActor("United States", "mediator", ("US", "Washington")),
    ),
    places=("Gaza", "Doha", "Cairo"),
    issues=(
        TrackIssue("release of hostages", ("hostage",)),
        TrackIssue("Philadelphi corridor", ("Egypt border", "Philadelphi")),
        TrackIssue("truce", ("ceasefire", "truce")),
    ),
)
"""A small track after the Gaza talks."""

EVERYTHING = Track(name="any", everything=True)
"""The track that follows all talks."""


def at(moment: str) -> datetime:
    """A moment in UTC, from ISO."""
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def span(words: str) -> Span:
    """All of a text that consists of `words`."""
    return Span("text", 0, len(words), words)


def talk(
    name: str = "Gaza ceasefire talks",
    *,
    start: str | None = "2024-08-15",
    end: str | None = None,
    place: str | None = "Doha",
    status: TalkStatus = "scheduled",
    parties: Sequence[str] = ("Israel", "Hamas"),
    mediators: Sequence[str] = ("Qatar",),
    words: str = "Israel and Hamas are due to hold ceasefire talks in Doha.",
) -> TalkClaim:
    """A claim of a talk."""
    return TalkClaim(
        span=span(words),
        rule="by hand",
        confidence=0.9,
        name=name,
        place=place,
        start=date.fromisoformat(start) if start else None,
        end=date.fromisoformat(end) if end else None,
        precision="day" if start else "unknown",
        status=status,
        parties=tuple(parties),
        mediators=tuple(mediators),
    )


def coming(
    actor: str = "Hamas",
    stance: Stance = "uncertain",
    *,
    by: str | None = None,
    person: str | None = None,
    condition: str | None = None,
    number: int = 0,
) -> AttendanceClaim:
    """A claim of an actor's coming to the report's talk of that number."""
    words = f"{person or actor} is {stance}."
    return AttendanceClaim(span(words), "by hand", 0.9, number, actor, stance, condition, by, person)


def said(
    content: str,
    *,
    speaker: str = "Osama Hamdan",
    actor: str | None = "Hamas",
    form: Form = "indirect",
    said_on: str | None = None,
) -> StatementClaim:
    """A claim of an utterance."""
    words = f"{speaker} of {actor} said on the Gaza truce that {content}"
    day = date.fromisoformat(said_on) if said_on else None
    return StatementClaim(span(words), "by hand", 0.9, speaker, actor, form, content, said_on=day)


def between(issue: str, *positions: tuple[str, Hold], status: IssueStatus = "open", words: str = "") -> StickingClaim:
    """A claim of an issue between the sides."""
    sentence = words or f"Israel and Hamas differ on {issue}."
    return StickingClaim(span(sentence), "by hand", 0.9, issue, status, tuple(Position(a, h) for a, h in positions))


def report(
    moment: str,
    *claims: Claim,
    item: str = "",
    publisher: str = "Reuters",
    title: str = "Israel and Hamas truce talks",
    group: str | None = None,
    revision: int = 1,
) -> Report:
    """What one item, published at `moment` (ISO, UTC), was read to say.

    It is a report of its own unless a `group` is given; with "" the ledger finds its copies itself.
    """
    when = at(moment)
    key = item or f"{publisher}{moment}"
    reading = Reading(
        item=ItemId(key),
        revision=revision,
        extractor="by-hand",
        talks=tuple(claim for claim in claims if isinstance(claim, TalkClaim)),
        attendance=tuple(claim for claim in claims if isinstance(claim, AttendanceClaim)),
        statements=tuple(claim for claim in claims if isinstance(claim, StatementClaim)),
        sticking=tuple(claim for claim in claims if isinstance(claim, StickingClaim)),
        relevance=1.0,
    )
    link = f"https://{publisher.lower().replace(' ', '')}.example/{key}"
    feed = FeedId(f"https://{publisher.lower().replace(' ', '')}.example/rss")
    return Report(reading, feed, publisher, title, link, when, when, group=f"only {key}" if group is None else group)

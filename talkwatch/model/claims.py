"""Claims: one source saying one thing. Never changed, only superseded by a later extractor's reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from talkwatch.model.items import UNGRADED, FeedId, Grade, ItemId

Place = Literal["title", "text"]
Precision = Literal["day", "week", "month", "unknown"]
TalkStatus = Literal["proposed", "scheduled", "under_way", "postponed", "cancelled", "concluded"]
Stance = Literal["confirmed", "likely", "conditional", "uncertain", "unlikely", "declined"]
STANCES: tuple[Stance, ...] = ("confirmed", "likely", "conditional", "uncertain", "unlikely", "declined")
Form = Literal["direct", "indirect", "mixed"]
IssueStatus = Literal["open", "narrowing", "resolved"]
Hold = Literal["demands", "rejects", "accepts", "offers"]
TalkKind = Literal["session", "truce"]
"""A meeting or round, or a truce, which is agreed, begins, is extended and ends."""
ClaimKind = Literal["talk", "attendance", "statement", "sticking"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (end excluded) of an item's title or text; `words` is exactly that slice."""

    field: Place
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class TalkClaim:
    """A meeting or round in the present, the future or the last seven days. Dates are inclusive days."""

    span: Span
    rule: str
    confidence: float
    name: str
    place: str | None
    start: date | None
    end: date | None
    precision: Precision
    status: TalkStatus
    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    kind: TalkKind = "session"


@dataclass(frozen=True, slots=True)
class AttendanceClaim:
    """Whether `actor` will be at `talk`, an index into the reading's talks. `by` says so when it is not the writer."""

    span: Span
    rule: str
    confidence: float
    talk: int
    actor: str
    stance: Stance
    condition: str | None = None
    by: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class StatementClaim:
    """What `speaker` is reported to have said, in its words (`content` is verbatim, its parts joined by " … ").

    `source`, `cue` and `contents` are the character ranges behind it, in the field that `span` names.
    """

    span: Span
    rule: str
    confidence: float
    speaker: str
    actor: str | None
    form: Form
    content: str
    medium: str | None = None
    said_on: date | None = None
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    contents: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Where one actor stands on an issue."""

    actor: str
    hold: Hold


@dataclass(frozen=True, slots=True)
class StickingClaim:
    """An issue on which the sides are reported to differ, as a short noun phrase."""

    span: Span
    rule: str
    confidence: float
    issue: str
    status: IssueStatus
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one extractor version read in one revision of one item."""

    item: ItemId
    revision: int
    extractor: str
    talks: tuple[TalkClaim, ...] = ()
    attendance: tuple[AttendanceClaim, ...] = ()
    statements: tuple[StatementClaim, ...] = ()
    sticking: tuple[StickingClaim, ...] = ()
    relevance: float = 0.0
    skipped: str = ""
    """Why nothing was read ("language: fr", "not about talks"), or ""."""


@dataclass(frozen=True, slots=True)
class Stood:
    """Words that a claim was read from in an earlier revision, blanks made single: heard then, learned then (UTC)."""

    words: str
    heard: datetime
    learned: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """A reading with what the ledger weighs it by: who published it, where and when. Times are UTC.

    `heard` is the moment from which the board may know it: `published`, but never later than `first_seen`; for a
    later revision of the item, `revised`, the moment when its changed words were seen.
    `group` is the same for copies of one wire report; an item without copies has its own id.
    """

    reading: Reading
    feed: FeedId
    publisher: str
    title: str
    link: str
    published: datetime
    first_seen: datetime
    group: str = ""
    grade: Grade = UNGRADED
    revised: datetime | None = None
    agency: str = ""
    """The news agency that wrote it ("AP"), as far as that shows."""
    lead: str = ""
    """The beginning of its text, by which its copies are known; "" where only the claims are known."""
    stood: tuple[Stood, ...] = ()
    """What earlier revisions of the item were read to say already, the first first."""

    @property
    def heard(self) -> datetime:
        """The moment from which the board may know it (UTC)."""
        return self.revised or min(self.published, self.first_seen)

    def since(self, span: Span) -> tuple[datetime, datetime]:
        """When a claim read from these words was first heard of this item, and when we learned of it (UTC).

        An edit elsewhere in the item, as of its headline, makes nothing new of what stood there before.
        """
        if self.stood:
            words = " ".join(span.words.split())
            for one in self.stood:
                if one.words == words:
                    return one.heard, one.learned
        return self.heard, self.revised or self.first_seen

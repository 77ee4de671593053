"""What each panel says, as plain values: the screen, `board --json` and the digest all read these.

Field names are those of the extraction record (talks, attendance, statements, sticking_points). Times are UTC and
ISO 8601 in JSON, days are ISO dates, probabilities 0-1. Text is plain text and never markup.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from talkwatch.model.claims import Form, Hold, IssueStatus, Precision, Stance, TalkKind, TalkStatus
from talkwatch.model.corrections import Deed

Trend = Literal["up", "down", "same"]
BOARD_VERSION = 1


class Row(BaseModel):
    """A frozen row; `model_dump(mode="json")` is its JSON."""

    model_config = ConfigDict(frozen=True)


class SourceRow(Row):
    """One claim behind a row: the sentence and where it stood. `evidence` is verbatim; `start`, `end` lie in `field`.

    `marks` are (start, end) ranges of `evidence` to light. `weight` is what the claim adds to the row's sum, in
    log-odds, where the row has one.
    """

    claim: str
    item: str
    publisher: str
    title: str
    link: str
    published: datetime
    evidence: str
    field: Literal["title", "text"]
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()
    rule: str
    confidence: float
    grade: str = "C"
    group: str = ""
    agency: str = ""
    """The news agency that wrote it ("AP"), as far as it or a copy of it shows."""
    outlets: int = 1
    """How many publishers behind the row print this one report."""
    says: str = ""
    """What this claim says in a few words ("uncertain", "Thu 15 Aug, Doha", "demands")."""
    weight: float | None = None


class HistoryRow(Row):
    """One change of a row: when it was heard, what it became, who said so."""

    when: datetime
    words: str
    publisher: str
    claim: str


class CorrectionRow(Row):
    """Something that the user put right. `rows` are the keys of the rows that show it."""

    id: str
    made: datetime
    deed: Deed
    track: str
    words: str
    rows: tuple[str, ...] = ()
    undone: datetime | None = None


class BoardRow(Row):
    """What every row of a panel has: a key that stays the same while the board changes."""

    id: str
    evidence: str
    """The best sentence behind the row, verbatim."""
    sources: tuple[SourceRow, ...]
    """Newest first."""
    independent: int
    """Number of independent sources: copies of one wire report count once."""
    changed: datetime
    """When the newest claim behind the row was heard."""
    moved: datetime
    """When what the row says last became another, as it was heard: mere repeats leave it as it is."""
    learned: datetime
    """When we read of that; it may have been published long before."""
    history: tuple[HistoryRow, ...] = ()
    """Oldest first."""
    corrections: tuple[CorrectionRow, ...] = ()
    """What the user put right in it, oldest first."""


class TalkRow(BoardRow):
    """One talk, soonest first; those past stand last, newest first."""

    name: str
    place: str | None
    start: date | None
    end: date | None
    precision: Precision
    status: TalkStatus | Literal["in_doubt", "unreported"]
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    when: str
    """The day in words ("Thu 15 Aug", "next week", "no date")."""
    countdown: str
    """How far off ("in 11 h", "in 3 days", "today", "2 days ago", "")."""
    kind: TalkKind = "session"
    """A meeting or round, or a truce, to which nobody comes."""
    conflicts: tuple[str, ...] = ()
    """Each a line in words ("date: Reuters and 2 more say Thu 15 Aug; AFP says Fri 16 Aug")."""


class AttendanceRow(BoardRow):
    """Whether one actor will be at one talk; grouped by talk in the order of the talks."""

    talk: int
    """Index into the board's talks."""
    talk_id: str
    talk_name: str
    place: str | None
    start: date | None
    actor: str
    person: str | None
    stance: Stance
    probability: float
    word: str
    """The yardstick's word for the probability ("likely")."""
    trend: Trend
    condition: str | None
    by: str | None
    disagreement: str
    """"" or a line in words ("sources disagree: 3 say no, 2 unclear")."""
    reckoning: tuple[str, ...]
    """The sum behind the probability, line by line, so that it can be redone by hand."""
    course: tuple[float | None, ...] = ()
    """The probability on each of the last seven days, a day apart, the last being `probability`; null before the first
    claim."""


class StatementRow(BoardRow):
    """What someone said; the newest of each actor first, then the rest, newest first."""

    speaker: str
    actor: str | None
    kind: Form
    content: str
    act: str = ""
    """The act of speech as the text words it ("denied that", "urged"), where it is more than saying; else ""."""
    medium: str | None
    said_on: date | None
    said: datetime
    """When it was said as far as known, else published: what the order goes by."""
    newest: bool
    """The newest of its actor."""
    denies: str = ""
    """The id of the statement that it denies ("s-1f3a90c2"); "" where it denies none of the board's."""


class PositionRow(Row):
    """Where one actor stands, and the day it was last reported."""

    actor: str
    position: Hold
    reported: date


class StickingRow(BoardRow):
    """One issue between the sides; open ones first."""

    issue: str
    status: IssueStatus
    positions: tuple[PositionRow, ...]
    since: date
    trend: Literal["hardening", "narrowing", "unchanged"]
    reason: str
    """Why the trend is so, in one line from the evidence."""


class BoardView(Row):
    """A whole board at one moment for one track."""

    version: int = BOARD_VERSION
    as_of: datetime
    track: str
    talks: tuple[TalkRow, ...]
    attendance: tuple[AttendanceRow, ...]
    statements: tuple[StatementRow, ...]
    sticking_points: tuple[StickingRow, ...]
    corrections: tuple[CorrectionRow, ...] = ()
    """What the user put right by then, oldest first; also what left the board by it."""


class ChangeRow(Row):
    """Something that moved between two moments; the weightiest first. `importance` 1 (small) to 3 (principal)."""

    id: str
    when: datetime
    panel: Literal["talks", "attendance", "statements", "sticking_points"]
    row: str
    """The key of the row that moved; "" where it left the board."""
    words: str
    importance: int
    before: str = ""
    after: str = ""
    sources: tuple[SourceRow, ...] = ()
    correction: str = ""
    """The id of what the user put right or took back, where that is what moved; it has no sources."""


class RetractionRow(Row):
    """A report whose words changed so that it no longer says what it said. Times are UTC."""

    item: str
    publisher: str
    link: str
    published: datetime
    changed: datetime | None
    """When the changed words were seen, where they still say something."""
    title: str
    """Its headline now."""
    before: str = ""
    """Its headline before, where that changed."""
    lost: tuple[str, ...] = ()
    """Sentences that it no longer has, verbatim, with what they said."""


class FeedRow(Row):
    """One feed's health. Times are UTC; `state` is a word with a sign in the screen."""

    id: str
    url: str
    title: str
    publisher: str
    state: Literal["ok", "new", "failing", "paused", "gone"]
    error: str
    """In words, "" when there is none."""
    hint: str
    polled: datetime | None
    next_poll: datetime | None
    items: int
    failures: int
    """In a row."""
    moved_to: str = ""
    """The address that is asked instead of `url`, after permanent redirects there; "" where it did not move."""
    grade: str | None = None
    """A to F, as the user graded it; None counts as C."""
    insecure: bool = False
    """Whether any TLS certificate is taken, as the user wished."""
    articles: bool = False
    """Whether the whole articles behind its items are wanted."""
    pages: str = ""
    """What came of those ("articles: 12 read, 1 behind a paywall, …"), "" where none was asked for."""


class HealthView(Row):
    """The status line: feeds and reading at a glance."""

    feeds: int
    failing: int
    new_items: int
    """Stored by the last poll."""
    unread: int
    """Items still waiting for extraction."""
    polled: datetime | None
    next_poll: datetime | None
    offline_since: datetime | None
    worker: Literal["idle", "reading", "restarting", "off"]
    rows: tuple[FeedRow, ...] = ()
    restored: str = ""
    """What was lost when a damaged store was restored from a backup lately, in words."""
    second: str = ""
    """What is wrong with the second reader, in words; "" if nothing is, or there is none."""

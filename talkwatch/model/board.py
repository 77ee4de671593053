"""The board: what the ledger believes at one moment for one track, each belief with the claims behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, Literal, TypeVar

from talkwatch.model.claims import (
    AttendanceClaim,
    Form,
    Hold,
    IssueStatus,
    Precision,
    Report,
    Stance,
    StatementClaim,
    StickingClaim,
    TalkClaim,
    TalkStatus,
)
from talkwatch.model.corrections import Correction

BoardStatus = TalkStatus | Literal["in_doubt", "unreported"]
"""A talk's status; "in_doubt" while sources dispute that it happens, "unreported" when its day passed without news."""

IssueTrend = Literal["hardening", "narrowing", "unchanged"]
Matter = Literal["talk", "status", "date", "end", "place", "stance", "position", "issue", "statement", "correction"]
"""What can turn in a row's history."""

AnyClaim = TalkClaim | AttendanceClaim | StatementClaim | StickingClaim
ClaimT = TypeVar("ClaimT", TalkClaim, AttendanceClaim, StatementClaim, StickingClaim)


@dataclass(frozen=True, slots=True)
class Told(Generic[ClaimT]):
    """A claim with the report that made it. `id` is the item's id, a dot, the kind's letter and its number there.

    `group` is the same for claims that count as one source: copies of one report, or one house's section feeds.
    """

    id: str
    claim: ClaimT
    report: Report
    group: str
    heard: datetime = field(init=False, repr=False, compare=False)
    """The moment from which the board may know it (UTC): the report's, kept as a fold asks for it often."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "heard", self.report.heard)


@dataclass(frozen=True, slots=True)
class Turn:
    """One change of a row: `matter` went from `before` to `after` ("" for nothing yet).

    `told` is the id of the claim that turned it.
    """

    when: datetime
    matter: Matter
    before: str
    after: str
    told: str
    publisher: str
    about: str = ""
    """Whose turn it is where a row has several actors ("Hamas"), else ""."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A value that some sources give (`"2024-08-16"`, `"Cairo"`) with the publishers that do, the strongest first."""

    value: str
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that differ on one matter: the value believed and its rivals."""

    matter: Literal["date", "place"]
    believed: Rival
    rivals: tuple[Rival, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk. `told` is oldest first; `start` and `end` are inclusive days."""

    id: str
    name: str
    place: str | None
    start: date | None
    end: date | None
    precision: Precision
    status: BoardStatus
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    told: tuple[Told[TalkClaim], ...]
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """What one claim adds to a probability: `odds` (log-odds of its stance) times `weight` over the sum of weights.

    `parts` are the factors whose product is `weight`, by name, in the order of the table in ledger/weights.py.
    """

    told: Told[AttendanceClaim]
    odds: float
    weight: float
    parts: tuple[tuple[str, float], ...]
    adds: float


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether `actor` (or one `person` of it) will be at the talk. `shares` newest first; `prior` opens the sum."""

    id: str
    talk: str
    actor: str
    person: str | None
    stance: Stance
    probability: float
    earlier: float | None
    """The probability a day before, or before the last news; None when there was none."""
    shares: tuple[Share, ...]
    prior: float
    """What the prior adds to the sum, in log-odds."""
    condition: str | None = None
    by: str | None = None
    against: tuple[tuple[Stance, int], ...] = ()
    """Stances of the other side with their number of independent sources, the most frequent first."""
    called_off: bool = False
    """Whether the talk itself is believed to be called off, which bounds the probability."""
    told: tuple[Told[AttendanceClaim], ...] = ()
    history: tuple[Turn, ...] = ()
    course: tuple[float | None, ...] = ()
    """The probability a day apart, the last as of now by the claims alone; None before the first of them."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance with all its reports, oldest first. `best` is the claim whose words are shown."""

    id: str
    speaker: str
    actor: str | None
    form: Form
    content: str
    medium: str | None
    said_on: date | None
    said: datetime
    best: Told[StatementClaim]
    told: tuple[Told[StatementClaim], ...]
    newest: bool = False
    principal: bool = False
    """Said by one of the track's parties or mediators."""
    denies: str = ""
    """The id of the statement that it denies; "" where it denies none of the board's."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one actor stands on an issue, by its latest claim."""

    actor: str
    hold: Hold
    reported: date
    told: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One sticking point with all its claims, oldest first."""

    id: str
    issue: str
    status: IssueStatus
    stands: tuple[Stand, ...]
    since: date
    trend: IssueTrend
    reason: str
    best: Told[StickingClaim]
    told: tuple[Told[StickingClaim], ...]
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction with the keys of the rows that show it; none where the row left the board or is not there now."""

    correction: Correction
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """The fold of all claims heard by `as_of` that belong to `track`; each list in the order of the screen."""

    as_of: datetime
    track: str
    talks: tuple[Talk, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    statements: tuple[Statement, ...] = ()
    issues: tuple[Issue, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    """What the user put right by then, in the order of time; also what was undone by then, which no row shows."""

"""A desk with boards made by hand: invented talks between invented sides, in our own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from talkwatch.digest.compose import Digest, compose
from talkwatch.model.claims import Form, IssueStatus, Stance, TalkStatus
from talkwatch.settings.config import Yardstick
from talkwatch.views.rows import (
    AttendanceRow,
    BoardView,
    ChangeRow,
    HistoryRow,
    PositionRow,
    SourceRow,
    StatementRow,
    StickingRow,
    TalkRow,
)

NOW = datetime(2031, 5, 7, 18, 40, tzinfo=UTC)
"""A Wednesday evening."""

DAY = timedelta(days=1)


def source(
    number: int, sentence: str, *, says: str = "", hours: float = 3, marks: tuple[tuple[int, int], ...] = ()
) -> SourceRow:
    return SourceRow(
        claim=f"c{number}",
        item=f"i{number}",
        publisher=("Harbour Wire", "Northern Post", "Delta Radio")[number % 3],
        title=f"Envoys pack for round {number}",
        link=f"https://news.example/{number}",
        published=NOW - timedelta(hours=hours),
        evidence=sentence,
        field="text",
        start=0,
        end=len(sentence),
        marks=marks,
        rule="made.by.hand",
        confidence=0.8,
        grade="B",
        says=says,
        weight=1.2,
    )


def talk(
    number: int, name: str, *, status: TalkStatus = "scheduled", days: int = 1, conflicts: tuple[str, ...] = ()
) -> TalkRow:
    start = (NOW + days * DAY).date()
    return TalkRow(
        id=f"t-{number}",
        evidence=f"The {name} opens in Port Alder.",
        sources=(source(number, f"The {name} opens in Port Alder.", says="Thu 8 May", marks=((4, 4 + len(name)),)),),
        independent=number + 1,
        changed=NOW - timedelta(hours=number + 1),
        moved=NOW - timedelta(hours=number + 1),
        learned=NOW - timedelta(hours=number + 1),
        history=(HistoryRow(when=NOW - DAY, words="proposed", publisher="Delta Radio", claim="c9"),),
        name=name,
        place="Port Alder" if number != 2 else None,
        start=start,
        end=start,
        precision="day",
        status=status,
        parties=("Arvenia", "Belmark Front"),
        mediators=("Corland", "Dunmere"),
        when=f"{start:%a} {start.day} {start:%b}",
        countdown="tomorrow" if days == 1 else f"in {days} days",
        conflicts=conflicts,
    )


def attendance(
    number: int, actor: str, stance: Stance, probability: float, word: str, **more: str | None
) -> AttendanceRow:
    sentence = f"{actor} has yet to say whether it will travel."
    return AttendanceRow(
        id=f"a-{number}",
        evidence=sentence,
        sources=(source(20 + number, sentence, says=stance),),
        independent=number + 2,
        changed=NOW - timedelta(hours=number + 2),
        moved=NOW - timedelta(hours=number + 2),
        learned=NOW - timedelta(hours=number + 2),
        talk=0,
        talk_id="t-1",
        talk_name="ceasefire round",
        place="Port Alder",
        start=date(2031, 5, 8),
        actor=actor,
        person=None,
        stance=stance,
        probability=probability,
        word=word,
        trend="down" if probability < 0.5 else "same",
        condition=more.get("condition"),
        by=None,
        disagreement=more.get("disagreement") or "",
        reckoning=("start 0.0", f"{actor}: +1.2 Harbour Wire", "sum 1.2, so 77 %"),
    )


def statement(
    number: int,
    actor: str,
    speaker: str,
    content: str,
    *,
    kind: Form = "indirect",
    newest: bool = False,
    hours: float = 2,
) -> StatementRow:
    return StatementRow(
        id=f"s-{number}",
        evidence=f"{speaker} said {content}.",
        sources=(source(40 + number, f"{speaker} said {content}.", hours=hours),),
        independent=1,
        changed=NOW - timedelta(hours=hours),
        moved=NOW - timedelta(hours=hours),
        learned=NOW - timedelta(hours=hours),
        speaker=speaker,
        actor=actor,
        kind=kind,
        content=content,
        medium="Delta Radio" if number % 2 else None,
        said_on=NOW.date(),
        said=NOW - timedelta(hours=hours),
        newest=newest,
    )


def sticking(number: int, issue: str, status: IssueStatus = "open", reason: str = "") -> StickingRow:
    return StickingRow(
        id=f"p-{number}",
        evidence=f"They still differ over {issue}.",
        sources=(source(60 + number, f"They still differ over {issue}."),),
        independent=2,
        changed=NOW - timedelta(hours=5),
        moved=NOW - timedelta(hours=5),
        learned=NOW - timedelta(hours=5),
        issue=issue,
        status=status,
        positions=(
            PositionRow(actor="Arvenia", position="demands", reported=NOW.date()),
            PositionRow(actor="Belmark Front", position="rejects", reported=NOW.date()),
        ),
        since=(NOW - 6 * DAY).date(),
        trend="hardening" if status == "open" else "narrowing",
        reason=reason,
    )


def board(track: str = "Alder talks", as_of: datetime = NOW, *, extra: Sequence[StatementRow] = ()) -> BoardView:
    """A board with something in every panel; `extra` statements stand above the others."""
    return BoardView(
        as_of=as_of,
        track=track,
        talks=(
            talk(1, "ceasefire round"),
            talk(
                2, "prisoner working group", status="proposed", days=9, conflicts=("date: Delta Radio says Fri 16 May",)
            ),
            talk(3, "harbour commission", status="postponed", days=20),
        ),
        attendance=(
            attendance(1, "Arvenia", "confirmed", 0.96, "almost certainly"),
            attendance(
                2, "Belmark Front", "uncertain", 0.31, "unlikely", disagreement="sources disagree: 3 say no, 2 unclear"
            ),
            attendance(3, "Corland", "conditional", 0.55, "about even", condition="if the guns fall silent first"),
        ),
        statements=(
            *extra,
            statement(1, "Belmark Front", "Ilya Moss", "we come only to talk of a truce", kind="direct", newest=True),
            statement(2, "Arvenia", "Dana Reef", "the delegation leaves at dawn", newest=True, hours=5),
            *(
                statement(n, "Arvenia", "Dana Reef", f"the harbour stays shut, day {n}", hours=n * 3)
                for n in range(3, 40)
            ),
        ),
        sticking_points=(
            sticking(1, "foreign presence on the river border", reason="Belmark Front called it a red line"),
            sticking(2, "exchange of prisoners", "narrowing"),
            sticking(3, "harbour dues", "resolved"),
        ),
    )


def change(number: int, row: str, words: str, importance: int = 2) -> ChangeRow:
    return ChangeRow(
        id=f"x-{number}",
        when=NOW - timedelta(hours=number),
        panel="attendance",
        row=row,
        words=words,
        importance=importance,
        before="likely",
        after="uncertain",
        sources=(source(80 + number, f"{words}."),),
    )


class FakeDesk:
    """Shows the board it was given last; counts how often it was asked."""

    def __init__(self, view: BoardView | None = None) -> None:
        self.view = view or board()
        self.asked = 0
        self.zone: tzinfo | None = UTC
        self.yardstick: Yardstick = "icd203"

    def board(self, track: str, as_of: datetime) -> BoardView:
        self.asked += 1
        return self.view.model_copy(update={"track": track, "as_of": as_of})

    def changes(self, track: str, since: datetime, until: datetime, *, learned: bool = False) -> Sequence[ChangeRow]:  # noqa: ARG002 - as the desk has it
        return (change(1, "a-2", "Belmark Front is in doubt"), change(2, "t-1", "The round was given a day", 3))

    def digest(self, track: str, day: date, now: datetime) -> Digest:
        return self.digest_between(track, datetime.combine(day, time(), UTC), now)

    def digest_between(self, track: str, since: datetime, until: datetime) -> Digest:
        now = until.astimezone(self.zone)
        return compose(self.board(track, until), self.changes(track, since, until), since, now)

"""What moved on a board after a moment: turns of events, and nothing for mere repeats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from talkwatch.ledger.rows import AnyTold, rows_of
from talkwatch.model.board import Attendance, Board, Issue, Matter, Statement, Talk, Turn
from talkwatch.model.claims import ClaimKind
from talkwatch.model.corrections import Correction

Panel = Literal["talks", "attendance", "statements", "sticking_points"]


PANELS: tuple[Panel, ...] = ("talks", "attendance", "statements", "sticking_points")
"""The panels in the order of the screen."""

_PANEL: dict[ClaimKind, Panel] = {
    "talk": "talks",
    "attendance": "attendance",
    "statement": "statements",
    "sticking": "sticking_points",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that moved: `turns` are the row's turns of one matter, taken together. `importance` 1 to 3."""

    panel: Panel
    row: Talk | Attendance | Statement | Issue | None
    matter: Matter
    when: datetime
    before: str
    after: str
    importance: int
    told: str
    about: str = ""
    correction: Correction | None = None
    """What the user put right, or (`after` is "undone") took back; `row` then shows it, if any does."""


@dataclass(frozen=True, slots=True)
class Late:
    """What came after a moment: what was heard after it, or (`learned`) what we read after it, whenever it was said."""

    since: datetime
    learned: bool = False

    def is_late(self, one: AnyTold) -> bool:
        """Whether a claim came after the moment."""
        return (one.report.since(one.claim.span)[1] if self.learned else one.heard) > self.since

    def is_new(self, row: Talk | Statement) -> bool:
        """Whether nothing of the row was there before."""
        return all(self.is_late(one) for one in row.told)

    def net(self, row: Talk | Attendance | Issue, matter: Matter, about: str = "") -> Turn | None:
        """All late turns of one matter as one: from what stood before to what stands now; None if it came back."""
        own = [turn for turn in row.history if (turn.matter, turn.about) == (matter, about)]
        learned = {one.id: one.report.since(one.claim.span)[1] for one in row.told} if self.learned else {}
        known = [turn for turn in own if learned.get(turn.told, turn.when) <= self.since]
        before = known[-1].after if known else own[0].before if own else ""
        return replace(own[-1], before=before) if own and own[-1].after != before else None


def changes(board: Board, since: datetime, *, learned: bool = False) -> tuple[Change, ...]:
    """What moved on the board after `since`, the weightiest first, and of equals the newest.

    With `learned`, what was not known here at `since`: reports are read some time after they are published, and who
    looked in between has not seen them.
    """
    late = Late(since, learned)
    found: list[Change] = []
    for talk in board.talks:
        found += _talk(talk, late)
    for row in board.attendance:
        found += _attendance(row, late)
    for issue in board.issues:
        found += _issue(issue, late)
    found += [_said(row) for row in board.statements if row.principal and row.newest and late.is_new(row)]
    found += _corrections(board, since)
    return tuple(sorted(found, key=_weight))


def _weight(change: Change) -> tuple[int, float, int, str, str, str, str, str]:
    """Equals stand by their words: a row's id hashes a feed's address, and says nothing to a reader."""
    panel = PANELS.index(change.panel)
    row = change.row.id if change.row else ""
    moved = (change.matter, change.about, change.after, row)
    return (-change.importance, -change.when.timestamp(), panel, _name(change.row), *moved)


def _name(row: Talk | Attendance | Statement | Issue | None) -> str:
    match row:
        case Talk():
            return row.name
        case Attendance():
            return f"{row.actor} {row.person or ''}"
        case Statement():
            return f"{row.speaker} {row.content}"
        case Issue():
            return row.issue
        case _:
            return ""


def _corrections(board: Board, since: datetime) -> Iterable[Change]:
    """What the user put right or took back, where no turn of a row tells it."""
    rows = {row.id: row for row in rows_of(board)}
    for one in board.corrections:
        made = one.correction
        row = next((rows[key] for key in one.rows if key in rows), None)
        panel = panel_of(made)
        undone = made.undone is not None and made.undone <= board.as_of
        if undone and made.made > since:
            continue
        if (
            not undone
            and isinstance(row, Attendance)
            and any(made.id == turn.told[: len(made.id)] for turn in row.history)
        ):
            continue  # the row's own turn tells it
        when = made.undone if undone else made.made
        if when is not None and when > since:
            after = "undone" if undone else made.deed
            yield Change(panel, row, "correction", when, "", after, 2, "", made.id, made)


def panel_of(one: Correction) -> Panel:
    """The panel that a correction is about; an item's is the first."""
    if one.actor or not one.row:
        return "attendance" if one.actor else "talks"
    return _PANEL[one.row[0].kind]


def _talk(talk: Talk, late: Late) -> Iterable[Change]:
    if late.is_new(talk):
        first = talk.told[0]
        when = talk.start.isoformat() if talk.start and talk.precision == "day" else ""
        yield Change("talks", talk, "talk", first.heard, "", when, 2 if talk.start else 1, first.id)
        return
    for matter in ("status", "date", "end", "place"):
        net = late.net(talk, matter)
        if net is not None:
            heavy = matter == "date" or net.after in {"postponed", "cancelled", "concluded", "under_way"}
            yield Change("talks", talk, matter, net.when, net.before, net.after, 3 if heavy else 2, net.told)


def _attendance(row: Attendance, late: Late) -> Iterable[Change]:
    net = late.net(row, "stance")
    if net is not None and any(map(late.is_late, row.told)):
        sides = [_comes(one) for one in (net.before, net.after) if one]
        weight = 3 if len(set(sides)) > 1 else 1 if len(sides) > 1 or sides[0] else 2
        yield Change("attendance", row, "stance", net.when, net.before, net.after, weight, net.told)


def _comes(believed: str) -> bool | None:
    """Whether "likely, very likely" and the like are a yes; None for what is neither yes nor no."""
    stance = believed.partition(",")[0]
    return True if stance in {"confirmed", "likely"} else False if stance in {"unlikely", "declined"} else None


def _issue(issue: Issue, late: Late) -> Iterable[Change]:
    net = late.net(issue, "issue")
    if net is not None:
        resolved = net.after == "resolved" or net.before == "resolved"
        yield Change("sticking_points", issue, "issue", net.when, net.before, net.after, 3 if resolved else 1, net.told)
    for actor in sorted({turn.about for turn in issue.history if turn.matter == "position"}):
        moved = late.net(issue, "position", actor)
        new = net is not None and not net.before and moved in positions_with(issue, net.told)
        if moved is not None and not new:
            weight = 2 if moved.before else 1
            change = Change(
                "sticking_points", issue, "position", moved.when, moved.before, moved.after, weight, moved.told
            )
            yield replace(change, about=actor)


def positions_with(issue: Issue, told: str) -> list[Turn]:
    """The first positions that were told by the same claim as an issue itself, and so are one piece of news with it."""
    return [turn for turn in issue.history if turn.matter == "position" and turn.told == told and not turn.before]


def _said(row: Statement) -> Change:
    return Change("statements", row, "statement", row.told[0].heard, "", row.content, 2, row.best.id)

"""From the user's word about a row of a board to a correction that finds it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from talkwatch.ledger.anchors import anchor, anchors
from talkwatch.ledger.rows import AnyRow, find_row
from talkwatch.model.board import Attendance, Board, Issue, Statement, Talk
from talkwatch.model.claims import STANCES
from talkwatch.model.corrections import Anchor, Correction, Deed, named
from talkwatch.model.errors import UsageError
from talkwatch.model.items import ItemId

_HINT = "`talkwatch board --json` prints the ids"


@dataclass(frozen=True, slots=True)
class Corrector:
    """Makes corrections of a board's rows, dated `made` (UTC), in that `order` among those of one moment.

    Every method raises UsageError for what cannot be.
    """

    board: Board
    made: datetime
    order: int = 0

    def merge(self, key: str, other: str) -> Correction:
        """Two talks are one."""
        talk, second = self._talk(key), self._talk(other)
        if talk.id == second.id:
            raise UsageError(f"{key} and {other} are one talk already")
        return self._of("merge", talk, other=anchors(second.told), value=second.name)

    def split(self, key: str, claims: Sequence[str]) -> Correction:
        """These claims of a talk (or all of these items' claims in it) are of another talk."""
        talk = self._talk(key)
        left = [one for one in talk.told if one.id in claims or one.report.reading.item in claims]
        missing = [name for name in claims if not any(name in {one.id, one.report.reading.item} for one in left)]
        if missing or not left:
            raise UsageError(f"the talk {key} rests on no claim or item {', '.join(missing)}".strip(), _HINT)
        if len(left) == len(talk.told):
            raise UsageError(f"nothing of the talk {key} would be left", "name some of its claims, not all")
        count = f"{len(left)} of {len(talk.told)} claims"
        return self._of("split", talk, other=tuple(map(anchor, left)), value=count)

    def rename(self, key: str, name: str) -> Correction:
        """A talk or an issue is called by that name."""
        row = self._row(key)
        if not isinstance(row, Talk | Issue) or not name.strip():
            raise UsageError(f"{key} cannot be called {name!r}", "talks and sticking points have names")
        return self._of("rename", row, value=" ".join(name.split()))

    def hide(self, key: str) -> Correction:
        """A row leaves the board."""
        return self._of("hide", self._row(key))

    def pin(self, key: str) -> Correction:
        """A row stands first in its panel, and stays."""
        return self._of("pin", self._row(key))

    def stance(self, key: str, stance: str, *, actor: str = "", person: str = "") -> Correction:
        """The actor of a row comes or not, as the stance says, or (`actor` given) another does to the talk `key`.

        `key` may also be a claim of attendance, which is then read with that stance.
        """
        if stance not in STANCES:
            raise UsageError(f"{stance!r} is no stance", f"stances: {', '.join(STANCES)}")
        if actor:
            talk = self._talk(key)
            about = f"{person or actor} at {talk.name}"
            return self._named("stance", anchors(talk.told), actor=actor, person=person, value=stance, about=about)
        for coming in self.board.attendance:
            for one in coming.told:
                if one.id == key:
                    return self._named("stance", (anchor(one),), value=stance, about=self.title(coming))
        row = self._row(key)
        if not isinstance(row, Attendance):
            raise UsageError(f"{key} is no row of attendance", "name such a row, or a talk and --actor")
        return self._of("stance", row, value=stance)

    def irrelevant(self, item: ItemId, title: str) -> Correction:
        """An item and its copies say nothing that belongs on a board."""
        return self._named("irrelevant", (), item=item, about=title)

    def title(self, row: AnyRow) -> str:
        """What a row is called in a line."""
        match row:
            case Talk():
                return row.name
            case Attendance():
                at = next((talk.name for talk in self.board.talks if talk.id == row.talk), "its talk")
                return f"{row.person or row.actor} at {at}"
            case Statement():
                return f"{row.speaker}: {' '.join(row.content.split())}"
            case Issue():
                return row.issue

    def _of(self, deed: Deed, row: AnyRow, *, other: tuple[Anchor, ...] = (), value: str = "") -> Correction:
        about = self.title(row)
        if not isinstance(row, Attendance):
            return self._named(deed, anchors(row.told), other=other, value=value, about=about)
        talk = anchors(self._talk(row.talk).told)
        return self._named(deed, talk, actor=row.actor, person=row.person or "", value=value, about=about)

    def _named(
        self,
        deed: Deed,
        row: tuple[Anchor, ...],
        *,
        other: tuple[Anchor, ...] = (),
        actor: str = "",
        person: str = "",
        value: str = "",
        item: ItemId | None = None,
        about: str = "",
    ) -> Correction:
        made = Correction(
            "", self.made, deed, self.board.track, row, other, actor, person, value, item, about, self.order
        )
        return named(made)

    def _talk(self, key: str) -> Talk:
        row = self._row(key)
        if not isinstance(row, Talk):
            raise UsageError(f"{key} is no talk", _HINT)
        return row

    def _row(self, key: str) -> AnyRow:
        row = find_row(self.board, key)
        if row is None:
            raise UsageError(f"no row of the board of {self.board.track} has the id {key!r}", _HINT)
        return row

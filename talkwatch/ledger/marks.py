"""What the user set of single rows: those that stand first, those that are hidden, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from talkwatch.ledger.rows import AnyTold


@dataclass(frozen=True, slots=True)
class Marks:
    """The user's marks by the claim that leads to each row; of `names`, the one given last stands first."""

    pinned: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    names: tuple[tuple[str, str], ...] = ()

    def pins(self, told: Iterable[AnyTold]) -> bool:
        """Whether the row of these claims stands first, and stays."""
        return bool(self.pinned) and any(one.id in self.pinned for one in told)

    def keeps(self, told: Iterable[AnyTold], *, stays: bool) -> bool:
        """Whether the row belongs on the board; `stays`: it does so of itself."""
        if self.hidden and any(one.id in self.hidden for one in told):
            return False
        return stays or self.pins(told)

    def name(self, told: Iterable[AnyTold], name: str) -> str:
        """What the row is called: by the user, else `name`."""
        if not self.names:
            return name
        own = {one.id for one in told}
        return next((called for claim, called in self.names if claim in own), name)


NO_MARKS = Marks()

"""What the user put right on the board: claims of their own, each dated, undoable, and true of any later reading."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from talkwatch.model.claims import ClaimKind
from talkwatch.model.items import FeedId, ItemId

Deed = Literal["merge", "split", "rename", "hide", "pin", "stance", "irrelevant"]
"""What a correction does.

merge: two talks are one. split: some claims of a talk are another talk's. rename: a talk or an issue is called `value`.
hide, pin: a row leaves its board, or stands first on it and stays. stance: somebody comes or not, as `value` says, at a
talk; without an `actor`, as one claim was misread. irrelevant: an item and its copies say nothing that belongs here.
"""

OF_ONE_BOARD: frozenset[Deed] = frozenset({"hide", "pin"})
"""Deeds that hold on the track's own board alone; the others tell of the world and hold on every track's."""

YOU = "you"
"""The publisher, group and rule of what the user says."""

YOUR_FEED = FeedId("talkwatch:you")
"""The feed of what the user says."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A claim by its item, its kind, the words it was read from and what it names.

    None of these changes with the claim's number or place in a later reading of the item.
    """

    item: ItemId
    kind: ClaimKind
    words: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. `made` and `undone` are UTC: the board knows it from the one until the other.

    `row` are claims of the row that it is about, the first seen first; the first of them that the board still knows
    leads to the row. `other` are, in the same way, claims of the talk that is merged into it, or all claims that are
    split off. `actor` and `person` say which row of attendance at the talk is meant. `about` is what it was called.
    """

    id: str
    made: datetime
    deed: Deed
    track: str
    row: tuple[Anchor, ...] = ()
    other: tuple[Anchor, ...] = ()
    actor: str = ""
    person: str = ""
    value: str = ""
    item: ItemId | None = None
    about: str = ""
    order: int = 0
    """Of those made at one moment, the later ones have the higher number."""
    undone: datetime | None = None

    @property
    def turn(self) -> tuple[datetime, int, str]:
        """Where it stands among others: corrections are laid over the claims in this order."""
        return (self.made, self.order, self.id)

    def holds(self, track: str, as_of: datetime) -> bool:
        """Whether it bears upon a track's board as of a moment."""
        ours = self.deed not in OF_ONE_BOARD or self.track == track
        return ours and self.made <= as_of and (self.undone is None or self.undone > as_of)


def named(correction: Correction) -> Correction:
    """The same under the id that its moment and contents give ("c-1f3a90c2"), whether undone or not."""
    said = repr(replace(correction, id="", undone=None))
    return replace(correction, id=f"c-{hashlib.sha256(said.encode()).hexdigest()[:8]}")

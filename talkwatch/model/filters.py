"""Words that an item must have, or must not have, to be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filter:
    """`include`: an item must have one of these words (none: any item passes). `exclude`: it has none of these.

    A word may be several ("peace talks"), and ends in "*" where it may go on ("negotiat*").
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

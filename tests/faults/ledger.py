"""What the faults came to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Row:
    """A kind of fault: how many there were, and what of the acknowledged was found wanting afterwards.

    `told` are losses that talkwatch itself told of (a backup was restored); `altered` are texts that rot changed
    without a trace that SQLite could see.
    """

    kind: str
    seed: int
    faults: int = 0
    checked: int = 0
    lost: int = 0
    doubled: int = 0
    half: int = 0
    told: int = 0
    altered: int = 0
    worst: float = 0.0
    """Seconds until all was as it should be again, at most."""
    bad: list[str] = field(default_factory=list)
    """The seeds of faults after which something was lost, doubled or half-written, and what."""

    def take(self, seed: int, found: Found, told: int = 0) -> None:
        """One fault more."""
        self.faults += 1
        self.checked += found.checked
        self.lost += found.lost
        self.doubled += found.doubled
        self.half += found.half
        self.altered += found.altered
        self.told += told
        if found.lost or found.doubled or found.half:
            self.bad.append(f"{self.kind} seed {seed}: {found}")

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled or half-written."""
        return not (self.lost or self.doubled or self.half)


@dataclass(frozen=True)
class Found:
    """What a look into the store found after one fault."""

    checked: int = 0
    lost: int = 0
    doubled: int = 0
    half: int = 0
    altered: int = 0


HEAD = ("fault", "faults", "items checked", "lost", "doubled", "half", "told", "altered", "worst s", "seed")


def printed(rows: list[Row]) -> str:
    """The ledger as a table, the sum last."""
    total = Row("all", rows[0].seed if rows else 0)
    for row in rows:
        for name in ("faults", "checked", "lost", "doubled", "half", "told", "altered"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
        total.worst = max(total.worst, row.worst)
    lines = ["  ".join(f"{word:>{30 if n == 0 else 13 if n == 2 else 7}}" for n, word in enumerate(HEAD))]
    for row in (*rows, total):
        cells = (row.kind, row.faults, row.checked, row.lost, row.doubled, row.half, row.told, row.altered)
        words = [f"{cell:>{30 if n == 0 else 13 if n == 2 else 7}}" for n, cell in enumerate(cells)]
        lines.append("  ".join([*words, f"{row.worst:7.2f}", f"{row.seed:7}"]))
    lines += [line for row in rows for line in row.bad]
    return "\n".join(lines)

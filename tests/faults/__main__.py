"""Injects the faults and prints the ledger: `python -m tests.faults [--share 0.1] [--seed 1] [KIND…]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path

from tests.faults import files, kills, networks, places
from tests.faults.ledger import Row, printed

KINDS: dict[str, tuple[Callable[[Row, int, Path], None], int]] = {
    "poller killed while writing": (kills.poller, 200),
    "log torn by a power cut": (files.wals, 300),
    "database damaged": (files.databases, 100),
    "reader or parser killed": (kills.workers, 50),
    "killed in mid-migration": (kills.migration, 50),
    "network down and back": (networks.outages, 48),
    "odd server or document": (networks.odd, 200),
    "disk full, freed, read-only": (places.disks, 30),
    "clock jumped": (places.clocks, 8),
    "home, terminal, files missing": (places.homes, 11),
}
"""What is done, and how often in a whole run."""


def inject(share: float, seed: int, wanted: Collection[str] = (), *, aloud: bool = False) -> list[Row]:
    """The rows of the ledger; of each kind the given share of faults, one at least."""
    rows: list[Row] = []
    for kind, (run, whole) in KINDS.items():
        if wanted and not any(word in kind for word in wanted):
            continue
        row = Row(kind, seed)
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="faults") as folder:
            run(row, max(1, round(whole * share)), Path(folder) / "work")
        rows.append(row)
        if aloud:
            came = f"{row.lost} lost, {row.doubled} doubled, {row.half} half-written"
            print(f"{kind}: {row.faults}, {came}, {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)
    return rows


def main() -> int:
    """Prints the ledger; 1 if anything was lost, doubled or half-written."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--share", type=float, default=1.0, help="of the whole count, 0-1")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("kinds", nargs="*", help="only kinds that hold one of these words")
    said = words.parse_args()
    rows = inject(said.share, said.seed, said.kinds, aloud=True)
    print(printed(rows))
    return 0 if all(row.is_clean for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

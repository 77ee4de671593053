"""The weights of attendance tried on what happened, cross-validated by talk: `python -m tests.bench.fit_attendance`.

usage: fit_attendance.py OUTCOMES.jsonl HOME   (HOME: a store backfilled with the stream that the outcomes are of)

A pair is scored by the row of its actor, much as the outcomes' own score.py finds it. The rows are folded once; their
sums are then redone with other numbers. Each talk's pairs are scored with the numbers that are best on all other talks.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from talkwatch.cli.opening import open_store
from talkwatch.cli.when import desk_of
from talkwatch.ledger.attendance import chance
from talkwatch.ledger.weights import ATTENDANCE_HALF_LIFE, CALLED_OFF, PRIOR_ODDS, PRIOR_WEIGHT, STANCE_ODDS
from talkwatch.ledger.wording import last_word, stems
from talkwatch.model.board import Attendance, Board

PRIORS = (0.05, 0.15, 0.3, 0.6)
HALF_LIVES = (12.0, 24.0, 36.0, 72.0, 240.0)
SCALES = (0.7, 1.0, 1.3)
"""Factors of STANCE_ODDS."""
BINS = ((0.0, 0.2), (0.2, 0.45), (0.45, 0.8), (0.8, 0.95), (0.95, 1.01))


class Numbers(NamedTuple):
    """What is tried."""

    prior: float
    half_life: float
    scale: float


class Pair(NamedTuple):
    """A covered pair: its talk, its row and whether the actor came."""

    talk: str
    row: Attendance
    came: int


OURS = Numbers(PRIOR_WEIGHT, ATTENDANCE_HALF_LIFE, 1.0)


def probability(row: Attendance, numbers: Numbers) -> float:
    """The row's probability by other numbers."""
    odds, total = numbers.prior * PRIOR_ODDS, numbers.prior
    for share in row.shares:
        age = next((part for name, part in share.parts if name == "age"), 1.0)
        weight = share.weight / age * age ** (ATTENDANCE_HALF_LIFE / numbers.half_life) if age else 0.0
        odds += weight * numbers.scale * STANCE_ODDS[share.told.claim.stance]
        total += weight
    return min(CALLED_OFF if row.called_off else 1.0, chance(odds / total))


def brier(pairs: Iterable[Pair], numbers: Numbers) -> float:
    """The mean square of probability less outcome."""
    squares = [(probability(pair.row, numbers) - pair.came) ** 2 for pair in pairs]
    return sum(squares) / max(1, len(squares))


def covered(rows: Sequence[dict[str, Any]], home: Path) -> list[Pair]:
    """The pairs whose actor has a row at a talk that shares a word with theirs."""
    found = []
    with open_store(home, read_only=True) as opened:
        desk, _ = desk_of(opened, None)
        for pair in rows:
            last = max(datetime.fromisoformat(claim["published"]) for claim in pair["claims"])
            row = _row(pair, desk.fold("any", last.replace(second=0) + timedelta(minutes=1)))
            if row is not None:
                found.append(Pair(pair["talk"], row, int(pair["outcome"] == "came")))
    return found


def _row(pair: dict[str, Any], board: Board) -> Attendance | None:
    wanted = stems(f"{pair['talk']} {pair.get('place') or ''}")
    shared = {talk.id: len(wanted & stems(f"{talk.name} {talk.place or ''}")) for talk in board.talks}
    own = [
        row
        for row in board.attendance
        if shared[row.talk] and last_word(pair["actor"]) in {last_word(row.actor), last_word(row.person or "-")}
    ]
    return max(own, key=lambda row: shared[row.talk], default=None)


def crossed(pairs: Sequence[Pair]) -> float:
    """The Brier score where each talk is scored by the numbers best on the other talks."""
    talks = defaultdict(list)
    for pair in pairs:
        talks[pair.talk].append(pair)
    tried = [Numbers(*each) for each in product(PRIORS, HALF_LIVES, SCALES)]
    total = 0.0
    for talk, own in talks.items():
        others = [pair for pair in pairs if pair.talk != talk]
        best = min(tried, key=lambda numbers: brier(others, numbers))
        total += brier(own, best) * len(own)
    return total / len(pairs)


def main() -> None:
    """Print our score, the cross-validated one, the best numbers on all, and how reliable ours are."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    pairs = covered(rows, Path(sys.argv[2]))
    tried = [Numbers(*each) for each in product(PRIORS, HALF_LIVES, SCALES)]
    best = min(tried, key=lambda numbers: brier(pairs, numbers))
    print(f"{len(pairs)} of {len(rows)} pairs covered")
    print(f"ours {brier(pairs, OURS):.3f} {OURS}")
    print(f"fitted, cross-validated by talk {crossed(pairs):.3f}; best on all {brier(pairs, best):.3f} {best}")
    for low, high in BINS:
        inside = [pair for pair in pairs if low <= probability(pair.row, OURS) < high]
        if inside:
            said = math.fsum(probability(pair.row, OURS) for pair in inside) / len(inside)
            came = sum(pair.came for pair in inside) / len(inside)
            print(f"{low:.2f}-{high:.2f} {len(inside):3} said {said:.2f} came {came:.2f}")


if __name__ == "__main__":
    main()

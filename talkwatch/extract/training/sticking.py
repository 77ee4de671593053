"""Train the sticking points' model: python -m talkwatch.extract.training.sticking --texts IN GOLD --out FILE.

Texts are those that the reader is for; more texts only lend their evidence, each file with a rate of its own. What is
told in dense texts, that have more issues than the reader's, counts less for which sentences tell one.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from talkwatch.extract.actors import Cast
from talkwatch.extract.attributions import Attributor
from talkwatch.extract.odds import chance
from talkwatch.extract.statements import statements
from talkwatch.extract.sticking_choice import choice
from talkwatch.extract.sticking_holders import Scene
from talkwatch.extract.sticking_positions import candidates
from talkwatch.extract.sticking_signs import features, held, issue_features
from talkwatch.text.sentences import document

EVIDENCE, POSITIONS = 10.0, 5.0
"""Strength of the pull of all weights towards 0, for the two models."""
STEPS, RATE = 250, 0.5
"""Full gradient steps (Adagrad) and the size of the first."""
DENSE = 0.5
"""Weight of a sentence of a dense text in the evidence's fit, from cross-validation."""
LEAST, SHORT, POSITION, MOST = 0.14, 0.18, 0.12, 4
"""The thresholds, from cross-validation; see `Model`."""
ALIKE = 0.7
"""Share of the words of the shorter from which two sentences are one, as the scoring has it."""

Row = tuple[dict[str, float], bool]


@dataclass(frozen=True, slots=True)
class Rows:
    """What one article has to teach."""

    evidence: tuple[Row, ...]
    positions: tuple[Row, ...]


Named = tuple[str, Sequence[Rows]]
"""A set of articles with its name."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the model to --out; about three minutes on one core."""
    parser = argparse.ArgumentParser(prog="python -m talkwatch.extract.training.sticking", description=__doc__)
    for name in ("--texts", "--more", "--dense"):
        parser.add_argument(name, type=Path, nargs=2, action="append", default=[], metavar=("IN", "GOLD"))
    parser.add_argument("--out", type=Path, required=True, help="file to write the model to")
    options = parser.parse_args(argv)
    found = [("", rows(*pair)) for pair in options.texts]
    found += [(f"set:{at}", rows(*pair)) for at, pair in enumerate(options.more)]
    dense = [(f"set:dense:{at}", rows(*pair)) for at, pair in enumerate(options.dense)]
    options.out.write_text(json.dumps(fitted(found, dense), indent=0) + "\n", "utf-8")
    return 0


def rows(texts: Path, gold: Path) -> tuple[Rows, ...]:
    """The rows of each article of a file of texts, with its records in another."""
    known = {row["id"]: row for row in _lines(gold)}
    attributor = Attributor.load()
    return tuple(article_rows(row, known[row["id"]]["sticking_points"], attributor) for row in _lines(texts))


def article_rows(row: Mapping[str, Any], points: Sequence[Mapping[str, Any]], attributor: Attributor) -> Rows:
    """What an article and its sticking points have to teach."""
    read = document(row.get("title", ""), row["text"], datetime.fromisoformat(row["published"]))
    cast = Cast.of(read)
    scene = Scene(read, cast, statements(read, attributor.read(read), cast))
    told = [held(scene, one) for one in scene.told]
    evidence: list[Row] = []
    positions: list[Row] = []
    for at, one in enumerate(scene.told):
        if not scene.counts_at(at):
            continue
        shown = [point for point in points if alike(one.sentence.text, point["evidence"])]
        signs = features(scene, at, told[at]) | issue_features(choice(one))
        evidence.append((signs, bool(shown)))
        for point in shown[:1]:
            held_here = {(stand["actor"], stand["position"]) for stand in point["positions"]}
            for candidate in candidates(scene, at, told):
                right = any(
                    hold == candidate.position.hold and same(actor, candidate.position.actor)
                    for actor, hold in held_here
                )
                positions.append((dict(candidate.signs), right))
    return Rows(tuple(evidence), tuple(positions))


def alike(one: str, other: str) -> bool:
    """Whether two sentences are the same but for a few words."""
    mine, theirs = set(one.lower().split()), set(other.lower().split())
    return len(mine & theirs) >= ALIKE * min(len(mine), len(theirs))


def same(one: str, other: str) -> bool:
    """Whether two names of actors are one, or the words of one are among the other's."""
    mine, theirs = set(one.lower().split()), set(other.lower().split())
    return mine <= theirs or theirs <= mine


def fitted(sets: Sequence[Named], dense: Sequence[Named] = ()) -> dict[str, Any]:
    """The model of all sets; the first is named "", a row of another carries its set's name as a sign."""
    parts = [
        [_of(name, row) for name, articles in part for one in articles for row in one.evidence]
        for part in (sets, dense)
    ]
    evidence = [row for part in parts for row in part]
    shares = [share for part, share in zip(parts, (1.0, DENSE), strict=True) for _ in part]
    positions = [_of(name, row) for name, articles in (*sets, *dense) for one in articles for row in one.positions]
    return {
        "evidence": _shipped(logistic(evidence, EVIDENCE, shares)),
        "positions": _shipped(logistic(positions, POSITIONS)),
        "least": LEAST,
        "short": SHORT,
        "position": POSITION,
        "most": MOST,
    }


def _of(name: str, row: Row) -> Row:
    signs, right = row
    return ({**signs, name: 1.0} if name else signs), right


def _shipped(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: weight for name, weight in weights.items() if not name.startswith("set:") and abs(weight) >= 0.005}


def logistic(found: Sequence[Row], pull: float, shares: Sequence[float] = ()) -> dict[str, float]:
    """Weights of a logistic regression by full gradient steps, pulled towards 0, rounded to three places.

    `shares` is how much each row counts, all alike if it is empty.
    """
    counts = shares or [1.0] * len(found)
    names = sorted({name for signs, _ in found for name in signs})
    place = {name: at for at, name in enumerate(names)}
    table = [([(place[name], value) for name, value in sorted(signs.items())], right) for signs, right in found]
    weights, squares = [0.0] * len(names), [1e-6] * len(names)
    for _ in range(STEPS):
        slope = [-pull * weight for weight in weights]
        for (signs, right), share in zip(table, counts, strict=True):
            miss = right - chance(sum(weights[at] * value for at, value in signs))
            for at, value in signs:
                slope[at] += share * miss * value
        for at, total in enumerate(slope):
            squares[at] += total * total
            weights[at] += RATE * total / math.sqrt(squares[at])
    return {name: round(weights[at], 3) for name, at in place.items()}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


if __name__ == "__main__":
    sys.exit(main())

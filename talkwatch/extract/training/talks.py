"""Train models/talks.json: python -m talkwatch.extract.training.talks --gold DIR --set ARTICLES GOLD … --out DIR."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from math import sqrt
from pathlib import Path
from typing import Any

from talkwatch.extract.actors import Cast
from talkwatch.extract.odds import chance
from talkwatch.extract.talks import claim, rivals
from talkwatch.extract.talks_mentions import mentions
from talkwatch.extract.talks_merge import merged
from talkwatch.extract.talks_traits import traits
from talkwatch.text.sentences import document

Traits = Mapping[str, float]
ROUNDS, RATE, PULL = 400, 0.3, 2.0
"""Passes over the examples, size of a step, and the strength that pulls weights to naught."""
RARE = 4
"""Documents in which a trait must stand to be weighed."""
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate session: its document, traits, and whether gold has it."""

    text: str
    traits: Traits
    kept: bool


def examples(rows: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]], scoring: Any) -> Iterator[Example]:
    """The candidate sessions of articles, paired with their gold records as score.py pairs them."""
    for row, gold in rows:
        page = document(row.get("title", ""), row["text"], moment(row["published"]))
        cast = Cast.of(page)
        found = [one for one in merged(mentions(page, cast)) if not one.old]
        records = [_record(claim(one, page)) for one in found]
        told = [[one.sentence.text for one in session.mentions] for session in found]

        def likeness(wanted: dict[str, Any], at: int, records: Any = records, told: Any = told) -> float:
            return _likeness(wanted, records[at], told[at], scoring)

        paired = {right for _, right in scoring.pair(gold["talks"], list(range(len(found))), likeness)}
        for at, one in enumerate(found):
            yield Example(row["id"], traits(one, page, rivals(one, found)), at in paired)


def _likeness(wanted: dict[str, Any], record: dict[str, Any], told: Sequence[str], scoring: Any) -> float:
    """How like a session is to a gold record; one without place and day may be told in another of its sentences."""
    alike: float = scoring.talk_likeness(wanted, record)
    if alike or wanted.get("place") or wanted.get("start"):
        return 1 + alike if alike else 0.0
    return 0.6 * any(scoring.same_evidence(wanted, {"evidence": text}) for text in told)


def moment(text: str) -> datetime:
    """When a text was published; UTC where it tells no zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _record(talk: Any) -> dict[str, Any]:
    """A claim as score.py reads it."""
    return {
        "place": talk.place,
        "start": talk.start and talk.start.isoformat(),
        "end": talk.end and talk.end.isoformat(),
        "precision": talk.precision,
        "status": talk.status,
        "evidence": talk.span.words,
    }


def common(rows: Sequence[Example]) -> frozenset[str]:
    """The traits that stand in enough documents."""
    seen: Counter[str] = Counter()
    for name, _ in {(name, row.text) for row in rows for name in row.traits}:
        seen[name] += 1
    return frozenset(name for name, count in seen.items() if count >= RARE)


def fit(rows: Sequence[tuple[Traits, float]], names: frozenset[str], pull: float = PULL) -> dict[str, float]:
    """The weights of a logistic regression, by steps that shrink as a weight's slopes add up."""
    weighed = dict.fromkeys(sorted(names), 0.0)
    slopes = dict.fromkeys(weighed, 1e-6)
    kept = [([(name, value) for name, value in found.items() if name in names and value], goal) for found, goal in rows]
    for _ in range(ROUNDS):
        slope = {name: pull * weight * (name != "bias") for name, weight in weighed.items()}
        for found, goal in kept:
            total = sum(weighed[name] * value for name, value in found)
            miss = chance(total) - goal
            for name, value in found:
                slope[name] += miss * value
        for name, value in slope.items():
            slopes[name] += value * value
            weighed[name] -= RATE * value / sqrt(slopes[name])
    return {name: round(weight, 4) for name, weight in weighed.items()}


def fit_keep(rows: Sequence[Example]) -> dict[str, float]:
    """Weights for being in view."""
    return fit([(row.traits, float(row.kept)) for row in rows], common(rows))


def fold(text: str) -> int:
    """The part in which a document is tried."""
    return int(sha256(text.encode()).hexdigest(), 16) % FOLDS


def crossed(rows: Sequence[Example], make: Callable[[Sequence[Example]], Any]) -> dict[int, Any]:
    """What each part is tried with: made of all other parts."""
    return {part: make([row for row in rows if fold(row.text) != part]) for part in range(FOLDS)}


def read(sets: Iterable[Sequence[Path]]) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Articles with their gold records."""
    out: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    for articles, gold in sets:
        records = {row["id"]: row for row in map(json.loads, gold.read_text("utf-8").splitlines())}
        rows = map(json.loads, articles.read_text("utf-8").splitlines())
        out += [(row, records[row["id"]]) for row in rows if row["id"] in records]
    return out


def load_scoring(path: Path) -> Any:
    """score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(argv: Sequence[str] | None = None) -> int:
    """Write talks.json into --out; half a minute on one core."""
    parser = argparse.ArgumentParser(prog="python -m talkwatch.extract.training.talks", description=__doc__)
    parser.add_argument("--scoring", type=Path, required=True, help="score.py of the gold set")
    parser.add_argument("--set", type=Path, nargs=2, action="append", required=True, help="articles and their gold")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--least", type=float, default=0.44, help="least probability of a session that is kept")
    parser.add_argument("--least-short", type=float, default=0.36, help="the same for a feed item")
    options = parser.parse_args(argv)
    rows = list(examples(read(options.set), load_scoring(options.scoring)))
    shipped = {"least": options.least, "least_short": options.least_short, "keep": fit_keep(rows)}
    (options.out / "talks.json").write_text(json.dumps(shipped, indent=0, sort_keys=True) + "\n", "utf-8")
    sys.stderr.write(f"{len(rows)} sessions, {sum(row.kept for row in rows)} of them in view\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

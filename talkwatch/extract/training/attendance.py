"""Train models/attendance.json: python -m talkwatch.extract.training.attendance --set TEXTS GOLD … --out DIR."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from talkwatch.extract.actors import Cast
from talkwatch.extract.attendance_findings import BESIDE, Candidate
from talkwatch.extract.attendance_traits import traits_of
from talkwatch.extract.sessions import read as sessions_of
from talkwatch.extract.training.talks import Example, common, fit, load_scoring, moment, read
from talkwatch.text.sentences import document

PULL = 6.0
"""What draws the weights to nought; of 1, 2, 4, 6, 8 and 16 the best on eight parts in turn, by a hair."""


def examples(rows: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]], scoring: Any) -> Iterator[Example]:
    """All who may come to the sessions of texts, paired with the gold's attendance as score.py pairs it."""
    for row, gold in rows:
        page = document(row.get("title", ""), row["text"], moment(row["published"]))
        cast = Cast.of(page)
        kept, found = sessions_of(page, cast)
        told = traits_of(found, page, cast, kept)
        right = _paired(found, told, gold["attendance"], scoring)
        for at, traits in enumerate(told):
            yield Example(row["id"], traits, at in right)


def _paired(found: Sequence[Candidate], told: Sequence[Mapping[str, float]], gold: Any, scoring: Any) -> set[int]:
    """The candidates that the gold has; of those of one actor the one that is told most firmly."""
    records = [
        {
            "actor": one.name,
            "stance": one.best.stance,
            "evidence": one.best.sentence.text,
            "firm": 0.05 * ("rank 0" in traits) + 0.02 * (one.best.weight > BESIDE) + 0.02 * (one.best.weight > 1),
        }
        for one, traits in zip(found, told, strict=True)
    ]

    def likeness(known: dict[str, Any], record: dict[str, Any]) -> float:
        alike = float(scoring.attendance_likeness(known, record))
        return alike and alike + float(record["firm"])

    return {right for _, right in scoring.pair(gold, records, likeness)}


def main(argv: Sequence[str] | None = None) -> int:
    """Write attendance.json into --out; half a minute on one core."""
    parser = argparse.ArgumentParser(prog="python -m talkwatch.extract.training.attendance", description=__doc__)
    parser.add_argument("--scoring", type=Path, required=True, help="score.py of the gold set")
    parser.add_argument("--set", type=Path, nargs=2, action="append", required=True, help="texts and their gold")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--least", type=float, default=0.4, help="least probability of one who comes")
    parser.add_argument("--least-outright", type=float, default=0.25, help="the same where it is told outright")
    options = parser.parse_args(argv)
    rows = list(examples(read(options.set), load_scoring(options.scoring)))
    keep = fit([(row.traits, float(row.kept)) for row in rows], common(rows), PULL)
    shipped = {"least": options.least, "least_outright": options.least_outright, "keep": keep}
    (options.out / "attendance.json").write_text(json.dumps(shipped, indent=0, sort_keys=True) + "\n", "utf-8")
    sys.stderr.write(f"{len(rows)} who may come, of {sum(row.kept for row in rows)} the gold tells it\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

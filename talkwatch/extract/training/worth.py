"""Weigh statements: python -m talkwatch.extract.training.worth --texts A --gold A.gold [...] --out worth.json."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from talkwatch.extract.actors import Cast
from talkwatch.extract.attributions import Attributor
from talkwatch.extract.statements import claim, drafts
from talkwatch.extract.statements_worth import evidence
from talkwatch.extract.training.fit import logistic
from talkwatch.text.sentences import document

RIDGE = 4.0
"""Pull of every weight towards nought, in readings; chosen by six-fold cross-validation over texts."""
_ALIKE = 0.5
"""Share of the words of two contents from which they are one statement, as the gold's scorer has it."""

Reading = tuple[Mapping[str, float], bool]


def main(argv: Sequence[str] | None = None) -> int:
    """Write the weights of `statements_worth` into --out."""
    parser = argparse.ArgumentParser(prog="python -m talkwatch.extract.training.worth", description=__doc__)
    parser.add_argument("--texts", type=Path, action="append", required=True, help="JSONL: id, title, text, published")
    parser.add_argument(
        "--gold", type=Path, action="append", required=True, help="JSONL: id, statements; in this order"
    )
    parser.add_argument("--out", type=Path, required=True, help="file to write the weights to")
    options = parser.parse_args(argv)
    attributor, found = Attributor.load(), list[Reading]()
    for texts, gold in zip(options.texts, options.gold, strict=True):
        said = {row["id"]: [one["content"] for one in row["statements"]] for row in _rows(gold)}
        for row in _rows(texts):
            found += _readings(row, said[row["id"]], attributor)
    options.out.write_text(json.dumps(logistic(found, RIDGE), indent=0) + "\n", "utf-8")
    sys.stderr.write(f"{len(found)} readings, {sum(right for _, right in found)} of them right\n")
    return 0


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _readings(row: Mapping[str, Any], gold: Sequence[str], attributor: Attributor) -> Iterable[Reading]:
    """What was read in one text, each with whether the gold has it."""
    when = datetime.fromisoformat(row["published"])
    text = document(row.get("title", ""), row["text"], when if when.tzinfo else when.replace(tzinfo=UTC))
    kept = drafts(text, attributor.read(text), Cast.of(text))
    pairs = sorted(
        (
            (-_likeness(one, claim(text, draft).content), at, number)
            for number, draft in enumerate(kept)
            for at, one in enumerate(gold)
        ),
    )
    taken, right = set[int](), set[int]()
    for value, at, number in pairs:
        if -value >= _ALIKE and at not in taken and number not in right:
            taken.add(at)
            right.add(number)
    return [(evidence(text, draft), number in right) for number, draft in enumerate(kept)]


def _likeness(one: str, other: str) -> float:
    """Share of the words of both that both have."""
    first, second = (set(re.findall(r"[a-z0-9]+", words.lower())) for words in (one, other))
    return len(first & second) / len(first | second) if first | second else 0.0


if __name__ == "__main__":
    sys.exit(main())

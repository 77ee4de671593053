"""Train models/gate.json: python -m talkwatch.extract.training.gate --set ITEMS GOLD … --out DIR."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from talkwatch.extract.gate import THRESHOLD, gate_traits, weighed
from talkwatch.extract.training.talks import Example, crossed, fit_keep, fold, read

_CLAIMS = ("talks", "attendance", "statements", "sticking_points")


def examples(rows: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> list[Example]:
    """Items with their traits; one is ours if its gold record holds any claim."""
    return [
        Example(row["id"], gate_traits(row.get("title", ""), row["text"]), any(gold[name] for name in _CLAIMS))
        for row, gold in rows
    ]


def told(rows: Sequence[Example]) -> str:
    """Precision and recall of the gate on items that it was not trained on, eight parts in turn."""
    models = crossed(rows, fit_keep)
    passed = [row for row in rows if weighed(row.traits, models[fold(row.text)]) >= THRESHOLD]
    hits, ours = sum(row.kept for row in passed), sum(row.kept for row in rows)
    return (
        f"{len(rows)} items, {ours} of them ours; cross-validated precision {hits / max(1, len(passed)):.3f}, "
        f"recall {hits / max(1, ours):.3f}, passed of the others {(len(passed) - hits) / max(1, len(rows) - ours):.3f}"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Write gate.json into --out; some seconds on one core."""
    parser = argparse.ArgumentParser(prog="python -m talkwatch.extract.training.gate", description=__doc__)
    parser.add_argument("--set", type=Path, nargs=2, action="append", required=True, help="items and their gold")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    options = parser.parse_args(argv)
    rows = examples(read(options.set))
    (options.out / "gate.json").write_text(json.dumps(fit_keep(rows), indent=0, sort_keys=True) + "\n", "utf-8")
    sys.stderr.write(told(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

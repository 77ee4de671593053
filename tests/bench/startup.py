"""How soon the command line answers, and what the package and its worker weigh. `python -m tests.bench.startup`."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

from tests.bench.reading import demo_texts

RUNS = 15
CASES = {
    "python -c pass": ["-c", "pass"],
    "talkwatch --version": ["-m", "talkwatch", "--version"],
    "talkwatch --help": ["-m", "talkwatch", "--help"],
}


WORKER = """
import json, resource, sys, time
from datetime import datetime
rows = json.load(sys.stdin)
began = time.process_time()
import talkwatch.extract.worker
imported = time.process_time()
from talkwatch.extract.attributions import Models
Models.load()
models = time.process_time()
from talkwatch.extract.pipeline import Reader
reader = Reader.load()
reader.read_text("x", rows[0][0], rows[0][1], datetime.fromisoformat(rows[0][2]), lenient=True)
ready = time.process_time()
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
for title, text, moment in rows:
    reader.read_text("x", title, text, datetime.fromisoformat(moment), lenient=True)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
print(json.dumps([imported - began, models - imported, ready - models, idle, peak]))
"""
"""A worker's process: what it imports, its models, its first item, and all of the demo's week."""


def package_size() -> float:
    """MB of the package's own files, without what Python compiles of them."""
    folder = Path(str(files("talkwatch")))
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc") / 1e6


def worker() -> list[float]:
    """CPU seconds of the worker's imports, of its models and of its first item, then MB idle and MB at most."""
    rows = json.dumps([(title, text, moment.isoformat()) for title, text, moment in demo_texts()])
    ran = subprocess.run([sys.executable, "-c", WORKER], input=rows, check=True, capture_output=True, text=True)
    told: list[float] = json.loads(ran.stdout)
    return told


def seconds(words: list[str]) -> float:
    """Wall time of one run."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    print(f"{'start-up, milliseconds':<28} {'best':>6} {'median':>7}")
    for name, words in CASES.items():
        runs = [seconds(words) * 1000 for _ in range(RUNS)]
        print(f"{name:<28} {min(runs):6.0f} {statistics.median(runs):7.0f}")
    imports, models, first, idle, peak = worker()
    print(f"{'package, installed':<28} {package_size():6.1f} MB without its dependencies (asked: 20)")
    print(f"{'worker: imports':<28} {imports:6.2f} CPU s")
    print(f"{'worker: models':<28} {models:6.2f} CPU s (asked: 0.5)")
    print(f"{'worker: rest to first item':<28} {first:6.2f} CPU s (lexicons and patterns)")
    print(f"{'worker: memory':<28} {idle:6.0f} MB idle, {peak:.0f} MB at most (asked: 120)")


if __name__ == "__main__":
    main()

"""How soon the command line answers. `python -m tests.bench.startup`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15
CASES = {
    "python -c pass": ["-c", "pass"],
    "talkwatch --version": ["-m", "talkwatch", "--version"],
    "talkwatch --help": ["-m", "talkwatch", "--help"],
}


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


if __name__ == "__main__":
    main()

"""What hostile texts cost the reader: CPU seconds, and memory above idle. `python -m tests.bench.hostile`.

One item of 100 kB of each kind, in one run and in lines of nearly the longest sentence that is read, each in a process
of its own that has read an item of news before. Asked: at most 1 second and 64 MB.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from datetime import UTC, datetime

from tests.fakes.hostile import HEAD, KINDS, TITLE, in_lines

SIZE = 100_000
NOW = datetime(2025, 6, 10, 9, tzinfo=UTC)
MB = 1 << 20 if sys.platform == "darwin" else 1 << 10
"""What the system counts memory in, to a megabyte."""


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB


def cost(text: str) -> tuple[float, float]:
    """CPU seconds and MB above idle for one text."""
    from talkwatch.extract.pipeline import Reader  # noqa: PLC0415 - each child loads its own

    reader = Reader.load()
    reader.read_text("idle", TITLE, HEAD, NOW)
    idle, began = peak(), time.process_time()
    reader.read_text("x", TITLE, text, NOW)
    return time.process_time() - began, peak() - idle


def main() -> None:
    print(f"{'one item of 100 kB':<28} {'in one run':>20} {'in lines':>24}")
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as fresh:
        for kind, make in KINDS.items():
            costs = [fresh.apply(cost, (text,)) for text in (make(SIZE), in_lines(make(SIZE)))]
            print(f"{kind:<28} " + "   ".join(f"{spent:7.2f} CPU s {more:5.1f} MB" for spent, more in costs))


if __name__ == "__main__":
    main()

"""CPU seconds of the extraction by length of text, to a million characters: `python -m tests.bench.lengths`.

What is beyond talkwatch.extract.pipeline.LONGEST is not read, so that the curve is flat from there.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

from talkwatch.extract.pipeline import LONGEST, Reader
from tests.fakes.hostile import KINDS, TITLE

SIZES = (1_000, 10_000, 50_000, 100_000, 1_000_000)


def main() -> None:
    """Prints a line for each kind of text."""
    reader = Reader.load()
    now = datetime(2025, 6, 10, 9, tzinfo=UTC)
    print(f"extraction, CPU milliseconds by characters (read: the first {LONGEST:,})")
    print(f"{'':<28}" + "".join(f"{size:>12,}" for size in SIZES))
    for kind, make in KINDS.items():
        spent = []
        for size in SIZES:
            text = make(size)
            began = time.process_time()
            reader.read_text("x", TITLE, text, now)
            spent.append((time.process_time() - began) * 1000)
        print(f"{kind:<28}" + "".join(f"{each:12.1f}" for each in spent), flush=True)


if __name__ == "__main__":
    main()

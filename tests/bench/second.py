"""What a second reader makes of the demo's week: `python -m tests.bench.second URL [MODEL]`, URL as [reader] has it.

Asks a real server, as llama.cpp's with a small model; nothing of it is asserted.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from talkwatch.clock import fixed_clock
from talkwatch.second import IDLE, SecondReader
from talkwatch.settings.config import ReaderSection
from tests.fakes.demo import store_of_the_week
from tests.fakes.reports import at


async def main(url: str, model: str) -> None:
    """Prints how many items were read, what was kept of the answers, and the seconds that it took."""
    with tempfile.TemporaryDirectory() as folder, store_of_the_week(Path(folder) / "talkwatch.db") as store:
        second = SecondReader(
            store, fixed_clock(at("2024-08-15T22:00")), lambda _: None, ReaderSection(url=url, model=model)
        )
        before, began = store.counts().claims, time.monotonic()
        while (wait := await second.round()) == 0.0:
            pass
        await second.close()
        read, kept, unusable = store.seconds()
        print(f"{read} items, {time.monotonic() - began:.0f} s; {kept} claims kept beside {before} of ours,")
        print(
            f"{store.counts().claims - before} of them new; {unusable} answers were none",
            "" if wait == IDLE else "; DOWN",
        )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "default"))

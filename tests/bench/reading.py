"""The reader's speed and memory on one process. `python -m tests.bench.reading`.

With ../shared, on its gold articles and feed items and on the stream; without it, on the demo's week.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"
Text = tuple[str, str, datetime]


def texts(path: Path, body: str = "text") -> list[Text]:
    """Title, text and publication of each row of a JSON lines file."""
    packed = path.read_bytes()
    lines = (gzip.decompress(packed) if path.suffix == ".gz" else packed).splitlines()
    rows = map(json.loads, lines)
    return [(row.get("title") or "", row.get(body) or "", moment(row["published"])) for row in rows]


def moment(words: str) -> datetime:
    """A date or a time, as UTC where it does not say."""
    when = datetime.fromisoformat(words)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def demo_texts() -> list[Text]:
    from talkwatch.demo.week import demo_week  # noqa: PLC0415 - only where ../shared is missing

    return [(e.wordings[0].title, e.wordings[0].text, e.published) for e in demo_week().entries]


def timed(words: str, read: Callable[[Text], object], rows: Iterable[Text]) -> None:
    """CPU seconds for the rows, how many rows and how many times 600 words a CPU second."""
    kept = list(rows)
    size = sum(len(f"{title} {text}".split()) for title, text, _ in kept) / 600
    began = time.process_time()
    for row in kept:
        read(row)
    spent = time.process_time() - began
    print(f"{words:<28} {spent:7.2f} CPU s  {len(kept) / spent:8,.0f} rows/s  {size / spent:7.1f} x 600 words/s")


def main() -> None:
    began = time.perf_counter()
    from talkwatch.extract.pipeline import Reader  # noqa: PLC0415 - its loading is what is timed

    reader = Reader.load()
    print(f"{'load, wall':<28} {time.perf_counter() - began:7.2f} s")

    def article(row: Text) -> object:
        return reader.read_text("x", *row, lenient=True)

    def item(row: Text) -> object:
        return reader.read_text("x", *row)

    if SHARED.is_dir():
        timed("gold articles", article, texts(SHARED / "gold" / "articles.jsonl"))
        timed("gold feed items", item, texts(SHARED / "gold" / "items.jsonl"))
        stream = SHARED / "stream" / "2023-11-20_2023-12-03.jsonl.gz"
        timed("stream, with its gate", item, texts(stream, "description"))
    else:
        timed("the demo's week", item, demo_texts())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1024)
    print(f"{'peak memory':<28} {peak:7.0f} MB (the bench's rows among it)")


if __name__ == "__main__":
    main()

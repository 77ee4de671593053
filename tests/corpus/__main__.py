"""Write the corpus as files that score.py and the training scripts read: `python -m tests.corpus DIR`."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from talkwatch.text.clean import clean, clean_line

HERE = Path(__file__).parent
STREAM = HERE.resolve().parents[2] / "shared" / "stream"
HELD = 3
"""Every third id is held out."""
CLAIMS: dict[str, dict[str, Any]] = {
    "talks": {"place": None, "start": None, "end": None, "parties": [], "mediators": []},
    "attendance": {"condition": None, "by": None},
    "statements": {"speaker": None, "actor": None, "medium": None, "said_on": None},
    "sticking_points": {"positions": []},
}
"""The kinds of claim, with what a record means that leaves a field out."""

Row = dict[str, Any]
Pair = tuple[Row, Row]


def rows(path: Path) -> Iterator[Row]:
    """The rows of a JSON lines file, packed or not."""
    packed = path.read_bytes()
    words = gzip.decompress(packed) if path.suffix == ".gz" else packed
    return (json.loads(line) for line in words.splitlines())


def articles() -> Iterator[Pair]:
    """Each article with its record."""
    return zip(rows(HERE / "articles.jsonl"), rows(HERE / "articles.gold.jsonl"), strict=True)


def items(stream: Path) -> Iterator[Pair]:
    """Each labelled entry of the stream with its record, its words put back from the stream."""
    wanted = {(label["link"], label["published"]): label for label in rows(HERE / "items.labels.jsonl")}
    for path in sorted(stream.glob("*.jsonl.gz")):
        for entry in rows(path):
            label = wanted.pop((entry["link"], entry["published"]), None)
            if label is not None:
                fields = (clean_line(entry["title"]), clean(entry["description"]))
                row = {"id": label["id"], "title": fields[0], "text": fields[1], "published": entry["published"]}
                yield row, {"id": label["id"], **{kind: told(kind, label.get(kind, ()), fields) for kind in CLAIMS}}


def told(kind: str, records: Iterable[Mapping[str, Any]], fields: tuple[str, str]) -> list[Row]:
    """The records with their words in place of where they stand."""

    def words(place: list[int]) -> str:
        return fields[place[0]][place[1] : place[2]]

    found = []
    for record in records:
        row = {**CLAIMS[kind], **record, "evidence": words(record["evidence"])}
        if "content" in record:
            row["content"] = " … ".join(map(words, record["content"]))
        if "condition" in record:
            row["condition"] = words(record["condition"])
        found.append(row)
    return found


def write(folder: Path, name: str, pairs: Iterable[Pair]) -> None:
    """The pairs as NAME-dev and NAME-held, in the order of their ids."""
    kept = sorted(pairs, key=lambda pair: str(pair[0]["id"]))
    for part in ("dev", "held"):
        chosen = [pair for pair in kept if (int(pair[0]["id"][2:]) % HELD == 0) == (part == "held")]
        for at, suffix in enumerate(("", ".gold")):
            lines = (json.dumps(pair[at], ensure_ascii=False) + "\n" for pair in chosen)
            (folder / f"{name}-{part}{suffix}.jsonl").write_text("".join(lines), encoding="utf-8")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, "articles", articles())
    if STREAM.is_dir():
        write(folder, "items", items(STREAM))
    else:
        sys.stderr.write(f"the items need {STREAM}: only the articles are written\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.corpus DIR")
    main(Path(sys.argv[1]))

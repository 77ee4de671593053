"""The extraction's child process: a JSON line in for each item, a JSON line out with its reading, until the input ends.

In: {"id": n, "item": {...}}; out: {"id": n, "reading": {...}} or {"id": n, "error": "..."}. Item and reading are
the fields of `model.items.Item` and `model.claims.Reading`.
"""

from __future__ import annotations

import json
import sys
from typing import IO, Any

from pydantic import TypeAdapter, ValidationError

from talkwatch.extract.pipeline import Reader
from talkwatch.model.claims import Reading
from talkwatch.model.items import Item

ITEM = TypeAdapter(Item)
READING = TypeAdapter(Reading)


def answer(reader: Reader, line: bytes) -> dict[str, Any]:
    """The answer to one line; a line that is no message, and a text that breaks the reading, give an `error`."""
    try:
        message = json.loads(line)
        item = ITEM.validate_python(message["item"])
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        return {"id": _id_of(line), "error": f"no item: {str(error).splitlines()[0]}"}
    try:
        return {"id": message["id"], "reading": READING.dump_python(reader.read(item), mode="json")}
    except Exception as error:  # noqa: BLE001 - the worker's rim: one text must never end the reading of the others
        return {"id": message.get("id"), "error": f"{type(error).__name__}: {error}"}


def _id_of(line: bytes) -> Any:
    try:
        return json.loads(line).get("id")
    except (ValueError, AttributeError):
        return None


def serve(lines: IO[bytes], out: IO[bytes]) -> None:
    """Every line answered, in order, each as soon as it is read; ends with the input."""
    reader = Reader.load()
    for line in lines:
        out.write(json.dumps(answer(reader, line)).encode() + b"\n")
        out.flush()


def main() -> None:
    """Answers until the input ends."""
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(0)


if __name__ == "__main__":
    main()

"""Lines of a file, plain or gzip, or of stdin."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from talkwatch.model.errors import UsageError


@contextmanager
def open_lines(source: Path) -> Iterator[IO[bytes]]:
    """The file open for reading its bytes line by line, unpacked if its name ends in .gz; "-" is stdin.

    Raises UsageError if it cannot be opened or unpacked.
    """
    if str(source) == "-":
        yield sys.stdin.buffer
        return
    with _opened(source) as opened:
        try:
            yield opened
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise UsageError(f"{source}: not a whole gzip file: {error}", "rename it if it is not packed") from error


def json_row(line: bytes) -> dict[str, Any]:
    """The JSON object that the line holds. Raises UsageError, in words without the line's number."""
    try:
        row = json.loads(line)
    except UnicodeDecodeError as error:
        raise UsageError("not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise UsageError(f"not JSON: {error.msg[:1].lower()}{error.msg[1:]} at column {error.colno}") from error
    except RecursionError as error:
        raise UsageError("nested too deeply") from error
    if not isinstance(row, dict):
        raise UsageError("not a JSON object")
    return row


def _opened(source: Path) -> IO[bytes]:
    try:
        return cast("IO[bytes]", gzip.open(source)) if source.suffix == ".gz" else source.open("rb")
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(f"{source}: {why}", hint='give a file that exists, or "-" for stdin') from error

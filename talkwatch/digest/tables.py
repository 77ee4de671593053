"""Rows as CSV (RFC 4180) or JSON Lines, one at a time, so that a million take no more memory than one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Literal

from talkwatch.views.tables import Entry

TableFormat = Literal["csv", "jsonl"]

_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}")
_LIVE_TOO = ("\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}", "|", "%")
"""A cell that begins so is a formula or a command to some spreadsheet: OWASP's "CSV Injection", and its wide forms."""


def lines(model: type[Entry], rows: Iterable[Entry], kind: TableFormat) -> Iterator[str]:
    """The table line by line, each with its end; CSV has a line of names first, and CRLF."""
    if kind == "jsonl":
        yield from (f"{row.model_dump_json()}\n" for row in rows)
        return
    names = tuple(model.model_fields)
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        yield written.getvalue()
        written.seek(0)
        written.truncate()
        # Values are taken one by one: a dump of the whole row would make a second one of it.
        writer.writerow([cell(getattr(row, name)) for name in names])
    yield written.getvalue()


def cell(value: object) -> str:
    """A value as a spreadsheet may read it: nothing is empty, times are ISO 8601, and no text is run.

    Text that a spreadsheet would take for a formula has an apostrophe before it; JSON Lines hold it as it is.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return defused(value)
    stamp = getattr(value, "isoformat", None)
    return str(stamp()).replace("+00:00", "Z") if stamp else str(value)


def defused(words: str) -> str:
    """Words that no spreadsheet runs: an apostrophe stands before what could be a formula."""
    first = words.lstrip(" \N{NO-BREAK SPACE}")
    return f"'{words}" if first.startswith((*_LIVE, *_LIVE_TOO)) or words[:1] in _LIVE else words

"""The lines of the log, each with its moment, its level and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from talkwatch.views.rows import Row

_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) ([A-Z]+) ([^\s:]+): (.*)")


class LogRow(Row):
    """One line. A line that goes on with the one above (a traceback) has its moment, level and writer."""

    at: int
    """Its place in the file, in bytes: what tells one line from another."""
    when: datetime | None
    """UTC; None where a line above it is not known."""
    level: str
    """INFO, WARNING, ERROR or CRITICAL, "" where it is not known."""
    source: str
    """The part of talkwatch, or the library, that wrote it."""
    words: str
    goes_on: bool
    """Whether it goes on with the line above."""


def log_rows(lines: Iterable[tuple[int, str]], zone: tzinfo | None) -> tuple[LogRow, ...]:
    """Lines with their places in the file as rows, in their order. The file has times of `zone`, or the machine's."""
    rows: list[LogRow] = []
    when: datetime | None = None
    level = source = ""
    for at, line in lines:
        found = _LINE.fullmatch(line)
        if found:
            written = datetime.fromisoformat(found[1].replace(",", "."))
            when = (written.replace(tzinfo=zone) if zone else written).astimezone(UTC)
            level, source = found[2], found[3]
        words = found[4] if found else line
        rows.append(LogRow(at=at, when=when, level=level, source=source, words=words, goes_on=found is None))
    return tuple(rows)

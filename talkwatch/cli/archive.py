"""A file of past entries, row by row, as feeds and their entries."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from talkwatch.cli.lines import open_lines
from talkwatch.clock import system_clock
from talkwatch.feeds.identity import identity
from talkwatch.model.items import Entry, Feed, FeedId
from talkwatch.model.polls import Stored
from talkwatch.text.clean import clean, clean_line

BATCH = 2000
"""Rows held in memory at a time."""


class Row(BaseModel):
    """One line of the file."""

    feed_url: str = Field(min_length=1)
    feed_title: str = ""
    title: str = ""
    link: str = ""
    published: datetime
    description: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What storing an archive changed, and the newest date in it."""

    new: int = 0
    revised: int = 0
    same: int = 0
    newest: datetime | None = None

    def plus(self, stored: Stored, entries: Sequence[Entry]) -> Filled:
        """The same with one batch more."""
        dates = [entry.published for entry in entries if entry.published]
        newest = max([*dates, *([self.newest] if self.newest else [])], default=None)
        return Filled(self.new + len(stored.new), self.revised + len(stored.revised), self.same + stored.same, newest)


class Archive:
    """A file to be read once; `faults` are the lines that could not be read, in words, as they are met."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[str] = []
        self._now = system_clock()

    def batches(self) -> Iterator[tuple[Feed, Sequence[Entry]]]:
        """Entries by feed, in the file's order within each; a few thousand rows are held at a time.

        Raises UsageError if the file cannot be opened; a file that breaks off yields what came before.
        """
        gathered: dict[str, tuple[Feed, list[Entry]]] = {}
        held = 0
        for row in self._rows():
            feed = Feed(FeedId(row.feed_url), row.feed_url, title=clean_line(row.feed_title))
            gathered.setdefault(row.feed_url, (feed, []))[1].append(self._entry(row))
            held += 1
            if held == BATCH:
                yield from gathered.values()
                gathered, held = {}, 0
        yield from gathered.values()

    def _rows(self) -> Iterator[Row]:
        """The file's good rows."""
        number = 0
        with open_lines(self.path) as lines:
            try:
                for number, line in enumerate(lines, start=1):
                    if line.strip() and (row := self._row(number, line)) is not None:
                        yield row
            except (EOFError, OSError, zlib.error) as error:
                self.faults.append(f"{self.path}: breaks off after line {number} ({error})")

    def _row(self, number: int, line: bytes) -> Row | None:
        """The line as a row, or None with a fault noted."""
        try:
            return Row.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            key = ".".join(str(part) for part in first["loc"])
            said = str(first["msg"])
            self.faults.append(f"{self.path}:{number}: {key + ': ' if key else ''}{said[:1].lower()}{said[1:]}")
            return None

    def _entry(self, row: Row) -> Entry:
        """The row as an entry; a date without a zone is UTC, one in the future is now."""
        published = row.published if row.published.tzinfo else row.published.replace(tzinfo=UTC)
        title, text = clean_line(row.title), clean(row.description)
        link = row.link.strip()
        return Entry(identity("", link, title, text), link, title, text, min(published.astimezone(UTC), self._now))

"""Lines of articles to lines of records, here or in several processes, in the order they came."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import UTC, datetime, time
from itertools import islice
from multiprocessing import get_context
from typing import Any, Literal

from talkwatch.cli.lines import json_row
from talkwatch.clock import system_clock
from talkwatch.extract.pipeline import Reader
from talkwatch.extract.record import attribution_record, record
from talkwatch.model.errors import UsageError

Form = Literal["record", "attributions"]
Answer = tuple[str, str]
"""A JSON line, and what was wrong with the line it answers ("" if nothing was)."""
BATCH = 16
"""Lines that go to one process at a time."""
NOON = time(12, tzinfo=UTC)
"""What a bare date stands for: the same day in nearly every zone."""


def answers(lines: Iterable[bytes], form: Form, jobs: int) -> Iterator[Answer]:
    """An answer for each line, in their order; memory stays bounded however long the input is."""
    if jobs == 1:
        yield from _batch(lines, form)
        return
    left = iter(lines)
    batches = iter(lambda: list(islice(left, BATCH)), [])
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_reader) as pool:
        waiting: list[Future[list[Answer]]] = []
        for batch in batches:
            waiting.append(pool.submit(_batch_list, batch, form))
            if len(waiting) > 2 * jobs:
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()


def when(words: object) -> datetime:
    """The moment that a date, a date and time, or nothing (now) says, in the zone it says; a time without one is UTC.

    The zone stays, because "today" in a text is its writer's. Raises UsageError for words that are no time.
    """
    if words is None or words == "":
        return system_clock()
    try:
        text = str(words).strip()
        if len(text) == len("2024-08-14"):
            return datetime.combine(datetime.fromisoformat(text).date(), NOON)
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{words!r} is no date or time", hint="write it as 2024-08-14 or 2024-08-14T23:00Z") from error


_readers: list[Reader] = []
"""This process's reader, once it is loaded."""


def _reader() -> Reader:
    if not _readers:
        _readers.append(Reader.load())
    return _readers[0]


def _batch_list(lines: Iterable[bytes], form: Form) -> list[Answer]:
    return list(_batch(lines, form))


def _batch(lines: Iterable[bytes], form: Form) -> Iterator[Answer]:
    for line in lines:
        yield _answer(line, form)


def _answer(line: bytes, form: Form) -> Answer:
    """The record of one line; an empty one with the error for a line that holds no article."""
    row: dict[str, Any] = {}
    try:
        row = json_row(line)
        text, title = row.get("text"), row.get("title") or ""
        if not isinstance(text, str) or not isinstance(title, str):
            raise UsageError("text must be there and be a string, and so must a title")  # noqa: TRY301 - told like all
        found = _read(str(row.get("id", "")), title, text, when(row.get("published")), form)
    except UsageError as error:
        answer = json.dumps({"id": row.get("id"), "error": error.message}, ensure_ascii=False)
        return answer, error.message
    return json.dumps(found, ensure_ascii=False), ""


def _read(name: str, title: str, text: str, published: datetime, form: Form) -> dict[str, Any]:
    if form == "attributions":
        return attribution_record(_reader().attributions(title, text, published), name)
    return record(_reader().read_text(name, title, text, published, lenient=True), name)

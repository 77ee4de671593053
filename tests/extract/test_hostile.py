"""Texts that no newsroom writes cost no more than news does, and what is read in them stands in them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from talkwatch.extract.pipeline import Reader
from talkwatch.model.claims import Reading, Span
from tests.fakes.hostile import KINDS, TITLE, in_lines

NOW = datetime(2025, 6, 10, 9, tzinfo=UTC)
SMALL, LARGE = 2_000, 10_000
LINEAR, SLACK = 7.0, 0.05
"""What five times the text may cost, and CPU seconds that are noise."""
AS_PROSE = 3.0
"""What a text may cost, of what plain prose of its length costs; a rule whose work grows with the square of a sentence
costs more."""
TRIES = 3
"""Measurements of which the least counts: another process can only add to one."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="module")
def prose(reader: Reader) -> float:
    """CPU seconds of plain prose of the large size."""
    return min(read(reader, KINDS["prose"](LARGE))[1] for _ in range(TRIES))


def read(reader: Reader, text: str) -> tuple[Reading, float]:
    """A text's reading and the CPU seconds that it took."""
    began = time.process_time()
    reading = reader.read_text("x", TITLE, text, NOW)
    return reading, time.process_time() - began


def spans(reading: Reading) -> Iterator[Span]:
    for claims in (reading.talks, reading.attendance, reading.statements, reading.sticking):
        yield from (claim.span for claim in claims)


def stands(span: Span, text: str) -> bool:
    return (TITLE if span.field == "title" else text)[span.start : span.end] == span.words


@pytest.mark.parametrize("lines", [False, True], ids=["in one run", "in lines"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_text_is_read_in_the_time_of_prose_and_nothing_is_made_up(
    reader: Reader, prose: float, kind: str, lines: bool
) -> None:
    small, large = (in_lines(KINDS[kind](size)) if lines else KINDS[kind](size) for size in (SMALL, LARGE))

    for left in reversed(range(TRIES)):
        _, before = read(reader, small)
        reading, spent = read(reader, large)
        most = min(LINEAR * before, AS_PROSE * prose) + SLACK
        if spent <= most:
            break
        assert left, f"{spent:.2f} CPU seconds, at most {most:.2f} asked"

    assert not reading.skipped
    assert all(stands(span, large) for span in spans(reading))

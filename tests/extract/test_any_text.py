"""Whatever characters come: no exception, every span inside the text, as its words say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkwatch.extract.pipeline import SURROGATES, Reader
from talkwatch.model.claims import Reading, Span

ALL = st.text(st.characters(), max_size=400)
"""Any code points, halves of surrogate pairs, bidirectional marks and control characters among them."""
NEWS = (
    "Israel and Hamas", "will meet", "in Doha", "on Monday", "said", "the minister told Reuters", "“", "”", '"', "ʺ",
    "talks", "ceasefire", "did not attend", "Qatar", "sticking point", "the Philadelphi corridor", ".", ",", "\n",
    "\n\n", "—", "will not go to Cairo", "Mr.", "U.S.", "Aug. 15", "15 August 2024", "tomorrow", "\u200f", "\u202e",
    "é", "e\u0301", "🕊️", "\x00", "\ud800", "ﷺ", "İ", "ß", "\u2028",
)  # fmt: skip
MIXED = st.lists(st.one_of(st.sampled_from(NEWS), ALL), max_size=40).map(" ".join)
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def spans(reading: Reading) -> Iterator[Span]:
    for claims in (reading.talks, reading.attendance, reading.statements, reading.sticking):
        yield from (claim.span for claim in claims)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.one_of(ALL, MIXED), text=st.one_of(ALL, MIXED), published=MOMENTS, lenient=st.booleans())
def test_any_text_is_read_and_every_span_stands_in_it(
    reader: Reader, title: str, text: str, published: datetime, lenient: bool
) -> None:
    reading = reader.read_text("x", title, text, published, lenient=lenient)

    for span in spans(reading):
        found = title if span.field == "title" else text
        assert 0 <= span.start < span.end <= len(found)
        assert found[span.start : span.end].translate(SURROGATES) == span.words

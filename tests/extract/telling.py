"""Attributions put together from the words of a text, and the statements that come of them."""

from __future__ import annotations

from datetime import UTC, datetime

from talkwatch.extract.actors import Cast
from talkwatch.extract.attributions import Attribution
from talkwatch.extract.statements import statements
from talkwatch.model.claims import StatementClaim
from talkwatch.text.sentences import document

TUESDAY = datetime(2024, 3, 5, 12, tzinfo=UTC)


def told(text: str, *heard: tuple[str, str, str]) -> tuple[StatementClaim, ...]:
    """The statements of a text in which a reader has found some sources, cues and contents, by their words."""
    found = document("", text, TUESDAY)

    def spot(words: str) -> tuple[tuple[int, int], ...]:
        start = text.index(words)
        return ((start, start + len(words)),)

    attributions = [
        Attribution("text", spot(source), spot(cue), spot(content), 0.9, "test") for source, cue, content in heard
    ]
    return statements(found, attributions, Cast.of(found))

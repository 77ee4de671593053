"""Statements of texts whose attributions a test gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from talkwatch.extract.actors import Cast
from talkwatch.extract.attributions import Attribution
from talkwatch.extract.statements import statements
from talkwatch.model.claims import StatementClaim
from talkwatch.text.sentences import document

TUESDAY = datetime(2024, 3, 5, 12, tzinfo=UTC)


def told(text: str, who: str, verb: str, words: Sequence[str]) -> Attribution:
    """An attribution whose parts are found in the text by their words."""

    def spot(part: str) -> tuple[int, int]:
        start = text.index(part)
        return start, start + len(part)

    source, cue = ((spot(part),) if part else () for part in (who, verb))
    return Attribution("text", source, cue, tuple(map(spot, words)), 0.9, "test")


def read(text: str, *heard: tuple[str, ...], title: str = "") -> tuple[StatementClaim, ...]:
    found = document(title, text, TUESDAY)
    return statements(found, [told(text, who, verb, words) for who, verb, *words in heard], Cast.of(found))

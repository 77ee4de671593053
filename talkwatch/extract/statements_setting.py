"""Where and when something was said: the words around the cue, outside of the content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from talkwatch.extract.statements_content import Range
from talkwatch.extract.statements_lexicon import media_in
from talkwatch.text.dates import dates
from talkwatch.text.document import Sentence

NEAR = 110
"""Characters from the cue within which a day is the day of saying."""


def medium_of(text: str, anchor: Sentence, parts: Sequence[Range], cue: Range | None) -> str | None:
    """The medium named nearest to the cue in its sentence, outside of the content."""
    outside = _outside(text, anchor, parts)
    at = (cue[0] - anchor.start) if cue else 0
    found = sorted(media_in(outside), key=lambda medium: abs(medium[0] - at))
    return found[0][1] if found else None


def said_on(text: str, anchor: Sentence, parts: Sequence[Range], cue: Range | None, published: datetime) -> date | None:
    """The day named nearest to the cue in its sentence, outside of the content; never one after publication."""
    days = []
    for mention in dates(_outside(text, anchor, parts), published):
        start = anchor.start + mention.start
        if mention.first is None or mention.precision != "day" or mention.first != mention.last:
            continue
        if mention.first > published.date():
            continue
        distance = min(abs(start - cue[1]), abs(cue[0] - (anchor.start + mention.end))) if cue else 0
        if distance <= NEAR:
            days.append((distance, mention.first))
    return min(days)[1] if days else None


def _outside(text: str, anchor: Sentence, parts: Sequence[Range]) -> str:
    """The sentence with its content blanked out."""
    kept = list(text[anchor.start : anchor.end])
    for start, end in parts:
        for at in range(max(start, anchor.start) - anchor.start, min(end, anchor.end) - anchor.start):
            kept[at] = "\n"
    return "".join(kept)

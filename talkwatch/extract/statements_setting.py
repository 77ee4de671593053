"""Where and when something was said: the words around the cue, outside of the content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from talkwatch.extract.statements_content import Range
from talkwatch.extract.statements_lexicon import media_in
from talkwatch.text.dates import dates
from talkwatch.text.document import Sentence

_DAY = re.compile(r"day\b|days\b|\d|night|morning|evening|ago\b|(?:mon|tue|wed|thu|fri|sat|sun)(?<=\b...)\b")
"""What every day that was named has."""
AROUND = 150
"""Characters on either side of the cue that are looked at."""
NEAR = 110
"""Characters from the cue within which a day is the day of saying."""


def medium_of(text: str, anchor: Sentence, parts: Sequence[Range], cue: Range | None) -> str | None:
    """The medium named nearest to the cue in its sentence, outside of the content."""
    first, outside = _outside(text, anchor, parts, cue)
    at = (cue[0] - first) if cue else 0
    found = sorted(media_in(outside), key=lambda medium: abs(medium[0] - at))
    return found[0][1] if found else None


def said_on(text: str, anchor: Sentence, parts: Sequence[Range], cue: Range | None, published: datetime) -> date | None:
    """The day named nearest to the cue in its sentence, outside of the content; never one after publication."""
    days = []
    first, outside = _outside(text, anchor, parts, cue)
    if not _DAY.search(outside.lower()):
        return None
    for mention in dates(outside, published):
        start = first + mention.start
        if mention.first is None or mention.precision != "day" or mention.first != mention.last:
            continue
        if mention.first > published.date():
            continue
        distance = min(abs(start - cue[1]), abs(cue[0] - (first + mention.end))) if cue else 0
        if distance <= NEAR:
            days.append((distance, mention.first))
    return min(days)[1] if days else None


def _outside(text: str, anchor: Sentence, parts: Sequence[Range], cue: Range | None) -> tuple[int, str]:
    """Where the part of a sentence around its cue begins, and that part with its content blanked out."""
    first, last = (cue[0] - AROUND, cue[1] + AROUND) if cue else (anchor.start, anchor.end)
    first, last = max(first, anchor.start), min(last, anchor.end)
    kept, at = [], first
    for start, end in sorted(parts):
        begin, stop = max(start, at), min(end, last)
        if begin < stop:
            kept += [text[at:begin], "\n" * (stop - begin)]
            at = stop
    return first, "".join([*kept, text[at:last]])

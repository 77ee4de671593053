"""A sentence as the verbs of attendance read it: § for each session, ¤ for each place of one, in lower case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from talkwatch.extract.talks_phrases import Phrase
from talkwatch.extract.talks_words import MARK

PLACE = "¤"


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its sessions and places marked; `at` maps each offset into `text` to one into the sentence.

    `lowered` is `text` in lower case with curly apostrophes, letter for letter.
    """

    text: str
    lowered: str
    at: list[int]
    spots: dict[int, Phrase]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets into the sentence of a match in the marked text."""
        return self.at[start], self.at[min(end, len(self.at) - 1)]


def marked(text: str, nouns: Sequence[Phrase], places: re.Pattern[str] | None) -> Marked:
    """A sentence with § for each noun phrase of a session and ¤ for each of the places."""
    spans: list[tuple[int, int, Phrase | None]] = [(spot.start, spot.end, spot) for spot in nouns]
    spans += [
        (*match.span(), None)
        for match in (places.finditer(text) if places else ())
        if not any(match.start() < spot.end and spot.start < match.end() for spot in nouns)
    ]
    spans.sort(key=lambda span: span[0])
    out: list[str] = []
    offsets: list[int] = []
    spots: dict[int, Phrase] = {}
    at = 0
    for start, end, spot in spans:
        out.append(text[at:start])
        offsets.extend(range(at, start + 1))
        if spot:
            spots[len(offsets) - 1] = spot
        out.append(MARK if spot else PLACE)
        at = end
    out.append(text[at:])
    offsets.extend(range(at, len(text) + 1))
    whole = "".join(out)
    return Marked(whole, _lowered(whole), offsets, spots)


def _lowered(text: str) -> str:
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return low.replace("'", "’")

"""A sentence as the verbs of attendance read it: § for each session, ¤ for each place of one, in lower case."""

from __future__ import annotations

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


def marked(text: str, nouns: Sequence[Phrase], places: Sequence[tuple[int, int]]) -> Marked:
    """A sentence with § for each noun phrase of a session and ¤ for each of the places, told by their spans."""
    spans: list[tuple[int, int, Phrase | None]] = [(spot.start, spot.end, spot) for spot in nouns]
    spans += [
        (start, end, None) for start, end in places if not any(start < spot.end and spot.start < end for spot in nouns)
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


def spans_of(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Where a sentence has one of the names as whole words, and no owner; of two in one place that named first.

    No pattern, because each document has its own names, and to compile one costs more than to look for them.
    """
    found: list[tuple[int, int, int]] = []
    for rank, name in enumerate(names):
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if _parted(text, start) and _parted(text, end) and text[end : end + 1] not in {"'", "’"}:
                found.append((start, rank, end))
            start = text.find(name, start + 1)
    spans: list[tuple[int, int]] = []
    for start, _, end in sorted(found):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def _parted(text: str, at: int) -> bool:
    """Whether a word begins or ends at a character."""
    before, after = text[at - 1 : at] if at else "", text[at : at + 1]
    return (before.isalnum() or before == "_") != (after.isalnum() or after == "_")


def _lowered(text: str) -> str:
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return low.replace("'", "’")

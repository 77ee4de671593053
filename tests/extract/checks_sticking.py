"""What it means for a line to take an entry of the lexicon of sticking points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from talkwatch.extract.sticking_cues import Mark, forms, marks
from talkwatch.extract.sticking_holders import Scene
from talkwatch.text.tokens import tokens
from tests.extract.checks_actors import cast_of
from tests.frames import Check, Entry

_CLITIC = re.compile(r" (?=n't|'(?:s|d|ll|re|ve|m)\b)")


def ways(entry: str) -> Iterator[str]:
    """The words that an entry stands for: "a|b" is either, "c?" may be missing."""
    choices = [(*part.rstrip("?").split("|"), *[""] * part.endswith("?")) for part in entry.split(" ")]
    for choice in product(*choices):
        yield " ".join(word for word in choice if word)


def verbs(entry: str) -> Iterator[str]:
    """The same with each form of the first word."""
    first, _, rest = entry.partition(" ")
    for verb in first.split("|"):
        for form in forms(verb):
            yield from ways(f"{form} {rest}".strip())


def covered(entry: Entry, line: str, way: str) -> Mark | None:
    """The mark of the entry's class, if there is one, that covers the words which stand in the line for the entry."""
    before, after = line.split(entry.text)
    head = _CLITIC.sub("", before + way)
    start, end, text = len(head) - len(_CLITIC.sub("", way)), len(head), head + _CLITIC.sub("", after)
    words = tokens(text)
    for mark in marks([word.text.lower().replace("’", "'") for word in words]):
        if mark.kind.name == entry.owner and words[mark.first].start <= start and end <= words[mark.last - 1].end:
            return mark
    return None


def its_forms(entry: Entry, line: str) -> bool:
    """A verb's forms are those that the table gives it."""
    return forms(line) == (line, *entry.value.split())


def holders(line: str) -> list[str]:
    """Who holds the positions of demand that a line tells."""
    cast = cast_of(line)
    scene = Scene(cast.document, cast, ())
    (told,) = scene.told
    return [holder for mark in told.marks if mark.kind.name == "demand" for holder in scene.holders(told, mark)]


CHECKS: Mapping[str, Check] = {
    "words that mark its class": lambda entry, line: all(covered(entry, line, way) for way in ways(entry.text)),
    "a noun that marks its class": lambda entry, line: all(
        (mark := covered(entry, line, way)) is not None and mark.noun for way in ways(entry.text)
    ),
    "a verb that marks its class": lambda entry, line: all(covered(entry, line, way) for way in verbs(entry.text)),
    "Norway holds it": lambda _, line: holders(line) == ["Norway"],
    "nobody holds it": lambda _, line: not holders(line),
    "its forms and no regular one": its_forms,
}

"""Texts that no newsroom writes: one kind of nuisance for as long as one likes, behind a sentence that is news."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import cycle, islice

TITLE = "Lake dispute: talks set for Thursday"
HEAD = "Bolivia and Peru will hold talks on the lake in Santiago on Thursday, mediators said on Monday. " * 6
"""What makes an item ours and English, so that no gate spares the reader the rest."""
LINE = 1_900
"""Characters of a line that is still read: a sentence that runs on for longer is left."""
NAMES = (
    "Ana Ionescu",
    "Oleg Tarasov",
    "Karim Nassar",
    "Rosa Vidal",
    "Mari Tamm",
    "Tom Avery",
    "Norway",
    "Hamas",
    "the UAW",
)
DAYS = ("Monday", "Aug. 15", "next week", "late Friday", "May 3, 2024", "tomorrow", "the weekend", "Sept. 2-4")
LINES = ("Norway will meet Chile in Oslo on Friday", "the envoy said that he would not attend", "they differ over pay")


def repeated(words: str) -> Callable[[int], str]:
    """A text of one piece over and over."""
    return lambda size: (HEAD + words * (size // len(words) + 1))[:size]


def joined(words: tuple[str, ...], mark: str) -> Callable[[int], str]:
    """A text of some words in turn with a mark between them."""
    return lambda size: (HEAD + mark.join(islice(cycle(words), size // 5)))[:size]


def nested(size: int) -> str:
    """A quotation in a quotation in a quotation, to the middle of the text, and out again."""
    inner = size // 40
    return (HEAD + "“He said, ‘she said, " * inner + "so it is" + "’ he added,” " * inner)[:size]


def in_lines(text: str) -> str:
    """The same text cut into lines of nearly the longest sentence that is read."""
    return ".\n".join(text[at : at + LINE] for at in range(0, len(text), LINE))


KINDS: Mapping[str, Callable[[int], str]] = {
    "prose": joined(LINES, ". "),
    "brackets": repeated("["),
    "open brackets with words": repeated("(Oslo "),
    "NULs": repeated("\x00"),
    "right to left": repeated("\u202eمفاوضات "),
    "emoji": repeated("🕊️"),
    "one endless word": repeated("a"),
    "one endless name": repeated("Ab"),
    "quotation marks": repeated('"'),
    "opening quotation marks": repeated("“"),
    "quotation marks with words": repeated('"so" “he ‘it '),
    "nested quotations": nested,
    "said said": repeated("said "),
    "he said he said": repeated("he said that "),
    "names joined by and": joined(NAMES, " and "),
    "names joined by commas": joined(NAMES, ", "),
    "dates": joined(DAYS, " and "),
    "dates with commas": joined(DAYS, ", "),
    "talks talks": repeated("talks on Thursday "),
    "clauses without an end": joined(LINES, ", "),
    "will not attend": repeated("will not attend the talks and "),
    "demands demands": repeated("demands that Norway reject the demand for "),
    "stops": repeated("Mr. "),
    "line breaks": repeated("\n"),
    "hyphens": repeated("non-"),
    "apostrophes": repeated("it's ’s "),
    "commas": repeated(", "),
    "digits": repeated("2024-01-01 5/6 "),
    "capitals": repeated("Ministry Of The "),
}
"""By name: from a number of characters to a text of that length."""

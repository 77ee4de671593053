"""Where the words said end and the writer's own begin, by the patterns of lexicons/statements_trim.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from talkwatch.text.quotes import Quotation

Range = tuple[int, int]
FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|has|have|had|can|could|may|might|should|must|does|did|do|says?|said|wants?|needs?)\b|"
    r"n['’]t\b|['’](?:s|re|ll|ve|d) (?:\w+ing|\w+ed|be|been|not)\b"
)
"""A verb that makes a content a clause of its own."""
SHORTEST = 2
"""Words that must stay."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A pattern after which the writer speaks, with a content it cuts (and to what) and one that it leaves whole."""

    name: str
    pattern: re.Pattern[str]
    phrase: bool
    headline: bool
    takes: tuple[str, str]
    leaves: str


@cache
def cuts() -> tuple[Cut, ...]:
    """The patterns, read once."""
    source = files("talkwatch.extract").joinpath("lexicons/statements_trim.toml").read_text(encoding="utf-8")
    return tuple(
        Cut(
            row["name"],
            re.compile(re.sub(r"\n *", "", row["pattern"])),
            row["phrase"],
            row.get("headline", False),
            (row["takes"][0], row["takes"][1]),
            row["leaves"],
        )
        for row in tomllib.loads(source)["cut"]
    )


def cut(text: str, part: Range, quotations: Sequence[Quotation] = (), *, headline: bool = False) -> Range:
    """The part of a content that its speaker said; the whole of it where nothing shows the writer's hand."""
    start, end = part
    for rule in cuts():
        match = rule.pattern.search(text, start, end) if headline or not rule.headline else None
        if match is None or any(quotation.start < match.start() < quotation.end for quotation in quotations):
            continue
        head = text[start : match.start()]
        if len(head.split()) >= SHORTEST and not (rule.phrase and FINITE.search(head)):
            end = match.start()
    return start, end

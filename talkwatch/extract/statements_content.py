"""The words said: trimmed of what belongs to the attribution, with a quotation's later sentences joined on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from talkwatch.model.claims import Form
from talkwatch.text.document import Sentence
from talkwatch.text.quotes import Quotation

Range = tuple[int, int]
MARKS = "\"“”„«»‘’'`"
_LEAD = re.compile(r"(?:[\s,;:—–-]+|(?:that|as saying|as saying that)\b\s*)+", re.IGNORECASE)
_TAIL = " \t\n\r,;:—–-"
JOIN = " … "


def trimmed(text: str, part: Range) -> Range | None:
    """A range without "that", stray marks and outer quotation marks; None if nothing is left."""
    start, end = part
    lead = _LEAD.match(text, start, end)
    if lead:
        start = lead.end()
    while end > start and text[end - 1] in _TAIL:
        end -= 1
    start, end = _unquoted(text, start, end)
    while end > start and text[end - 1] in _TAIL:
        end -= 1
    return (start, end) if end > start else None


def _unquoted(text: str, start: int, end: int) -> Range:
    """A range without the quotation marks around it; marks inside it stay."""
    opens = start < end and text[start] in "\"“„«‘'`"
    closes = end - start > 1 and text[end - 1] in "\"”»’'"
    inner = text[start + 1 : end - 1]
    if opens and closes and not _split(inner, text[start]):
        return start + 1, end - 1
    if opens and not closes and text[start] not in "'‘" and not any(mark in inner for mark in '"”»'):
        return start + 1, end
    if closes and not opens and text[end - 1] in '"”»' and not any(mark in text[start : end - 1] for mark in '"“«'):
        return start, end - 1
    return start, end


def _split(inner: str, mark: str) -> bool:
    """Whether marks inside show that the outer ones do not belong together."""
    closing = {"“": "”", "«": "»", "‘": "’"}.get(mark, mark)
    if mark in "'‘":
        return bool(re.search(r"[’'](?=[\s,.;]|$)", inner)) and bool(re.search(r"(?:^|\s)[‘'](?=\w)", inner))
    return closing in inner


def form(parts: Sequence[Range], quotations: Sequence[Quotation]) -> Form:
    """Whether the parts are words quoted, paraphrased or both."""
    total = sum(end - start for start, end in parts)
    quoted = 0
    for quotation in quotations:
        if quotation.style == "single" and quotation.inner_end - quotation.inner_start < 3:
            continue
        for start, end in parts:
            quoted += max(0, min(end, quotation.end) - max(start, quotation.start))
    if quoted * 10 >= total * 9:
        return "direct"
    return "mixed" if quoted else "indirect"


def content(text: str, parts: Sequence[Range]) -> str:
    """The words of all parts, joined by " … "."""
    return JOIN.join(text[start:end] for start, end in parts)


def continues(sentence: Sentence, text: str, quotations: Sequence[Quotation]) -> Range | None:
    """The words of a sentence that is nothing but quotation, else None."""
    for quotation in quotations:
        if quotation.start <= sentence.start + 1 and sentence.end <= quotation.end + 1:
            return trimmed(text, (max(sentence.start, quotation.inner_start), min(sentence.end, quotation.inner_end)))
    return None


def merged(parts: Sequence[Range], text: str) -> tuple[Range, ...]:
    """The parts in order, neighbours joined where only space and marks stand between."""
    found: list[Range] = []
    for start, end in sorted(parts):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif found and not text[found[-1][1] : start].strip(" \n\t" + "."):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)

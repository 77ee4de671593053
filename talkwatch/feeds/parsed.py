"""What reading a document came to, and what both readers (feedparser's formats and JSON Feed) share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from talkwatch.model.items import Entry

MOST_ENTRIES = 5_000
"""Entries of one document that are taken; the rest is left with a notice."""

_ELLIPSIS = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?)\s*$")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed's title, language and entries, or `error` in words. `notice` is odd, yet did not stop the reading.

    `ttl` is how many seconds the feed itself asks to be left alone for, 0 if it says nothing.
    """

    title: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    ttl: float = 0.0
    notice: str = ""
    error: str = ""


def joined(parts: Iterable[str]) -> str:
    """The texts of one entry as one: what another part already holds (a teaser cut with "…" too) is said once."""
    kept: list[str] = []
    for part in parts:
        words = part.strip()
        if not words or any(_holds(other, words) for other in kept):
            continue
        kept = [other for other in kept if not _holds(words, other)]
        kept.append(words)
    return "\n".join(kept)


def _holds(whole: str, part: str) -> bool:
    """Whether `whole` says all that `part` says, spaces aside."""
    return _squeezed(_ELLIPSIS.sub("", part)) in _squeezed(whole)


def _squeezed(words: str) -> str:
    return " ".join(words.split())


def web_link(link: str) -> str:
    """`link` if it is one that a browser may be handed (http, https), else ""."""
    words = link.strip()
    try:
        parts = urlsplit(words)
    except ValueError:
        return ""
    return words if parts.scheme.lower() in {"http", "https"} and parts.netloc and words.isprintable() else ""

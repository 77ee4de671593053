"""What reading a document came to, and what both readers (feedparser's formats and JSON Feed) share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from talkwatch.model.items import Entry
from talkwatch.text.clean import clean, clean_line

MOST_ENTRIES = 5_000
"""Entries of one document that are taken; the rest is left with a notice."""

MOST_MARKUP = 1 << 20
"""Characters of one text's markup that are looked at."""
MOST_TEXT = 250_000
"""Characters of an entry's text that are kept, twice the longest of reports; the rest is left with a notice."""
MOST_LINE = 2_000
"""Characters of a title or an author's name that are kept."""

DAYS = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun")

SKIPS = 4_000
"""Bytes of skipHours or skipDays that are looked at: 24 hours or 7 days, with room."""

_SKIPS = re.compile(rb"<skip(?:hours|days)", re.IGNORECASE)
_HOUR = re.compile(rb"<hour\s*>\s*0*(\d{1,2})\s*</")
_DAY = re.compile(rb"<day\s*>\s*([a-z]+)\s*</")

WHOLE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[!$-:=@-Z_a-z~]*)?(?:\?[!$-:=?@-Z_a-z~]+)?")
"""A web address without anything odd, which looks the same from everywhere; most are."""

TAG = re.compile(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,6}")

_ELLIPSIS = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?)\s*$")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed's title, language and entries, or `error` in words. `notice` is odd, yet did not stop the reading.

    `ttl` is how many seconds the feed itself asks to be left alone for, 0 if it says nothing; `skip_hours` (0-23) and
    `skip_days` (0 is Monday), in UTC, when it says that it does not change.
    """

    title: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    ttl: float = 0.0
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    notice: str = ""
    error: str = ""


def skips(body: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The hours (0-23) and days (0 is Monday) that the channel of an RSS document says to skip.

    Read from the markup before the first item and after the last: feedparser keeps only the last of repeated elements.
    Hour 24 of RSS 0.91 is 0.
    """
    flat = body.replace(b"\0", b"") if b"\0" in body[:64] else body
    if not _SKIPS.search(flat):
        return (), ()
    flat = flat.lower()
    first, last = flat.find(b"<item"), flat.rfind(b"</item>")
    channel = flat if first < 0 else flat[:first] + flat[max(first, last) :]
    hours = {int(word) % 24 for word in _HOUR.findall(_inside(channel, b"skiphours")) if int(word) <= 24}
    days = {DAYS.index(word[:3]) for word in _DAY.findall(_inside(channel, b"skipdays")) if word[:3] in DAYS}
    return tuple(sorted(hours)), tuple(sorted(days))


def _inside(channel: bytes, element: bytes) -> bytes:
    """What stands in the first such element."""
    _, opened, rest = channel.partition(b"<" + element)
    inner, closed, _ = rest.partition(b"</" + element)
    return inner[:SKIPS] if opened and closed else b""


def language_tag(words: str) -> str:
    """A language's tag (RFC 5646) as a feed declares it, "" for what is none."""
    return words.strip() if TAG.fullmatch(words.strip()) else ""


def says_something(entry: Entry) -> bool:
    """Whether there is anything in an entry to show or to follow."""
    return bool(entry.title or entry.text or entry.link)


def text_of(parts: Iterable[str]) -> str:
    """The markup of an entry's parts as one clean text."""
    return joined(clean(part[:MOST_MARKUP]) for part in parts)[:MOST_TEXT]


def line_of(markup: str) -> str:
    """The markup of a title or name as one clean line."""
    return clean_line(markup[: 10 * MOST_LINE])[:MOST_LINE]


def cut_short(entries: Iterable[Entry]) -> list[str]:
    """A notice, where texts of these entries were too long."""
    cut = sum(len(entry.text) == MOST_TEXT for entry in entries)
    return [f"{cut} texts were cut after {MOST_TEXT} characters"] if cut else []


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
    if WHOLE.fullmatch(words):
        return words
    try:
        parts = urlsplit(words)
    except ValueError:
        return ""
    return words if parts.scheme.lower() in {"http", "https"} and parts.netloc and words.isprintable() else ""

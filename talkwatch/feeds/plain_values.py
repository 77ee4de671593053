"""The values of plain feeds, made as feedparser 6.0 makes them, or `Unusual` where that takes feedparser."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from html.entities import entitydefs
from urllib.parse import urljoin

from talkwatch.feeds.parsed import WHOLE
from talkwatch.feeds.plain_names import Unusual

_C1 = {
    code: bytes((code,)).decode("cp1252") for code in range(0x80, 0xA0) if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


def mended(words: str) -> str:
    """UTF-8 that was taken for Latin-1 and encoded once more, and Windows-1252's signs, are put right."""
    if words.isascii():
        return words
    with suppress(UnicodeEncodeError, UnicodeDecodeError):
        words = words.encode("iso-8859-1").decode("utf-8")
    return words.translate(_C1)


_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)(/*)(.*?)")


def absolute(base: str, link: str) -> str:
    """`link` seen from `base`, "" where it cannot be read."""
    if WHOLE.fullmatch(link):
        return link
    try:
        return urljoin(base, _SLASHES.sub(r"\1\3", link))
    except ValueError:
        return ""


MONTHS = {
    name: n
    for n, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
ZONES = {
    "gmt": 0,
    "ut": 0,
    "utc": 0,
    "z": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}
"""Hours from UTC."""

_RFC_822 = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(\d\d?)\s+([a-z]{3})\s+(\d{4})\s+(\d\d?):(\d\d)(?::(\d\d))?"
    r"\s+(?:([+-])(\d\d):?(\d\d)|([a-z]{1,3}))"
)
_RFC_3339 = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:t(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:z|([+-])(\d\d):(\d\d)))?")


def moment(words: str) -> datetime | None:
    """A date of RFC 822 or RFC 3339 in UTC, None for "". Raises Unusual for any other."""
    if not words:
        return None
    low = words.lower()
    match = _RFC_3339.fullmatch(low)
    if not low.isascii():
        raise Unusual(f"the date {words!r}")
    if match:
        year, month, day, hour, minute, second, sign, hours, minutes = match.groups()
        numbers = int(year), int(month), int(day)
    else:
        match = _RFC_822.fullmatch(low)
        if not match:
            raise Unusual(f"the date {words!r}")
        day, name, year, hour, minute, second, sign, hours, minutes, zone = match.groups()
        numbers = int(year), MONTHS.get(name, 0), int(day)
        if zone:
            sign, hours, minutes = "+", ZONES.get(zone), 0
            if hours is None:
                raise Unusual(f"the zone {zone}")
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    try:
        local = datetime(*numbers, int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC)
        return local + away if sign == "-" else local - away
    except (ValueError, OverflowError) as error:
        raise Unusual(f"the date {words!r}") from error


TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "cite",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "tt",
        "u",
        "ul",
    ]
)
"""Tags that feedparser takes for a sign of HTML in what is declared plain."""

_CLOSING = re.compile(r"</\w+>")
_ENTITY = re.compile(r"&#?\w+;")


def is_markup(words: str) -> bool:
    """Whether a text that RSS declares plain is HTML after all. Raises Unusual for tags not in `TAGS`."""
    if not (_CLOSING.search(words) or _ENTITY.search(words)):
        return False
    if any(tag.lower() not in TAGS for tag in re.findall(r"</?(\w+)", words)):
        raise Unusual("a tag in a plain text")
    return all(name in entitydefs for name in re.findall(r"&(\w+);", words))

"""From bytes to entries; run as a child (`python -m talkwatch.feeds.parse`), so that no document can hold up the rest.

In: a JSON line {"id", "feed", "content_type", "cpu", "bytes"} and so many bytes, the document; `cpu` is how many
seconds of processor time it may take. Out: a JSON line with "id", the fields of `Parsed` and "more", and where that is
true, lines {"id", "entries", "more"} until it is not. It ends when its input does.
"""

from __future__ import annotations

import calendar
import codecs
import html
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from talkwatch.bounded import allow_cpu
from talkwatch.feeds.identity import identity
from talkwatch.feeds.jsonfeed import is_json, read_json
from talkwatch.feeds.parsed import (
    MOST_ENTRIES,
    Parsed,
    cut_short,
    language_tag,
    line_of,
    says_something,
    skips,
    text_of,
    web_link,
)
from talkwatch.feeds.plain import read_plain
from talkwatch.model.items import Entry
from talkwatch.text.language import language as language_of

CPU = 10.0
"""Seconds of processor time for one document; feedparser is quadratic in attributes (540 kB took 20 s)."""

BATCH = 100
BATCH_TEXT = 200_000
"""Entries in a line of the answer, and characters of their text after which a line ends earlier."""

HEAD = 4096
"""Bytes that are looked at to say what a document is, if it is not a feed."""

PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
"""Seconds of the words of sy:updatePeriod (RSS 1.0 module Syndication)."""

_HARMLESS = {"CharacterEncodingOverride", "NonXMLContentType"}
"""What feedparser remarks on although nothing is lost: the names of its exceptions."""

_MISNAMED = re.compile(
    rb"""^(\s*<\?xml[^>]{0,80}?encoding\s*=\s*["'])(?:utf-?16|utf-?32|ucs-?[24])[\w-]*(["'])""", re.IGNORECASE
)
"""A declaration that its own bytes contradict: were it true, they would be no ASCII (a string of .NET's says so)."""

_DECLARED = re.compile(rb"""^(\s*<\?xml[^>]{0,80}?)\s+encoding\s*=\s*(?:"[^">]*"|'[^'>]*')""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_PAIR = re.compile(
    rb"&#(?:[xX]0*([dD][89abAB][0-9a-fA-F]{2})|0*(5[56]\d{3}));&#(?:[xX]0*([dD][c-fC-F][0-9a-fA-F]{2})|0*(5[67]\d{3}));"
)
"""Two references to the halves of a character, as UTF-16 has them; many a publisher writes emoji so."""
_REFERENCE = re.compile(rb"&#(?:[xX]0*([0-9a-fA-F]+)|0*([0-9]+));")
"""A reference to a character by its number."""


def read_feed(body: bytes, content_type: str, url: str) -> Parsed:
    """The feed in `body` as served from `url` under `content_type`.

    Relative links and guids are seen from `url`, the subscribed address: were it the address that a redirect led to,
    every guid would change when the redirect does.
    """
    if not body.strip():
        return Parsed(error="an empty answer, not a feed")
    parsed = read_json(body, url) if is_json(body) else _read_xml(body, content_type, url)
    kept = tuple(filter(says_something, parsed.entries))
    if (
        parsed.entries and not kept and parsed.notice.startswith("not well-formed")
    ):  # broken, and nothing came out of it
        return Parsed(error=parsed.notice)
    return replace(parsed, entries=kept)


def _read_xml(body: bytes, content_type: str, url: str) -> Parsed:
    """The feed in a document that is no JSON."""
    marked = by_mark(body)
    if marked is not None:
        body, content_type = marked, "application/xml; charset=utf-8"
    if _declares_entities(body):
        return Parsed(error="declares XML entities of its own, which is refused")
    body = _REFERENCE.sub(_sound, _PAIR.sub(_joined, body))
    body = _MISNAMED.sub(rb"\1utf-8\2", body, count=1)
    plain = read_plain(body, content_type, url)
    parsed = _parsed(plain.feed, plain.entries, "", plain.more) if plain else read_any(body, content_type, url)
    hours, days = skips(body)
    return replace(parsed, skip_hours=hours, skip_days=days)


def _declares_entities(body: bytes) -> bool:
    """Whether the document may declare entities of its own: a few lines can unfold to gigabytes, and no news feed needs
    them. Where in it is not asked, as comments and quotations can hide that.
    """
    shown = body.replace(b"\0", b"").upper()
    return b"<!DOCTYPE" in shown and b"<!ENTITY" in shown


def _joined(pair: re.Match[bytes]) -> bytes:
    """One reference in place of one to each half of a character; as they were, if they are no such halves."""
    first, second = _number(pair[1], pair[2]), _number(pair[3], pair[4])
    if not (0xD800 <= first < 0xDC00 <= second < 0xE000):
        return pair[0]
    return b"&#%d;" % (0x10000 + ((first - 0xD800) << 10) + second - 0xDC00)


def _sound(reference: re.Match[bytes]) -> bytes:
    """The reference, or one to U+FFFD if there is no such character, as in browsers."""
    number = _number(reference[1], reference[2])
    return reference[0] if number < 0xD800 or 0xE000 <= number <= sys.maxunicode else b"&#65533;"


def _number(sixteen: bytes | None, ten: bytes | None) -> int:
    """A number as it is written on sixteen or on ten; of more than nine digits, it is too large anyhow."""
    return int(sixteen[:9], 16) if sixteen else int((ten or b"0")[:9])


def by_mark(body: bytes) -> bytes | None:
    """A document with a byte order mark of UTF-16 or UTF-32 as UTF-8, whatever it declares; None for others."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _DECLARATION.sub("", body.decode(name, "replace")).encode("utf-8", "replace")
    return None


def read_any(body: bytes, content_type: str, url: str) -> Parsed:
    """The same by feedparser alone, which knows every format and fault; what is plain, `read_plain` reads faster."""
    import feedparser  # noqa: PLC0415 - takes 0.1 s and 10 MB, and most feeds never need it

    headers = {"content-type": content_type or "application/xml", "content-location": url}
    options: dict[str, Any] = {"response_headers": headers, "sanitize_html": False, "resolve_relative_uris": False}
    try:
        found = feedparser.parse(io.BytesIO(body), **options)
    except (UnicodeError, LookupError):  # it declares a codec of Python's that is no charset, as "punycode"
        headers["content-type"] = "application/xml"
        found = feedparser.parse(io.BytesIO(_DECLARED.sub(rb"\1", body, count=1)), **options)
    flaw = _flaw(found)
    if not found.entries and (flaw or not found.version):
        return Parsed(error=f"not well-formed XML: {flaw}" if found.version else _what_it_is(body, content_type))
    return _parsed(found.feed, found.entries, flaw)


def _flaw(found: Any) -> str:
    """What is wrong with the XML, in words, or ""."""
    problem = found.get("bozo_exception") if found.get("bozo") else None
    if problem is None or type(problem).__name__ in _HARMLESS:
        return ""
    line = getattr(problem, "getLineNumber", lambda: None)()
    said = getattr(problem, "getMessage", lambda: str(problem))() or type(problem).__name__
    return f"{said}, line {line}" if line else said


def _what_it_is(body: bytes, content_type: str) -> str:
    head = body[:HEAD].lower()
    if b"<html" in head or b"<!doctype html" in head:
        return "a web page, not a feed"
    kind = content_type.partition(";")[0].strip() or "no stated type"
    return f"not a feed ({'XML' if head.lstrip().startswith(b'<') else kind})"


def _parsed(feed: Any, entries: list[Any], flaw: str, more: int = 0) -> Parsed:
    declared = language_tag(_word(feed.get("language")))
    notices = [f"not well-formed XML: {flaw}"] if flaw else []
    if len(entries) + more > MOST_ENTRIES:
        notices.append(f"{len(entries) + more} entries, of which {MOST_ENTRIES} were taken")
    found = tuple(_entry(entry, declared) for entry in entries[:MOST_ENTRIES])
    notices += cut_short(found)
    return Parsed(
        title=line_of(_markup(feed.get("title_detail") or feed.get("title", ""))),
        language=declared,
        entries=found,
        ttl=_ttl(feed),
        notice="; ".join(notices),
    )


def _entry(entry: Any, declared: str) -> Entry:
    title = line_of(_markup(entry.get("title_detail") or entry.get("title", "")))
    text = text_of(_bodies(entry))
    guid, link = _word(entry.get("id")), _word(entry.get("link"))
    said = _word(entry.get("language")) or _word((entry.get("title_detail") or {}).get("language")) or declared
    published, updated = _moment(entry, "published_parsed", "created_parsed"), _moment(entry, "updated_parsed")
    return Entry(
        identity=identity(guid, link, title, text),
        link=web_link(link) or (web_link(guid) if entry.get("guidislink") else ""),
        title=title,
        text=text,
        published=published or updated,
        updated=updated,
        author=line_of(html.escape(_word(entry.get("author")))),
        language=language_of(f"{title}\n{text}", said),
    )


def _bodies(entry: Any) -> Iterator[str]:
    """The texts of an entry as markup, the fullest kind first."""
    for content in entry.get("content") or ():
        if not _word(content.get("type")).startswith(("image/", "audio/", "video/")):
            yield _markup(content)
    # Without a summary of its own, feedparser copies the content there, and its type is lost.
    yield _markup(entry["summary_detail"]) if entry.get("summary_detail") else _word(entry.get("summary"))


def _markup(detail: Any) -> str:
    """A text construct as markup: what is declared plain is escaped, so that its "<" stays a sign."""
    if isinstance(detail, str):
        return html.escape(detail, quote=False)
    value = _word(detail.get("value"))
    return html.escape(value, quote=False) if detail.get("type") == "text/plain" else value


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _moment(entry: Any, *names: str) -> datetime | None:
    """The first of these times that is one, in UTC; `dict.get` keeps feedparser from filling one in for another."""
    for name in names:
        parts = dict.get(entry, name)
        if parts is None:
            continue
        if isinstance(parts, datetime):
            return parts
        try:
            return datetime.fromtimestamp(calendar.timegm(parts), UTC)
        except (ValueError, OverflowError, OSError):
            continue
    return None


def _ttl(feed: Any) -> float:
    """Seconds between updates as the feed says: RSS's ttl (minutes) or the Syndication module's period."""
    minutes = _word(feed.get("ttl")).strip()
    ttl = 60.0 * int(minutes[:6]) if minutes.isascii() and minutes.isdigit() else 0.0
    period = PERIODS.get(_word(feed.get("sy_updateperiod")).strip().lower(), 0)
    often = _word(feed.get("sy_updatefrequency")).strip()
    times = int(often[:6]) if often.isascii() and often.isdigit() else 1
    return max(ttl, period / max(1, times))


def answer(message: dict[str, Any], body: bytes) -> Parsed:
    """What the document comes to; whatever it does to the reader becomes its `error`."""
    try:
        return read_feed(body, str(message["content_type"]), str(message["feed"]))
    except MemoryError:
        return Parsed(error="a document that takes more memory to read than a feed may")
    except Exception as fault:  # noqa: BLE001 - the rim of the worker: a document must not end it
        return Parsed(error=f"a document that breaks the reader ({type(fault).__name__}: {fault})")


def lines(parsed: Parsed) -> Iterator[dict[str, Any]]:
    """The reply in lines of bounded length."""
    batch: list[dict[str, Any]] = []
    size = 0
    reply = {field.name: getattr(parsed, field.name) for field in fields(Parsed)}
    for entry in parsed.entries:
        if len(batch) >= BATCH or size >= BATCH_TEXT:
            yield {**reply, "entries": batch, "more": True}
            reply, batch, size = {}, [], 0
        batch.append({name: getattr(entry, name) for name in ENTRY})
        size += len(entry.text)
    yield {**reply, "entries": batch}


ENTRY = tuple(field.name for field in fields(Entry))


def main() -> None:
    """Answers until the input ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        message = json.loads(line)
        body = source.read(message.get("bytes", 0))
        allow_cpu(message.get("cpu", CPU))
        for part in lines(answer(message, body)):
            reply = json.dumps({"id": message["id"], **part}, default=datetime.isoformat, ensure_ascii=False)
            sink.write(reply.encode("utf-8", "surrogatepass") + b"\n")
        sink.flush()


if __name__ == "__main__":
    main()

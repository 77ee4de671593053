"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), which feedparser does not read."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from talkwatch.feeds.identity import identity
from talkwatch.feeds.parsed import MOST_ENTRIES, Parsed, cut_short, language_tag, line_of, text_of, web_link
from talkwatch.model.items import Entry


def is_json(body: bytes) -> bool:
    """Whether the document is meant as JSON."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_json(body: bytes, url: str) -> Parsed:
    """The feed in `body`; relative links are seen from `url`."""
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return Parsed(error="JSON that cannot be read, perhaps cut short")
    listed = feed.get("items")
    if "jsonfeed.org" not in _word(feed.get("version")) or not isinstance(listed, list):
        return Parsed(error="JSON, but not a JSON Feed")
    language = language_tag(_word(feed.get("language")))
    entries = tuple(_entry(item, url, language) for item in listed[:MOST_ENTRIES] if isinstance(item, dict))
    notices = [f"{len(listed)} entries, of which {MOST_ENTRIES} were taken"] if len(listed) > MOST_ENTRIES else []
    notice = "; ".join([*notices, *cut_short(entries)])
    return Parsed(line_of(html.escape(_word(feed.get("title")))), language, entries, notice=notice)


def _entry(item: dict[str, Any], url: str, language: str) -> Entry:
    title = line_of(html.escape(_word(item.get("title"))))
    plain = html.escape(_word(item.get("content_text")))
    summary = html.escape(_word(item.get("summary")))
    text = text_of((_word(item.get("content_html")), plain, summary))
    link = _word(item.get("url")) or _word(item.get("external_url"))
    link = urljoin(url, link) if link else ""
    return Entry(
        identity=identity(_word(item.get("id")), link, title, text),
        link=web_link(link),
        title=title,
        text=text,
        published=_moment(item.get("date_published")),
        updated=_moment(item.get("date_modified")),
        author=", ".join(filter(None, map(_name, _listed(item.get("authors"))))),
        language=language_tag(_word(item.get("language"))) or language,
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(author: Any) -> str:
    return line_of(html.escape(_word(author.get("name")))) if isinstance(author, dict) else ""


def _word(value: Any) -> str:
    """A string as it is, a number in digits (some feeds number their items), anything else as ""."""
    if isinstance(value, bool):
        return ""
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _moment(value: Any) -> datetime | None:
    """An RFC 3339 moment in UTC; one without a zone counts as UTC."""
    try:
        moment = datetime.fromisoformat(_word(value))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None

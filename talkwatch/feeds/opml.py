"""Subscription lists as other readers write and read them (OPML 2.0, http://opml.org/spec2.opml).

Read with the standard library's HTML parser: it forgives what other programs write, and it knows no entities to
blow up and no documents to fetch. What OPML has no word for, the publisher, stands in an attribute of our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from talkwatch.model.items import Feed, FeedId

NAMESPACE = "urn:talkwatch:opml"
PUBLISHER = "talkwatch:publisher"

_SLASH = re.compile(r"(?<!\\)/")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


def read_opml(document: bytes) -> tuple[Feed, ...]:
    """Every feed of a list with its folder ("World/Europe"), in order, an address once; () if there is none.

    A slash inside a folder's own name is written as a backslash and a slash.
    """
    reader = _Reader()
    reader.feed(_text(document))
    reader.close()
    found: dict[FeedId, Feed] = {}
    for feed in reader.feeds:
        found.setdefault(feed.id, feed)
    return tuple(found.values())


class _Reader(HTMLParser):
    """Collects the outlines that have an address, under the names of those around them."""

    def __init__(self) -> None:
        super().__init__()
        self.feeds: list[Feed] = []
        self._around: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An outline begins: a feed, or a folder around those that follow."""
        if tag.rpartition(":")[2] != "outline":
            return
        said = {name: _one_line(value or "") for name, value in attrs}
        url, name = said.get("xmlurl", ""), said.get("text", "") or said.get("title", "")
        if url:
            folder = "/".join(part for part in self._around if part) or said.get("category", "").lstrip("/")
            title = said.get("title", "") or ("" if said.get(PUBLISHER) else name)
            title = "" if title == url else title
            self.feeds.append(Feed(FeedId(url), url, title, said.get(PUBLISHER, ""), folder))
        self._around.append("" if url else name.replace("/", "\\/"))

    def handle_endtag(self, tag: str) -> None:
        """The outline ends."""
        if tag.rpartition(":")[2] == "outline" and self._around:
            self._around.pop()


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _text(document: bytes) -> str:
    """The document as characters: by its byte order mark, else as it declares, else UTF-8."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if document.startswith(mark):
            return document.decode(name, "replace")
    declared = _DECLARED.match(document)
    try:
        return document.decode(declared[1].decode("ascii") if declared else "utf-8", "replace")
    except LookupError:
        return document.decode("utf-8", "replace")


def write_opml(feeds: Iterable[Feed]) -> str:
    """A list that `read_opml` reads back to the same feeds, and that other readers take too."""
    root = Element("opml", {"version": "2.0", "xmlns:talkwatch": NAMESPACE})
    SubElement(SubElement(root, "head"), "title").text = "talkwatch"
    body = SubElement(root, "body")
    folders: dict[str, Element] = {"": body}
    for feed in feeds:
        SubElement(_folder(folders, feed.folder), "outline", dict(_attributes(feed)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _folder(folders: dict[str, Element], path: str) -> Element:
    """The outline of a folder, made with those around it when it is new."""
    if path not in folders:
        parts = _SLASH.split(path)
        around = _folder(folders, "/".join(parts[:-1]))
        name = parts[-1].replace("\\/", "/")
        folders[path] = SubElement(around, "outline", {"text": name, "title": name})
    return folders[path]


def _attributes(feed: Feed) -> Iterator[tuple[str, str]]:
    yield "type", "rss"
    yield "text", feed.publisher or feed.title or feed.url
    if feed.title:
        yield "title", feed.title
    yield "xmlUrl", feed.url
    if feed.publisher:
        yield PUBLISHER, feed.publisher

"""The feeds that a web page names: `<link rel="alternate">` with a feed's type, and no guessing."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
MOST = 20
"""Candidates listed at most."""
LOOK = 1 << 20
"""Characters of a page that are looked through: the links stand in its head."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that a page names."""

    url: str
    title: str


def candidates(page: bytes, url: str) -> tuple[Candidate, ...]:
    """The feeds that the page at `url` names, in its order, each once, at most twenty."""
    reader = _Links(url)
    reader.feed(page[:LOOK].decode("utf-8", "replace"))
    reader.close()
    found: dict[str, Candidate] = {}
    for candidate in reader.found:
        found.setdefault(candidate.url, candidate)
    return tuple(found.values())[:MOST]


class _Links(HTMLParser):
    """Collects what the page's links say; `<base href>` counts for those that follow."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.base = url
        self.found: list[Candidate] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A link or a base."""
        said = {name: " ".join((value or "").split()) for name, value in attrs}
        href = said.get("href", "")
        if tag == "base" and href:
            self.base = _joined(self.base, href) or self.base
        if tag != "link" or "alternate" not in said.get("rel", "").lower().split():
            return
        where = _joined(self.base, href) if href else ""
        if where and said.get("type", "").partition(";")[0].strip().lower() in TYPES:
            self.found.append(Candidate(where, said.get("title", "")))


def _joined(base: str, href: str) -> str:
    """`href` as seen from `base`, or "" where that is no web address."""
    try:
        where = urljoin(base, href)
        return where if urlsplit(where).scheme in {"http", "https"} else ""
    except ValueError:
        return ""

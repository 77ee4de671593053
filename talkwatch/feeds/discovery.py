"""The feeds that a web page names: `<link rel="alternate">` with a feed's type, and no guessing.

Only links are looked for, and no tree is built: the standard library's parser took minutes for a page of "<a<a<a".
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
MOST = 20
"""Candidates listed at most."""
LOOK = 1 << 20
"""Bytes of a page that are looked through: the links stand in its head."""

_TAG = re.compile(
    r"""<(link|base)(?=[\s/])((?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}'){0,4000})>""",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([A-Za-z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
_HIDDEN = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<template", "</template"))
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that a page names."""

    url: str
    title: str


def candidates(page: bytes, url: str) -> tuple[Candidate, ...]:
    """The feeds that the page at `url` names, in its order, each once, at most twenty.

    `<base href>` counts for the links that follow.
    """
    markup = _decoded(page[:LOOK])
    for opening, closing in _HIDDEN:
        markup = _without(markup, opening, closing)
    found: dict[str, Candidate] = {}
    base = url
    for tag in _TAG.finditer(markup):
        said = _attributes(tag[2])
        href = said.get("href", "")
        if tag[1].lower() == "base":
            base = (_joined(base, href) if href else "") or base
            continue
        kind = said.get("type", "").partition(";")[0].strip().lower()
        where = _joined(base, href) if href else ""
        if where and kind in TYPES and "alternate" in said.get("rel", "").lower().split():
            found.setdefault(where, Candidate(where, said.get("title", "")))
    return tuple(found.values())[:MOST]


def _decoded(page: bytes) -> str:
    """The page's characters, as it declares, else as UTF-8."""
    declared = _CHARSET.search(page[:4096])
    try:
        return page.decode(declared[1].decode("ascii") if declared else "utf-8", "replace")
    except LookupError:
        return page.decode("utf-8", "replace")


def _without(markup: str, opening: str, closing: str) -> str:
    """The markup without what stands between these signs; what is never closed reaches to the end, as in browsers."""
    lowered, kept, at = markup.lower(), [], 0
    if len(lowered) != len(markup):  # a letter whose small one is two: rare, and no reason to miss the links
        lowered = markup
    while (start := lowered.find(opening, at)) >= 0:
        kept.append(markup[at:start])
        end = lowered.find(closing, start + len(opening))
        if end < 0:
            return "".join(kept)
        at = end + len(closing)
    return "".join((*kept, markup[at:]))


def _attributes(words: str) -> dict[str, str]:
    """A tag's attributes by name, the first of each name, values on one line."""
    said: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(words):
        value = html.unescape(match[2] or match[3] or match[4] or "")
        said.setdefault(match[1].lower(), " ".join(value.split()))
    return said


def _joined(base: str, href: str) -> str:
    """`href` as seen from `base`, or "" where that is no web address."""
    try:
        where = urljoin(base, href)
        return where if urlsplit(where).scheme in {"http", "https"} and where.isprintable() else ""
    except ValueError:
        return ""

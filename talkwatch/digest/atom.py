"""Changes as an Atom feed (RFC 4287), so that others can subscribe to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from talkwatch import __version__
from talkwatch.digest.lines import cited
from talkwatch.views.rows import ChangeRow, SourceRow
from talkwatch.views.sources import origin

_ATOM = "http://www.w3.org/2005/Atom"
_UNWRITABLE = {code: None for code in (*range(32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)) if code not in {9, 10, 13}}
"""Characters that XML 1.0 cannot hold (its production 2)."""


def atom(track: str, rows: Iterable[ChangeRow], since: datetime, address: str = "") -> bytes:
    """The changes of a track as an Atom document in UTF-8, the newest first; without one it was updated at `since`.

    `address` is where the feed will be fetched from, if that is known. An entry's id is made of what moved and of the
    claim that moved it, so that it stays the same at every writing and a new turn is a new entry.
    """
    ET.register_namespace("", _ATOM)
    newest = sorted(rows, key=lambda row: (row.when, row.id), reverse=True)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", _id("changes", track))
    _add(feed, "title", f"talkwatch: {track}")
    _add(feed, "subtitle", "What moved: dates, who will come, positions. Each entry names its source.")
    _add(feed, "updated", _moment(newest[0].when if newest else since))
    _add(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", "talkwatch")
    _add(feed, "generator", "talkwatch", version=__version__)
    if address:
        _add(feed, "link", "", rel="self", href=address, type="application/atom+xml")
    for row in newest:
        _entry(feed, track, row)
    ET.indent(feed, " ")
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(feed: ET.Element, track: str, row: ChangeRow) -> None:
    """One change."""
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    _add(entry, "id", _id("change", track, row.id, row.sources[0].claim if row.sources else row.when.isoformat()))
    _add(entry, "title", " ".join(row.words.split()))
    _add(entry, "updated", _moment(row.when))
    _add(entry, "published", _moment(row.when))
    shown, _ = cited(row.sources)
    for source in shown:
        _add(ET.SubElement(entry, f"{{{_ATOM}}}author"), "name", origin(source) or "source not named")
    if shown and shown[0].link.startswith(("http://", "https://")):
        _add(entry, "link", "", rel="alternate", href=shown[0].link)
    _add(entry, "category", "", term=row.panel)
    _add(entry, "content", _words(row, shown), type="html")


def _words(row: ChangeRow, shown: Iterable[SourceRow]) -> str:
    """The change, with the sentence behind it and where it stands, as HTML."""
    parts = [f"<p>{escape(row.words)}</p>"]
    for source in shown:
        parts.append(f"<blockquote>{escape(source.evidence)}</blockquote>")
        parts.append(f"<p>{escape(origin(source))}, {source.published:%Y-%m-%d %H:%M} UTC</p>")
    return "".join(parts)


def _add(parent: ET.Element, name: str, words: str, **attributes: str) -> None:
    """An element with words in it; what XML cannot hold is left out."""
    kept = {key: value.translate(_UNWRITABLE) for key, value in attributes.items()}
    ET.SubElement(parent, f"{{{_ATOM}}}{name}", kept).text = words.translate(_UNWRITABLE) or None


def _id(*parts: str) -> str:
    """A URN that these parts always have."""
    return uuid5(NAMESPACE_URL, "talkwatch:" + "\n".join(parts)).urn


def _moment(when: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return f"{when:%Y-%m-%dT%H:%M:%S}Z"

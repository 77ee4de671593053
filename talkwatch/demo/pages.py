"""An outlet's feed as a document: RSS 2.0, Atom 1.0 or RSS 1.0 (RDF), each with that format's habits."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from talkwatch.demo.week import DemoEntry, Outlet, Week, Wording

ATOM = "http://www.w3.org/2005/Atom"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS1 = "http://purl.org/rss/1.0/"
DC = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"

for _prefix, _uri in (("atom", ATOM), ("rdf", RDF), ("dc", DC), ("content", CONTENT)):
    ET.register_namespace(_prefix, _uri)


def feed_document(week: Week, outlet: Outlet, moment: datetime) -> bytes:
    """The outlet's feed at `moment` as UTF-8 XML; the same until an entry appears or is edited."""
    entries = week.feed(outlet.key, moment)
    write = {"rss": _rss, "atom": _atom, "rdf": _rdf}[outlet.format]
    root = write(outlet, [(entry, entry.at(moment)) for entry in entries])
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def last_change(week: Week, outlet: Outlet, moment: datetime) -> datetime:
    """When the outlet's feed last changed before `moment` (UTC)."""
    changes = [entry.at(moment).since for entry in week.feed(outlet.key, moment)]
    return max(changes, default=week.start)


def _link(outlet: Outlet, entry: DemoEntry) -> str:
    return f"https://{outlet.key}.example/{entry.published:%Y/%m/%d}/{entry.number}"


def _guid(outlet: Outlet, entry: DemoEntry) -> str:
    return f"tag:{outlet.key}.example,2024:{entry.number}"


def _paragraphs(wording: Wording) -> list[str]:
    return wording.text.split("\n")


def _markup(wording: Wording) -> str:
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in _paragraphs(wording))


def _child(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, tag, attributes)
    child.text = text or None
    return child


def _rss(outlet: Outlet, entries: list[tuple[DemoEntry, Wording]]) -> ET.Element:
    root = ET.Element("rss", version="2.0")
    channel = _child(root, "channel")
    _child(channel, "title", outlet.title)
    _child(channel, "link", f"https://{outlet.key}.example/")
    _child(channel, "description", f"The latest from {outlet.name}")
    _child(channel, "language", "fr" if outlet.key == "gazette" else "en")
    for entry, wording in entries:
        item = _child(channel, "item")
        _child(item, "title", wording.title)
        _child(item, "link", _link(outlet, entry) + "?utm_source=rss")
        _child(item, "guid", _guid(outlet, entry), isPermaLink="false")
        _child(item, "pubDate", format_datetime(entry.published, usegmt=True))
        if entry.agency:
            _child(item, f"{{{DC}}}creator", entry.agency)
        if outlet.body == "html":
            more = f'{_markup(wording)}<a href="{_link(outlet, entry)}">Continue reading...</a>'
            _child(item, "description", more)
        else:
            _child(item, "description", _paragraphs(wording)[0])
        if outlet.body == "full":
            _child(item, f"{{{CONTENT}}}encoded", _markup(wording))
    return root


def _atom(outlet: Outlet, entries: list[tuple[DemoEntry, Wording]]) -> ET.Element:
    root = ET.Element(f"{{{ATOM}}}feed")
    _child(root, f"{{{ATOM}}}title", outlet.title)
    _child(root, f"{{{ATOM}}}id", f"tag:{outlet.key}.example,2024:feed")
    newest = max((wording.since for _, wording in entries), default=None)
    if newest:
        _child(root, f"{{{ATOM}}}updated", newest.isoformat())
    for entry, wording in entries:
        item = _child(root, f"{{{ATOM}}}entry")
        _child(item, f"{{{ATOM}}}title", wording.title)
        _child(item, f"{{{ATOM}}}id", _guid(outlet, entry))
        _child(item, f"{{{ATOM}}}link", href=_link(outlet, entry))
        _child(item, f"{{{ATOM}}}published", entry.published.isoformat())
        _child(item, f"{{{ATOM}}}updated", wording.since.isoformat())
        author = _child(item, f"{{{ATOM}}}author")
        _child(author, f"{{{ATOM}}}name", entry.agency or outlet.name)
        _child(item, f"{{{ATOM}}}summary", _paragraphs(wording)[0])
        if outlet.body == "full":
            _child(item, f"{{{ATOM}}}content", _markup(wording), type="html")
    return root


def _rdf(outlet: Outlet, entries: list[tuple[DemoEntry, Wording]]) -> ET.Element:
    root = ET.Element(f"{{{RDF}}}RDF")
    home = f"https://{outlet.key}.example/"
    channel = ET.SubElement(root, f"{{{RSS1}}}channel", {f"{{{RDF}}}about": home})
    _child(channel, f"{{{RSS1}}}title", outlet.title)
    _child(channel, f"{{{RSS1}}}link", home)
    _child(channel, f"{{{RSS1}}}description", f"The latest from {outlet.name}")
    for entry, wording in entries:
        item = ET.SubElement(root, f"{{{RSS1}}}item", {f"{{{RDF}}}about": _link(outlet, entry)})
        _child(item, f"{{{RSS1}}}title", wording.title)
        _child(item, f"{{{RSS1}}}link", _link(outlet, entry))
        _child(item, f"{{{RSS1}}}description", wording.text.replace("\n", " "))
        _child(item, f"{{{DC}}}date", entry.published.isoformat())
        if entry.agency:
            _child(item, f"{{{DC}}}creator", entry.agency)
    return root

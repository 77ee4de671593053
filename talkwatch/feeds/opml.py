"""Subscription lists as other readers write and read them (OPML 2.0, http://opml.org/spec2.opml).

Attributes that we have no word for are kept and written again. What OPML has no word for stands in attributes of our
own namespace. A feed that is not asked is a commented outline, as the specification has it (`isComment`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from xml.parsers import expat

from talkwatch.model.errors import ConfigError
from talkwatch.model.filters import Filter
from talkwatch.model.items import GRADES, Feed, FeedId, Folder, Listed, Subscription
from talkwatch.text.clean import plain_line

NAMESPACE = "urn:talkwatch:opml"
OURS = "talkwatch:"

MOST_BYTES = 16 << 20
MOST_FEEDS = 20_000
DEEPEST = 50
"""Folders within each other."""
LONGEST = 20_000
"""Characters of one attribute."""

FAULTS = {
    "no element found": "it ends too early",
    "unclosed token": "it ends within a tag",
    "mismatched tag": "a tag is closed that is not the open one",
    "duplicate attribute": "an attribute stands twice in one tag",
    "reference to invalid character number": "a character is written that XML does not have",
    "junk after document element": "something stands after its end",
}
"""The commonest of expat's complaints in words for the user."""

_SLASH = re.compile(r"((?:\\[\\/]|[^/])*)(?:/|$)")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_REFERENCE = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);|([A-Za-z][A-Za-z0-9]{1,31};)?)")


def read_opml(document: bytes, source: Path) -> Listed:
    """Every feed of a list with its folder ("World/Europe"), in order, an address once, and what is said of folders.

    A slash inside a folder's own name is written as a backslash and a slash. Stray ampersands and entities of HTML are
    forgiven. Raises ConfigError, with the line of `source`, for what is broken, huge or hostile, and for no OPML.
    """
    if len(document) > MOST_BYTES:
        raise ConfigError(source, f"larger than {MOST_BYTES >> 20} MiB", "no list of subscriptions is")
    reader = _Reader(source)
    parser = reader.parser
    try:
        parser.Parse(_REFERENCE.sub(_mended, _text(document)), True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        said = FAULTS.get(said, said)
        raise ConfigError(source, f"not well-formed XML: {said}", "export the list anew", error.lineno) from None
    except (RecursionError, MemoryError) as error:
        raise ConfigError(source, "too much to read", "export the list anew", parser.CurrentLineNumber) from error
    return reader.listed()


@dataclass(frozen=True, slots=True)
class _Around:
    """An outline that is open: its path as a folder, and whether it and all in it are commented."""

    path: str = ""
    is_comment: bool = False


@dataclass(slots=True)
class _Reader:
    """Collects the outlines that have an address, under the names of those around them."""

    source: Path
    found: dict[FeedId, Subscription] = field(default_factory=dict)
    folders: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """What is said of each folder, and of each other outline that is no feed."""
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    around: list[_Around] = field(default_factory=list)
    namespaces: dict[str, str] = field(default_factory=dict)
    depth: int = 0

    def __post_init__(self) -> None:
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _fault(self, message: str, hint: str) -> ConfigError:
        return ConfigError(self.source, message, hint, self.parser.CurrentLineNumber)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        if has_subset:
            raise self._fault("declares XML entities of its own, which is refused", "export the list anew")

    def _start(self, tag: str, said: dict[str, str]) -> None:
        """An outline begins: a feed, or a folder around those that follow."""
        kind = tag.rpartition(":")[2].lower()
        self.depth += 1
        if self.depth == 1 and kind != "opml":
            raise self._fault(f"a list begins with <opml>, not with <{plain_line(tag)[:40]}>", "export it as OPML")
        if self.depth > DEEPEST + 3:
            raise self._fault(f"more than {DEEPEST} folders within each other", "no list needs so many")
        if any(len(value) > LONGEST for value in said.values()):
            raise self._fault(f"an attribute of more than {LONGEST} characters", "no list needs so many")
        self.namespaces |= {name: value for name, value in said.items() if name.startswith("xmlns:")}
        if kind != "outline":
            return
        subscription = self._subscription(said)
        if subscription is not None:
            self.found.setdefault(subscription.feed.id, subscription)
        if len(self.found) > MOST_FEEDS:
            raise self._fault(f"more than {MOST_FEEDS} feeds", "import a part of them")
        self.around.append(_Around(self._path if subscription else self._folder(said), self._is_comment(said)))

    @property
    def _path(self) -> str:
        """The folder that we are in."""
        return self.around[-1].path if self.around else ""

    def _folder(self, said: Mapping[str, str]) -> str:
        """The outline as a folder: its path, or that of the one around it if it has no name."""
        name, title = _first(said, "text", "title"), _first(said, "title")
        if not name:
            return self._path
        path = "/".join(filter(None, (self._path, _escaped(name))))
        extra = self._extra(said)
        self.folders.setdefault(path, (*extra, ("title", title)) if title not in {"", name} else extra)
        if len(self.folders) > MOST_FEEDS:
            raise self._fault(f"more than {MOST_FEEDS} folders", "import a part of them")
        return path

    def listed(self) -> Listed:
        """What was found, of folders only what the feeds in them do not tell."""
        feeds = tuple(self.found.values())
        told = {path for each in feeds for path in _with_outer(each.feed.folder)}
        told |= {outer for path, extra in self.folders.items() for outer in _with_outer(path) - {path}}
        folders = self.folders.items()
        return Listed(feeds, tuple(Folder(path, extra) for path, extra in folders if extra or path not in told))

    def _is_comment(self, said: Mapping[str, str]) -> bool:
        own = any(name.lower() == "iscomment" and _is_true(value) for name, value in said.items())
        return own or bool(self.around and self.around[-1].is_comment)

    def _subscription(self, said: Mapping[str, str]) -> Subscription | None:
        """The outline as a feed, None if it is none."""
        url = _first(said, "xmlUrl")
        if not url:
            return None
        is_ours = self.namespaces.get("xmlns:talkwatch") == NAMESPACE
        ours = {name[len(OURS) :]: value for name, value in said.items() if is_ours and name.startswith(OURS)}
        text, title = _first(said, "text"), _first(said, "title")
        publisher = plain_line(ours.get("publisher", "")) if is_ours else ("" if text == url else text)
        if is_ours and not title and not publisher:
            title = text
        feed = Feed(
            FeedId(url),
            url,
            "" if title == url else title,
            publisher,
            self._path or _first(said, "category").partition(",")[0].strip("/"),
            _is_true(ours.get("insecure", "")),
            filter=Filter(_lines(ours.get("include", "")), _lines(ours.get("exclude", ""))),
            extra=self._extra(said),
            articles=_is_true(ours.get("articles", "")),
            grade=next((grade for grade in GRADES if grade == ours.get("grade")), None),
        )
        return Subscription(feed, self._is_comment(said) or _is_true(_first(said, "disabled")))

    def _extra(self, said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """What the outline says beyond what we have words for, with the namespaces that it is said in."""
        kept: dict[str, str] = {}
        for name, value in sorted(said.items(), key=lambda pair: pair[0] != "type"):
            known = name.lower() in {"xmlurl", "text", "title", "iscomment"} or name.startswith((OURS, "xmlns"))
            if known or (name, value) == ("type", "rss"):
                continue
            prefix = f"xmlns:{name.partition(':')[0]}" if ":" in name else ""
            if prefix and prefix != "xmlns:xml":
                kept.setdefault(prefix, self.namespaces.get(prefix, f"urn:{prefix}"))
            kept[name] = value
        return tuple(kept.items())

    def _end(self, tag: str) -> None:
        """The element ends."""
        self.depth -= 1
        if tag.rpartition(":")[2].lower() == "outline" and self.around:
            self.around.pop()


def _first(said: Mapping[str, str], *names: str) -> str:
    """The first of these attributes that says something, whatever the case of its name, on one line."""
    by_name = {name.lower(): value for name, value in said.items()}
    return next(filter(None, (plain_line(by_name.get(name.lower(), "")) for name in names)), "")


def _is_true(value: str) -> bool:
    return value.strip().lower() in {"true", "1", "yes"}


def _lines(value: str) -> tuple[str, ...]:
    return tuple(filter(None, (plain_line(word) for word in value.split(","))))


def _mended(match: re.Match[str]) -> str:
    """A reference that XML has as it is, one that HTML has as its characters' numbers, a stray ampersand as one."""
    if match[1]:
        return match[0]
    meant = html5.get(match[2] or "")
    return "".join(f"&#{ord(letter)};" for letter in meant) if meant else f"&amp;{match[2] or ''}"


def _text(document: bytes) -> str:
    """The document as characters: by its byte order mark, else as it declares, else UTF-8, else Windows-1252."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if document.startswith(mark):
            return document.decode(name, "replace")
    for sign, name in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if document.startswith(sign):
            return document.decode(name, "replace")
    declared = _DECLARED.match(document)
    for name in (declared[1].decode("ascii") if declared else "utf-8", "utf-8"):
        try:
            return document.decode(name)
        except (LookupError, ValueError):
            continue
    return document.decode("cp1252", "replace")


def write_opml(listed: Listed) -> str:
    """A list that `read_opml` reads back to the same, and that other readers take too."""
    root = Element("opml", {"version": "2.0", "xmlns:talkwatch": NAMESPACE})
    shared = _shared(listed)
    root.attrib.update(shared)
    SubElement(SubElement(root, "head"), "title").text = "talkwatch"
    body = SubElement(root, "body")
    folders: dict[str, Element] = {"": body}
    for each in listed.feeds:
        said = {name: value for name, value in _attributes(each) if shared.get(name) != value}
        SubElement(_folder(folders, each.feed.folder), "outline", said)
    for folder in listed.folders:
        said = {name: value for name, value in folder.extra if shared.get(name) != value}
        _folder(folders, folder.path).attrib.update(said)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _shared(listed: Listed) -> dict[str, str]:
    """The namespaces that mean the same in all outlines."""
    meant: dict[str, set[str]] = {}
    for name, value in chain(*(each.feed.extra for each in listed.feeds), *(each.extra for each in listed.folders)):
        if name.startswith("xmlns:"):
            meant.setdefault(name, set()).add(value)
    return {name: values.pop() for name, values in meant.items() if len(values) == 1}


def _folder(folders: dict[str, Element], path: str) -> Element:
    """The outline of a folder, made with those around it when it is new."""
    here = folders[""]
    at = ""
    for part in _parts(path):
        at += f"/{part}"
        if at not in folders:
            name = re.sub(r"\\([\\/])", r"\1", part)
            folders[at] = SubElement(here, "outline", {"text": name, "title": name})
        here = folders[at]
    return here


def _parts(path: str) -> list[str]:
    """The names of a path, as escaped as they stand in it."""
    return [part for part in _SLASH.findall(path) if part]


def _with_outer(path: str) -> set[str]:
    """A folder and those around it."""
    parts = _parts(path)
    return {"/".join(parts[: n + 1]) for n in range(len(parts))}


def _escaped(name: str) -> str:
    """A folder's own name as a part of a path."""
    return re.sub(r"/|\\(?=[\\/]|$)", lambda match: f"\\{match[0]}", name)


def _attributes(subscription: Subscription) -> Iterator[tuple[str, str]]:
    feed = subscription.feed
    yield "type", "rss"
    yield "text", feed.publisher or feed.title or feed.url
    if feed.title:
        yield "title", feed.title
    yield "xmlUrl", feed.url
    yield from feed.extra
    if subscription.paused:
        yield "isComment", "true"
    if feed.publisher:
        yield f"{OURS}publisher", feed.publisher
    if feed.grade:
        yield f"{OURS}grade", feed.grade
    for name, is_so in (("insecure", feed.insecure), ("articles", feed.articles)):
        if is_so:
            yield OURS + name, "true"
    for name, words in (("include", feed.filter.include), ("exclude", feed.filter.exclude)):
        if words:
            yield OURS + name, ", ".join(words)

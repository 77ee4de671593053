"""An entry of a plain feed, field by field as feedparser 6.0 reads it: its rules, for the elements that are read.

What looks odd here is feedparser's: which of two titles counts depends on how deep they stand, and a second
description is content.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from talkwatch.feeds.plain_names import Names, Unusual
from talkwatch.feeds.plain_values import absolute, is_markup, mended, moment

Fields = dict[str, Any]
"""An entry or a feed under feedparser's keys; of those, the ones that `talkwatch.feeds.parse` looks at."""

TYPES = {"text": "text/plain", "plain": "text/plain", "html": "text/html", "text/plain": "text/plain"}
TYPES |= {"text/html": "text/html"}
MARKUP = {"text/html", "application/xhtml+xml", "html", "xhtml"}
NO_TITLE = -1

_REFERENCE = re.compile("&([A-Za-z0-9_]+);")


def words_of(element: Element) -> str:
    """The text of an element without elements in it."""
    if len(element):
        raise Unusual(f"elements in {element.tag}")
    return (element.text or "").strip()


class State:
    """What feedparser carries along through a document.

    `guesses` is whether plain text may turn out to be HTML (RSS), `base` is what links are seen from, `titled` how deep
    the last title stood.
    """

    def __init__(self, names: Names, base: str, *, guesses: bool) -> None:
        self.names = names
        self.base = base
        self.guesses = guesses
        self.titled = NO_TITLE

    def lang(self, attributes: Fields, inherited: str | None) -> str | None:
        """The language in an element with these attributes, None where it is taken back."""
        said: str | None = attributes.get("xml:lang", attributes.get("lang"))
        return inherited if said is None else said or None

    def construct(self, element: Element, usual: str, lang: str | None) -> Fields:
        """A text with its type: {"type", "language", "value"}, `usual` where it says none."""
        kind = usual
        if element.attrib:
            said = self.names.attributes(element.attrib)
            kind = TYPES.get(said.get("type", usual), "")
            if not kind:
                raise Unusual(f"the type {said['type']}")
            lang = self.lang(said, lang)
        value = words_of(element)
        if self.guesses and kind == "text/plain" and is_markup(value):
            kind = "text/html"
        return {"type": kind, "language": lang.replace("_", "-") if lang else None, "value": mended(value)}

    def title(self, element: Element, fields: Fields, depth: int, lang: str | None) -> bool:
        """Whether the title counts; then it is in `fields`."""
        detail = self.construct(element, "text/plain", lang)
        counts = not NO_TITLE < self.titled <= depth
        if counts:
            fields["title_detail"] = detail
        if detail["value"]:
            self.titled = depth
        return counts

    def skip(self, element: Element) -> None:
        """The element is passed over. Raises Unusual where feedparser would find something in it."""
        if len(element):
            for inner in element.iter():
                if inner is not element and self.names.part(inner.tag) != "inert":
                    raise Unusual(f"{inner.tag} in {element.tag}")


class EntryReader:
    """Reads entries of one document."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._parts: dict[str, Callable[[Element, int], None]] = {
            "title": self._title,
            "media title": self._media_title,
            "link": self._link,
            "guid": self._guid,
            "description": self._description,
            "summary": self._summary,
            "content": self._content,
            "encoded": self._encoded,
            "published": self._published,
            "updated": self._updated,
            "created": self._created,
            "author": self._author,
            "language": self._language,
            "source": self._source,
            "image": self._image,
            "group": self._group,
            "hint": self._inert,
            "inert": self._inert,
        }
        self._entry: Fields = {}
        self._depths: dict[str, int] = {}
        self._has_content = False
        self._lang: str | None = None

    def read(self, element: Element, depth: int, lang: str | None) -> Fields:
        """The entry in `element`, which stands `depth` elements deep where the language is `lang`."""
        self._entry, self._depths, self._has_content = {}, {}, False
        self._state.titled = NO_TITLE
        self._lang = lang
        if element.attrib:
            said = self._state.names.attributes(element.attrib)
            if "href" in said:
                raise Unusual("an entry's href")
            if said.get("rdf:about"):
                self._entry["id"] = said["rdf:about"]
            self._lang = self._state.lang(said, lang)
        self._children(element, depth)
        return self._entry

    def _children(self, element: Element, depth: int) -> None:
        part, parts = self._state.names.part, self._parts
        for child in element:
            found = parts.get(part(child.tag))
            if found is None:
                raise Unusual(f"{child.tag} in an entry")
            found(child, depth + 1)

    def _keep(self, key: str, value: str, depth: int) -> None:
        """The value counts unless one that stands less deep was there."""
        before = self._depths.get(key)
        if before is None or depth <= before:
            self._depths[key] = depth
            self._entry[key] = value

    def _title(self, element: Element, depth: int) -> None:
        if self._state.title(element, self._entry, depth, self._lang):
            self._keep("title", self._entry["title_detail"]["value"], depth)

    def _media_title(self, element: Element, depth: int) -> None:
        before = self._state.titled
        self._title(element, depth)
        self._state.titled = before

    def _link(self, element: Element, _: int) -> None:
        said = self._state.names.attributes(element.attrib) if element.attrib else {}
        href = said.get("url", said.get("uri", said.get("href")))
        if href:
            if len(element):
                raise Unusual("elements in a link")
            if said.get("rel", "alternate") == "alternate" and said.get("type", "text/html") in MARKUP:
                self._entry["link"] = absolute(self._state.base, href)
            return
        if href is not None:
            raise Unusual("a link to nowhere")
        words = words_of(element)
        words = mended(absolute(self._state.base, words) if words else "")
        if "&" in words:
            words = _REFERENCE.sub(r"&\g<1>", words.replace("&amp;", "&"))
        self._entry["link"] = words

    def _guid(self, element: Element, depth: int) -> None:
        said = self._state.names.attributes(element.attrib) if element.attrib else {}
        is_link = said.get("ispermalink", "true") == "true"
        words = words_of(element)
        words = mended(absolute(self._state.base, words) if words and is_link else words)
        self._keep("id", words, depth)
        self._entry.setdefault("guidislink", is_link and "link" not in self._entry)
        if is_link:
            self._entry.setdefault("link", words)

    def _description(self, element: Element, depth: int) -> None:
        if "summary" in self._entry and not self._has_content:
            self._content(element, depth)
        else:
            self._summarise(self._state.construct(element, "text/html", self._lang), depth)

    def _summary(self, element: Element, depth: int) -> None:
        if "summary" in self._entry and not self._has_content:
            self._content(element, depth)
        else:
            self._summarise(self._state.construct(element, "text/plain", self._lang), depth)

    def _summarise(self, detail: Fields, depth: int) -> None:
        self._keep("summary", detail["value"], depth)
        self._entry["summary_detail"] = detail

    def _content(self, element: Element, _: int) -> None:
        self._add_content(self._state.construct(element, "text/plain", self._lang))

    def _encoded(self, element: Element, _: int) -> None:
        self._add_content(self._state.construct(element, "text/html", self._lang))

    def _add_content(self, detail: Fields) -> None:
        self._has_content = True
        self._entry.setdefault("content", []).append(detail)
        self._entry.setdefault("summary", detail["value"])

    def _published(self, element: Element, _: int) -> None:
        self._entry["published_parsed"] = moment(words_of(element))

    def _updated(self, element: Element, _: int) -> None:
        self._entry["updated_parsed"] = moment(words_of(element))

    def _created(self, element: Element, _: int) -> None:
        self._entry["created_parsed"] = moment(words_of(element))

    def _language(self, element: Element, depth: int) -> None:
        self._keep("language", mended(words_of(element)), depth)

    def _author(self, element: Element, depth: int) -> None:
        """Of several authors the last counts, and feedparser mixes some of the first into it, which is unusual."""
        said: dict[str, str] = {}
        for child in element:
            name = self._state.names.bare(child.tag)
            if name not in {"name", "email", "uri", "url"} or name in said:
                raise Unusual(f"{child.tag} in an author")
            said[name] = words_of(child)
        name, email, before = said.get("name", ""), said.get("email", ""), self._entry.get("author", "")
        if said and before and ("@" in before or not name):
            raise Unusual("authors with an address or without a name")
        self._keep("author", mended((element.text or "").strip()), depth)
        if name or email:
            if self._entry["author"]:
                raise Unusual("an author with a name and more")
            self._entry["author"] = f"{name} ({email})" if name and email else name or email

    def _source(self, element: Element, depth: int) -> None:
        """Where an entry was taken from; its fields are its own, and only that a title was met is remembered."""
        self._state.titled = NO_TITLE
        for child in element:
            part = self._state.names.part(child.tag)
            if part == "title":
                self._state.title(child, {}, depth + 1, self._lang)
            elif part == "link":
                if "href" not in child.attrib:
                    raise Unusual("a source's link without href")
                self._state.skip(child)
            elif part in {"guid", "updated", "inert"}:
                words_of(child)
            else:
                raise Unusual(f"{child.tag} in a source")

    def _image(self, element: Element, _: int) -> None:
        words_of(element)
        self._state.titled = NO_TITLE

    def _group(self, element: Element, depth: int) -> None:
        around = self._lang
        if element.attrib:
            self._lang = self._state.lang(self._state.names.attributes(element.attrib), around)
        self._children(element, depth)
        self._lang = around

    def _inert(self, element: Element, _: int) -> None:
        if len(element):
            self._state.skip(element)

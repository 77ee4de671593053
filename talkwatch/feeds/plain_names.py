"""What each element of a plain feed is, under the name that feedparser would give it, or `Unusual`.

feedparser knows an element by its namespace's usual prefix ("dc_date", "title"), whatever prefix the document chose.
The tables below sort those names by what feedparser 6.0 does with them; a test holds them against its own list.
"""

from __future__ import annotations

from collections.abc import Iterable


class Unusual(Exception):
    """The document does something that the quick reader leaves to feedparser."""


SPACES = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/2005/atom": "",
    "http://webns.net/mvcb/": "admin",
    "http://web.resource.org/cc/": "cc",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://madskills.com/public/xml/rss/module/pingback/": "pingback",
    "http://prismstandard.org/namespaces/1.2/basic/": "prism",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/taxonomy/": "taxo",
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://www.w3.org/xml/1998/namespace": "xml",
}
"""Namespaces, in small letters, that feedparser gives a prefix of its own, and that one; "" are the formats."""

OTHERS = frozenset(
    [
        "http://backend.userland.com/blogchannelmodule",
        "http://backend.userland.com/rss",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://creativecommons.org/ns#license",
        "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html",
        "http://example.com/dtds/podcast-1.0.dtd",
        "http://example.com/necho",
        "http://example.com/newformat#",
        "http://freshmeat.net/rss/fm/",
        "http://hacks.benhammersley.com/rss/streaming/",
        "http://media.tangent.org/rss/1.0/",
        "http://my.theinfo.org/changed/1.0/rss/",
        "http://podlove.org/simple-chapters",
        "http://postneo.com/icbm/",
        "http://purl.org/atom/ns#",
        "http://purl.org/echo/",
        "http://purl.org/pie/",
        "http://purl.org/rss/1.0/modules/aggregation/",
        "http://purl.org/rss/1.0/modules/annotate/",
        "http://purl.org/rss/1.0/modules/company",
        "http://purl.org/rss/1.0/modules/email/",
        "http://purl.org/rss/1.0/modules/event/",
        "http://purl.org/rss/1.0/modules/image/",
        "http://purl.org/rss/1.0/modules/link/",
        "http://purl.org/rss/1.0/modules/reference/",
        "http://purl.org/rss/1.0/modules/richequiv/",
        "http://purl.org/rss/1.0/modules/rss091#",
        "http://purl.org/rss/1.0/modules/search/",
        "http://purl.org/rss/1.0/modules/servicestatus/",
        "http://purl.org/rss/1.0/modules/subscription/",
        "http://purl.org/rss/1.0/modules/textinput/",
        "http://purl.org/rss/1.0/modules/wiki/",
        "http://schemas.pocketsoap.com/rss/mydescmodule/",
        "http://schemas.xmlsoap.org/soap/envelope/",
        "http://www.georss.org/georss",
        "http://www.opengis.net/gml",
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/2000/01/rdf-schema#",
        "http://xmlns.com/foaf/0.1/",
        "uri/of/echo/namespace#",
    ]
)
"""The other namespaces that feedparser knows, which are for it to read."""

USERLAND = "backend.userland.com/rss"
"""In a namespace, this makes it RSS 0.9x for feedparser."""

RESERVED = frozenset(
    [
        "ag",
        "annotate",
        "audio",
        "author",
        "blogchannel",
        "co",
        "content",
        "cp",
        "created",
        "date",
        "dc",
        "dcterms",
        "description",
        "email",
        "ev",
        "feedburner",
        "fm",
        "geo",
        "georss",
        "gml",
        "guid",
        "icbm",
        "id",
        "image",
        "issued",
        "itunes",
        "l",
        "language",
        "link",
        "media",
        "modified",
        "name",
        "pingback",
        "prism",
        "psc",
        "published",
        "rdf",
        "rdfs",
        "ref",
        "reqv",
        "rss",
        "search",
        "slash",
        "soap",
        "source",
        "ss",
        "str",
        "sub",
        "summary",
        "sy",
        "szf",
        "taxo",
        "textinput",
        "thr",
        "ti",
        "title",
        "trackback",
        "ttl",
        "updated",
        "wfw",
        "wiki",
        "xhtml",
        "xlink",
        "xml",
        "admin",
        "cc",
        "creativecommons",
        "foaf",
    ]
)
"""Prefixes that an unknown namespace must not take: its elements would pass for others."""

ROLES = {
    "title": "title",
    "dc_title": "title",
    "media_title": "media title",
    "link": "link",
    "guid": "guid",
    "id": "guid",
    "description": "description",
    "dc_description": "description",
    "media_description": "description",
    "summary": "summary",
    "itunes_summary": "summary",
    "content": "content",
    "content_encoded": "encoded",
    "published": "published",
    "issued": "published",
    "pubdate": "published",
    "dcterms_issued": "published",
    "updated": "updated",
    "modified": "updated",
    "lastbuilddate": "updated",
    "dc_date": "updated",
    "dcterms_modified": "updated",
    "created": "created",
    "dcterms_created": "created",
    "author": "author",
    "managingeditor": "author",
    "dc_author": "author",
    "dc_creator": "author",
    "itunes_author": "author",
    "language": "language",
    "dc_language": "language",
    "source": "source",
    "image": "image",
    "textinput": "textinput",
    "media_group": "group",
    "media_content": "group",
    "ttl": "hint",
    "sy_updateperiod": "hint",
    "sy_updatefrequency": "hint",
    "item": "entry",
    "entry": "entry",
    "channel": "channel",
    "feed": "feed",
    "rss": "rss",
    "rdf_rdf": "rdf",
}
"""The elements that are read, by their part."""

INERT = frozenset(
    [
        "name",
        "dc_contributor",
        "contributor",
        "email",
        "url",
        "homepage",
        "uri",
        "width",
        "height",
        "itunes_name",
        "itunes_email",
        "itunes_owner",
        "subtitle",
        "tagline",
        "itunes_subtitle",
        "rights",
        "copyright",
        "dc_rights",
        "webmaster",
        "dc_publisher",
        "expirationdate",
        "dcterms_valid",
        "category",
        "keywords",
        "dc_subject",
        "media_category",
        "itunes_category",
        "media_keywords",
        "itunes_keywords",
        "cloud",
        "info",
        "feedburner_browserfriendly",
        "generator",
        "enclosure",
        "newlocation",
        "itunes_image",
        "itunes_link",
        "itunes_block",
        "itunes_explicit",
        "media_credit",
        "media_thumbnail",
        "media_license",
        "admin_generatoragent",
        "admin_errorreportsto",
        "cc_license",
    ]
)
"""Elements that feedparser has its ways with, none of which touches what is read."""

STRANGE = frozenset(
    [
        "abstract",
        "body",
        "xhtml_body",
        "fullitem",
        "tags",
        "media_rating",
        "media_restriction",
        "media_player",
        "georssgeom",
        "georss_point",
        "georss_where",
        "georss_line",
        "georss_polygon",
        "georss_box",
        "where",
        "gml_point",
        "gml_linestring",
        "gml_polygon",
        "gml_exterior",
        "gml_linearring",
        "gml_pos",
        "gml_poslist",
        "geom",
        "psc_chapters",
        "psc_chapter",
        "guidislink",
        "authors",
        "links",
        "contributors",
        "publishers",
        "creativecommons_license",
    ]
)
"""Elements that feedparser makes something else of than their name says, fails at, or that pass for its own."""

ODD = frozenset({"base", "xml:base", "mode", "lastmod"})
"""Attributes that change how an element is read."""
ODD_IN_ROOT = ODD - {"xml:base"}
"""The same of the root, whose base is minded."""


class Names:
    """The parts of a document's elements by their tag as ElementTree writes it ("{uri}name").

    `declared` are the namespaces it declares, as (prefix or "", uri). Raises Unusual where a prefix is not what it
    seems.
    """

    def __init__(self, declared: Iterable[tuple[str, str]]) -> None:
        self._prefixes: dict[str, str] = {}
        self._known: dict[str, str] = {}
        bound: dict[str, str] = {}
        for prefix, uri in dict.fromkeys(declared):
            if prefix and bound.setdefault(prefix, uri) != uri:
                raise Unusual("one prefix for two namespaces")
            usual = SPACES.get(uri.lower())
            low = prefix.lower()
            if low in RESERVED and low != usual:
                raise Unusual(f"the prefix {prefix} for {uri}")
            if uri.lower() in OTHERS or USERLAND in uri.lower():
                raise Unusual(f"the namespace {uri}")
            if self._prefixes.setdefault(uri, low if usual is None else usual) != (low if usual is None else usual):
                raise Unusual(f"two prefixes for {uri}")

    def part(self, tag: str) -> str:
        """The element's part, "inert" where it has none, as in `ROLES`."""
        found = self._known.get(tag)
        if found is None:
            found = self._known[tag] = self._part(tag)
        return found

    def _part(self, tag: str) -> str:
        uri, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        prefix = self._prefixes.get(uri) if uri else ""
        if prefix is None:
            raise Unusual(f"the namespace {uri}")
        name = f"{prefix}_{local.lower()}" if prefix else local.lower()
        part = ROLES.get(name)
        if part or name in INERT:
            return part or "inert"
        if name in STRANGE or ("_" in name and not prefix):
            raise Unusual(f"an element {name}")
        return "inert"

    @staticmethod
    def bare(tag: str) -> str:
        """The element's name if it is of a format's own namespace or of none, else ""."""
        uri, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        return local.lower() if not uri or SPACES.get(uri.lower()) == "" else ""

    def attributes(self, attributes: dict[str, str], *, odd: frozenset[str] = ODD) -> dict[str, str]:
        """An element's attributes as feedparser names them. Raises Unusual for those that are `odd`."""
        found = {}
        for key, value in attributes.items():
            name = key.lower()
            if key.startswith("{"):
                uri, _, local = key[1:].rpartition("}")
                prefix = SPACES.get(uri.lower())
                if not prefix:
                    raise Unusual(f"an attribute {key}")
                name = f"{prefix}:{local.lower()}"
            found[name] = value.lower() if name in {"rel", "type"} else value
        if not found.keys().isdisjoint(odd):
            raise Unusual(f"attributes {sorted(found)}")
        return found

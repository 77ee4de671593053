"""The quick reader against feedparser: the same, field by field, or it declines."""

from __future__ import annotations

import calendar
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from feedparser.datetimes import _parse_date
from feedparser.mixin import _FeedParserMixin
from feedparser.sanitizer import _HTMLSanitizer
from hypothesis import given, settings
from hypothesis import strategies as st

from talkwatch.feeds import plain_names
from talkwatch.feeds.parse import _parsed, read_any, read_feed
from talkwatch.feeds.parsed import Parsed
from talkwatch.feeds.plain import read_plain
from talkwatch.feeds.plain_names import INERT, OTHERS, ROLES, SPACES, STRANGE, Names, Unusual
from talkwatch.feeds.plain_values import TAGS, moment

URL = "https://example.org/feeds/world.xml"

PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "own": "urn:a-publisher-of-its-own",
}
SPACE = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
RDF = (
    'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    f"{SPACE.replace(PREFIXES['atom'], 'urn:no-atom')}"
)


def rss(entry: str, channel: str = "", root: str = "") -> str:
    after = "<item><title>Another</title><description>One</description><guid>z</guid></item>"
    inner = f"<title>W</title>{channel}<item>{entry}</item>{after}"
    return f'<rss version="2.0" {SPACE} {root}><channel>{inner}</channel></rss>'


def atom(entry: str, feed: str = "", root: str = "") -> str:
    space = SPACE.replace('xmlns:atom="http://www.w3.org/2005/Atom"', "")
    after = "<entry><title>Another</title><summary>One</summary><id>z</id></entry>"
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {space} {root}><title>W</title>{feed}'
        f"<entry>{entry}</entry>{after}</feed>"
    )


def rdf(entry: str, channel: str = "", root: str = "") -> str:
    head = f'<channel rdf:about="https://example.org/"><title>W</title>{channel}<items><rdf:Seq/></items></channel>'
    return f'<rdf:RDF {RDF} {root}>{head}<image rdf:about="x"><title>I</title><url>u</url></image>{entry}</rdf:RDF>'


def both(document: str | bytes, content_type: str = "application/xml") -> tuple[Parsed | None, Parsed]:
    """What the quick reader makes of a document, None if it declines, and what feedparser makes of it."""
    body = document.encode() if isinstance(document, str) else document
    plain = read_plain(body, content_type, URL)
    quick = _parsed(plain.feed, plain.entries, "") if plain else None
    return quick, read_any(body, content_type, URL)


ENTRIES = [
    "<title>Plain</title><link>https://example.org/a</link><guid>urn:a</guid>",
    "<title>Inflation &lt; 2 &amp; rising</title>",
    "<title>A &lt;b&gt;bold&lt;/b&gt; word</title>",
    "<title>AT&amp;amp;T and R&amp;D;</title>",
    "<title><![CDATA[Caf&eacute; <i>talks</i>]]></title>",
    "<title type='html'>&lt;p&gt;x</title><title>Second</title>",
    "<title></title><title>Second</title><title>Third</title>",
    "<title>One<!-- a remark --> and two<?go on?></title>",
    "<dc:title>Dublin</dc:title><title>Own</title>",
    "<media:title>Picture</media:title><title>Own</title>",
    "<title>Own</title><media:title>Picture</media:title>",
    "<title>Own</title><media:group><media:content url='u'><media:title>P</media:title></media:content></media:group>",
    "<media:group><media:title>P</media:title><media:description>D</media:description></media:group><title>Own</title>",
    "<title xml:lang='fr'>Un titre</title><description>x</description>",
    "<title>â€œQuotedâ€\u009d</title><description>caf\u00c3\u00a9 \u0093x\u0094</description>",
    "<link>/relative/path?a=1&amp;amp;b=2</link><guid>g</guid>",
    "<link>https://example.org/?a=1&amp;copy;=2;x</link>",
    "<link/><guid>https://example.org/g</guid>",
    "<guid>https://example.org/g</guid><link/>",
    "<guid isPermaLink='false'>https://example.org/g</guid>",
    "<guid ispermalink='true'>  g/1  </guid>",
    "<guid isPermaLink='False'>7</guid><guid>8</guid>",
    "<link>HTTP:///example.org/x</link>",
    "<link>http://[::1</link>",
    "<link>https://example.org/a;b?</link>",
    "<atom:link href='/h'/><title>T</title>",
    "<atom:link rel='SELF' href='/h'/><link>/l</link>",
    "<link>/l</link><atom:link rel='related' href='/r'/>",
    "<link>/l</link><atom:link type='application/json' href='/r'/>",
    "<link>/l</link><atom:link url='/u' href='/r'/>",
    "<link href='/h'>text</link>",
    "<description>&lt;p&gt;One&lt;/p&gt;</description><description>Two</description>",
    "<description>One</description><content:encoded>&lt;p&gt;All of it&lt;/p&gt;</content:encoded>",
    "<content:encoded>All of it</content:encoded><description>One</description><description>Three</description>",
    "<description type='text/plain'>a &lt;b&gt;c&lt;/b&gt; d</description>",
    "<description>One</description><media:description>Two &lt;b&gt;bold&lt;/b&gt;</media:description>",
    "<media:content><media:description>Deep</media:description></media:content><description>One</description>",
    "<itunes:summary>One &lt;br/&gt; two</itunes:summary><description>Two</description>",
    "<description>Two</description><itunes:summary>One</itunes:summary><itunes:author>A</itunes:author>",
    "<content type='html'>&lt;p&gt;One&lt;/p&gt;</content><summary>Two</summary>",
    "<summary type='html'>Two</summary><content type='text'>One &lt;p&gt;</content><content>Three</content>",
    "<content type='TEXT/HTML' src='https://example.org/x'/><title type='Text'>T</title>",
    "<pubDate>Thu, 15 Aug 2024 12:30:00 +0300</pubDate>",
    "<pubDate>Thursday, 15 Aug 2024 12:30 GMT</pubDate><dc:date>2024-08-15T09:30:00.5+02:00</dc:date>",
    "<pubDate>15 aug 2024 12:30:00 PDT</pubDate><dcterms:modified>2024-08-15</dcterms:modified>",
    "<dc:date>2024-08-15T09:30Z</dc:date><dcterms:created>2024-08-14T09:30:00-05:30</dcterms:created>",
    "<pubDate/><published>2024-08-15T00:00:00Z</published><dcterms:issued>2024-08-16T00:00:00z</dcterms:issued>",
    "<dc:creator>A Reporter</dc:creator><author>desk@example.org (The Desk)</author>",
    "<author>desk@example.org (The Desk)</author><dc:creator>A &amp; B</dc:creator><dc:creator/>",
    "<author><name>One</name><uri>u</uri></author><author><name>Two</name><email>t@example.org</email></author>",
    "<author><email>t@example.org</email></author><dc:creator>Text</dc:creator>",
    "<author>\n<name>Zo\u00eb</name><email/>\n</author><title>T</title>",
    "<dc:language>de</dc:language><title>Kurz</title>",
    "<source url='https://example.org/s'>Elsewhere</source><title>T</title><title>U</title>",
    "<title>T</title><source><title>Elsewhere</title><id>i</id><link href='h'/></source><title>U</title>",
    "<image>https://example.org/i.png</image><title>T</title><link>/l</link>",
    "<title>T</title><image/><title>U</title>",
    "<enclosure url='e.mp3' length='1' type='audio/mpeg'/><comments>/c</comments><category domain='d'>C</category>",
    "<own:thing a='1'><own:inner>x</own:inner></own:thing><slash:comments>3</slash:comments><title>T</title>",
    "<post-id xmlns='urn:a-default-of-its-own'>7</post-id><title>T</title>",
    "<media:thumbnail url='t'/><media:credit role='r'>C</media:credit><media:keywords>a, b</media:keywords>",
    "<ttl>5</ttl><rating>x</rating><dc:subject>S</dc:subject><dc:rights>R</dc:rights><dc:publisher>P</dc:publisher>",
    "\n  <title>\n  Spaced\u00a0\n</title>\n",
    "",
]

CHANNELS = [
    "",
    "<language>en-GB</language><ttl>30</ttl><description>About</description><link>/</link>",
    "<dc:language>fr</dc:language><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
    "<image><title>Logo</title><url>/l.png</url><link>/</link><width>x</width></image><title>Second</title>",
    "<textInput><title>Search</title><name>q</name><link>/s</link><description>d</description></textInput>",
    "<title>Second</title><itunes:summary>S</itunes:summary><itunes:owner><itunes:name>N</itunes:name></itunes:owner>",
    "<atom:link rel='self' href='/x'/><generator uri='u'>G</generator><lastBuildDate>never</lastBuildDate>",
    "<itunes:category text='News'><itunes:category text='World'/></itunes:category><managingEditor>E</managingEditor>",
    "<skipHours><hour>1</hour><hour>2</hour></skipHours><cloud domain='d'/><author><name>N</name></author>",
]

ROOTS = ["", "xml:lang='de-AT'", "lang='fr_CA'", "xml:base='https://base.example/x/'", "xml:base='y/'", "xml:lang=''"]


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_the_quick_reader_makes_of_an_entry_is_what_feedparser_makes_of_it(entry: str) -> None:
    for document in (rss(entry), atom(entry), rdf(f'<item rdf:about="urn:b">{entry}</item>')):
        quick, reference = both(document)

        assert quick is None or quick == reference, document


def test_entries_such_as_those_are_read_quickly() -> None:
    documents = [rss(entry) for entry in ENTRIES]

    assert sum(read_plain(document.encode(), "", URL) is not None for document in documents) >= len(documents) - 6


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("root", ROOTS)
def test_what_the_quick_reader_makes_of_a_feed_is_what_feedparser_makes_of_it(channel: str, root: str) -> None:
    entry = "<title>Kurz</title><link>a/b</link><guid>c</guid>"
    documents = (
        rss(entry, channel, root),
        rss(entry, root=root).replace("</channel>", f"{channel}</channel>"),
        atom(entry, channel.replace("atom:", ""), root),
        rdf(f"<item>{entry}</item>", channel.replace("atom:", ""), root),
    )
    for document in documents:
        quick, reference = both(document)

        assert quick is None or quick == reference, document
    assert read_plain(documents[0].encode(), "", URL)


DECLINED = [
    rss("<title>T").removesuffix("</rss>"),
    rss("<title>T &nbsp; U</title>"),
    '<!DOCTYPE rss [<!ENTITY a "b">]>' + rss("<title>&a;</title>"),
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "rss.dtd">' + rss(""),
    rss("<title>T</title>").replace("<item>", "<item xml:base='https://base.example/'>"),
    rss("<title>A <b>bold</b> word</title>"),
    rss("<description><p>One</p></description>"),
    rss("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>One</div></content>"),
    rss("<content mode='base64'>QQ==</content>"),
    rss("<content type='application/octet-stream'>QQ==</content>"),
    rss("<pubDate>31 Feb 2024 12:00:00 GMT</pubDate>"),
    rss("<pubDate>yesterday</pubDate>"),
    rss("<image><title>I</title></image>"),
    rss("<own:thing><title>T</title></own:thing>"),
    rss("<published_parsed>x</published_parsed>"),
    rss("<guidislink>x</guidislink>"),
    rss("<link own:href='/x'/>"),
    rss("<dc:title>T</dc:title>").replace(f'xmlns:dc="{PREFIXES["dc"]}"', 'xmlns:dc="urn:not-dublin-core"'),
    rss("<title>T</title>").replace("<channel>", "<channel href='/x'>"),
    rss("", "<summary>S</summary><description>D</description>"),
    "<rss version='2.0'><channel><title>W</title></channel><item><title>T</title></item></rss>",
    "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>W</title></feed>",
    f"<rdf:RDF {RDF}><item><title>T</title></item><channel><title>W</title></channel></rdf:RDF>",
    "<opml/>",
    "  " + rss(""),
]


@pytest.mark.parametrize("document", DECLINED)
def test_what_is_unusual_is_left_to_feedparser(document: str) -> None:
    assert read_plain(document.encode(), "application/xml", URL) is None


CODED = [
    (rss("<title>Тест</title>").encode(), "application/rss+xml", True),
    (rss("<title>Тест</title>").encode("utf-8-sig"), "text/xml; charset=UTF-8", True),
    (('<?xml version="1.0" encoding="utf-8"?>' + rss("<title>Тест</title>")).encode(), "text/xml", True),
    (("<?xml version='1.0'?>" + rss("<title>T</title>")).encode(), "text/html", True),
    (rss("<title>Тест</title>").encode(), "text/xml", False),
    (rss("<title>Café</title>").encode("latin-1"), "application/xml", False),
    (rss("<title>Тест</title>").encode(), "application/xml; charset=windows-1251", False),
    (('<?xml version="1.0" encoding="koi8-r"?>' + rss("<title>T</title>")).encode("koi8-r"), "", False),
]


@pytest.mark.parametrize(("body", "content_type", "is_quick"), CODED)
def test_only_what_is_utf_8_by_all_that_is_said_of_it_is_read_quickly(
    body: bytes, content_type: str, is_quick: bool
) -> None:
    quick, reference = both(body, content_type)

    assert (quick is not None) == is_quick
    assert quick is None or quick == reference
    assert read_feed(body, content_type, URL) == reference


TEXTS = st.sampled_from(
    [
        *(
            "",
            "x",
            "  y ",
            "7",
            "true",
            "/rel",
            "urn:u",
            "2024-08-15T09:30:00Z",
            "Thu, 15 Aug 2024 12:30:00 GMT",
            "12:x",
        ),
        *("https://example.org/a?b=1&amp;c", "&lt;b&gt;x&lt;/b&gt;", "a &amp;lt; b", "cafÃ©", "q"),
        *("A (a@example.org)", "a@example.org", "&amp;eacute;", "<![CDATA[<p>x</p>]]>", "tag:x,1", "&#8217;s"),
    ]
)
ATTRIBUTES = st.sampled_from(
    [
        *("",) * 6,
        *(
            "type='html'",
            "type='text'",
            "type='xhtml'",
            "type='image/png'",
            "rel='self'",
            "rel='alternate'",
            "href='/h'",
        ),
        *(
            "url='/u'",
            "isPermaLink='false'",
            "isPermaLink='true'",
            "xml:lang='fr'",
            "lang=''",
            "xml:base='/b/'",
            "a='1'",
        ),
        *("own:href='z'", "dc:type='x'", "mode='escaped'", "src='s'", "domain='d'"),
    ]
)
HANDLED = sorted(name.removeprefix("_start_") for name in dir(_FeedParserMixin) if name.startswith("_start_"))
SPELT = [name.replace("_", ":", 1) if name.partition("_")[0] in PREFIXES else name for name in HANDLED]
READ = [
    "title",
    "link",
    "guid",
    "description",
    "summary",
    "content",
    "content:encoded",
    "pubDate",
    "dc:date",
    "updated",
    "author",
    "dc:creator",
    "source",
    "image",
    "media:group",
    "media:content",
    "media:title",
    "media:description",
    "itunes:summary",
    "dc:language",
    "category",
    "own:x",
    "foo",
]
INSIDE = st.sampled_from(["name", "email", "uri", "title", "link", "url", "description", "media:title", "id", "own:y"])


@st.composite
def elements(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from([*SPELT, *READ * 6]))
    inner = draw(TEXTS)
    if draw(st.integers(0, 4)) == 0:
        inner = "".join(f"<{child}>{draw(TEXTS)}</{child}>" for child in draw(st.lists(INSIDE, max_size=3)))
    return f"<{name} {draw(ATTRIBUTES)}>{inner}</{name}>"


@settings(max_examples=300, deadline=None)
@given(st.lists(elements(), max_size=5), st.lists(elements(), max_size=2), st.sampled_from(ROOTS))
def test_the_quick_reader_makes_the_same_of_any_document_or_declines(
    entry: list[str], channel: list[str], root: str
) -> None:
    inner, around = "".join(entry), "".join(channel)
    bare = inner.replace("atom:", ""), around.replace("atom:", "")
    documents = rss(inner, around, root), atom(*bare, root), rdf(f"<item rdf:about='b'>{bare[0]}</item>", bare[1], root)
    for document in documents:
        if read_plain(document.encode(), "", URL):
            quick, reference = both(document)

            assert quick == reference, document


def test_every_element_that_feedparser_has_its_ways_with_is_sorted() -> None:
    listed = [*ROLES, *INERT, *STRANGE]

    assert {name.lower() for name in HANDLED} <= {*listed}
    assert len(listed) == len({*listed})


def test_every_namespace_that_feedparser_knows_is_known_or_left_to_it() -> None:
    theirs = {uri.lower(): prefix.lower() for uri, prefix in _FeedParserMixin.namespaces.items() if uri}

    assert theirs.keys() == SPACES.keys() | OTHERS
    assert all(theirs[uri] == prefix for uri, prefix in SPACES.items())
    assert {prefix for prefix in theirs.values() if prefix} <= plain_names.RESERVED


def test_a_prefix_that_is_not_what_it_seems_is_unusual() -> None:
    for declared in (
        [("dc", "urn:x")],
        [("own", PREFIXES["dc"]), ("own", "urn:x")],
        [("media", PREFIXES["dc"])],
        [("a", "urn:x"), ("b", "urn:x")],
    ):
        with pytest.raises(Unusual):
            Names(declared)


def test_the_tags_that_make_a_plain_text_html_are_feedparsers() -> None:
    assert not TAGS - _HTMLSanitizer.acceptable_elements


@given(st.datetimes(), st.sampled_from(["+0000", "-0530", "GMT", "EST", "pdt", "Z", "UTC"]), st.booleans())
def test_a_date_is_the_moment_that_feedparser_reads(when: datetime, zone: str, is_long: bool) -> None:
    day = f"{when:%d %b} {when.year:04} {when:%H:%M:%S}"
    offset = zone if zone == "Z" else "+01:30"
    for written in (f"{when:%a}, {day} {zone}", f"{day} {zone}", f"{when.isoformat()}{offset if is_long else 'z'}"):
        with suppress(Unusual):
            parsed = _parse_date(written)
            assert moment(written) == datetime.fromtimestamp(calendar.timegm(parsed), UTC), written


def test_every_real_feed_is_read_the_same_and_most_quickly(shared: Path) -> None:
    documents = sorted((shared / "feeds").rglob("*.xml"))
    quickly = 0
    for document in documents:
        quick, reference = both(document.read_bytes(), "application/rss+xml")
        quickly += quick is not None

        assert quick is None or quick == reference, document
    assert quickly >= 0.9 * len(documents)

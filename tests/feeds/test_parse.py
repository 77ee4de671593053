from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from talkwatch.feeds.parse import answer, lines, read_feed
from talkwatch.feeds.parsed import Parsed, joined, skips, web_link
from talkwatch.model.items import Entry

URL = "https://example.org/feeds/world.xml"


def rss(*items: str, channel: str = "", declared: str = "utf-8") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return (
        f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0" {space}>'
        f"<channel><title>World</title>{channel}{body}</channel></rss>"
    )


def one(item: str) -> Entry:
    parsed = read_feed(rss(item).encode(), "application/rss+xml", URL)
    assert parsed.error == ""
    assert len(parsed.entries) == 1
    return parsed.entries[0]


def test_an_entry_is_read_whole_and_clean() -> None:
    entry = one(
        "<title>Talks &amp;amp; a &lt;b&gt;truce&lt;/b&gt;</title><link>/news/1?utm_source=rss</link>"
        "<guid isPermaLink='false'>n-1</guid><dc:creator>A Reporter</dc:creator>"
        "<description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description>"
        "<pubDate>Thu, 15 Aug 2024 12:30:00 +0300</pubDate>"
    )

    assert entry.title == "Talks & a truce"
    assert entry.text == "First.\nSecond."
    assert entry.link == "https://example.org/news/1?utm_source=rss"
    assert entry.identity.startswith("guid:")
    assert entry.published == datetime(2024, 8, 15, 9, 30, tzinfo=UTC)
    assert entry.author == "A Reporter"


def test_full_content_and_summary_are_both_kept_unless_one_holds_the_other() -> None:
    apart = one("<description>The gist.</description><content:encoded>The whole report.</content:encoded>")
    within = one("<description>The whole […]</description><content:encoded>The whole report.</content:encoded>")

    assert apart.text == "The whole report.\nThe gist."
    assert within.text == "The whole report."


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("a long text", "a long…"), "a long text"),
        (("short", "a short text"), "a short text"),
        (("one", "two", ""), "one\ntwo"),
        (("same", "same"), "same"),
        ((), ""),
    ],
)
def test_what_one_text_already_says_is_not_said_twice(parts: tuple[str, ...], whole: str) -> None:
    assert joined(parts) == whole


def test_a_sign_in_a_plain_title_stays_a_sign() -> None:
    assert one("<title>Inflation &lt; 2 and &gt; 1</title>").title == "Inflation < 2 and > 1"


def test_atom_text_declared_plain_keeps_its_brackets() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>A</title><entry><id>x</id>
    <title type="text">Read &lt;b&gt;this&lt;/b&gt;</title><updated>2024-08-15T09:00:00Z</updated>
    <link href="a/b"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>Two</p></div></content>
    </entry></feed>"""

    (entry,) = read_feed(feed.encode(), "application/atom+xml", URL).entries

    assert entry.title == "Read <b>this</b>"
    assert entry.text == "One\nTwo"
    assert entry.link == "https://example.org/feeds/a/b"
    assert entry.published == entry.updated == datetime(2024, 8, 15, 9, tzinfo=UTC)


def test_a_link_that_a_browser_must_not_be_handed_is_left_out() -> None:
    assert [
        web_link(link) for link in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "", "//x")
    ] == [""] * 5
    assert web_link(" https://example.org/a ") == "https://example.org/a"


def test_a_title_loses_its_escape_sequences() -> None:
    entry = one("<title>Talks &#x9b;2J&#x9d;0;x&#x9c; on \u202etrap\u202c</title>")

    assert entry.title.startswith("Talks")
    assert entry.title.isprintable()


def test_a_charset_of_the_header_or_of_the_document_is_minded() -> None:
    russian = rss("<title>Переговоры</title>", declared="windows-1251").encode("cp1251")
    latin = rss("<title>Négociations</title>", declared="").replace(' encoding=""', "").encode("latin-1")

    assert read_feed(russian, "application/xml", URL).entries[0].title == "Переговоры"
    assert read_feed(latin, "text/xml; charset=iso-8859-1", URL).entries[0].title == "Négociations"
    assert read_feed(rss("<title>Тест</title>", declared="utf-16").encode("utf-16"), "", URL).entries[0].title == "Тест"


def test_a_date_that_is_none_leaves_the_entry_undated() -> None:
    for date in ("yesterday", ""):
        assert one(f"<title>T</title><pubDate>{date}</pubDate>").published is None


def test_an_entry_declares_its_language_or_its_feed_does() -> None:
    parsed = read_feed(rss("<title>Kurz</title>", channel="<language>de-AT</language>").encode(), "", URL)

    assert parsed.language == "de-AT"
    assert parsed.entries[0].language == "de"


def test_how_long_a_feed_asks_to_be_left_alone_is_read() -> None:
    assert read_feed(rss(channel="<ttl>180</ttl>").encode(), "", URL).ttl == 180 * 60
    space = '<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">hourly</sy:updatePeriod>'
    assert read_feed(rss(channel=space).encode(), "", URL).ttl == 3600
    often = space + '<sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">4</sy:updateFrequency>'
    assert read_feed(rss(channel=often).encode(), "", URL).ttl == 900


@pytest.mark.parametrize(
    ("channel", "hours", "days"),
    [
        ("<skipHours><hour>0</hour><hour> 13 </hour><hour>05</hour></skipHours>", (0, 5, 13), ()),
        ("<skipDays><day>Sunday</day><day>MONDAY</day></skipDays>", (), (0, 6)),
        ("<SKIPHOURS>\n<HOUR>24</HOUR>\n</SKIPHOURS>", (0,), ()),
        ("<skipHours><hour>25</hour><hour>x</hour></skipHours><skipDays><day>Moonday</day></skipDays>", (), ()),
        ("<skipHours><hour>1</hour>", (), ()),
        ("<skipHours>" * 2000, (), ()),
    ],
)
def test_the_hours_and_days_that_a_feed_skips_are_read(
    channel: str, hours: tuple[int, ...], days: tuple[int, ...]
) -> None:
    document = rss("<title>One</title>", channel=channel)

    for encoding in ("utf-8", "utf-16"):
        assert skips(document.encode(encoding)) == (hours, days)


def test_words_like_skipped_hours_in_an_item_are_only_words() -> None:
    item = "<title>One</title><description><![CDATA[<skipHours><hour>1</hour></skipHours>]]></description>"

    parsed = read_feed(rss(item).encode(), "", URL)

    assert (len(parsed.entries), parsed.skip_hours) == (1, ())


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        ("", "text/xml", "empty answer"),
        ("  \n", "text/xml", "empty answer"),
        ("<!doctype html><title>Log in</title>", "application/rss+xml", "a web page, not a feed"),
        ("Talks went on all night.", "text/plain", "not a feed (text/plain)"),
        ("<catalogue><book/></catalogue>", "text/xml", "not a feed (XML)"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1', "", "JSON that cannot be read"),
        ('{"hello": 1}', "application/json", "not a JSON Feed"),
        ('<rss version="2.0"><channel><title>cut', "text/xml", "not well-formed XML"),
    ],
)
def test_what_is_no_feed_is_said_in_words(body: str, content_type: str, words: str) -> None:
    parsed = read_feed(body.encode(), content_type, URL)

    assert words in parsed.error
    assert parsed.entries == ()


def test_a_feed_that_is_cut_short_keeps_its_entries_and_says_so() -> None:
    cut = rss("<title>One</title>", "<title>Two</title>").partition("<title>Two")[0]

    parsed = read_feed(cut.encode(), "", URL)

    assert parsed.error == ""
    assert parsed.entries[0].title == "One"
    assert "not well-formed" in parsed.notice


def test_a_feed_without_entries_is_no_error() -> None:
    parsed = read_feed(rss().encode(), "", URL)

    assert (parsed.title, parsed.entries, parsed.error, parsed.notice) == ("World", (), "", "")


@pytest.mark.parametrize("opening", ["[<!-- ] -->", 'SYSTEM "a>b" [', "[<?x ]?>", f"[<!--{' ' * (1 << 20)}-->"])
def test_no_comment_or_quotation_hides_entities_of_its_own(opening: str) -> None:
    bomb = f'<!DOCTYPE rss {opening}<!ENTITY a "aa">]>' + rss("<title>&a;</title>").partition("?>")[2]

    assert "entities" in read_feed(bomb.encode(), "", URL).error


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("&#xD83D;&#xDE00;", "\U0001f600"),
        ("&#55357;&#56832;", "\U0001f600"),
        ("<![CDATA[&#xD83D;&#xDE00;]]>", "\U0001f600"),
        ("&#xDE00;&#xD83D;", "\ufffd\ufffd"),
        ("&#x110000;&#8217;", "\ufffd\u2019"),
        ("&#99999999999999999999;", "\ufffd"),
    ],
)
@pytest.mark.parametrize("flaw", ["", " & "])
def test_a_reference_to_half_a_character_or_to_none_costs_no_item(said: str, title: str, flaw: str) -> None:
    parsed = read_feed(rss(f"<title>Talks {said}{flaw}</title>", "<title>Good</title>").encode(), "", URL)

    assert [entry.title for entry in parsed.entries] == [f"Talks {title}{flaw}".strip(), "Good"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_with_entities_of_its_own_is_refused(encoding: str) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + rss("<title>&b;</title>").partition("?>")[2]

    assert "entities" in read_feed(bomb.encode(encoding), "", URL).error


def test_an_external_document_type_is_neither_refused_nor_fetched() -> None:
    old = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">'

    assert len(read_feed((old + rss("<title>T</title>").partition("?>")[2]).encode(), "", URL).entries) == 1


def test_a_json_feed_is_read_like_the_others() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "JSON & more",
        "language": "en",
        "items": [
            {"id": 7, "url": "/a", "title": "a < b", "content_html": "<p>One</p><p>Two</p>", "summary": "One"},
            {"id": "8", "content_text": "x <b> y", "date_published": "2024-08-15T12:00:00+03:00"},
            "nonsense",
            {
                "title": ["odd"],
                "summary": "S",
                "url": "javascript:x",
                "date_published": "never",
                "authors": [{"name": "A"}, 3],
            },
        ],
    }

    parsed = read_feed(json.dumps(feed).encode(), "application/feed+json", URL)
    first, second, third = parsed.entries

    assert (parsed.title, parsed.error) == ("JSON & more", "")
    assert (first.identity, first.link, first.title, first.text) == (
        "guid:7",
        "https://example.org/a",
        "a < b",
        "One\nTwo",
    )
    assert (second.text, second.published) == ("x <b> y", datetime(2024, 8, 15, 9, tzinfo=UTC))
    assert (third.title, third.link, third.published, third.author) == ("", "", None, "A")


@pytest.mark.parametrize("declared", ["", '<?xml version="1.0" encoding="utf-8"?>'])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_outweighs_what_a_document_declares(declared: str, encoding: str) -> None:
    parsed = read_feed((declared + rss("<title>Тест</title>")).encode(encoding), "text/xml; charset=utf-8", URL)

    assert ([entry.title for entry in parsed.entries], parsed.error) == (["Тест"], "")


def test_an_entry_that_says_nothing_is_none_and_a_language_that_is_no_tag_is_none() -> None:
    items = '<guid isPermaLink="false">1</guid></item><item><title>T</title></item><item><pubDate>never</pubDate>'
    document = rss(items).replace("<channel>", "<channel><language>&#x1F;en; DROP</language>")

    parsed = read_feed(document.encode(), "", URL)

    assert [entry.title for entry in parsed.entries] == ["T"]
    assert parsed.language == ""


def test_whatever_breaks_the_reader_is_the_documents_error() -> None:
    assert "breaks the reader" in answer({"id": 1}, b"<rss/>").error


def test_a_text_beyond_any_report_is_cut_and_the_feed_says_so() -> None:
    parsed = read_feed(
        rss(f"<title>{'t' * 9_000}</title><description>{'word ' * 60_000}</description>").encode(), "", URL
    )
    (entry,) = parsed.entries

    assert (len(entry.title), len(entry.text)) == (2_000, 250_000)
    assert "cut after 250000 characters" in parsed.notice


def test_of_a_million_entries_no_more_are_built_than_are_taken_and_what_follows_them_is_read() -> None:
    items = "<item><title>T</title></item>" * 4_000 + "<item/>" * 1_000_000
    parsed = read_feed(f"<rss><channel>{items}<title>A feed</title></channel></rss>".encode(), "", URL)

    assert (parsed.title, len(parsed.entries)) == ("A feed", 4_000)
    assert parsed.notice == "1004000 entries, of which 5000 were taken"


def test_of_very_many_entries_five_thousand_are_taken_and_the_feed_says_so() -> None:
    xml = read_feed(rss(*("<title>T</title>" for _ in range(5_001))).encode(), "", URL)
    items = [{"id": n, "title": "T"} for n in range(5_001)]
    said = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    other = read_feed(json.dumps(said).encode(), "", URL)

    for parsed in (xml, other):
        assert len(parsed.entries) == 5_000
        assert "5001 entries, of which 5000 were taken" in parsed.notice


def test_an_answer_of_many_entries_comes_in_short_lines() -> None:
    parsed = Parsed(title="T", entries=tuple(Entry(f"guid:{n}", "", "", "x" * 5_000, None) for n in range(250)))

    first, *others = lines(parsed)

    assert first["title"] == "T"
    assert [line.get("more", False) for line in (first, *others)] == [True] * len(others) + [False]
    assert [entry["identity"] for line in (first, *others) for entry in line["entries"]] == [
        entry.identity for entry in parsed.entries
    ]
    assert all(sum(len(entry["text"]) for entry in line["entries"]) <= 205_000 for line in (first, *others))
    assert [line["error"] for line in lines(Parsed(error="none"))] == ["none"]

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from talkwatch.feeds.discovery import MOST, Candidate, candidates
from talkwatch.feeds.opml import read_opml, write_opml
from talkwatch.model.items import Feed, FeedId

PLAIN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn"))
NAMES = st.lists(st.text(PLAIN, min_size=1, max_size=8), max_size=3).map(" ".join)
FOLDERS = st.lists(st.text(PLAIN, min_size=1, max_size=8).map(lambda name: name.replace("\\", "")), max_size=3).map(
    lambda names: "/".join(name.replace("/", "\\/") for name in names if name)
)
FEEDS = st.builds(
    lambda n, title, publisher, folder: Feed(
        FeedId(f"https://example.org/{n}?a=1&b=<2>"), f"https://example.org/{n}?a=1&b=<2>", title, publisher, folder
    ),
    st.integers(0, 999),
    NAMES,
    NAMES,
    FOLDERS,
)


@given(st.lists(FEEDS, unique_by=lambda feed: feed.id, max_size=6))
def test_subscriptions_come_back_from_opml_as_they_went_out(feeds: list[Feed]) -> None:
    back = read_opml(write_opml(feeds).encode())

    assert {feed.id: feed for feed in back} == {feed.id: feed for feed in feeds}


def test_another_readers_list_is_read_with_its_folders_and_its_faults() -> None:
    document = b"""<?xml version="1.0" encoding="iso-8859-1"?>
    <!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>
    <OPML version="1.1"><head><title>Mine</title></head><body>
      <outline text="Asia &amp; more"><outline text="Ev\xe9nements" xmlurl="http://example.org/a?x=1&y=2" type="rss"/>
        <outline text="Deep" title="Deep"><outline title="Two" xmlUrl="http://example.org/b"></outline></outline>
      </outline>
      <outline text="Three" xmlUrl="http://example.org/c"/>
      <outline text="Again" xmlUrl="http://example.org/c"/>
      <outline text="not a feed" url="http://example.org/list.opml"/>
    </body></OPML>"""

    feeds = read_opml(document)

    assert [(feed.url, feed.title, feed.folder) for feed in feeds] == [
        ("http://example.org/a?x=1&y=2", "Evénements", "Asia & more"),
        ("http://example.org/b", "Two", "Asia & more/Deep"),
        ("http://example.org/c", "Three", ""),
    ]


def test_what_is_no_list_has_no_feeds() -> None:
    assert read_opml(b"") == ()
    assert read_opml(b"\x00\xff<<<>>>") == ()
    assert read_opml(b"<html><body>no</body></html>") == ()


def test_a_page_names_its_feeds_seen_from_its_base() -> None:
    page = b"""<!doctype html><html><head><base href="https://example.org/news/">
    <link rel="alternate" type="application/rss+xml" title="World  news" href="world.rss">
    <LINK REL="home Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="/all.atom"/>
    <link rel="alternate" type="application/rss+xml" href="world.rss">
    <link rel="alternate" type="text/html" hreflang="fr" href="/fr">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
    <link rel="stylesheet" href="a.css"></head>"""

    assert candidates(page, "https://example.org/") == (
        Candidate("https://example.org/news/world.rss", "World news"),
        Candidate("https://example.org/all.atom", ""),
    )


def test_a_page_names_twenty_feeds_at_most() -> None:
    page = b"".join(b'<link rel="alternate" type="application/rss+xml" href="/%d">' % n for n in range(50))

    assert len(candidates(page, "https://example.org/")) == MOST

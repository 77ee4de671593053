from __future__ import annotations

import pytest

from talkwatch.feeds.discovery import MOST, Candidate, candidates


def test_a_page_names_its_feeds_seen_from_its_base() -> None:
    page = b"""<!doctype html><html><head><base href="https://example.org/news/">
    <link rel="alternate" type="application/rss+xml" title="World  news > all" href="world.rss">
    <LINK REL="home Alternate" TYPE="application/atom+xml; charset=utf-8" HREF="/all.atom"/>
    <link rel="alternate" type="application/rss+xml" href="world.rss">
    <link rel="alternate" type="text/html" hreflang="fr" href="/fr">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
    <link rel="stylesheet" href="a.css"></head>"""

    assert candidates(page, "https://example.org/") == (
        Candidate("https://example.org/news/world.rss", "World news > all"),
        Candidate("https://example.org/all.atom", ""),
    )


def test_a_page_names_twenty_feeds_at_most() -> None:
    page = b"".join(b'<link rel="alternate" type="application/rss+xml" href="/%d">' % n for n in range(50))

    assert len(candidates(page, "https://example.org/")) == MOST


def test_links_in_comments_and_scripts_and_under_no_printable_address_are_none() -> None:
    link = b'<link rel="alternate" type="application/rss+xml" href="/%s">'
    page = b"<!-- %s --><script>'%s'</script>%s%s" % tuple(link % name for name in (b"a", b"b", b"c\x1b[2J", b"d"))

    assert [candidate.url for candidate in candidates(page, "https://example.org/")] == ["https://example.org/d"]


@pytest.mark.parametrize("piece", [b"<", b"<a", b"<!--", b"<![", b"</", b"<link ", b"<script>", b'<link rel="&'])
def test_a_page_of_one_opening_over_and_over_names_nothing_and_ends(piece: bytes) -> None:
    assert candidates(piece * ((1 << 20) // len(piece)), "https://example.org/") == ()

"""The signs of a feed are right in whatever charset it is served, declared or not."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from html import escape

import pytest

from talkwatch.feeds.parse import read_any, read_feed
from talkwatch.feeds.parsed import Parsed

URL = "https://news.example/feed"
QUOTED = "“Très bien” – café"
RUSSIAN = "Переговоры в Дохе"
CHINESE = "使者说谈判"


def document(words: str, declared: str = "") -> str:
    """A feed with one item whose title, and first of two paragraphs, are the words."""
    said = f' encoding="{declared}"' if declared else ""
    return (
        f'<?xml version="1.0"{said}?><rss version="2.0"><channel><title>T</title><item><title>{escape(words)}</title>'
        f"<guid>1</guid><description>{escape(f'<p>{escape(words)}</p><p>Two.</p>')}</description></item></channel></rss>"
    )


@pytest.mark.parametrize(
    ("words", "charset", "declared", "content_type"),
    [
        (QUOTED, "utf-8", "", "application/rss+xml"),
        (QUOTED, "utf-8-sig", "", "text/xml"),
        (QUOTED, "utf-8", "utf-8", "text/xml"),
        (QUOTED, "utf-8", "utf-8", "text/xml; charset=us-ascii"),
        (QUOTED, "utf-8", "utf-8", "application/rss+xml; charset=iso-8859-1"),
        (QUOTED, "utf-8", "iso-8859-1", "application/rss+xml; charset=utf-8"),
        (QUOTED, "utf-8", "utf-16", "application/rss+xml"),
        (QUOTED, "utf-8", "klingon", "application/rss+xml"),
        (QUOTED, "utf-16", "utf-16", "application/xml"),
        (QUOTED, "utf-16", "", "application/xml"),
        (QUOTED, "windows-1252", "windows-1252", "application/rss+xml"),
        (QUOTED, "windows-1252", "iso-8859-1", "text/xml"),
        (QUOTED, "windows-1252", "utf-8", "application/rss+xml"),
        (QUOTED, "windows-1252", "", "application/rss+xml"),
        (RUSSIAN, "windows-1251", "windows-1251", "application/rss+xml"),
        (RUSSIAN, "windows-1251", "", "text/xml; charset=windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8-R", "text/xml"),
        (CHINESE, "gb18030", "gb2312", "application/xml"),
        ("使者說談判", "big5", "Big5", "application/xml"),
        ("特使は交渉が続く", "shift_jis", "Shift_JIS", "application/xml"),
        ("特使は交渉が続く", "euc-jp", "EUC-JP", "application/xml"),
        ("협상은 계속된다", "euc-kr", "euc-kr", "application/xml"),
    ],
)
def test_a_feed_reads_the_same_in_every_charset(words: str, charset: str, declared: str, content_type: str) -> None:
    body = document(words, declared).encode(charset)

    (entry,) = read_feed(body, content_type, URL).entries

    assert (entry.title, entry.text) == (words, f"{words}\nTwo.")


def test_utf_16_of_either_order_is_read_by_its_mark() -> None:
    body = codecs.BOM_UTF16_BE + document(QUOTED, "utf-16").encode("utf-16-be")

    assert read_feed(body, "", URL).entries[0].title == QUOTED


@pytest.mark.parametrize("read", [read_feed, read_any])
def test_entities_are_decoded_as_often_as_they_were_written(read: Callable[[bytes, str, str], Parsed]) -> None:
    body = document("AT&T says &lt;b&gt; is bold & x < y")

    (entry,) = read(body.encode(), "application/rss+xml", URL).entries

    assert entry.text == "AT&T says &lt;b&gt; is bold & x < y\nTwo."

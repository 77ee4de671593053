"""What pages come to: an article, a teaser, nothing, or a failure that is a fact of its item."""

from __future__ import annotations

import gzip
import sys
from http.server import BaseHTTPRequestHandler

import pytest

from talkwatch.model.articles import ArticleFact
from talkwatch.told import Restarted
from tests.articles.newsroom import SENTENCES, SUMMARY, Newsroom, page
from tests.fakes.loopback import Page

PAYWALLS = {
    "a word at the end": page(*SENTENCES, foot="<p>Subscribe now to continue reading this story.</p>"),
    "a word to subscribers": page(*SENTENCES[:2], foot="<div>Already a subscriber? Log in</div>"),
    "schema.org": page(
        *SENTENCES[:3],
        head='<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>',
    ),
    "a tier": page(*SENTENCES, head='<meta property="article:content_tier" content="locked">'),
}


async def came(room: Newsroom, body: bytes, content_type: str = "text/html; charset=utf-8") -> ArticleFact:
    """What came of an item with that page; unless it was read, the item is as its feed gave it."""
    item = room.item(room.served("/a", body, content_type))
    await room.rounds(2)
    fact = room.fact(item)
    assert fact is not None
    assert room.same(item) == (fact.kind != "read")
    return fact


async def test_an_article_is_taken_without_what_stands_around_it(room: Newsroom) -> None:
    item = room.item(room.served("/a", page(*SENTENCES)))

    await room.rounds(2)

    text = room.text(item)
    assert all(sentence in text.split("\n") for sentence in SENTENCES)
    assert "Imprint" not in text
    assert "World" not in text


@pytest.mark.parametrize(
    "words",
    [
        "To read the full story, start your free trial today.",
        "Keep reading for €1 a month.",
        "Unlock this article.",
        "You have reached your article limit. Sign in or create an account.",
        "Want to read more? Become a member.",
        "The rest of this story is available to premium members.",
        "Get unlimited access for £1.",
    ],
)
async def test_an_invitation_to_pay_after_a_long_teaser_is_one(room: Newsroom, words: str) -> None:
    assert (await came(room, page(*SENTENCES, words))).kind == "paywall"


async def test_an_article_that_ends_on_membership_and_limits_is_read(room: Newsroom) -> None:
    end = "The bloc let Ruritania become a member of its customs union and keep limits for full access to its market."

    assert (await came(room, page(*SENTENCES, end))).kind == "read"


@pytest.mark.parametrize("body", PAYWALLS.values(), ids=list(PAYWALLS))
async def test_a_paywalls_teaser_is_recognised_and_the_summary_stays(room: Newsroom, body: bytes) -> None:
    fact = await came(room, body)

    assert (fact.kind, fact.said) == ("paywall", "behind a paywall; the summary stays")


async def test_an_article_that_costs_something_and_is_all_there_is_read(room: Newsroom) -> None:
    locked = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'

    assert (await came(room, page(*SENTENCES * 4, head=locked))).kind == "read"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (page(), "no article was found in the page"),
        (page("The envoys met."), "no article was found in the page"),
        (b"", "no article was found in the page"),
        (b"<html><body><script>render()</script><noscript>Turn on JavaScript.</noscript>", "no article was found"),
        (
            page(
                *(
                    f"We and our {n} partners keep cookies on your device for purpose {n * n} of our own."
                    for n in range(9)
                )
            )
            .replace(b"Envoys of Ruritania", b"Before you continue")
            .replace(b"harbour talks in Port Alder", b"page"),
            "about something else",
        ),
        (b"<div>" * 60_000 + b"deep", "no article was found"),
        (b"<p>" + b"a b " * (1 << 20) + b"</p>", "too large for an article"),
    ],
    ids=["no text", "a line", "empty", "scripts", "consent", "deep", "large"],
)
async def test_a_page_without_the_article_is_a_fact_and_the_summary_stays(
    room: Newsroom, body: bytes, said: str
) -> None:
    fact = await came(room, body)

    assert fact.kind == "none"
    assert said in fact.said


async def test_a_page_that_has_no_more_than_the_feed_changes_nothing(room: Newsroom) -> None:
    item = room.item(room.served("/a", page(*SENTENCES)), summary=" ".join(SENTENCES) + f" {SUMMARY}" * 20)

    await room.rounds(2)

    fact = room.fact(item)
    assert fact is not None
    assert (fact.kind, fact.said) == ("none", "the page has no more than the feed")
    assert room.same(item)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_page_that_is_not_there_for_us_is_asked_for_once(room: Newsroom, status: int) -> None:
    item = room.item(room.served("/a", page(*SENTENCES), status=status))

    await room.rounds(4, apart=3600.0)

    assert room.paths() == ["/robots.txt", "/a"]
    fact = room.fact(item)
    assert fact is not None
    assert fact.kind == "failed"
    assert str(status) in fact.said


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "video/mp4\x1b[2J", "application/rss+xml"])
async def test_what_is_not_html_is_left(room: Newsroom, kind: str) -> None:
    fact = await came(room, b"%PDF-1.7" + b"x" * 100, kind)

    assert fact.kind in {"failed", "waiting"}
    assert fact.said.isprintable()


async def test_a_page_that_never_ends_is_asked_for_three_times_and_then_no_more(room: Newsroom) -> None:
    stopping = room.server.stopping

    def dripping(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not stopping.wait(0.05):
            handler.wfile.write(b"<")
            handler.wfile.flush()

    room.server.pages["/a"] = Page(serve=dripping)
    item = room.item(room.server.url("/a"))

    await room.rounds(9, apart=1800.0)

    assert room.paths() == ["/robots.txt", "/a", "/a", "/a"]
    fact = room.fact(item)
    assert fact is not None
    assert (fact.kind, fact.said) == ("failed", "no whole answer within 0.5 s")


async def test_a_page_that_unpacks_without_bound_is_refused(room: Newsroom) -> None:
    bomb = gzip.compress(b"<p>" + b" " * (40 << 20))
    room.server.pages["/a"] = Page(bomb, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    item = room.item(room.server.url("/a"))

    await room.rounds(3)

    fact = room.fact(item)
    assert fact is not None
    assert fact.kind == "failed"
    assert "unpacks to more than" in fact.said


async def test_a_page_that_ends_its_reader_is_a_fact_and_the_next_is_read(room: Newsroom) -> None:
    deadly = "import os, sys; sys.stdin.buffer.readline(); os._exit(1)"
    await room.restart([sys.executable, "-c", deadly])
    room.rules("User-agent: *", "Allow: /")
    lost = room.item(room.served("/a", page(*SENTENCES)))
    await room.rounds(2)
    await room.restart()
    read = room.item(room.served("/b", page(*SENTENCES)))
    await room.rounds(2)

    fact = room.fact(lost)
    assert fact is not None
    assert fact.kind == "failed"
    assert "too much for its reader" in fact.said
    assert any(isinstance(event, Restarted) for event in room.heard)
    assert not room.same(read)


@pytest.mark.parametrize(
    ("charset", "header"),
    [
        ("utf-8", "text/html"),
        ("utf-8", ""),
        ("utf-8", "text/html; charset=hex"),
        ("windows-1252", "text/html; charset=iso-8859-1"),
        ("windows-1251", "text/html; charset=windows-1251"),
        ("windows-1251", "text/html"),
        ("koi8-r", 'text/html; charset="KOI8-R"'),
        ("utf-16", "text/html"),
        ("gb18030", "text/html; charset=gb2312"),
        ("shift_jis", "text/html; charset=Shift_JIS"),
        ("windows-1252", "text/html; charset=utf-8"),
    ],
)
async def test_the_signs_of_a_page_are_right_in_every_charset(room: Newsroom, charset: str, header: str) -> None:
    own = {
        "windows-1251": "Посол сказал, что переговоры продолжатся.",
        "koi8-r": "Посол сказал, что переговоры продолжатся.",
        "gb18030": "使者说谈判将继续。",
        "shift_jis": "特使は交渉が続くと述べた。",
        "windows-1252": "“Très bien” – said the envoy’s aide.",
    }.get(charset, "Посол said “très bien”.")
    item = room.item(room.served("/a", page(*SENTENCES, own, charset=charset), header))

    await room.rounds(2)

    assert own in room.text(item).split("\n")


async def test_no_sign_of_a_page_can_reach_the_terminal(room: Newsroom) -> None:
    evil = (
        "The envoy said&#27;[31m so\x1b]52;c;x\x07 in\u202e all\u200b calm &amp;amp; with &lt;b&gt;no&lt;/b&gt; haste."
    )
    item = room.item(room.served("/a", page(*SENTENCES, evil)))

    await room.rounds(2)

    text = room.text(item)
    assert all(sentence in text for sentence in SENTENCES)
    assert all(line.isprintable() for line in text.split("\n"))
    assert "&amp; with <b>no</b> haste" in text

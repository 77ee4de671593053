"""How the pages behind items are asked for: politely, once, and only those that are wanted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from talkwatch.articles import ArticleReader
from talkwatch.model.articles import WantedArticle
from talkwatch.model.items import Entry
from talkwatch.model.polls import PollOutcome
from tests.articles.newsroom import SENTENCES, SUMMARY, Newsroom, page
from tests.fakes.loopback import Loopback, Page, loopback


async def test_the_robots_txt_of_a_host_is_asked_for_first_and_the_page_ten_seconds_later(room: Newsroom) -> None:
    item = room.item(room.served("/a", page(*SENTENCES)))

    await room.rounds(1, apart=9.9)
    assert room.paths() == ["/robots.txt"]
    await room.rounds(1, apart=0.2)
    assert room.paths() == ["/robots.txt"]
    await room.rounds(1)

    assert room.paths() == ["/robots.txt", "/a"]
    assert room.text(item).split("\n")[-5:] == list(SENTENCES)
    assert room.fresh == 1
    headers = room.server.requests[1][1]
    assert headers["accept"].startswith("text/html")
    assert not {"cookie", "referer"} & headers.keys()


async def test_two_pages_of_one_host_are_ten_seconds_apart_and_the_newest_comes_first(room: Newsroom) -> None:
    room.item(room.served("/old", page(*SENTENCES)))
    room.item(room.served("/new", page(*SENTENCES)))

    told = await room.rounds(2)
    assert room.paths() == ["/robots.txt", "/new"]
    assert told is not None
    assert abs(told - room.now) < timedelta(seconds=0.1)
    await room.rounds(1)

    assert room.paths() == ["/robots.txt", "/new", "/old"]
    assert await room.rounds(3) is None
    assert len(room.paths()) == 3


async def test_what_robots_txt_does_not_allow_is_never_asked_for(room: Newsroom) -> None:
    room.rules("User-agent: *", "Allow: /", "User-agent: talkwatch", "Disallow: /world/*.html$", "Allow: /world/open")
    closed = room.item(room.served("/world/a.html", page(*SENTENCES)))
    opened = room.item(room.served("/world/open", page(*SENTENCES)))

    await room.rounds(4)

    assert room.paths() == ["/robots.txt", "/world/open"]
    fact = room.fact(closed)
    assert fact is not None
    assert (fact.kind, fact.said) == ("failed", "its host's robots.txt does not allow it")
    assert room.same(closed)
    assert not room.same(opened)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
async def test_a_robots_txt_with_a_byte_order_mark_is_read(room: Newsroom, encoding: str) -> None:
    rules = "User-agent: *\nDisallow: /no/".encode(encoding)
    room.server.pages["/robots.txt"] = Page(rules, headers={"Content-Type": "text/plain"})
    closed = room.item(room.served("/no/a", page(*SENTENCES)))

    await room.rounds(2)

    assert room.paths() == ["/robots.txt"]
    assert room.same(closed)


async def test_a_page_that_brings_out_a_fault_of_ours_is_charged_with_it_alone(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = room.item(room.served("/bad", page(*SENTENCES)))
    good = room.item(room.served("/good", page(*SENTENCES)))
    found = ArticleReader._found

    async def faulty(self: ArticleReader, wanted: WantedArticle, body: bytes, content_type: str) -> None:
        if wanted.link.endswith("/bad"):
            raise OverflowError
        await found(self, wanted, body, content_type)

    monkeypatch.setattr(ArticleReader, "_found", faulty)
    await room.rounds(4)

    fact = room.fact(bad)
    assert fact is not None
    assert fact.said == "talkwatch has a fault that this page brought out (OverflowError); the log says more"
    assert not room.same(good)


async def test_a_crawl_delay_longer_than_ten_seconds_is_kept(room: Newsroom) -> None:
    room.rules("User-agent: *", "Crawl-delay: 45")
    for n in range(3):
        room.item(room.served(f"/{n}", page(*SENTENCES)))

    await room.rounds(6)
    assert room.paths() == ["/robots.txt", "/2"]
    await room.rounds(5)

    assert room.paths() == ["/robots.txt", "/2", "/1"]


async def test_a_restart_forgets_neither_the_rules_nor_the_rest_of_a_host(room: Newsroom) -> None:
    room.rules("User-agent: *", "Crawl-delay: 45")
    room.item(room.served("/a", page(*SENTENCES)))
    room.item(room.served("/b", page(*SENTENCES)))
    await room.rounds(2)

    await room.restart()
    await room.rounds(4)
    assert room.paths() == ["/robots.txt", "/b"]
    await room.rounds(2)

    assert room.paths() == ["/robots.txt", "/b", "/a"]


async def test_rules_that_are_a_day_old_are_asked_for_anew(room: Newsroom) -> None:
    room.item(room.served("/a", page(*SENTENCES)))
    await room.rounds(2)
    room.later(days=1)
    room.rules("User-agent: *", "Disallow: /")
    room.item(room.served("/b", page(*SENTENCES)))

    await room.rounds(3)

    assert room.paths() == ["/robots.txt", "/a", "/robots.txt"]


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_a_robots_txt_that_cannot_be_had_puts_the_host_off_for_an_hour(room: Newsroom, status: int) -> None:
    room.server.pages["/robots.txt"] = Page(b"", status)
    item = room.item(room.served("/a", page(*SENTENCES)))

    await room.rounds(5)
    assert room.paths() == ["/robots.txt"]
    fact = room.fact(item)
    assert fact is not None
    assert fact.kind == "waiting"
    assert str(status) in fact.said
    del room.server.pages["/robots.txt"]
    room.later(hours=1)
    await room.rounds(2)

    assert room.paths() == ["/robots.txt", "/robots.txt", "/a"]
    assert not room.same(item)


async def test_nothing_is_asked_for_that_the_gate_left_or_that_came_long_ago(room: Newsroom) -> None:
    room.item(room.served("/orchid", page(*SENTENCES)), skipped="not about talks")
    room.item(room.served("/late", page(*SENTENCES)))
    room.later(hours=25)

    assert await room.rounds(3) is None
    assert room.paths() == []


async def test_nothing_is_asked_for_where_the_user_does_not_want_whole_articles(room: Newsroom) -> None:
    item = room.item(room.served("/a", page(*SENTENCES)))
    room.store.want_articles(room.feed.id, False)
    assert await room.rounds(3) is None
    assert room.paths() == []

    room.store.want_articles(room.feed.id, True)
    await room.rounds(2)

    assert not room.same(item)


async def test_while_the_network_is_down_nobody_is_asked(room: Newsroom) -> None:
    room.item(room.served("/a", page(*SENTENCES)))
    room.store.note_offline(room.now)

    assert await room.rounds(2) is None
    assert room.paths() == []


async def test_a_redirect_on_one_host_takes_its_turn_like_any_request(room: Newsroom) -> None:
    room.server.pages["/short"] = Page(status=301, headers={"Location": "/long"})
    room.served("/long", page(*SENTENCES))
    item = room.item(room.server.url("/short"))

    await room.rounds(2)
    assert room.paths() == ["/robots.txt", "/short"]
    await room.rounds(1)

    assert room.paths() == ["/robots.txt", "/short", "/long"]
    assert not room.same(item)


async def test_redirects_without_an_end_are_followed_five_times(room: Newsroom) -> None:
    for n in range(9):
        room.server.pages[f"/{n}"] = Page(status=302, headers={"Location": f"/{n + 1}"})
    item = room.item(room.server.url("/0"))

    await room.rounds(12)

    assert room.paths() == ["/robots.txt", *(f"/{n}" for n in range(6))]
    fact = room.fact(item)
    assert fact is not None
    assert fact.said == "more than 5 redirects"


async def test_a_redirect_to_another_host_asks_for_the_rules_of_that_host(room: Newsroom) -> None:
    with loopback() as other:
        room.server.pages["/a"] = Page(status=302, headers={"Location": other.url("/a")})
        other.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /a")
        item = room.item(room.server.url("/a"))
        await room.close()
        room.open(other)

        await room.rounds(5)

        assert [path for path, _ in other.requests] == ["/robots.txt"]
        assert room.same(item)


async def test_a_redirect_to_a_private_address_is_not_followed(room: Newsroom) -> None:
    with loopback() as canary:
        room.server.pages["/a"] = Page(status=302, headers={"Location": canary.url("/secret")})
        item = room.item(room.server.url("/a"))

        await room.rounds(4)

        assert canary.requests == []
        fact = room.fact(item)
        assert fact is not None
        assert fact.kind == "failed"
        assert "a private or local address" in fact.said


async def test_a_link_to_a_private_address_is_not_asked(room: Newsroom, server: Loopback) -> None:
    item = room.item(f"http://localhost:{server.port}/a")

    await room.rounds(3)

    assert room.paths() == []
    fact = room.fact(item)
    assert fact is not None
    assert fact.kind == "failed"


async def test_a_busy_server_is_left_alone_with_its_feeds_for_as_long_as_it_asks(room: Newsroom) -> None:
    room.server.pages["/a"] = Page(status=429, headers={"Retry-After": "7200"})
    item = room.item(room.server.url("/a"))

    await room.rounds(2)
    assert room.store.held_hosts()[room.server.place] > room.now + timedelta(seconds=7100)
    room.served("/a", page(*SENTENCES))
    room.later(minutes=119)
    await room.rounds(1, apart=120.0)
    assert room.paths() == ["/robots.txt", "/a"]
    await room.rounds(1)

    assert room.paths() == ["/robots.txt", "/a", "/a"]
    assert not room.same(item)


async def test_the_feeds_own_words_at_the_next_poll_leave_the_article_in_place(room: Newsroom) -> None:
    item = room.item(room.served("/a", page(*SENTENCES)))
    await room.rounds(2)
    entry = (item.title, SUMMARY)

    same = room.store.record(_answer(room, *entry))
    assert (same.new, same.revised, same.same) == ((), (), 1)
    revised = room.store.record(_answer(room, item.title, "The envoys met twice in the old customs house."))

    assert [one.revision for one in revised.revised] == [3]
    assert [one.text == SUMMARY for one in room.store.revisions(item.id)] == [True, False, False]


def _answer(room: Newsroom, title: str, summary: str) -> PollOutcome:
    link = room.server.url("/a")
    entry = Entry(f"guid:{link}", link, title, summary, room.now)
    return PollOutcome(room.feed.id, room.now, "answered", room.now, entries=(entry,))

from __future__ import annotations

import os
import re
import signal
from datetime import timedelta

import pytest

from talkwatch.model.items import Feed, FeedId
from talkwatch.parsing import Parsers
from talkwatch.settings.config import Config, PollSection
from talkwatch.store import Store
from talkwatch.watch import Polled, Restarted
from tests.fakes.loopback import Loopback, Page, rss
from tests.watch.polls import HALF_HOUR, Desk, desk


async def test_a_poll_stores_what_a_feed_serves_and_the_next_costs_a_304(store: Store, server: Loopback) -> None:
    url = server.rss("/feed", "One", "Two", ETag='"1"')

    async with desk(store, server, url) as at:
        first = await at.poll()
        second = await at.poll(later=HALF_HOUR)

    assert (first.answered, first.new) == (1, 2)
    assert (second.unchanged, second.new, second.revised) == (1, 0, 0)
    assert [item.title for item in store.items()] == ["Two", "One"]
    assert at.feed(url).feed.title == "A feed"
    assert isinstance(at.heard[0], Polled)


async def test_a_feed_is_asked_again_after_its_interval_and_not_before(store: Store, server: Loopback) -> None:
    url = server.rss("/feed", "One")

    async with desk(store, server, url) as at:
        await at.poll()
        assert (await at.poll(later=HALF_HOUR - timedelta(seconds=1))).feeds == 0
        assert (await at.poll(later=timedelta(seconds=1))).feeds == 1


async def test_an_edited_entry_becomes_a_revision_and_a_vanished_one_stays(store: Store, server: Loopback) -> None:
    url = server.rss("/feed", "One", "Two")

    async with desk(store, server, url) as at:
        await at.poll()
        server.rss("/feed", "One, corrected")
        summary = await at.poll(force=True)

    assert (summary.new, summary.revised) == (0, 1)
    assert {item.title for item in store.items()} == {"One, corrected", "Two"}
    corrected = next(item for item in store.items() if item.revision == 2)
    assert [item.title for item in store.revisions(corrected.id)] == ["One", "One, corrected"]


async def test_a_failure_is_a_fact_of_its_feed_and_the_others_are_stored(store: Store, server: Loopback) -> None:
    good, page, bomb = server.rss("/feed", "One"), server.url("/page"), server.url("/bomb")
    server.pages["/page"] = Page(b"<!doctype html><title>Log in</title>")
    server.pages["/bomb"] = Page(b'<!DOCTYPE rss [<!ENTITY a "aa">]>' + rss("&a;"))

    async with desk(store, server, good, page, bomb, "http://10.0.0.1/feed") as at:
        summary = await at.poll()

    errors = {failure.feed: failure.error for failure in summary.failed}
    assert summary.new == 1
    assert errors[FeedId(page)] == "a web page, not a feed"
    assert "entities" in errors[FeedId(bomb)]
    assert "private" in errors[FeedId("http://10.0.0.1/feed")]
    assert at.feed(page).error == "a web page, not a feed"
    assert at.feed(good).error == ""


async def test_a_failing_feed_is_asked_at_ever_longer_intervals_until_it_answers(
    store: Store, server: Loopback
) -> None:
    url = server.url("/feed")

    async with desk(store, server, url) as at:
        gaps = []
        for _ in range(3):
            await at.poll(force=True)
            again = at.feed(url).next_poll
            assert again is not None
            gaps.append(again - at.now)
        server.rss("/feed", "One")
        await at.poll(force=True)

    assert gaps == [2 * HALF_HOUR, 4 * HALF_HOUR, 8 * HALF_HOUR]
    assert at.feed(url).state == "ok"
    assert at.feed(url).next_poll == at.now + HALF_HOUR


async def test_what_is_not_well_formed_but_readable_is_stored_with_a_notice(store: Store, server: Loopback) -> None:
    server.pages["/feed"] = Page(rss("One").replace(b"</channel>", b"<oops></channel>"))

    async with desk(store, server, server.url("/feed")) as at:
        summary = await at.poll()

    assert summary.new == 1
    assert at.feed(server.url("/feed")).state == "ok"
    assert "not well-formed" in at.feed(server.url("/feed")).notice


async def test_a_feed_that_is_gone_is_not_asked_again_until_it_is_resumed(store: Store, server: Loopback) -> None:
    url = server.url("/feed")
    server.pages["/feed"] = Page(status=410)

    async with desk(store, server, url) as at:
        await at.poll()
        assert at.feed(url).state == "gone"
        assert (await at.poll(later=timedelta(days=9), force=True)).feeds == 0
        store.pause_feed(FeedId(url), False)
        assert (await at.poll()).feeds == 1


async def test_retry_after_holds_for_every_feed_of_the_host(store: Store, server: Loopback) -> None:
    busy, other = server.url("/busy"), server.rss("/other", "One")
    server.pages["/busy"] = Page(status=429, headers={"Retry-After": "7200"})

    async with desk(store, server, busy) as at:
        await at.poll()
        store.add_feed(Feed(FeedId(other), other))
        held = await at.poll(later=timedelta(minutes=119), force=True)
    async with desk(store, server) as after_a_restart:
        still = await after_a_restart.poll(later=timedelta(minutes=119))
        free = await after_a_restart.poll(later=timedelta(minutes=2))

    assert (held.feeds, held.held) == (0, 2)
    assert (still.feeds, still.held) == (0, 1)
    assert free.feeds == 2


async def test_a_feed_is_left_alone_for_as_long_as_it_says_it_is_fresh(store: Store, server: Loopback) -> None:
    url = server.rss("/feed", "One", Cache_Control="max-age=7200")
    slow = server.url("/slow")
    server.pages["/slow"] = Page(rss("One").replace(b"<channel>", b"<channel><ttl>180</ttl>"))

    async with desk(store, server, url, slow) as at:
        await at.poll()

    assert at.feed(url).next_poll == at.now + timedelta(hours=2)
    assert at.feed(slow).next_poll == at.now + timedelta(hours=3)


async def test_what_a_feed_says_of_its_rhythm_is_kept_through_304s_and_a_restart(
    store: Store, server: Loopback
) -> None:
    channel = b"<channel><skipHours><hour>15</hour><hour>16</hour></skipHours><ttl>180</ttl>"
    url = server.rss("/feed", "One", ETag='"1"')
    server.pages["/feed"].body = server.pages["/feed"].body.replace(b"<channel>", channel)

    async with desk(store, server, url) as at:
        await at.poll()
    async with desk(store, server) as later:
        await later.poll(later=timedelta(hours=4, minutes=59))
        assert later.feed(url).next_poll == later.now + timedelta(minutes=1)
        summary = await later.poll(later=timedelta(minutes=1))

    assert summary.unchanged == 1
    assert later.feed(url).next_poll == later.now + timedelta(hours=3)


async def test_a_304_without_words_renews_the_freshness_of_the_answer_it_confirms(
    store: Store, server: Loopback
) -> None:
    url = server.rss("/feed", "One", ETag='"1"', Cache_Control="max-age=7200")

    async with desk(store, server, url) as at:
        await at.poll()
        server.pages["/feed"] = Page(headers={"ETag": '"1"'})
        again = await at.poll(later=timedelta(hours=2))

    assert again.unchanged == 1
    assert at.feed(url).next_poll == at.now + timedelta(hours=2)


async def test_the_user_cannot_ask_for_what_is_fresh_but_for_all_else(store: Store, server: Loopback) -> None:
    fresh, stale = server.rss("/fresh", "One", Cache_Control="max-age=7200"), server.rss("/stale", "One")

    async with desk(store, server, fresh, stale) as at:
        await at.poll()
        summary = await at.poll(force=True)

    assert (summary.feeds, len(server.asked("/fresh")), len(server.asked("/stale"))) == (1, 1, 2)


async def test_a_feed_is_asked_at_its_own_pace_unless_the_user_set_one(store: Store, server: Loopback) -> None:
    url = server.rss("/feed", *(f"Title {n}" for n in range(4)))
    slow = re.sub(
        rb"15 Aug 2024 (\d\d)", lambda hour: b"%d Aug 2024 03" % (12 + int(hour[1])), server.pages["/feed"].body
    )
    server.pages["/slow"] = Page(slow)

    async with desk(store, server, url, server.url("/slow")) as at:
        await at.poll()
        own = [at.feed(server.url(path)).next_poll - at.now for path in ("/feed", "/slow")]  # type: ignore[operator]
        wish = Desk(store, server.place, config=Config(poll=PollSection(every=45)))
        await wish.poll(force=True)
        await wish.watcher.close()

    assert own == [HALF_HOUR, timedelta(hours=6)]
    assert {health.next_poll for health in store.feeds()} == {wish.now + timedelta(minutes=45)}


async def test_a_permanent_redirect_is_kept_at_the_second_sight_and_a_temporary_one_never(
    store: Store, server: Loopback
) -> None:
    for status in (301, 302):
        server.rss(f"/new-{status}", "One", ETag='"1"')
        server.pages[f"/{status}"] = Page(status=status, headers={"Location": f"/new-{status}"})
    urls = [server.url("/301"), server.url("/302")]

    async with desk(store, server, *urls) as at:
        for _ in range(3):
            await at.poll(later=HALF_HOUR)

    assert at.feed(urls[0]).moving.kept == server.url("/new-301")
    assert at.feed(urls[1]).moving.kept == ""
    assert [len(server.asked(path)) for path in ("/301", "/302")] == [2, 3]
    assert server.asked("/new-301")[-1]["if-none-match"] == '"1"'
    assert store.counts().items == 2


async def test_a_new_address_that_fails_is_given_up_for_the_subscribed_one(store: Store, server: Loopback) -> None:
    url = server.url("/old")
    server.rss("/new", "One", ETag='"1"')
    server.pages["/old"] = Page(status=308, headers={"Location": "/new"})

    async with desk(store, server, url) as at:
        for _ in range(3):
            await at.poll(later=HALF_HOUR)
        server.pages["/new"] = Page(status=410)
        server.rss("/old", "One", "Two", ETag='"1"')
        failed = await at.poll(later=HALF_HOUR)
        back = await at.poll(later=timedelta(hours=1))

    assert ([failure.error for failure in failed.failed], at.feed(url).state) == (
        ["the feed is gone for good (410)"],
        "ok",
    )
    assert (back.answered, back.new) == (1, 1)
    assert "if-none-match" not in server.asked("/old")[-1]


async def test_a_feed_is_not_charged_with_one_death_of_its_parser(
    store: Store, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.rss("/feed", "Talks")
    asked = Parsers.read
    deaths = iter([True])

    async def killed_once(self: Parsers, *words: str | bytes, is_heavy: bool) -> object:
        if next(deaths, False):
            await self._light.ask({"id": ""}, b"")
            os.kill(self._light.pid or 0, signal.SIGKILL)
        return await asked(self, *words, is_heavy=is_heavy)  # type: ignore[arg-type]

    monkeypatch.setattr(Parsers, "read", killed_once)
    async with desk(store, server, url) as asking:
        summary = await asking.poll()

        assert (summary.failed, summary.new) == ((), 1)
        assert any(isinstance(event, Restarted) for event in asking.heard)

"""Many feeds at once: a network that is down, a host that is slow, documents that are heavy."""

from __future__ import annotations

import asyncio
import sys
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from talkwatch.child import Child
from talkwatch.feeds.fetch import Answer
from talkwatch.model.items import Feed, FeedId
from talkwatch.parsing import LIGHT
from talkwatch.polling import Manner
from talkwatch.store import Store
from talkwatch.watch import Offline
from tests.fakes.loopback import Loopback, Page, loopback, rss
from tests.watch.polls import HALF_HOUR, Desk, desk


async def test_a_network_that_is_down_is_charged_to_no_feed_and_what_waited_is_spread(store: Store) -> None:
    with ExitStack() as servers:
        running = [servers.enter_context(loopback()) for _ in range(5)]
        ports = [server.port for server in running]
        urls = [server.rss(f"/{n}", "One") for server in running for n in range(5)]
        at = Desk(store, *(server.place for server in running))
        for url in urls:
            store.add_feed(Feed(FeedId(url), url))
        await at.poll()
        await at.watcher.close()

    at = Desk(store, *(server.place for server in running))
    down = await at.poll(later=HALF_HOUR)
    probing = await at.watcher._poller.round(force=False)
    at.now += timedelta(minutes=1)
    again = await at.poll(force=True)
    with ExitStack() as servers:
        for port in ports:
            server = servers.enter_context(loopback(port))
            for n in range(5):
                server.rss(f"/{n}", "One", "Two")
        at.now += timedelta(minutes=2)
        back = await at.watcher._poller.round(force=False)
        spread = await at.watcher._poller.round(force=False)
        await at.watcher.close()

    assert (down.failed, down.unreached, down.offline_since) == ((), 25, at.now - timedelta(minutes=3))
    assert (probing.unreached, again.unreached, again.offline_since) == (0, 3, down.offline_since)
    assert (len(back.outcomes), back.offline_since, len(spread.outcomes)) == (3, None, 16)
    assert [event.since for event in at.heard if isinstance(event, Offline)] == [down.offline_since, None]
    assert {(health.failures, health.error) for health in store.feeds()} == {(0, "")}
    assert store.offline_since() is None


async def test_a_single_poll_that_finds_the_network_back_goes_on_with_all_that_is_due(
    store: Store, server: Loopback
) -> None:
    urls = [server.rss(f"/{n}", "One") for n in range(20)]
    store.note_offline(datetime(2024, 8, 16, 9, tzinfo=UTC))

    async with desk(store, server, *urls) as at:
        summary = await at.poll()

    assert (summary.answered, summary.offline_since, store.offline_since()) == (20, None, None)
    assert len(server.requests) == 20


async def test_a_feed_that_answered_is_asked_again_in_time_while_its_round_waits_for_another(
    store: Store, server: Loopback
) -> None:
    slow, quick = server.url("/slow"), server.rss("/quick", "One")

    def wait(_: object) -> None:
        server.stopping.wait(60)

    server.pages["/slow"] = Page(serve=wait)
    async with desk(store, server, slow, quick) as at:
        waiting = asyncio.create_task(at.poll())
        await at.watcher._unread.wait()
        while at.feed(quick).feed.id in at.watcher._poller._memory.asking:
            await at.watcher._poller.round(force=False)
        again = await at.poll(later=HALF_HOUR)
        server.stopping.set()
        await waiting

    assert again.feeds == 1
    assert len(server.asked("/quick")) == 2


async def test_feeds_charged_before_it_showed_that_the_network_is_down_are_forgiven(store: Store) -> None:
    with ExitStack() as servers:
        running = [servers.enter_context(loopback()) for _ in range(3)]
        urls = [server.rss("/feed", "One") for server in running]
    at = Desk(store, *(server.place for server in running))
    charged = []
    for url in urls:
        store.add_feed(Feed(FeedId(url), url))
    for url in urls:
        store.put_off({FeedId(known): at.now + HALF_HOUR * (known != url) for known in urls})
        await at.poll()
        charged.append(sum(health.failures for health in store.feeds()))
    since = store.offline_since()
    await at.watcher.close()

    assert charged == [1, 2, 0]
    assert since == at.now


async def test_a_host_that_is_down_while_others_answer_is_charged(store: Store, server: Loopback) -> None:
    with ExitStack() as servers:
        gone = [servers.enter_context(loopback()) for _ in range(4)]
    good = server.rss("/feed", "One")
    at = Desk(store, server.place, *(each.place for each in gone))
    for url in (*(each.url("/feed") for each in gone), good):
        store.add_feed(Feed(FeedId(url), url))

    summary = await at.poll()
    await at.watcher.close()

    assert (len(summary.failed), summary.offline_since) == (4, None)
    assert [health.failures for health in store.feeds()] == [1, 1, 1, 1, 0]


async def test_what_is_due_at_a_start_is_asked_bit_by_bit(store: Store, server: Loopback) -> None:
    urls = [server.rss(f"/{n}", "One") for n in range(20)]

    async with desk(store, server, *urls) as at:
        first = await at.watcher._poller.round(force=False, gently=True)
        at.now += timedelta(seconds=1)
        second = await at.watcher._poller.round(force=False)

    assert (len(first.outcomes), len(second.outcomes)) == (16, 2)


async def test_two_rounds_at_once_do_not_ask_a_feed_twice(store: Store, server: Loopback) -> None:
    url = server.rss("/feed", "One")

    async with desk(store, server, url) as at:
        first, second = await asyncio.gather(at.poll(force=True), at.poll(force=True))

    assert first.feeds + second.feeds == 1
    assert len(server.asked("/feed")) == 1


async def test_a_heavy_document_keeps_no_light_one_waiting(store: Store, server: Loopback) -> None:
    heavy, light = server.url("/heavy"), server.rss("/light", "One")
    server.pages["/heavy"] = Page(rss("One") + b" " * LIGHT)
    never = "import sys, threading; sys.stdin.readline(); threading.Event().wait()"

    async with desk(store, server, heavy, light) as at:
        at.watcher._poller._parsers._heavy = Child((sys.executable, "-c", never), deadline=600.0)
        stuck = asyncio.create_task(at.poll())
        await at.watcher._unread.wait()
        stuck_still = not stuck.done()
        stuck.cancel()
        with suppress(asyncio.CancelledError):
            await stuck

    assert stuck_still
    assert [item.feed for item in store.items()] == [light]


async def test_a_light_document_that_takes_long_is_read_apart_and_the_feeds_next_one_at_once(
    store: Store, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talkwatch.parsing.QUICK", 0.05)
    attributes = " ".join(f'a{n}="1"' for n in range(6_000))  # feedparser takes 0.4 s for them
    slow = rss("One").replace(b"<item>", f"<item {attributes}>".encode()).replace(b"Text", b"Text & more")
    server.pages["/slow"] = Page(slow)

    good = server.rss("/good", "One")

    async with desk(store, server, server.url("/slow"), good) as at:
        parsers = at.watcher._poller._parsers
        first = await at.poll()
        starts = parsers._light.starts
        store.pause_feed(FeedId(good), True)
        server.pages["/slow"] = Page(slow.replace(b"One", b"Two"))
        await at.poll(force=True)

    assert (first.new, first.failed) == (2, ())
    assert (parsers._light.starts, parsers._heavy.starts) == (starts, 2)
    assert {item.title for item in store.items()} == {"One", "Two"}


async def test_the_reader_of_heavy_documents_ends_when_it_is_not_needed(store: Store, server: Loopback) -> None:
    server.pages["/heavy"] = Page(rss("One") + b" " * LIGHT)

    async with desk(store, server, server.url("/heavy")) as at:
        summary = await at.poll()
        heavy = at.watcher._poller._parsers._heavy

        assert (summary.new, heavy.starts, heavy.pid) == (1, 1, None)


async def test_a_document_that_is_too_much_for_the_parser_fails_alone(store: Store, server: Loopback) -> None:
    heavy, good = server.url("/heavy"), server.rss("/good", "One")
    server.pages["/heavy"] = Page(rss("One"))

    async with desk(store, server, heavy, good) as at:
        parsers = at.watcher._poller._parsers
        parsers._light._deadline = parsers._heavy._deadline = 0.0  # whatever it is, it is too much
        await at.poll()
        assert "too much for the parser" in at.feed(heavy).error
        parsers._light._deadline = parsers._heavy._deadline = 30.0
        await at.poll(force=True)

    assert at.feed(heavy).state == at.feed(good).state == "ok"


async def test_feeds_first_asked_together_are_parted_over_a_whole_interval(store: Store, server: Loopback) -> None:
    urls = [server.rss(f"/{n}", "One") for n in range(4)]
    chances = iter([0.0, 0.25, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0])

    async with desk(store, server, *urls) as at:
        at.watcher._poller._manner = Manner(lambda: at.now, HALF_HOUR, lambda: next(chances))
        await at.poll()
        first = sorted(health.next_poll - at.now for health in store.feeds() if health.next_poll)
        await at.poll(force=True)
        second = {health.next_poll - at.now for health in store.feeds() if health.next_poll}

    assert first == [HALF_HOUR * share for share in (1.0, 1.25, 1.5, 2.0)]
    assert second == {HALF_HOUR * 1.1}


async def test_a_redirect_into_a_host_that_said_no_waits_for_that_host_and_charges_nobody(
    store: Store, server: Loopback
) -> None:
    with loopback() as busy:
        busy.pages["/feed"] = Page(b"later", 503, {"Retry-After": "3600"})
        server.pages["/moved"] = Page(b"", 302, {"Location": busy.url("/feed")})
        at = Desk(store, server.place, busy.place)
        store.add_feed(Feed(FeedId(busy.url("/feed")), busy.url("/feed")))
        await at.poll()
        store.add_feed(Feed(FeedId(server.url("/moved")), server.url("/moved")))
        await at.poll()
        await at.watcher.close()

    moved = at.feed(server.url("/moved"))
    assert len(busy.requests) == 1
    assert (moved.failures, moved.next_poll) == (0, at.now + timedelta(hours=1))


async def test_a_fault_of_ours_that_one_feed_brings_out_is_charged_to_it_and_the_others_are_read(
    store: Store, server: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    odd, good = server.rss("/odd", "One"), server.rss("/good", "One")

    async with desk(store, server, odd, good) as at:
        fetcher = await at.watcher._poller.fetcher()
        asked = fetcher.get

        async def stumble(url: str, *given: Any, **more: Any) -> Answer:
            if url == odd:
                raise AttributeError("ours")
            return await asked(url, *given, **more)

        fetcher.get = stumble  # type: ignore[method-assign]  # an unknown fault cannot be had otherwise
        await at.poll()

    assert "AttributeError" in at.feed(odd).error
    assert at.feed(good).state == "ok"
    assert "/odd" in caplog.text

"""Whole articles: the switch of a feed, and what came of its pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from talkwatch.cli.opening import open_store
from talkwatch.model.articles import ArticleKind, ArticleOutcome, WantedArticle
from talkwatch.model.items import Entry, Feed, FeedId
from tests.cli.running import Talkwatch

URL = "https://paper.example/rss"
NOON = datetime(2024, 8, 14, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def wanted(home: Path) -> bool:
    with open_store(home, read_only=True) as opened:
        return opened.store.feeds()[0].feed.articles


def test_whole_articles_are_off_until_they_are_wished_and_stay_as_they_were_set(
    talkwatch: Talkwatch, home: Path
) -> None:
    talkwatch("feeds", "add", URL, "--no-check")
    assert not wanted(home)

    on = talkwatch("feeds", "articles", URL, "on")
    assert (on.code, on.out) == (0, f"whole articles: {URL}\n")
    assert wanted(home)
    assert "whole articles" in talkwatch("feeds", "list").out
    assert json.loads(talkwatch("feeds", "list", "--json").out)[0]["articles"] is True
    talkwatch("feeds", "add", URL, "--no-check")
    assert wanted(home)

    off = talkwatch("feeds", "articles", URL, "off")
    assert (off.code, off.out) == (0, f"only the feed itself: {URL}\n")
    assert not wanted(home)


def test_a_feed_can_be_added_with_its_articles(talkwatch: Talkwatch, home: Path) -> None:
    talkwatch("feeds", "add", URL, "--articles", "--no-check")

    assert wanted(home)


def test_articles_of_a_feed_that_is_not_subscribed_are_refused_with_a_way_out(talkwatch: Talkwatch) -> None:
    ran = talkwatch("feeds", "articles", URL, "on")

    assert ran.code == 2
    assert "no such subscription" in ran.err


def test_what_came_of_the_pages_stands_in_the_check_and_in_the_explanation_of_each_item(
    talkwatch: Talkwatch, home: Path
) -> None:
    kinds: tuple[tuple[ArticleKind, str], ...] = (
        ("read", ""),
        ("paywall", "behind a paywall; the summary stays"),
        ("failed", "there is no such page (404)"),
    )
    with open_store(home) as opened:
        opened.store.add_feed(Feed(FeedId(URL), URL, articles=True))
        entries = [Entry(f"guid:{kind}", f"https://paper.example/{kind}", "Talks", "Short.", NOON) for kind, _ in kinds]
        items = opened.store.backfill(Feed(FeedId(URL), URL), entries).new
        for n, (item, (kind, said)) in enumerate(zip(items, kinds, strict=True)):
            page = WantedArticle(item.id, item.link, item.title, item.text, 1)
            opened.store.record_article(ArticleOutcome(page, NOON + n * SECOND, kind, said, "A longer text."))

    check = talkwatch("feeds", "check")
    told = [talkwatch("explain", item.id).out for item in items]

    words = "articles: 1 read, 1 behind a paywall, 1 not to be had (last: there is no such page (404))"
    assert words in check.out
    assert "article: its page was read, 2024-08-14 12:00 UTC" in told[0]
    assert "article: its page was not read, 2024-08-14 12:00 UTC: behind a paywall; the summary stays" in told[1]
    assert "there is no such page (404)" in told[2]


def test_a_feed_that_is_purged_takes_what_came_of_its_pages_along(talkwatch: Talkwatch, home: Path) -> None:
    with open_store(home) as opened:
        (item,) = opened.store.backfill(
            Feed(FeedId(URL), URL), [Entry("guid:1", "https://paper.example/1", "Talks", "Short.", NOON)]
        ).new
        opened.store.add_feed(Feed(FeedId(URL), URL))
        page = WantedArticle(item.id, item.link, item.title, item.text, 1)
        opened.store.record_article(ArticleOutcome(page, NOON, "failed", "no"))

    assert talkwatch("feeds", "remove", URL, "--purge").code == 0
    with open_store(home, read_only=True) as opened:
        assert opened.store.article(item.id) is None
        assert opened.store.counts().items == 0

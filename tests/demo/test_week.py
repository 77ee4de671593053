"""The demo's week is what the README says it is, and its server speaks HTTP as publishers do."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime

import feedparser
import pytest

from talkwatch.demo.pages import feed_document
from talkwatch.demo.server import WeekServer
from talkwatch.demo.week import demo_week


def moment(day: int, hour: int = 0) -> datetime:
    return datetime(2024, 8, day, hour, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[WeekServer]:
    served = WeekServer(lambda: moment(14, 22))
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield served
    served.shutdown()
    served.server_close()


def test_the_week_has_some_hundred_entries_most_of_them_not_about_the_talks() -> None:
    entries = demo_week().entries
    about = [entry for entry in entries if "talks" in f"{entry.wordings[0].title} {entry.wordings[0].text}".lower()]

    assert len(entries) > 150
    assert len(about) < len(entries) / 2


def test_every_feed_is_well_formed_and_whole_at_the_end_of_the_week() -> None:
    week = demo_week()
    for outlet in week.outlets:
        document = feedparser.parse(feed_document(week, outlet, week.stop))

        assert not document.bozo
        assert len(document.entries) == len(week.feed(outlet.key, week.stop)) > 10


def test_an_entry_is_not_served_before_it_is_published() -> None:
    week = demo_week()

    assert all(not week.feed(outlet.key, week.start) for outlet in week.outlets)
    assert all(entry.published <= moment(14) for entry in week.feed("harbour", moment(14)))


def test_an_edited_entry_keeps_its_guid_and_changes_its_words() -> None:
    week = demo_week()
    valley = next(outlet for outlet in week.outlets if outlet.key == "valley")

    before, after = (
        feedparser.parse(feed_document(week, valley, when)).entries[0]
        for when in (datetime(2024, 8, 14, 21, tzinfo=UTC), datetime(2024, 8, 14, 22, tzinfo=UTC))
    )

    assert before.id == after.id
    assert before.title != after.title
    assert "denied" in after.summary


def test_the_server_answers_304_to_its_own_validator(server: WeekServer) -> None:
    url = server.feeds()[0]["url"]
    with urllib.request.urlopen(url) as answer:
        etag = answer.headers["ETag"]

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(url, headers={"If-None-Match": etag}))

    assert refused.value.code == 304
    refused.value.close()


def test_the_week_stands_still_at_its_end() -> None:
    from talkwatch.demo.server import week_clock  # noqa: PLC0415 - beside its test

    clock = week_clock(began=time.time() - 1_000_000, speed=100.0, stop=demo_week().stop)

    assert clock() == demo_week().stop

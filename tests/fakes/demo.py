"""The demo's week in a real store: every change of every outlet's feed parsed, stored and read, without a network."""

from __future__ import annotations

from pathlib import Path

from talkwatch.demo.pages import feed_document
from talkwatch.demo.week import demo_week
from talkwatch.extract.pipeline import EXTRACTOR, Reader
from talkwatch.feeds.parse import read_feed
from talkwatch.model.items import Feed, FeedId
from talkwatch.model.polls import PollOutcome
from talkwatch.store import Store


def store_of_the_week(path: Path) -> Store:
    """An open store that has heard the whole week, each entry at the moment its outlet published or changed it."""
    week = demo_week()
    store = Store.open(path)
    reader = Reader.load()
    changes = {(since.since, entry.outlet) for entry in week.entries for since in entry.wordings}
    outlets = {outlet.key: outlet for outlet in week.outlets}
    for moment, key in sorted(changes):
        outlet = outlets[key]
        url = f"https://{key}.example/{outlet.address}"
        store.add_feed(Feed(FeedId(url), url, publisher=outlet.name))
        parsed = read_feed(feed_document(week, outlet, moment), "application/xml", url)
        store.record(PollOutcome(FeedId(url), moment, "answered", moment, entries=parsed.entries))
        store.add_readings(reader.read(item) for item in store.unread(EXTRACTOR, 1000))
    return store

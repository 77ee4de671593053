"""Hand-written reports in a real store."""

from __future__ import annotations

from dataclasses import replace

from talkwatch.model.claims import Report
from talkwatch.model.items import Entry, Feed, item_id
from talkwatch.model.polls import PollOutcome
from talkwatch.store import Store


def keep(store: Store, *reports: Report) -> None:
    """The reports' items and readings are in the store, as a backfill would have left them; those that were first seen
    after they were published, as a poll at that moment.
    """
    for report in reports:
        feed = Feed(report.feed, report.feed, publisher=report.publisher)
        identity = f"guid:{report.reading.item}"
        text = "\n".join(claim.span.words for claim in report.reading.talks)
        entry, seen = Entry(identity, report.link, report.title, text, report.published), report.first_seen
        if seen > report.published:
            store.add_feed(feed)
            store.record(PollOutcome(feed.id, seen, "answered", seen, entries=(entry,)))
        else:
            store.backfill(feed, [entry])
        store.add_readings([replace(report.reading, item=item_id(report.feed, identity))])

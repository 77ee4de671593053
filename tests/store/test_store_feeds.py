from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from talkwatch.model.errors import StoreError
from talkwatch.model.items import Entry, Feed, FeedId
from talkwatch.model.polls import Hold, Moving, PollOutcome, Rhythm, Stored, Validators
from talkwatch.store import Store
from tests.store.making import FEED, NO_TAGS, NOON, answer, entry, reading

LATER = NOON + timedelta(minutes=30)
TAGS = Validators('W/"a1"', "Wed, 14 Aug 2024 12:00:00 GMT")


def outcome(kind: str, *, validators: Validators = NO_TAGS, error: str = "") -> PollOutcome:
    blank = answer(at=LATER, validators=validators)
    return replace(blank, kind=kind, next_poll=LATER + timedelta(minutes=30), error=error)  # type: ignore[arg-type]


def test_a_feed_is_added_once_and_is_new_until_it_is_polled(store: Store) -> None:
    assert not store.add_feed(FEED)

    (health,) = store.feeds()

    assert health.feed == FEED
    assert (health.state, health.polled, health.next_poll, health.items) == ("new", None, None, 0)


def test_an_answer_is_stored_with_its_validators_and_the_feeds_health(store: Store) -> None:
    poll = answer(entry("guid:1", "Talks"), entry("guid:2", "Rain"), validators=TAGS)

    store.record(replace(poll, next_poll=LATER, notice="not well-formed XML: line 3"))

    (health,) = store.feeds()
    assert (health.state, health.polled, health.next_poll, health.items) == ("ok", NOON, LATER, 2)
    assert health.validators == TAGS
    assert health.notice == "not well-formed XML: line 3"


def test_validators_stay_through_a_304_without_any_and_through_failures(store: Store) -> None:
    store.record(answer(validators=TAGS))

    for kind in ("unchanged", "failed"):
        store.record(outcome(kind, error="no answer"))
        assert store.feeds()[0].validators == TAGS


def test_validators_change_with_a_304_that_brings_new_ones(store: Store) -> None:
    store.record(answer(validators=TAGS))

    store.record(outcome("unchanged", validators=Validators('W/"a2"')))

    assert store.feeds()[0].validators == Validators('W/"a2"')


def test_an_answer_without_validators_takes_the_old_ones_away(store: Store) -> None:
    store.record(answer(validators=TAGS))

    store.record(answer(at=LATER))

    assert store.feeds()[0].validators == Validators()


def test_failures_count_up_in_words_until_an_answer_comes(store: Store) -> None:
    for _ in range(3):
        store.record(outcome("failed", error="no answer within 20 s"))
    failing = store.feeds()[0]

    store.record(outcome("unchanged"))

    assert (failing.state, failing.failures, failing.error) == ("failing", 3, "no answer within 20 s")
    assert (store.feeds()[0].state, store.feeds()[0].failures, store.feeds()[0].error) == ("ok", 0, "")


def test_a_feed_that_is_gone_says_so(store: Store) -> None:
    store.record(outcome("gone", error="410 Gone"))

    assert store.feeds()[0].state == "gone"


def test_a_paused_feed_stays_paused_through_a_poll_and_is_due_when_resumed(store: Store) -> None:
    store.pause_feed(FEED.id, True)
    store.record(outcome("unchanged"))
    assert store.feeds()[0].state == "paused"

    store.pause_feed(FEED.id, False)

    assert (store.feeds()[0].state, store.feeds()[0].next_poll) == ("ok", None)


def test_the_feeds_own_title_names_its_items_where_nobody_else_did(store: Store) -> None:
    plain = Feed(FeedId("https://www.plain.example/rss"), "https://www.plain.example/rss")
    store.add_feed(plain)

    untitled = store.record(replace(answer(entry("guid:1", "One")), feed=plain.id))
    titled = store.record(replace(answer(entry("guid:2", "Two")), feed=plain.id, title="Plain News"))

    assert [item.publisher for item in (*untitled.new, *titled.new)] == ["plain.example", "Plain News"]


def test_a_removed_feeds_items_stay_and_come_back_with_it(store: Store) -> None:
    (item,) = store.record(answer(entry("guid:1", "Talks"))).new

    assert store.remove_feed(FEED.id)
    assert store.feeds() == ()
    assert store.item(item.id) == item

    assert store.add_feed(FEED)
    assert store.feeds()[0].items == 1


def test_a_purge_takes_the_items_and_what_was_read_in_them(store: Store) -> None:
    (item,) = store.record(answer(entry("guid:1", "Talks in Doha"))).new
    store.add_readings([reading(item)])

    assert store.remove_feed(FEED.id, purge=True)

    assert (store.counts().items, store.counts().readings, store.items(search="doha")) == (0, 0, ())
    assert store.check() == ()


def test_an_answer_of_a_feed_removed_meanwhile_is_dropped(store: Store) -> None:
    store.remove_feed(FEED.id)

    assert store.record(answer(entry("guid:1", "Talks"))) == Stored()
    assert store.counts().items == 0


def test_removing_or_pausing_an_unknown_feed_says_false(store: Store) -> None:
    unknown = FeedId("https://nobody.example/")

    assert not store.remove_feed(unknown)
    assert not store.remove_feed(unknown, purge=True)
    assert not store.pause_feed(unknown, True)


def test_a_poll_that_cannot_be_stored_whole_leaves_nothing_behind(store: Store) -> None:
    broken: Entry = replace(entry("guid:2", "Rain"), text=None)  # type: ignore[arg-type]

    with pytest.raises(StoreError) as caught:
        store.record(answer(entry("guid:1", "Talks"), broken, validators=TAGS))

    assert isinstance(caught.value.__cause__, sqlite3.IntegrityError)
    assert store.counts().items == 0
    assert store.feeds()[0].polled is None
    assert store.feeds()[0].validators == Validators()


def test_a_feeds_rhythm_is_kept_until_an_answer_tells_another(store: Store) -> None:
    rhythm = Rhythm(period=10_800, gap=3600.5, fresh=60, skip_hours=(0, 23), skip_days=(6,))

    store.record(replace(answer(), rhythm=rhythm, fresh_until=LATER))
    kept = store.feeds()[0]
    store.record(outcome("failed", error="no answer"))

    assert (kept.rhythm, kept.fresh_until) == (rhythm, LATER)
    assert (store.feeds()[0].rhythm, store.feeds()[0].fresh_until) == (rhythm, None)


def test_validators_of_an_address_that_is_given_up_go_with_it(store: Store) -> None:
    store.record(replace(answer(validators=TAGS), moving=Moving(kept="https://new.example/feed")))
    moved = store.feeds()[0]

    store.record(outcome("failed", validators=TAGS, error="no answer"))

    assert (moved.address, moved.validators) == ("https://new.example/feed", TAGS)
    assert (store.feeds()[0].address, store.feeds()[0].validators) == (FEED.url, NO_TAGS)


def test_a_host_is_held_for_the_longest_that_it_asked_for_and_forgotten_afterwards(store: Store) -> None:
    for until in (LATER, NOON + timedelta(minutes=5)):
        store.record(replace(outcome("failed", error="429"), at=NOON, hold=Hold("a.example", until)))
    longest = store.held_hosts()

    store.record(replace(outcome("failed", error="429"), hold=Hold("b.example", LATER + timedelta(hours=1))))

    assert longest == {"a.example": LATER}
    assert store.held_hosts() == {"b.example": LATER + timedelta(hours=1)}


def test_a_feed_is_forgiven_what_was_not_its_fault(store: Store) -> None:
    store.record(answer())
    before = store.feeds()[0]
    store.record(outcome("failed", error="no connection"))

    store.forgive([before])

    after = store.feeds()[0]
    assert (after.failures, after.error, after.state, after.next_poll) == (0, "", "ok", before.next_poll)


def test_whether_the_network_is_down_is_there_after_closing(store: Store, path: Path) -> None:
    store.note_offline(NOON)
    store.close()

    with Store.open(path) as again:
        assert again.offline_since() == NOON
        again.note_offline(None)
        assert again.offline_since() is None


def test_whether_any_certificate_is_taken_is_kept_with_the_feed_and_only_ever_wished(store: Store) -> None:
    store.add_feed(replace(FEED, insecure=True))
    again = store.add_feed(FEED)
    kept = store.feeds()[0].feed.insecure
    store.remove_feed(FEED.id)
    store.add_feed(FEED)
    anew = store.feeds()[0].feed.insecure
    store.add_feed(replace(FEED, insecure=True))

    assert (again, kept, anew, store.feeds()[0].feed.insecure) == (False, True, False, True)

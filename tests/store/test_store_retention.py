from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from talkwatch.store import Store, retention
from tests.store.making import FEED, NOON, answer, entry, reading

OLD = tuple(entry(f"guid:{n}", f"Old title {n}", "They met.", NOON - timedelta(days=100 + n)) for n in range(450))
NEW = tuple(entry(f"guid:new{n}", f"New title {n}", "They meet.", NOON) for n in range(10))


def kept(store: Store) -> set[str]:
    return {item.title for item in store.items(limit=10_000)}


def test_old_items_go_in_chunks_with_all_that_was_read_in_them(store: Store) -> None:
    stored = store.record(answer(*OLD, *NEW))
    store.add_readings(reading(item) for item in stored.new)

    gone = store.forget(NOON - timedelta(days=30), 0)

    assert gone == len(OLD) > 2 * retention.CHUNK
    assert kept(store) == {each.title for each in NEW}
    assert store.counts().readings == store.feeds()[0].items == len(NEW)
    assert store.items(search="old") == ()
    assert len(store.items(search="title")) == len(NEW)
    assert store.check() == ()


def test_an_old_item_served_again_is_not_new(store: Store) -> None:
    store.record(answer(*OLD[:20], *NEW))
    store.forget(NOON - timedelta(days=30), 0)

    again = store.record(answer(*OLD[:20], *NEW))
    renamed = store.record(answer(*(replace(each, identity=f"guid:other{n}") for n, each in enumerate(OLD[:20]))))
    reworded = store.record(answer(*(replace(each, title=f"{each.title}!") for each in OLD[:20])))

    assert (again.new, again.same) == ((), 30)
    assert renamed.new == reworded.new == ()
    assert kept(store) == {each.title for each in NEW}


def test_an_undated_item_that_went_comes_back_only_with_other_words(store: Store) -> None:
    undated = entry("guid:1", "Talks", "They met.", None)
    store.record(answer(undated, at=NOON - timedelta(days=90)))
    store.forget(NOON, 0)

    assert store.record(answer(undated)).new == ()
    assert len(store.record(answer(replace(undated, title="Other talks"))).new) == 1


def test_a_new_item_under_a_guid_that_all_items_share_is_new(store: Store) -> None:
    store.record(answer(entry("guid:same", "Old talks", "", NOON - timedelta(days=90))))
    store.forget(NOON - timedelta(days=30), 0)

    assert len(store.record(answer(entry("guid:same", "New talks", "", NOON))).new) == 1


def test_the_oldest_go_where_the_store_is_too_large(store: Store) -> None:
    store.record(answer(*(replace(each, text="word " * 400) for each in OLD), *NEW))

    gone = store.forget(None, 600_000)

    assert 0 < gone < len(OLD)
    assert kept(store) >= {each.title for each in NEW}
    assert OLD[0].title in kept(store)
    assert OLD[-1].title not in kept(store)


def test_without_a_bound_nothing_goes(store: Store) -> None:
    store.record(answer(*OLD))

    assert store.forget(None, 0) == 0
    assert len(kept(store)) == len(OLD)


def test_a_feed_that_is_purged_takes_what_is_remembered_of_it_along(store: Store) -> None:
    store.record(answer(*OLD[:5]))
    store.forget(NOON, 0)
    store.remove_feed(FEED.id, purge=True)
    store.add_feed(FEED)

    assert len(store.record(answer(*OLD[:5])).new) == 5

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from talkwatch.model.items import Feed, FeedId, item_id
from talkwatch.store import Store
from tests.store.making import FEED, NOON, answer, entry

HOUR = timedelta(hours=1)


def test_an_entry_becomes_an_item_of_its_feed(store: Store) -> None:
    stored = store.record(answer(entry("guid:1", "Envoys meet in Doha", "They met.\nThey left.", NOON - HOUR)))

    (item,) = stored.new
    assert item.id == item_id(FEED.id, "guid:1")
    assert (item.feed, item.publisher, item.revision) == (FEED.id, "The Example", 1)
    assert (item.title, item.text) == ("Envoys meet in Doha", "They met.\nThey left.")
    assert (item.published, item.first_seen) == (NOON - HOUR, NOON)
    assert store.item(item.id) == item


def test_the_same_answer_again_stores_nothing_new(store: Store) -> None:
    entries = [entry(f"guid:{number}", f"Day {number}") for number in range(5)]
    store.record(answer(*entries))

    again = store.record(answer(*entries, at=NOON + HOUR))

    assert (again.new, again.revised, again.same) == ((), (), 5)
    assert store.counts().items == 5


def test_changed_words_are_a_revision_of_the_same_item_and_the_former_words_stay(store: Store) -> None:
    (first,) = store.record(answer(entry("guid:1", "Talks on Thursday"))).new

    (second,) = store.record(answer(entry("guid:1", "Talks on Friday"), at=NOON + HOUR)).revised

    assert second == replace(first, title="Talks on Friday", revision=2)
    assert store.item(first.id) == second
    assert store.revisions(first.id) == (first, second)
    assert store.counts().items == 1


def test_a_new_link_or_date_alone_is_no_revision(store: Store) -> None:
    (first,) = store.record(answer(entry("guid:1", "Talks"))).new

    moved = replace(entry("guid:1", "Talks", published=NOON + 2 * HOUR), link="https://news.example/moved")
    stored = store.record(answer(moved, at=NOON + 3 * HOUR))

    assert stored.same == 1
    assert store.item(first.id) == first


def test_first_seen_and_published_stay_through_revisions(store: Store) -> None:
    store.record(answer(entry("guid:1", "One", published=NOON - HOUR)))

    (item,) = store.record(answer(entry("guid:1", "Two", published=NOON + HOUR), at=NOON + HOUR)).revised

    assert (item.published, item.first_seen) == (NOON - HOUR, NOON)


def test_a_date_in_the_future_is_clamped_to_the_moment_it_was_seen(store: Store) -> None:
    (item,) = store.record(answer(entry("guid:1", "Talks", published=NOON + timedelta(days=365)))).new

    assert item.published == item.first_seen == NOON


def test_an_entry_without_a_date_counts_as_published_when_it_was_seen(store: Store) -> None:
    (item,) = store.record(answer(entry("guid:1", "Talks", published=None))).new

    assert item.published == NOON


def test_an_item_that_left_the_feed_stays(store: Store) -> None:
    (item,) = store.record(answer(entry("guid:1", "Talks"))).new

    store.record(answer(entry("guid:2", "More talks"), at=NOON + HOUR))

    assert store.item(item.id) == item


def test_an_identity_served_twice_in_one_answer_counts_once_with_its_first_words(store: Store) -> None:
    twice = answer(entry("guid:1", "Envoys meet in Doha today"), entry("guid:1", "Envoys meet in Doha"))
    store.record(twice)

    again = store.record(replace(twice, at=NOON + HOUR))

    (item,) = store.items()
    assert (item.title, item.revision) == ("Envoys meet in Doha today", 1)
    assert again.revised == ()


def test_the_same_entry_from_two_feeds_is_two_items(store: Store) -> None:
    other = Feed(FeedId("https://other.example/feed"), "https://other.example/feed", publisher="The Other")
    store.add_feed(other)

    store.record(answer(entry("guid:1", "Talks")))
    store.record(replace(answer(entry("guid:1", "Talks")), feed=other.id))

    assert {item.publisher for item in store.items()} == {"The Example", "The Other"}


def test_an_entry_names_its_language_before_its_feed_does(store: Store) -> None:
    french = replace(entry("guid:1", "Pourparlers"), language="fr")
    stored = store.record(replace(answer(french, entry("guid:2", "Gespräche")), language="de"))

    assert [item.language for item in stored.new] == ["fr", "de"]


def test_items_come_the_newest_first_and_in_pages(store: Store) -> None:
    store.record(answer(*(entry(f"guid:{n}", f"Hour {n}", published=NOON - n * HOUR) for n in (3, 1, 2, 0))))

    titles = [item.title for page in (0, 2) for item in store.items(limit=2, offset=page)]

    assert titles == ["Hour 0", "Hour 1", "Hour 2", "Hour 3"]


def test_a_search_finds_words_and_beginnings_of_words_in_title_and_text(store: Store) -> None:
    store.record(answer(entry("guid:1", "Türkiye offers a venue", "Negotiators agreed."), entry("guid:2", "Rain")))

    for words in ("venue", "turk venue", "negot", 'NEGOTIATORS "agreed"'):
        assert [item.title for item in store.items(search=words)] == ["Türkiye offers a venue"]
    assert store.items(search="venue rain") == ()


def test_a_search_finds_the_newest_words_only(store: Store) -> None:
    store.record(answer(entry("guid:1", "Talks in Cairo")))
    store.record(answer(entry("guid:1", "Talks in Doha"), at=NOON + HOUR))

    assert store.items(search="cairo") == ()
    assert [item.title for item in store.items(search="doha")] == ["Talks in Doha"]


@given(st.text(max_size=60))
def test_any_search_is_answered(searched: Store, words: str) -> None:
    assert isinstance(searched.items(search=words), tuple)


def test_entries_of_the_past_count_as_seen_when_they_were_published(store: Store) -> None:
    (item,) = store.backfill(FEED, [entry("link:1", "Talks", published=NOON - 50 * HOUR)]).new

    assert item.published == item.first_seen == NOON - 50 * HOUR


def test_an_unknown_feed_of_the_past_is_kept_but_not_subscribed(store: Store) -> None:
    archive = Feed(FeedId("https://old.example/feed"), "https://old.example/feed", title="The Old Example")

    (item,) = store.backfill(archive, [entry("link:1", "Talks")]).new

    assert item.publisher == "The Old Example"
    assert [health.feed.id for health in store.feeds()] == [FEED.id]


def test_reading_the_same_past_twice_changes_nothing(store: Store) -> None:
    past = [
        entry("link:1", "Talks on Thursday", published=NOON),
        entry("link:1", "Talks on Friday", published=NOON + HOUR),
        entry("link:2", "Rain", published=NOON),
    ]
    first = store.backfill(FEED, past)

    again = store.backfill(FEED, past)

    assert (len(first.new), len(first.revised)) == (2, 1)
    assert (again.new, again.revised, again.same) == ((), (), 3)
    assert [item.title for item in store.revisions(item_id(FEED.id, "link:1"))] == [
        "Talks on Thursday",
        "Talks on Friday",
    ]


def test_older_words_of_the_past_do_not_take_the_place_of_newer_ones(store: Store) -> None:
    store.backfill(FEED, [entry("link:1", "Newer", published=NOON)])

    stored = store.backfill(FEED, [entry("link:1", "Older", published=NOON - HOUR)])

    assert stored.same == 1
    assert [item.title for item in store.items()] == ["Newer"]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 9)), max_size=12))
def test_the_past_comes_to_the_same_in_one_piece_and_entry_by_entry(past: list[tuple[int, int, int]]) -> None:
    words = ("Envoys meet in Doha", "Ships wait at sea", "Rain falls all day", "Fuel is cheaper")
    entries = [entry(f"link:https://news.example/{n}", words[word], "", NOON + at * HOUR) for n, word, at in past]
    entries = [replace(each, link=each.identity.removeprefix("link:")) for each in entries]

    with TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(folder / "a.db") as whole, Store.open(folder / "b.db") as single:
            whole.backfill(FEED, entries)
            for each in entries:
                single.backfill(FEED, [each])

            assert set(whole.items()) == set(single.items())
            assert all(whole.revisions(item.id) == single.revisions(item.id) for item in whole.items())

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from talkwatch.model.claims import AttendanceClaim, Position, Reading, Span, StickingClaim, TalkClaim
from talkwatch.model.items import Item
from talkwatch.store import Store
from tests.store.making import FEED, NOON, answer, entry, reading

HOUR = timedelta(hours=1)


def stored(store: Store, *titles: str) -> tuple[Item, ...]:
    return store.record(answer(*(entry(f"guid:{title}", title) for title in titles))).new


def test_a_reading_of_every_kind_comes_back_as_it_was(store: Store) -> None:
    (item,) = stored(store, "Envoys meet in Doha")
    span = Span("title", 0, 6, "Envoys")
    whole = Reading(
        item.id,
        1,
        "1",
        (TalkClaim(span, "t", 0.9, "Doha talks", "Doha", date(2024, 8, 15), None, "day", "scheduled", ("Israel",)),),
        (AttendanceClaim(span, "a", 0.8, 0, "Hamas", "conditional", "if it holds", by="an aide", person="A B"),),
        reading(item).statements,
        (StickingClaim(span, "s", 0.7, "the border", "open", (Position("Hamas", "rejects"),)),),
        0.25,
    )

    store.add_readings([whole])

    (report,) = store.reports()
    assert report.reading == whole
    assert (report.feed, report.publisher, report.title, report.link) == (FEED.id, "The Example", item.title, item.link)
    assert (report.published, report.first_seen, report.group) == (NOON, NOON, item.id)


def test_the_byline_and_the_lead_of_an_entry_tell_the_agency_and_the_copies_of_its_report(store: Store) -> None:
    signed = replace(entry("guid:a", "Envoys meet", "The envoys met. " * 60), author="Jane Doe, Associated Press")
    dated = entry("guid:b", "Envoys part", "DOHA (Reuters) - The envoys parted.")
    items = store.record(answer(signed, dated, entry("guid:c", "Envoys rest"))).new

    store.add_readings(map(reading, items))

    found = {report.title: report for report in store.reports()}
    assert [item.author for item in items] == ["Jane Doe, Associated Press", "", ""]
    assert store.item(items[0].id) == items[0]
    assert [found[title].agency for title in ("Envoys meet", "Envoys part", "Envoys rest")] == ["AP", "Reuters", ""]
    assert found["Envoys meet"].lead == signed.text[: len(found["Envoys meet"].lead)]
    assert 300 <= len(found["Envoys meet"].lead) < len(signed.text)


def test_an_item_is_unread_until_this_extractor_read_it(store: Store) -> None:
    one, two = stored(store, "One", "Two")

    store.add_readings([reading(one, "1")])

    assert store.unread("1", 10) == (two,)
    assert store.unread("2", 10) == (two, one)
    assert (store.count_unread("1"), store.count_unread("2")) == (1, 2)


def test_unread_gives_no_more_than_was_asked_for(store: Store) -> None:
    stored(store, "One", "Two", "Three")

    assert [item.title for item in store.unread("1", 2)] == ["Three", "Two"]


def test_a_reading_without_claims_counts_as_read_and_makes_no_report(store: Store) -> None:
    (item,) = stored(store, "Rain")

    store.add_readings([reading(item, words=0)])

    assert store.unread("1", 10) == ()
    assert store.reports() == ()


def test_a_later_reading_supersedes_and_the_former_one_stays_stored(store: Store) -> None:
    (item,) = stored(store, "Envoys meet in Doha")
    store.add_readings([reading(item, "1")])

    store.add_readings([reading(item, "2", words=3)])

    (report,) = store.reports()
    assert (report.reading.extractor, report.reading.statements[0].content) == ("2", "Envoys meet in")
    assert store.counts().readings == 2
    assert store.counts().claims == 1


def test_a_later_reading_without_claims_takes_the_item_off_the_board(store: Store) -> None:
    (item,) = stored(store, "Envoys meet")
    store.add_readings([reading(item, "1")])

    store.add_readings([reading(item, "2", words=0)])

    assert store.reports() == ()


def test_the_same_reading_again_adds_nothing(store: Store) -> None:
    (item,) = stored(store, "Envoys meet")

    assert [store.add_readings([reading(item)]) for _ in range(3)] == [1, 0, 0]
    assert store.counts().readings == 1


def test_a_reading_of_an_item_that_is_gone_is_dropped(store: Store) -> None:
    (item,) = stored(store, "Envoys meet")
    store.remove_feed(FEED.id, purge=True)

    assert store.add_readings([reading(item)]) == 0


def test_a_revised_item_is_read_again_and_one_that_stayed_is_not(store: Store) -> None:
    one, two = stored(store, "One", "Two")
    store.add_readings([reading(one), reading(two)])

    (revised,) = store.record(answer(entry("guid:One", "One and a half"), entry("guid:Two", "Two"))).revised

    assert store.unread("1", 10) == (revised,)


def test_what_stood_in_a_revision_before_is_no_news_of_the_next(store: Store) -> None:
    (first,) = store.record(answer(entry("guid:1", "Talks on Thursday", published=NOON - HOUR))).new
    store.add_readings([reading(first, words=2)])
    (second,) = store.record(answer(entry("guid:1", "Talks  on Friday"), at=NOON + HOUR)).revised
    store.add_readings([reading(second, words=2)])

    (report,) = store.reports()

    assert report.since(report.reading.statements[0].span) == (NOON - HOUR, NOON)
    assert report.since(Span("title", 0, 15, "Talks on Friday")) == (NOON + HOUR, NOON + HOUR)


def test_a_board_of_the_past_knows_only_what_was_heard_by_then(store: Store) -> None:
    early, late = store.backfill(
        FEED, [entry("link:1", "Early", published=NOON), entry("link:2", "Late", published=NOON + HOUR)]
    ).new
    store.add_readings([reading(early), reading(late)])

    assert [report.title for report in store.reports(NOON - HOUR)] == []
    assert [report.title for report in store.reports(NOON)] == ["Early"]
    assert [report.title for report in store.reports(NOON + HOUR)] == ["Early", "Late"]
    assert [report.title for report in store.reports()] == ["Early", "Late"]


def test_a_board_of_the_past_has_the_words_of_then_as_the_newest_extractor_reads_them(store: Store) -> None:
    (first,) = store.record(answer(entry("guid:1", "Talks on Thursday"))).new
    (second,) = store.record(answer(entry("guid:1", "Talks on Friday"), at=NOON + HOUR)).revised
    store.add_readings([reading(first, "1"), reading(second, "1"), reading(first, "2", words=3)])

    (then,) = store.reports(NOON)
    (now,) = store.reports(NOON + HOUR)

    assert (then.reading.revision, then.reading.extractor, then.title) == (1, "2", "Talks on Thursday")
    assert (then.heard, then.revised) == (NOON, None)
    assert (now.reading.revision, now.title) == (2, "Talks on Friday")
    assert (now.heard, now.published) == (NOON + HOUR, NOON)


def test_former_words_are_read_again_by_a_new_extractor_too(store: Store) -> None:
    (first,) = store.record(answer(entry("guid:1", "Talks on Thursday"))).new
    (second,) = store.record(answer(entry("guid:1", "Talks on Friday"), at=NOON + HOUR)).revised

    assert store.unread("1", 10) == (second, first)


def test_a_revision_that_waits_for_its_reading_leaves_the_former_one_standing(store: Store) -> None:
    (first,) = store.record(answer(entry("guid:1", "Talks on Thursday"))).new
    store.add_readings([reading(first)])
    (second,) = store.record(answer(entry("guid:1", "Talks on Friday"), at=NOON + HOUR)).revised
    waiting = store.reports(NOON + HOUR)

    store.add_readings([reading(second, words=0)])

    assert [report.title for report in waiting] == ["Talks on Thursday"]
    assert store.reports(NOON + HOUR) == ()
    assert [report.title for report in store.reports(NOON)] == ["Talks on Thursday"]


def test_forgetting_the_readers_makes_all_unread_and_leaves_the_board(store: Store) -> None:
    one, two = stored(store, "One", "Two")
    store.add_readings([reading(one), reading(two)])

    assert store.forget_readers() == 2

    assert store.count_unread("1") == 2
    assert len(store.reports()) == 2


def test_a_forgotten_reading_made_again_the_same_counts_as_read_and_adds_nothing(store: Store) -> None:
    (item,) = stored(store, "One")
    store.add_readings([reading(item)])
    store.forget_readers()

    store.add_readings([reading(item)])

    assert store.unread("1", 10) == ()
    assert store.counts().readings == 1

"""What moved, and nothing for mere repeats."""

from __future__ import annotations

from dataclasses import replace

from talkwatch.ledger.changes import Change, changes
from talkwatch.ledger.fold import fold
from talkwatch.model.claims import Report
from talkwatch.views.changes import change_rows
from tests.fakes.reports import TRACK, at, between, coming, report, said, talk


def moved(*reports: Report, since: str = "2024-08-13T00:00") -> list[tuple[str, str, str]]:
    found: tuple[Change, ...] = changes(fold(reports, TRACK, at("2024-08-14T21:40")), at(since))
    return [(change.matter, change.before, change.after) for change in found]


FIRST = report("2024-08-12T08:00", talk(), coming("Hamas", "likely"), between("hostage lists", ("Hamas", "demands")))


def test_a_repeat_is_no_change() -> None:
    again = report("2024-08-14T08:00", talk(), coming("Hamas", "likely"), between("hostage lists"), publisher="AP")

    assert moved(FIRST, again) == []


def test_a_moved_day_and_a_flipped_stance_are_told_first() -> None:
    news = report(
        "2024-08-14T08:00",
        talk(start="2024-08-17", status="postponed"),
        coming("Hamas", "declined", by="Hamas"),
        said("the truce must be permanent"),
        publisher="AP",
    )

    assert moved(FIRST, news) == [
        ("date", "2024-08-15", "2024-08-17"),
        ("status", "scheduled", "postponed"),
        ("stance", "likely, very likely", "declined, very unlikely"),
        ("statement", "", "the truce must be permanent"),
    ]


def test_a_new_talk_is_told_once() -> None:
    assert [matter for matter, *_ in moved(FIRST, since="2024-08-12T00:00")][:2] == ["talk", "stance"]


def test_what_was_read_after_a_look_is_new_to_who_looked_though_it_was_heard_before() -> None:
    def late(one: Report, read: str) -> Report:
        return replace(one, first_seen=at(read))

    declined = report("2024-08-13T08:00", talk(), coming("Hamas", "declined", by="Hamas"), publisher="AP")
    slow = report("2024-08-12T20:00", talk(), coming("Hamas", "unlikely", by="Hamas"), publisher="AFP")
    reports = (late(FIRST, "2024-08-12T09:00"), late(declined, "2024-08-13T12:00"), late(slow, "2024-08-13T15:00"))
    board = fold(reports, TRACK, at("2024-08-14T21:40"))

    def told(since: str, *, learned: bool) -> list[str]:
        return [change.after for change in changes(board, at(since), learned=learned) if change.matter == "stance"]

    assert told("2024-08-13T10:00", learned=False) == []
    assert told("2024-08-13T10:00", learned=True) == ["declined, very unlikely"]
    assert told("2024-08-13T13:00", learned=True) == []  # the turn that came late leads to what was known already


def test_what_came_back_to_where_it_was_did_not_move() -> None:
    there = report("2024-08-13T08:00", between("hostage lists", ("Hamas", "accepts")), publisher="AP")
    back = report("2024-08-14T08:00", between("hostage lists", ("Hamas", "demands")), publisher="AFP")

    assert ("position", "demands", "demands") not in moved(FIRST, there, back)


def test_a_new_issue_and_the_position_told_with_it_are_one_piece_of_news() -> None:
    news = report("2024-08-14T08:00", between("the lists of hostages", ("Hamas", "demands")), publisher="AP")
    later = report("2024-08-14T09:00", between("the lists of hostages", ("Israel", "rejects")), publisher="AFP")
    board = fold([report("2024-08-12T08:00", talk()), news, later], TRACK, at("2024-08-14T21:40"))
    found = changes(board, at("2024-08-13T00:00"))

    assert [row.words for row in change_rows(found, board, at("2024-08-14T21:40"))] == [
        "Israel rejects: release of hostages",
        "New sticking point: release of hostages (open, Hamas demands)",
    ]


def test_a_surer_yes_is_less_than_a_flip() -> None:
    surer = report("2024-08-14T08:00", talk(), coming("Hamas", "confirmed"), publisher="AP")
    board = fold([FIRST, surer], TRACK, at("2024-08-14T21:40"))

    (change,) = (one for one in changes(board, at("2024-08-13T00:00")) if one.matter == "stance")
    assert (change.before.split(",")[0], change.after.split(",")[0], change.importance) == ("likely", "confirmed", 1)

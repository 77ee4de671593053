"""Which reports are of one utterance."""

from __future__ import annotations

from dataclasses import replace

from talkwatch.ledger.fold import fold
from talkwatch.model.board import Statement
from talkwatch.model.claims import Report, StatementClaim
from tests.fakes.reports import TRACK, at, report, said, span


def with_verb(claim: StatementClaim, verb: str) -> StatementClaim:
    """The same said by another verb than "said"."""
    words = claim.span.words.replace("said", verb)
    at_verb = words.index(verb)
    return replace(claim, span=span(words), cue=(at_verb, at_verb + len(verb)))


def rows(*reports: Report) -> tuple[Statement, ...]:
    return fold(reports, TRACK, at("2024-08-14T21:40")).statements


def test_an_utterance_in_several_outlets_is_one_statement_with_its_verbatim_words() -> None:
    shown = rows(
        report("2024-08-13T08:00", said("the group would only join talks about carrying out the July plan")),
        report(
            "2024-08-13T10:00",
            said("We would only join talks about carrying out the July plan", form="direct"),
            publisher="AP",
        ),
    )

    (row,) = shown
    assert row.form == "direct"
    assert row.said == at("2024-08-13T08:00")
    assert len(row.told) == 2


def test_other_words_of_the_same_speaker_are_another_statement() -> None:
    shown = rows(
        report("2024-08-13T08:00", said("the group would only join talks about carrying out the July plan")),
        report("2024-08-13T09:00", said("Israel must take its troops out of the whole strip first"), publisher="AP"),
    )

    assert len(shown) == 2


def test_two_speakers_who_say_much_the_same_are_two_statements() -> None:
    shown = rows(
        report(
            "2024-08-13T08:00", said("the truce talks are close to an agreement this week", speaker="Ismail Haniyeh")
        ),
        report(
            "2024-08-13T09:00", said("truce talks with the other side are close", actor="Israel", speaker="Eli Cohen")
        ),
    )

    assert len(shown) == 2


def test_the_newest_of_each_actor_comes_first() -> None:
    shown = rows(
        report("2024-08-13T08:00", said("the truce must be permanent and nothing less")),
        report("2024-08-14T08:00", said("no hostage goes home before the troops do")),
        report("2024-08-12T08:00", said("our pressure works, and it goes on", actor="Israel", speaker="David Mencer")),
    )

    assert [(row.actor, row.newest) for row in shown] == [("Hamas", True), ("Israel", True), ("Hamas", False)]


def test_words_said_on_an_earlier_day_stand_at_that_day() -> None:
    (row,) = rows(report("2024-08-14T08:00", said("the truce must be permanent", said_on="2024-08-12")))

    assert row.said == at("2024-08-12T12:00")


def test_of_an_actors_last_hours_the_row_that_tells_most_is_its_newest() -> None:
    shown = rows(
        report("2024-08-14T08:00", said("we shall come when the troops leave the strip", form="direct")),
        report("2024-08-14T09:00", said("new terms for truce monitors"), publisher="AP"),
    )

    assert [(row.form, row.newest) for row in shown] == [("direct", True), ("indirect", False)]


def test_how_often_words_were_reported_brings_others_no_nearer_to_them() -> None:
    often, other = "the truce lasts long", "a truce that lasts needs guarantors, monitors and money"
    told = [
        report(f"2024-08-14T{hour:02}:00", said(often if hour % 2 else other), publisher=f"Paper {hour}")
        for hour in range(1, 9)
    ]
    late = report("2024-08-14T12:00", said("no truce lasts while troops hold crossings and roads"), publisher="AP")

    assert sorted(len(row.told) for row in rows(*told, late)) == [1, 4, 4]


def test_a_denial_leads_to_the_other_sides_words_that_it_denies() -> None:
    claim = said("Israel has put new conditions on the truce")
    denial = with_verb(said("it had put new conditions on the truce", speaker="Eli Cohen", actor="Israel"), "denied")
    shown = rows(
        report("2024-08-13T08:00", claim),
        report("2024-08-13T09:00", said("the hostages must come home first", speaker="Ismail Haniyeh")),
        report("2024-08-13T10:00", denial, publisher="AP"),
    )

    by_words = {row.content: row for row in shown}
    assert by_words["it had put new conditions on the truce"].denies == by_words[claim.content].id
    assert by_words[claim.content].denies == ""


def test_a_denial_of_what_nobody_said_leads_nowhere() -> None:
    denial = with_verb(said("it would leave the strip in March", speaker="Eli Cohen", actor="Israel"), "denied")
    shown = rows(report("2024-08-13T08:00", said("the truce must last for good")), report("2024-08-13T10:00", denial))

    assert {row.denies for row in shown} == {""}


def test_words_whose_subject_is_not_shown_do_not_stand_for_an_actor_that_said_fuller_ones() -> None:
    shown = rows(
        report("2024-08-14T08:00", said("the new proposal takes the hostages and gives no truce")),
        report("2024-08-14T09:00", said("it met every one of the other side's terms"), publisher="AP"),
    )

    assert [(row.content[:3], row.newest) for row in shown] == [("the", True), ("it ", False)]

"""Who has come, what is no session, and the state that other words tell."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from talkwatch.extract.actors import Cast
from talkwatch.extract.sessions import sessions
from talkwatch.text.sentences import document
from tests.extract.sittings import read, stances


def test_talks_that_open_without_one_side_tell_that_it_declined() -> None:
    found = stances("Peace talks opened in Oslo on Wednesday without Armenia.")

    assert found["Armenia"] == "declined"


def test_all_of_those_at_the_table_have_come() -> None:
    found = stances("Talks on the river opened in Oslo on Wednesday with Egypt, Sudan and Ethiopia at the table.")

    assert found == {"Egypt": "confirmed", "Sudan": "confirmed", "Ethiopia": "confirmed"}


def test_the_united_nations_do_not_attend_their_own_talks() -> None:
    found = stances("U.N. to attend Cyprus talks in Geneva, U.N. says. Cyprus and Turkey met there on Tuesday.")

    assert "United Nations" not in found


@pytest.mark.parametrize(
    "text",
    [
        "Iran's cabinet met on Monday to vote on the nuclear truce with Israel.",
        "The Israeli parliament's defence committee met late on Monday to weigh the truce with Hamas.",
        "The truce plan by Qatar is being met with anger in Iran and Israel.",
        "A widow from Israel spent the afternoon meeting with other mourners of the war with Hamas.",
    ],
)
def test_a_body_that_meets_by_itself_and_a_thing_met_with_an_answer_are_no_talks(text: str) -> None:
    assert read(text) == ((), ())


@pytest.mark.parametrize("met", ["met Russian envoys", "met with Russian envoys", "met the Russian envoys"])
def test_a_government_that_meets_the_other_side_talks_with_it(met: str) -> None:
    talks, _ = read(f"Ukraine's government {met} in Istanbul on Tuesday.")

    assert [talk.parties for talk in talks] == [("Ukraine", "Russia")]


def test_whoever_is_asked_to_drop_a_debate_has_not_cancelled_it() -> None:
    text = "Iran's president asked lawmakers to drop discussions of the tax law while talks with Iraq go on in Oslo."

    assert "declined" not in stances(text).values()
    assert stances("Iran decided to scrap its visit to the talks with Iraq in Oslo.")["Iran"] == "declined"


def test_a_headline_s_by_friday_and_the_text_s_date_are_one_talk_with_its_place() -> None:
    text = "The next round of talks on a Gaza ceasefire will be held in Cairo by Friday, August 23, an official said."
    claims, _ = sessions(
        day := document("Cairo to host next round of Gaza talks by Friday", text, datetime(2024, 8, 16, tzinfo=UTC)),
        Cast.of(day),
    )

    assert [(talk.place, talk.start) for talk in claims] == [("Cairo", date(2024, 8, 23))]


@pytest.mark.parametrize(
    ("text", "status", "place", "day"),
    [
        ("Both sides are to sit down in Bern on Friday.", "scheduled", "Bern", date(2024, 8, 16)),
        (
            "Norway's negotiators return to the bargaining table in Bern on Friday.",
            "scheduled",
            "Bern",
            date(2024, 8, 16),
        ),
        ("OPEC ministers will convene in Vienna on Friday.", "scheduled", "Vienna", date(2024, 8, 16)),
        ("Chile invited Peru to talks in Lima on Monday.", "proposed", "Lima", date(2024, 8, 19)),
        ("Chile and Peru met in the Swiss city of Basel on Tuesday.", "concluded", "Basel", date(2024, 8, 13)),
        ("Chile and Peru held talks in the Swedish capital on Tuesday.", "concluded", "Stockholm", date(2024, 8, 13)),
    ],
)
def test_sessions_told_by_other_verbs_and_places(text: str, status: str, place: str, day: date) -> None:
    (talk,), _ = read(text)

    assert (talk.status, talk.place, talk.start) == (status, place, day)


def test_the_coming_days_are_a_week_and_no_day() -> None:
    (talk,), _ = read("Chile and Peru will hold talks in Lima in the coming days.")

    assert (talk.start, talk.end, talk.precision) == (date(2024, 8, 14), date(2024, 8, 21), "week")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chile and Peru opened a second round of talks in Lima on Tuesday.", "under_way"),
        ("The talks between Chile and Peru in Lima will not take place.", "cancelled"),
        ("Chile postpones meeting with Peru in Lima.", "postponed"),
        ("A planned meeting between Chile and Peru in Lima worries Bolivia.", "scheduled"),
        ("Peru holds talks with Chile in Lima.", "concluded"),
        ("Peru calls for “serious negotiations” with Chile in Lima.", "proposed"),
    ],
)
def test_states_told_by_names_quotation_marks_and_headlines(text: str, status: str) -> None:
    (talk,), _ = read(text)

    assert talk.status == status


def test_a_gathering_known_by_its_number_stands_as_its_calendar_says() -> None:
    page = document("", "Oil states resist at the COP29 climate summit in Baku.", datetime(2024, 11, 14, tzinfo=UTC))
    ((talk,), _) = sessions(page, Cast.of(page))

    assert (talk.status, talk.start) == ("under_way", None)


def test_a_traveller_who_negotiates_nothing_holds_no_talks() -> None:
    assert read("Tourists arrive in Lima on Friday as a singer from Chile visits Peru.") == ((), ())


def test_talks_of_companies_about_a_merger_are_no_negotiation() -> None:
    found, _ = read("Two brewers are in talks over a takeover, and investors want to sell their shares.")

    assert found == ()


def test_who_comes_in_anothers_absence_comes() -> None:
    found = stances("The vice president will go to the climate summit in Biden’s absence.")

    assert found == {"Biden": "declined"}

"""Talks and attendance, read from sentences made up for it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.sittings import read, stances


def test_talks_set_for_a_day_have_that_day_their_place_and_both_sides() -> None:
    (talk,), _ = read("Peace talks between Armenia and Azerbaijan are scheduled for Friday in Geneva.")

    assert (talk.status, talk.place, talk.start, talk.end, talk.precision) == (
        "scheduled",
        "Geneva",
        date(2024, 8, 16),
        date(2024, 8, 16),
        "day",
    )
    assert set(talk.parties) == {"Armenia", "Azerbaijan"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Talks between Iran and France are under way in Vienna.", "under_way"),
        ("Talks between Iran and France in Vienna were postponed.", "postponed"),
        ("Iran and France held talks in Vienna on Tuesday.", "concluded"),
        ("Iran called off a meeting with France in Vienna.", "cancelled"),
        ("Kenya proposed peace talks between Sudan and Ethiopia in Nairobi.", "proposed"),
        ("Sudan and Ethiopia will hold peace talks in Nairobi next week.", "scheduled"),
    ],
)
def test_the_words_around_talks_tell_their_state(text: str, status: str) -> None:
    (talk,), _ = read(text)

    assert talk.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Peace talks have stalled for months, and few believe in them.",
        "The minister told a news conference in Geneva on Monday that prices would fall.",
        "Iran and France signed an accord after talks in 2015.",
        "The plant will meet the demands of France and Iran on Friday.",
        "Iran said no talks with France were planned.",
    ],
)
def test_words_without_a_session_in_view_are_no_talks(text: str) -> None:
    assert read(text) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "Is Chad meeting its obligations under the laws of war?",
        "Chad to Meet NATO Spending Goal With More Funding for Niger",
        "Ana Bell talks Kenya's hopes for the cup on Monday.",
        "Fireworks and cheering crowds met returning Palestinians released by Israel on Monday.",
        "Chad's president will call congress into an extraordinary session on Friday.",
        "Labour is unlikely to meet its £28bn green pledge on Friday.",
        "Speakers at an Oakland City Council meeting on Monday defended Hamas and Israel.",
    ],
)
def test_duties_topics_crowds_and_a_house_s_sitting_are_no_talks(text: str) -> None:
    assert read(text)[0] == ()


def test_a_meeting_that_slips_is_postponed_and_its_sides_are_two() -> None:
    (talk,), _ = read(
        "A trade meeting between the US and European Union due next month is expected to slip to early next year."
    )

    assert (talk.status, set(talk.parties)) == ("postponed", {"United States", "European Union"})


def test_talks_that_somebody_would_call_off_are_not_off_yet() -> None:
    assert read("Chad threatened to cancel Friday's talks with Niger in Oslo.")[0][0].status == "scheduled"
    assert read("Chad cancelled Friday's talks with Niger in Oslo.")[0][0].status == "cancelled"


def test_a_town_s_name_in_another_s_is_no_place_of_talks() -> None:
    (talk,), _ = read("Leaders of Chad and Niger met for peace talks at Hampton Court on Monday.")

    assert talk.place is None


def test_two_rounds_are_two_talks_and_a_later_naming_joins_its_own() -> None:
    found, _ = read(
        "The first round of talks between Chile and Peru ended in Lima on Monday. "
        "The second round of talks will open in Santiago next week."
    )

    assert (found[0].status, found[0].place) == ("concluded", "Lima")
    assert len(found) == 2


def test_a_headline_and_its_text_are_one_talk() -> None:
    found, _ = read(
        "Iran's foreign minister will hold talks with France in Vienna on Friday.", "Iran and France to hold talks"
    )

    assert len(found) == 1
    assert found[0].place == "Vienna"


def test_who_mediates_is_no_party() -> None:
    (talk,), _ = read("Qatar-brokered talks between Kenya and Somalia resumed in Doha on Tuesday.")

    assert talk.mediators == ("Qatar",)
    assert set(talk.parties) == {"Kenya", "Somalia"}


def test_evidence_is_the_very_words_at_its_place() -> None:
    text = "It rained. Iran and France held talks in Vienna on Tuesday. It rained again."
    (talk,), people = read(text)

    assert text[talk.span.start : talk.span.end] == talk.span.words
    assert {one.span.words for one in people} == {talk.span.words}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Norway will attend the peace summit in Geneva.", "confirmed"),
        ("Norway is expected to attend the peace summit in Geneva.", "likely"),
        ("Norway is unlikely to attend the peace summit in Geneva.", "unlikely"),
        ("Norway will not attend the peace summit in Geneva.", "declined"),
        ("Norway boycotted the peace summit in Geneva.", "declined"),
        ("It was unclear whether Norway would attend the peace summit in Geneva.", "uncertain"),
        ("Norway has yet to confirm that it will attend the peace summit in Geneva.", "uncertain"),
        ("Norway said it would not rule out attending the peace summit in Geneva.", "uncertain"),
        ("Norway denied that it would skip the peace summit in Geneva.", "confirmed"),
        ("Norway will attend the peace summit in Geneva only if the shelling stops.", "conditional"),
        ("Norway was not invited to the peace summit in Geneva.", "declined"),
        ("Norway might attend the peace summit in Geneva.", "uncertain"),
        ("Norway may skip the peace summit in Geneva.", "unlikely"),
        ("Norway threatened to boycott the peace summit in Geneva.", "unlikely"),
        ("Norway is not expected to attend the peace summit in Geneva.", "unlikely"),
        ("Norway refused to take part in the peace summit in Geneva.", "declined"),
        ("Norway will stay away from the peace summit in Geneva.", "declined"),
        ("Norway will not skip the peace summit in Geneva.", "confirmed"),
        ("Norway declined to say whether it would attend the peace summit in Geneva.", "uncertain"),
        ("Norway is sending a delegation to the peace summit in Geneva.", "confirmed"),
        ("Unless the shelling stops, Norway will not attend the peace summit in Geneva.", "conditional"),
        ("Norway urged Chad to attend the peace summit in Geneva.", None),
        ("Norway should attend the peace summit in Geneva.", None),
        ("There is hope if Norway attends the peace summit in Geneva.", None),
    ],
)
def test_stances_with_their_hedges_and_reversals(text: str, stance: str | None) -> None:
    assert stances(text).get("Norway") == stance


def test_whoever_has_arrived_in_the_place_of_the_talks_has_come() -> None:
    found = stances("Peace talks between Chad and Niger open in Oslo on Friday. Chad's envoys flew to Oslo on Tuesday.")

    assert found == {"Chad": "confirmed"}


@pytest.mark.parametrize(
    ("text", "stance"),
    [("are due to meet again", "likely"), ("will meet again", "confirmed"), ("could meet again", "uncertain")],
)
def test_the_two_sides_that_will_meet_are_those_of_the_talks(text: str, stance: str) -> None:
    found = stances(f"Talks between Chad and Niger open in Oslo on Friday. The two sides {text} in Oslo on Friday.")

    assert found == {"Chad": stance, "Niger": stance}


def test_the_three_countries_are_not_the_two_of_the_talks() -> None:
    found = stances(
        "Talks between Chad and Niger open in Oslo on Friday. The three countries will meet in Oslo on Friday."
    )

    assert not found


def test_sides_that_are_asked_to_meet_have_not_said_that_they_come() -> None:
    found = stances("Talks between Chad and Niger open in Oslo on Friday. We ask both sides to meet in Oslo on Friday.")

    assert not found


def test_in_an_article_a_meeting_told_without_day_or_place_counts_if_it_says_who_met() -> None:
    filler = "The harvest was poor and the winter long, and nobody in the village spoke of anything else. " * 15
    text = f"Talks between Togo and Benin open in Oslo on Friday. {filler}Envoys of Chad and Niger sat down together."

    talks, coming = read(text)

    assert [talk.place for talk in talks] == ["Oslo", None]
    assert {(one.talk, one.actor) for one in coming} == {(1, "Chad"), (1, "Niger")}


@pytest.mark.parametrize(
    ("text", "coming"),
    [
        ("The negotiators included representatives from Togo and Benin.", {"Togo": "confirmed", "Benin": "confirmed"}),
        ("Togo and Kenya are co-hosting the talks.", {"Togo": "confirmed", "Kenya": "confirmed"}),
        ("Togo, Cuba and Kenya serve as guarantors.", {"Togo": "confirmed", "Cuba": "confirmed", "Kenya": "confirmed"}),
        ("Kenya will also be represented by its envoy.", {"Kenya": "confirmed"}),
        ("Kenya, which is no party to the talks, was pleased.", {"Kenya": "declined"}),
        ("Kenya was not asked to attend.", {"Kenya": "declined"}),
        ("Kenya's premier has not made up his mind.", {"Kenya": "uncertain"}),
        ("Kenya's premier said that she would not go.", {"Kenya": "declined"}),
        ("A Kenyan delegation landed on Monday.", {"Kenya": "confirmed"}),
        ("Kenya stayed away from the talks a year ago.", {}),
    ],
)
def test_who_else_comes_to_talks_and_who_does_not(text: str, coming: dict[str, str]) -> None:
    assert stances(f"Talks between Chad and Niger open in Oslo on Friday. {text}") == coming


def test_whoever_speaks_to_a_newspaper_or_sends_troops_comes_to_no_talks() -> None:
    assert not stances("Kenya's president speaks to the Spanish newspaper El Mundo in Nairobi on Tuesday.")
    assert "Kenya" not in stances("Talks between Chad and Niger open in Oslo on Friday, as Kenya sends troops to Oslo.")


def test_a_feed_item_only_names_those_between_whom_talks_go_on() -> None:
    assert not stances("Talks between Chad and Niger continue in Oslo.")
    assert stances("Talks between Chad and Niger ended in Oslo on Tuesday.") == {
        "Chad": "confirmed",
        "Niger": "confirmed",
    }


def test_a_person_who_stays_away_from_where_its_party_goes_is_named() -> None:
    found = stances(
        "Norway will attend the peace summit in Geneva. "
        "Norwegian Prime Minister Anna Bakke will skip the peace summit in Geneva."
    )

    assert found == {"Norway": "confirmed", "Anna Bakke": "declined"}


def test_a_condition_is_verbatim_and_outlives_a_later_doubt() -> None:
    _, (one,) = read(
        "Norway would only join the peace talks if the shelling stops. "
        "It was unclear whether Norway would attend the peace talks set for Friday."
    )

    assert one.stance == "uncertain"
    assert one.condition == "if the shelling stops"


def test_those_who_met_were_there() -> None:
    assert stances("Armenia and Azerbaijan held peace talks in Geneva on Tuesday.") == {
        "Armenia": "confirmed",
        "Azerbaijan": "confirmed",
    }


def test_those_joined_in_a_list_take_one_stance() -> None:
    found = stances("Norway, Sweden and Denmark will skip the peace summit in Geneva.")

    assert found == {"Norway": "declined", "Sweden": "declined", "Denmark": "declined"}


def test_a_group_of_states_stands_for_each_of_them() -> None:
    assert set(stances("The Baltic states will skip the peace summit in Geneva.")) == {"Estonia", "Latvia", "Lithuania"}


def test_the_name_of_a_gathering_is_no_guest() -> None:
    assert "United Nations" not in stances("Norway will attend the UN climate summit in Dubai.")


def test_attendance_points_at_its_talk() -> None:
    found, people = read(
        "Armenia and Azerbaijan held peace talks in Geneva on Tuesday. Norway will skip the climate summit in Nairobi."
    )

    norway = next(one for one in people if one.actor == "Norway")
    assert found[norway.talk].place == "Nairobi"


def test_who_invites_two_sides_to_talks_mediates_and_the_two_are_the_parties() -> None:
    (talk,), _ = read("Norway and Oman have invited Armenia and Azerbaijan to resume talks in Oslo on Friday.")

    assert set(talk.parties) == {"Armenia", "Azerbaijan"}
    assert set(talk.mediators) == {"Norway", "Oman"}


def test_the_talks_of_a_weekday_for_which_a_team_is_named_are_those_to_come() -> None:
    (talk,), _ = read("Armenia names its team for Monday's border talks with Azerbaijan in Oslo.")

    assert talk.start == date(2024, 8, 19)


def test_talks_that_will_continue_tomorrow_are_under_way_since_today() -> None:
    (talk,), _ = read("Talks between Armenia and Azerbaijan in Oslo will continue on Thursday, an envoy said.")

    assert (talk.status, talk.start, talk.end) == ("under_way", date(2024, 8, 14), date(2024, 8, 15))


def test_talks_that_end_to_reconvene_elsewhere_are_two_sessions() -> None:
    found, _ = read("Border talks between Armenia and Azerbaijan in Oslo ended, to reconvene in Geneva next week.")

    assert [(one.place, one.status) for one in found] == [("Oslo", "concluded"), ("Geneva", "scheduled")]


def test_two_days_of_talks_began_the_day_before_they_ended() -> None:
    (talk,), _ = read("Two days of talks between Armenia and Azerbaijan in Oslo ended on Wednesday.")

    assert (talk.start, talk.end) == (date(2024, 8, 13), date(2024, 8, 14))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Peace talks of Chad and the rebels that were due to open in Lima on Tuesday have been postponed.",
            "postponed",
        ),
        (
            "A meeting planned for Thursday in Lima between the premiers of Chad and Niger has been called off.",
            "cancelled",
        ),
    ],
)
def test_what_became_of_talks_goes_before_when_they_were_due(text: str, status: str) -> None:
    (talk,), _ = read(text)

    assert (talk.status, talk.place) == (status, "Lima")


def test_the_talks_for_which_sides_sat_down_are_their_meeting() -> None:
    (talk,), _ = read("Negotiators for Chad and Niger sat down in Lima on Tuesday for a new round of peace talks.")

    assert set(talk.parties) == {"Chad", "Niger"}


def test_the_day_of_talks_that_a_side_rules_out_is_ahead() -> None:
    (talk,), _ = read("Chad ruled out taking part in Sunday's talks in Lima with Niger.")

    assert talk.start == date(2024, 8, 18)


def test_the_place_left_after_talks_is_theirs() -> None:
    (talk,), _ = read("A Chadian delegation left Lima on Sunday after talks with Niger ended without a breakthrough.")
    (other,), _ = read("A Chadian delegation left Lima on Sunday for talks with Niger in Bern on Monday.")

    assert (talk.place, other.place) == ("Lima", "Bern")


def test_a_session_of_a_year_before_is_only_remembered() -> None:
    assert read("Last year, Chad and Niger held peace talks in Lima.") == ((), ())
    assert read("Peace talks on last year's war will open in Lima on Friday.")[0][0].place == "Lima"


def test_a_backer_with_stops_in_its_name_belongs_to_the_talks() -> None:
    (talk,), _ = read("The U.N.-backed talks on Yemen resumed in Oslo on Monday.")

    assert talk.name == "U.N.-backed talks"


def test_months_of_talks_are_no_session() -> None:
    assert read("Chad and Niger signed an accord in Oslo on Monday after months of talks.") == ((), ())


def test_whom_somebody_spoke_with_in_a_call_is_at_it() -> None:
    (talk,), _ = read("Macron discussed the truce with Erdogan in a phone call on Monday, his office said.")

    assert set(talk.parties) == {"France", "Turkey"}
    assert talk.status == "concluded"


def test_he_who_met_is_the_person_named_before() -> None:
    (talk,), _ = read("Kenyan premier Ana Bell returned from Pyongyang, where she met Kim Jong Un on Tuesday.")

    assert (set(talk.parties), talk.place) == ({"Kenya", "North Korea"}, "Pyongyang")


def test_talks_before_the_end_of_next_week_have_that_week() -> None:
    (talk,), _ = read("Envoys of Chad and Niger will reconvene in Oslo before the end of next week.")

    assert (talk.end, talk.precision) == (date(2024, 8, 25), "week")


def test_a_headlines_name_begins_behind_its_verb() -> None:
    (talk,), _ = read("OPEC Delays Oil Price Meeting in Vienna to Friday.")

    assert talk.name == "Oil Price Meeting"

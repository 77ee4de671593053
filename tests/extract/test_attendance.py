"""Who may come to a session: groups without a name, those called by their office, and what the model weighs."""

from __future__ import annotations

import pytest

from talkwatch.extract.actors import Cast
from talkwatch.extract.attendance import attendance
from talkwatch.extract.attendance_claims import claim
from talkwatch.extract.attendance_model import chance, weights
from talkwatch.extract.sessions import read
from talkwatch.text.sentences import document
from tests.extract.sittings import WEDNESDAY, stances


def test_rebels_whom_a_government_met_come_under_the_fullest_name_of_the_text() -> None:
    page = document("", "Chad met the rebels in Oslo on Tuesday. The northern rebels hold the valley.", WEDNESDAY)
    _, found = read(page, Cast.of(page))

    assert {one.name for one in found} == {"Chad", "northern rebels"}


def test_states_that_go_by_one_name_come_under_it() -> None:
    found = stances("Nordic countries will skip the peace summit in Geneva on Friday.")

    assert found == {"Nordic countries": "declined"}


def test_somebody_called_by_his_office_is_the_person_that_holds_it() -> None:
    found = stances(
        "Norwegian Foreign Minister Anna Bakke will attend the peace summit in Geneva on Friday. "
        "Norwegian President Ola Lund leads the country. The president will skip the peace summit in Geneva."
    )

    assert found == {"Anna Bakke": "confirmed", "Ola Lund": "declined"}


def test_who_stands_before_a_colon_is_not_who_comes_after_it() -> None:
    assert "David Krayden" not in stances("David Krayden: Holding a climate summit in Oslo is surreal")


def test_so_will_tells_that_others_come_and_nor_will_that_they_do_not() -> None:
    opening = "Talks between Chad and Niger open in Oslo on Friday. Chad's envoys will attend the talks. "

    assert stances(f"{opening}So will envoys from Kenya and Togo.").items() >= {"Kenya": "confirmed"}.items()
    assert stances(f"{opening}Niger will not come, nor will Kenya.").items() >= {"Kenya": "declined"}.items()


def persons(text: str) -> dict[str, str | None]:
    page = document("", text, WEDNESDAY)
    cast = Cast.of(page)
    sessions, found = read(page, cast)
    return {one.actor: one.person for one in attendance(page, cast, sessions, found)}


def test_the_person_of_a_team_is_its_leader_and_not_the_spokesman_who_tells_of_it() -> None:
    found = persons(
        "Norway's delegation to Friday's talks in Oslo will be led by minister Anna Bakke and General Ola Lund, "
        "government spokesman Nils Dahl told a briefing on Wednesday."
    )

    assert found["Norway"] == "Anna Bakke"


def test_one_who_only_speaks_beside_the_talks_is_not_said_to_come_in_person() -> None:
    page = document(
        "",
        "Niger's spokesman Ola Lund told reporters that the talks between Chad and Niger would run into Friday.",
        WEDNESDAY,
    )
    _, found = read(page, Cast.of(page))

    assert "Ola Lund" in {one.best.mention.person for one in found}
    assert {claim(one).person for one in found} == {None}


def test_what_is_told_outright_weighs_more_than_a_name_beside_the_talks() -> None:
    keep = weights().keep

    assert chance({"bias": 1.0, "firm outright": 1.0}, keep) > chance({"bias": 1.0, "firm beside": 1.0}, keep)


def test_who_holds_an_office_comes_rather_than_the_office() -> None:
    found = persons("Peace talks open in Oslo on Friday. The talks will be chaired by Norwegian President Anna Bakke.")

    assert found["Norway"] == "Anna Bakke"


def test_whose_envoy_somebody_is_does_not_come_with_the_envoy() -> None:
    found = persons("Macron climate envoy Anna Bakke will attend the peace summit in Geneva on Friday.")

    assert found == {"France": "Anna Bakke"}


def test_a_vice_president_is_not_the_president_who_stays_away() -> None:
    found = stances(
        "Norwegian Vice President Anna Bakke will attend the peace summit in Geneva on Friday "
        "after the president opted to skip the gathering."
    )

    assert found == {"Norway": "confirmed"}


def test_one_who_is_named_before_many_others_comes_himself() -> None:
    found = persons(
        "Chadian President Ola Lund and 12 other African leaders are expected at the Bern summit on Friday."
    )

    assert found["Chad"] == "Ola Lund"


@pytest.mark.parametrize(
    ("text", "who", "stance"),
    [
        (
            "Envoys from Chad will be at the table in Oslo; Niger said it would not attend the talks.",
            "Niger",
            "declined",
        ),
        ("Chad will attend Friday's talks in Oslo; Niger has not yet said if it will come.", "Niger", "uncertain"),
        ("Chad sent troops, with Niger sending a delegation to Friday's talks in Oslo.", "Niger", "confirmed"),
        ("Chad said it was not known if Niger would attend Friday's talks in Oslo.", "Niger", "uncertain"),
        ("It remained unclear on Sunday if Chad would take part in the talks in Oslo on Friday.", "Chad", "uncertain"),
        ("Chad is leaning against attending Friday's talks in Oslo.", "Chad", "unlikely"),
        ("Chad made its participation in Friday's talks in Oslo conditional on a truce.", "Chad", "conditional"),
        ("Chad's king said he was ready to meet Kerry in Oslo on Friday if the raids end.", "Chad", "conditional"),
        ("Chad said its negotiators had left the talks with Niger in Oslo on Tuesday.", "Chad", "declined"),
        ("Chad's envoy will speak in Oslo for Togo's premier, who skipped Tuesday's talks.", "Togo", "declined"),
        ("Chad's envoy met Niger's and said he would skip Friday's talks in Oslo.", "Chad", "declined"),
    ],
)
def test_a_pronoun_after_a_name_s_own_verb_and_a_participle_after_a_name_are_that_name_s(
    text: str, who: str, stance: str
) -> None:
    assert stances(text)[who] == stance


def test_who_tells_of_a_meeting_after_it_is_not_at_it() -> None:
    assert stances("Chad's premier will meet the Serbian president in Oslo on Friday, Danish officials said.") == {
        "Chad": "confirmed",
        "Serbia": "confirmed",
    }


def test_those_who_take_part_in_something_else_are_not_at_the_talks() -> None:
    told = stances(
        "A conference in Oslo ended with delegates praising Chad and the coalition taking part in the raids."
    )

    assert "Chad" not in told
    assert stances("A conference in Oslo ended with Chad and Niger taking part.") == {
        "Chad": "confirmed",
        "Niger": "confirmed",
    }


def test_what_somebody_says_of_his_movement_is_not_told_of_himself() -> None:
    found = persons(
        "Peace talks open in Oslo on Friday. Chad's envoy Ola Lund said the government would take part in the talks."
    )

    assert found["Chad"] is None


def test_all_who_took_part_come() -> None:
    found = stances(
        "Peace talks began in Oslo on Wednesday with Norway and Chad at the table. "
        "Danish envoy Nils Dahl and Kenyan minister Anna Bell took part."
    )

    assert found == dict.fromkeys(("Norway", "Chad", "Denmark", "Kenya"), "confirmed")

"""Who is at the table when a list, a spokeswoman or a plain phrase tells it."""

from __future__ import annotations

from talkwatch.extract.actors import Cast
from talkwatch.extract.sessions import read
from talkwatch.text.sentences import document
from tests.extract.sittings import WEDNESDAY, stances


def test_what_somebody_says_of_her_group_is_the_groups_coming_and_not_hers() -> None:
    page = document(
        "",
        "Ana Reyes, a spokeswoman for the Dockers' Union, spoke on Monday. Reyes said the union would attend the talks "
        "in Oslo on Friday only if the harbour is opened.",
        WEDNESDAY,
    )
    _, found = read(page, Cast.of(page))

    assert [(one.best.mention.person, one.best.stance) for one in found] == [(None, "conditional")]


def test_all_of_a_list_take_part_and_the_title_before_a_known_name_is_nobody() -> None:
    page = document(
        "",
        "Talks between Chad and Niger opened in Doha on Wednesday. Chad's foreign minister Ali Ngar and Qatari Prime "
        "Minister Sheikh Mohammed bin Abdulrahman Al Thani took part.",
        WEDNESDAY,
    )
    _, found = read(page, Cast.of(page))

    told = {one.best.mention.person for one in found if one.best.rule == "takes part"}
    assert told == {"Ali Ngar", "Mohammed bin Abdulrahman Al Thani"}


def test_who_is_said_to_be_at_the_table_in_so_many_words_is_there_whatever_it_weighs() -> None:
    found = stances("A new round of truce talks began in Lima on Wednesday with Chad, Niger and Togo at the table.")

    assert found.items() >= {"Chad": "confirmed", "Niger": "confirmed", "Togo": "confirmed"}.items()

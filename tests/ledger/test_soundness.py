"""What of a claim's wording can stand on a board."""

from __future__ import annotations

import pytest

from talkwatch.ledger.soundness import issue_name, on_talks, sound, speaker, table, tells
from talkwatch.model.claims import Form, Span, StatementClaim, StickingClaim


def spoken(
    content: str, who: str = "Ada Ferro", actor: str | None = "Ruritania", form: Form = "indirect"
) -> StatementClaim:
    return StatementClaim(Span("text", 0, len(content), content), "by hand", 0.9, who, actor, form, content)


def issue(name: str, words: str = "") -> StickingClaim:
    words = words or name
    return StickingClaim(Span("text", 0, len(words), words), "by hand", 0.9, name, "open")


def test_a_sentence_on_talks_takes_its_example_and_leaves_the_other() -> None:
    assert on_talks(table()["bargaining"]["takes"])
    assert not on_talks(table()["bargaining"]["leaves"])


def test_a_setting_is_no_content_and_a_like_phrase_of_other_words_is_one() -> None:
    assert not tells(spoken(table()["setting"]["takes"]))
    assert tells(spoken(f"the ferry sank {table()['setting']['leaves']}"))


@pytest.mark.parametrize("content", ["the deal", "on the harbour", "for Thursday's harbour talks", "Coast Wire"])
def test_a_scrap_tells_nothing(content: str) -> None:
    assert sound(spoken(content)) is None


@pytest.mark.parametrize("content", ["it is not ending the strike", "the truce must be permanent"])
def test_a_short_clause_tells_something(content: str) -> None:
    assert sound(spoken(content)) is not None


def test_two_content_words_suffice_where_they_are_verbatim() -> None:
    assert sound(spoken("Harbours first", form="direct")) is not None
    assert sound(spoken("harbours first")) is None


def test_a_headline_read_as_a_speaker_gives_way_to_its_actor() -> None:
    assert speaker(spoken("the port opens again in May", table()["headline"]["takes"])) == "Ruritania"
    assert (
        speaker(spoken("the port opens again in May", table()["headline"]["leaves"])) == table()["headline"]["leaves"]
    )
    assert sound(spoken("the port opens again in May", "Urge", actor=None)) is None


def test_a_word_after_a_name_is_not_part_of_it() -> None:
    assert speaker(spoken("the port opens again in May", table()["tail"]["takes"])) == table()["tail"]["leaves"]


@pytest.mark.parametrize(
    ("name", "words", "shown"),
    [
        ("fishing rights in the bay", "", "fishing rights in the bay"),
        ("ward with its fishing in the bay", "They press forward with its fishing in the bay", None),
        ("about fishing rights that the king set out", "", "fishing rights"),
        (
            "fishing rights of small boats in the northern bay during the winter months",
            "",
            "fishing rights of small boats",
        ),
        ("the minister said so", "", None),
        ("the proposal", "", None),
        ("Friday", "", None),
    ],
)
def test_an_issue_is_called_by_a_short_phrase_or_not_at_all(name: str, words: str, shown: str | None) -> None:
    assert issue_name(issue(name, words)) == shown


@pytest.mark.parametrize("who", ["also given the army", "Called Home From", "was the minister"])
def test_a_speaker_cut_out_of_a_clause_is_its_actor(who: str) -> None:
    assert speaker(spoken("the truce must be permanent", who=who)) == "Ruritania"


@pytest.mark.parametrize("name", ["condemn' the attack", "continueThe war in the hills", "against those towns for it"])
def test_a_broken_phrase_names_no_issue(name: str) -> None:
    assert issue_name(issue(name)) is None

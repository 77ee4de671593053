from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.text.sentences import document

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in document("", text, NOON).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "GENEVA, Feb 3 (Wire) - The two sides met on Monday.",
        "Gov. Ann Poe and Sen. J. K. Moe left the U.S. Senate.",
        "Talks open on Aug. 15 at 9 a.m. in Room No. 3.",
        "“Why now?” the envoy asked.",
        '"Never again!" Haddad told reporters.',
        "The pact covers 3.5 million people.",
        "2. The parties agree to a truce.",
        "It lasted ... hours.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["He left the U.S.", "The talks went on."],
        ["They met at 5 p.m.", "It was late."],
        ["“We will stay.", "We will talk,” she said."],
        ['He said: "It is over."', "Nobody answered."],
        ["“Is it over?”", "Nobody in the hall had an answer."],
        ["• Free the prisoners", "• Open the crossings"],
        ["She said no.", "Then she sat."],
    ],
)
def test_two_sentences_are_parted(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_full_stop_without_a_space_after_it_parts_sentences() -> None:
    assert sentences("They halted the talks.The envoy left.") == ["They halted the talks.", "The envoy left."]


def test_no_sentence_runs_over_a_line_break() -> None:
    found = document("", "Deal near\nThe sides met\n\nThey left", NOON).sentences

    assert [(sentence.paragraph, sentence.text) for sentence in found] == [
        (0, "Deal near"),
        (1, "The sides met"),
        (2, "They left"),
    ]


def test_the_title_comes_first_and_indices_run_through_both_fields() -> None:
    found = document("Deal near. Or is it?", "They met.", NOON).sentences

    assert [(sentence.index, sentence.field) for sentence in found] == [(0, "title"), (1, "title"), (2, "text")]


@given(st.text(alphabet=st.sampled_from(list("Aa.?! \n\"“”’'([…")), max_size=80))
def test_sentences_are_slices_that_hold_every_token_once(text: str) -> None:
    found = document("", text, NOON).sentences

    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert "".join("".join(sentence.text.split()) for sentence in found) == "".join(text.split())


def test_a_standfirst_without_a_full_stop_is_parted_from_the_sentence_after_it() -> None:
    text = "Ministers hope to keep the truce alive The two sides have met in Vienna."

    assert sentences(text) == ["Ministers hope to keep the truce alive", "The two sides have met in Vienna."]


def test_a_name_that_begins_with_the_parts_nothing() -> None:
    assert len(sentences("The envoy told the weekly The Harbour Gazette that talks had failed.")) == 1

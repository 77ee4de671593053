"""Where what the models heard is mended, and what rules hear beside them."""

from __future__ import annotations

import pytest

from talkwatch.extract.actors import Cast
from talkwatch.extract.statements import claim, drafts
from talkwatch.extract.statements_sound import speaker as noun_phrase
from talkwatch.extract.statements_worth import LEAST, evidence, weights, worth
from talkwatch.text.sentences import document
from tests.extract.sayings import TUESDAY, read, told


def test_a_clause_that_was_taken_for_its_speaker_is_what_was_said() -> None:
    text = "The port stands on the brink of ruin, said Ana Ionescu, who will chair the talks."
    heard = ("The port stands on the brink", "said", "Ana Ionescu, who will chair the talks")

    (claim,) = read(text.replace(" of ruin", ""), heard)

    assert (claim.speaker, claim.content) == ("Ana Ionescu", "The port stands on the brink")


def test_an_adjective_taken_for_the_speaker_is_widened_to_its_noun() -> None:
    (claim,) = read("Peruvian diplomats say the port will open.", ("Peruvian", "say", "the port will open"))

    assert (claim.speaker, claim.actor) == ("Peruvian diplomats", "Peru")


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Norway welcomes Chile truce", "Norway"),
        ("the ministry on Monday", "the ministry"),
        ("the bloc welcomed the four days", "the bloc"),
        ("Urge Port Truce", ""),
        ("Footage", ""),
        ("reports", ""),
        ("news reports", "news reports"),
        ("who left the talks early", "who"),
        ("U.S", "U.S."),
    ],
)
def test_a_speaker_is_a_noun_phrase(source: str, speaker: str) -> None:
    assert noun_phrase(source) == speaker


def test_who_was_told_is_no_part_of_what_was_said() -> None:
    text = "The port will open soon, Ionescu told the Andes Courier on condition of anonymity."

    claims = read(text, ("Ionescu", "told", "The port will open soon", "the Andes Courier on condition of anonymity"))

    assert [claim.content for claim in claims] == ["The port will open soon"]


def test_an_addressee_taken_for_the_words_said_gives_way_to_the_clause_before() -> None:
    text = "The port will open soon, a senior Peru official told the Andes Courier on condition of anonymity."

    (claim,) = read(text, ("a senior Peru official", "told", "the Andes Courier on condition of anonymity"))

    assert (claim.speaker, claim.content) == ("a senior Peru official", "The port will open soon")


def test_a_release_of_people_says_nothing() -> None:
    text = "Norway released ten foreign sailors and six women."

    assert read(text, ("Norway", "released", "ten foreign sailors and six women")) == ()


def test_a_participle_belongs_to_the_subject_and_not_to_the_phrase_that_opens_the_sentence() -> None:
    (claim,) = read(
        "Despite the losses of Chileans in the dispute, Norway stands firm, stressing that it wants the port back."
    )

    assert claim.speaker == "Norway"


@pytest.mark.parametrize(
    ("title", "text", "speaker", "content"),
    [
        ("Fish deal with Norland is near – Kremlin", "", "Kremlin", "Fish deal with Norland is near"),
        ("Norwegian minister: quota talks are over", "", "Norwegian minister", "quota talks are over"),
        ("Fish deal with Norland is near: Israeli official", "", "Israeli official", "Fish deal with Norland is near"),
    ],
)
def test_a_speaker_beside_a_mark_in_a_headline_says_the_rest(title: str, text: str, speaker: str, content: str) -> None:
    found = document(title, text, TUESDAY)

    (draft,) = drafts(found, (), Cast.of(found))

    assert (draft.who.speaker, claim(found, draft).content) == (speaker, content)


@pytest.mark.parametrize(
    "title",
    [
        "Fish deal with Norland is near – live updates",
        "Norland-Sudland war: fish deal is near",
        "Fish deal with Norland is near - Reuters",
        "Norland: fish deal is near at last",
    ],
)
def test_a_topic_or_a_publisher_beside_a_mark_says_nothing(title: str) -> None:
    found = document(title, "", TUESDAY)

    assert drafts(found, (), Cast.of(found)) == []


def test_a_thing_may_be_called_something_in_one_word() -> None:
    (claim,) = read("Norway's premier, Ana Ionescu, called it immoral.", ("Ana Ionescu", "called", "it immoral"))

    assert claim.content == "it immoral"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Nordfly said that it had reached a deal with its pilots.", "Nordfly"),
        ("Key negotiators in an effort to end the strike of Oslo pilots said the deal was near.", "Key negotiators"),
    ],
)
def test_rules_hear_a_name_that_nobody_knows_and_people_with_a_long_description(text: str, speaker: str) -> None:
    (claim,) = read(text)

    assert claim.speaker.startswith(speaker)


def test_every_weight_of_a_statement_is_one_of_its_evidence() -> None:
    found = document("", "Norway said that the port was shut to all ships.", TUESDAY)
    heard = [told(found.text, "Norway", "said", ["that the port was shut to all ships"])]
    (draft,) = drafts(found, heard, Cast.of(found))

    assert {name for name in evidence(found, draft) if name in weights()}
    assert worth(found, draft) > LEAST


def test_whom_a_medium_cites_is_the_speaker() -> None:
    text = "Reuters reported that the port was shut to ships, citing two Norwegian officials."

    (said,) = read(text, ("Reuters", "reported", "that the port was shut to ships"))

    assert (said.speaker, said.actor) == ("two Norwegian officials", "Norway")


def test_what_is_added_with_a_participle_is_the_same_speakers() -> None:
    text = "“We will come,” Kiir said on the stairs, adding that he would bring his lawyers."

    claims = read(text, ("Kiir", "said", "“We will come,”"))

    assert [(said.speaker, said.content) for said in claims] == [
        ("Kiir", "We will come"),
        ("Kiir", "he would bring his lawyers"),
    ]


def test_a_statement_ends_where_the_writer_turns_to_somebody_else() -> None:
    text = "Kiir warned that the fee was far too high, while Norway described the plan as a good one."

    claims = read(
        text, ("Kiir", "warned", "that the fee was far too high, while Norway described the plan as a good one")
    )

    assert [said.content for said in claims] == ["the fee was far too high", "the plan as a good one"]


def test_a_charge_may_be_rejected_in_one_word() -> None:
    (said,) = read("Norway rejected the charge.", ("Norway", "rejected", "the charge"))

    assert said.content == "the charge"


def test_a_sentence_may_end_with_its_verb_and_then_its_speaker() -> None:
    text = "The fishing deal with Chile is near, says Norwegian premier Ana Ionescu"

    (said,) = read(text, ("The fishing deal with Chile", "says", "Norwegian premier Ana Ionescu"))

    assert (said.speaker, said.content) == ("Ana Ionescu", "The fishing deal with Chile is near")


def test_a_quotation_without_end_is_followed_only_so_far() -> None:
    text = "“Talks will go on,” Hamas said. " + " ".join(f"“They will, item {number}.”" for number in range(99))

    (claim,) = read(text, ("Hamas", "said", "“Talks will go on,”"))

    assert "item 9" in claim.content
    assert "item 60" not in claim.content

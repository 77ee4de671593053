from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from talkwatch.extract.actors import Cast
from talkwatch.extract.actors_lexicon import read_lexicon
from talkwatch.extract.attributions import Attributor
from talkwatch.extract.statements import statements
from talkwatch.extract.statements_lexicon import cue_kind, media_in
from talkwatch.text.sentences import document
from tests.extract.sayings import read


def test_a_statement_has_the_full_name_the_side_and_the_words() -> None:
    (claim,) = read(
        "Hamas representative Karim Nassar said that the offer was dead.",
        ("Hamas representative Karim Nassar", "said", "that the offer was dead"),
    )

    assert (claim.speaker, claim.actor, claim.form) == ("Karim Nassar", "Hamas", "indirect")
    assert claim.content == "the offer was dead"


def test_what_somebody_did_while_he_spoke_is_not_what_he_said() -> None:
    (claim,) = read(
        "Kenyan premier Ana Bell told reporters as she left the summit that the truce would hold.",
        ("Kenyan premier Ana Bell", "told", "she left the summit that the truce would hold"),
    )

    assert claim.content == "the truce would hold"


def test_a_call_paid_is_no_call_for_something() -> None:
    paid = "Kenyan premier Ana Bell called on Oleg Tarasov at his office."
    asked = "Kenyan premier Ana Bell called on Oleg Tarasov to sign the truce."

    assert read(paid, ("Kenyan premier Ana Bell", "called on", "Oleg Tarasov at his office")) == ()
    assert read(asked, ("Kenyan premier Ana Bell", "called on", "Oleg Tarasov to sign the truce")) != ()


def test_a_clause_before_the_source_is_none_of_it() -> None:
    (claim,) = read(
        "They left after talks with Hamas collapsed and mediators said that bombs fell.",
        ("Hamas collapsed and mediators", "said", "that bombs fell"),
    )

    assert claim.speaker == "mediators"


def test_a_surname_and_a_pronoun_stand_for_the_person_named_in_full() -> None:
    text = "Moldovan premier Ana Ionescu arrived. Ionescu called the offer fair. She warned of long delays."
    claims = read(text, ("Ionescu", "called", "the offer fair"), ("She", "warned", "of long delays"))

    assert [(claim.speaker, claim.actor) for claim in claims] == [("Ana Ionescu", "Moldova")] * 2


def test_a_bare_role_points_back_to_the_person_who_has_it() -> None:
    text = "Moldova's foreign minister, Ana Ionescu, met Oleg Tarasov. The minister said trade would grow."

    (claim,) = read(text, ("The minister", "said", "trade would grow"))

    assert claim.speaker == "Ana Ionescu"


def test_a_request_that_is_only_named_as_somebodys_is_no_statement() -> None:
    text = "Talks turn on Kenya's request for a longer truce. Kenya's request that guns fall silent was heard."
    named = ("Kenya's", "request for", "a longer truce")
    told = ("Kenya's", "request", "that guns fall silent was heard")

    assert [claim.content for claim in read(text, named, told)] == ["guns fall silent was heard"]


def test_the_group_points_back_to_the_movement_that_spoke() -> None:
    text = "Hamas denied the false report. The group said the truce would hold."
    claims = read(text, ("Hamas", "denied", "the false report"), ("The group", "said", "the truce would hold"))

    assert [claim.actor for claim in claims] == ["Hamas", "Hamas"]


def test_an_unnamed_source_keeps_the_words_of_the_text() -> None:
    (claim,) = read("A senior Hamas official said it was over.", ("A senior Hamas official", "said", "it was over"))

    assert (claim.speaker, claim.actor) == ("A senior Hamas official", "Hamas")


def test_joint_speakers_of_different_sides_speak_for_nobody() -> None:
    (claim,) = read("Russia and Syria denied targeting markets.", ("Russia and Syria", "denied", "targeting markets"))

    assert (claim.speaker, claim.actor) == ("Russia and Syria", None)


def test_a_medium_reports_for_nobody_and_a_states_medium_for_its_state() -> None:
    (free,) = read("Reuters reported that the port was shut.", ("Reuters", "reported", "that the port was shut"))
    (state,) = read("Xinhua reported that the port was shut.", ("Xinhua", "reported", "that the port was shut"))

    assert (free.actor, state.actor) == (None, "China")


def test_a_quotation_loses_its_marks_and_keeps_its_later_sentence() -> None:
    text = "“We will come,” Kiir said. “Nobody can stop us.”"

    (claim,) = read(text, ("Kiir", "said", "“We will come,”"))

    assert (claim.content, claim.form) == ("We will come … Nobody can stop us.", "direct")
    assert claim.span.words == text


def test_words_quoted_and_paraphrased_are_mixed() -> None:
    (claim,) = read(
        "Kiir said the plan was “a farce from start to end”.",
        ("Kiir", "said", "the plan was “a farce from start to end”"),
    )

    assert claim.form == "mixed"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway wants the islands back.", ("Norway", "wants", "the islands back")),
        ("Norway agreed to pay the fee.", ("Norway", "agreed", "to pay the fee")),
        ("Norway declined to comment on the fee.", ("Norway", "declined to comment", "on the fee")),
        ("Norway fears a delay of the talks.", ("Norway", "fears", "a delay of the talks")),
    ],
)
def test_a_wish_an_act_a_fear_and_a_silence_are_no_statements(text: str, told: tuple[str, ...]) -> None:
    assert read(text, told) == ()


def test_a_second_verb_of_the_speaker_is_a_second_statement() -> None:
    text = "Norway said the plan was unfair to its fishermen, adding that it would not sign."

    claims = read(text, ("Norway", "said", "the plan was unfair to its fishermen, adding that it would not sign"))

    assert [claim.content for claim in claims] == ["the plan was unfair to its fishermen", "it would not sign"]


def test_a_report_around_a_report_gives_the_inner_one_only() -> None:
    text = "Reuters reported that Norway said the port was shut to ships."
    claims = read(
        text,
        ("Reuters", "reported", "that Norway said the port was shut to ships"),
        ("Norway", "said", "the port was shut to ships"),
    )

    assert [claim.speaker for claim in claims] == ["Norway"]


def test_where_and_when_it_was_said_are_read_outside_of_the_words() -> None:
    text = "Norway said in a statement on Monday that a deal signed on Friday was void."

    (claim,) = read(text, ("Norway", "said", "that a deal signed on Friday was void"))

    assert (claim.medium, claim.said_on) == ("statement", date(2024, 3, 4))


def test_a_day_that_another_of_its_statements_names_is_no_day_of_saying() -> None:
    text = '"There is much to do," Norway told reporters, adding that the talks would run into Friday.'

    claims = read(
        text, ("Norway", "told", "There is much to do"), ("Norway", "adding", "that the talks would run into Friday")
    )

    assert [(claim.form, claim.said_on) for claim in claims] == [("direct", None), ("indirect", None)]


def test_an_interview_names_its_medium() -> None:
    text = "Ionescu said in an interview with Radio Norte that it was over."

    (claim,) = read(text, ("Ionescu", "said", "that it was over"))

    assert claim.medium == "interview with Radio Norte"


def test_the_rules_read_what_the_trained_reader_left() -> None:
    (before,) = read("The port of Narvik is shut, Norway said on Monday.")
    (after,) = read("Norway said that the port of Narvik is shut.")
    (act,) = read("Talks broke off, with Norway accusing Sweden of delay and deceit.")

    assert before.content == "The port of Narvik is shut"
    assert after.content == "the port of Narvik is shut"
    assert (act.speaker, act.content) == ("Norway", "Sweden of delay and deceit")


def test_nothing_is_read_where_nobody_speaks() -> None:
    assert read("The port of Narvik is shut. It opened a year ago.") == ()


def test_a_headline_that_the_text_repeats_is_left_out() -> None:
    text = "Norway said the port of Narvik would stay shut until May."

    claims = read(
        text,
        ("Norway", "said", "the port of Narvik would stay shut until May"),
        title="Norway says port of Narvik to stay shut",
    )

    assert [claim.span.field for claim in claims] == ["text"]


def test_every_part_of_a_content_is_the_texts_own_words() -> None:
    text = "“We will come,” Kiir said, “but only if asked.” He left."

    for said in read(text, ("Kiir", "said", "“We will come,”", "“but only if asked.”")):
        assert all(part in text for part in said.content.split(" … "))


@pytest.mark.parametrize("entry", read_lexicon("statements.toml")["cue"], ids=lambda entry: str(entry["kind"]))
def test_each_kind_of_cue_takes_and_leaves_its_examples(entry: dict[str, Any]) -> None:
    assert {cue_kind(cue) for cue in entry["takes"]} <= {entry["kind"], "dropped"}
    assert all(cue_kind(cue) != entry["kind"] for cue in entry["leaves"])


def test_cues_of_silence_are_dropped_and_others_are_not() -> None:
    dropped = read_lexicon("statements.toml")["dropped"]

    assert all(cue_kind(cue) == "dropped" for cue in dropped["takes"])
    assert all(cue_kind(cue) != "dropped" for cue in dropped["leaves"])


@pytest.mark.parametrize("rule", read_lexicon("statements.toml")["medium"], ids=lambda rule: rule["takes"][0])
def test_each_medium_pattern_takes_and_leaves_its_examples(rule: dict[str, list[str]]) -> None:
    assert all(list(media_in(sentence)) for sentence in rule["takes"])
    assert not any(list(media_in(sentence)) for sentence in rule["leaves"])


def test_the_seeds_statements_come_out_with_speaker_and_actor(shared: Path) -> None:
    seed = json.loads((shared / "seed" / "article.jsonl").read_text(encoding="utf-8"))
    gold = json.loads((shared / "seed" / "gold.jsonl").read_text(encoding="utf-8"))
    found = document(seed["title"], seed["text"], datetime.fromisoformat(seed["published"]))

    claims = statements(found, Attributor.load().read(found), Cast.of(found))

    wanted = {
        (record["speaker"], record["actor"], words)
        for record in gold["statements"]
        for words in [record["content"][-20:]]
    }
    told = {(claim.speaker, claim.actor) for claim in claims}
    assert len(claims) <= len(wanted)
    assert {(speaker, actor) for speaker, actor, _ in wanted} == told
    assert len(claims) >= 5


def test_a_sentence_longer_than_any_prose_is_left_unread() -> None:
    assert read("Norway said that " * 2000) == ()


@pytest.mark.parametrize(
    ("text", "heard", "content"),
    [
        (
            "LIMA, March 4 (Harbour Wire) - The port will open, Ionescu said.",
            ("Ionescu", "said", "LIMA, March 4 (Harbour Wire) - The port will open"),
            "The port will open",
        ),
        (
            "Ionescu said in Lima at a meeting that the port would open.",
            ("Ionescu", "said in", "Lima at a meeting that the port would open"),
            "the port would open",
        ),
    ],
)
def test_the_words_said_begin_after_the_dateline_and_the_place(
    text: str, heard: tuple[str, str, str], content: str
) -> None:
    (claim,) = read(text, heard)

    assert claim.content == content


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Ionescu told Harbour Wire in an interview on Tuesday.", ("Ionescu", "told", "in an interview on Tuesday")),
        (
            "Norway said Karim Nassar, senior head of the port office, was out.",
            ("Norway", "said", "Karim Nassar, senior head of the port office"),
        ),
        ("Ionescu spoke to the agency.", ("Ionescu", "spoke", "to the agency")),
        ("Documents show the port will close.", ("Documents", "show", "the port will close")),
        ("What did Norway say about the closed port?", ("Norway", "say about", "the closed port")),
    ],
)
def test_a_setting_a_paper_and_a_question_are_no_statements(text: str, heard: tuple[str, str, str]) -> None:
    assert read(text, heard) == ()


@pytest.mark.parametrize(
    ("text", "heard", "speaker", "actor"),
    [
        (
            "The team will be led by Karim Nassar, government spokesman Oleg Tarasov told a briefing on Monday.",
            ("Karim Nassar", "told", "The team will be led by"),
            "Oleg Tarasov",
            None,
        ),
        (
            "Relatives of sailors held in Norway urged a quick deal on the port.",
            ("Norway", "urged", "a quick deal on the port"),
            "Relatives of sailors held in Norway",
            None,
        ),
        (
            "Norway, Chile and Peru called for a quick deal on the port.",
            ("Norway", "called for", "a quick deal on the port"),
            "Norway, Chile and Peru",
            None,
        ),
        (
            "A senior Peru official also said the port would open.",
            ("A senior Peru official also", "said", "the port would open"),
            "A senior Peru official",
            "Peru",
        ),
    ],
)
def test_the_speaker_is_the_whole_phrase_right_before_the_verb(
    text: str, heard: tuple[str, str, str], speaker: str, actor: str | None
) -> None:
    (claim,) = read(text, heard)

    assert (claim.speaker, claim.actor) == (speaker, actor)


def test_a_name_is_no_verb_of_saying() -> None:
    assert read("Negotiators from the United States and Chad met in Lima on Saturday for talks on tariffs.") == ()
    assert read("Kenya states that the offer was dead.") != ()
    text = "The United States said the offer was dead."
    (claim,) = read(text, ("The United States", "said", "the offer was dead"))
    assert (claim.speaker, claim.actor) == ("United States", "United States")


def test_a_place_before_an_unnamed_source_is_not_who_speaks() -> None:
    (claim,) = read(
        "The raids hit depots north of Sanaa, residents said.",
        ("residents", "said", "The raids hit depots north of Sanaa"),
    )
    (other,) = read(
        "Ana Bell, a Kenyan diplomat, said the raids were over.", ("a Kenyan diplomat", "said", "the raids were over")
    )

    assert (claim.speaker, claim.actor) == ("residents", None)
    assert other.speaker == "Ana Bell"


def test_a_body_s_letters_are_spelled_out_as_the_text_does() -> None:
    text = "The African Union met. The AU said that the raids were over."
    (claim,) = read(text, ("The AU", "said", "that the raids were over"))
    (other,) = read("The AU said that the raids were over.", ("The AU", "said", "that the raids were over"))

    assert (claim.speaker, other.speaker) == ("African Union", "AU")


def test_what_describes_a_source_after_according_to_is_not_what_it_says() -> None:
    (claim,) = read(
        "Talks in Bern will go ahead, according to two diplomats familiar with the matter.",
        ("two diplomats", "according to", "Talks in Bern will go ahead", "familiar with the matter"),
    )
    (other,) = read(
        "The talks, according to two diplomats, will go ahead.",
        ("two diplomats", "according to", "The talks", "will go ahead"),
    )

    assert claim.content == "Talks in Bern will go ahead"
    assert other.content == "The talks … will go ahead"

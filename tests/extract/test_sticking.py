from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talkwatch.extract.actors import Cast
from talkwatch.extract.sticking import sticking
from talkwatch.extract.sticking_cues import Class, classes, marks
from talkwatch.extract.sticking_issue import issue_after, listed
from talkwatch.model.claims import StickingClaim
from talkwatch.text.sentences import document
from talkwatch.text.tokens import tokens

MONDAY = datetime(2024, 3, 4, 12, tzinfo=UTC)


BEFORE = (
    "Negotiators of Armenia and Turkey met in Vienna on Monday for a third day of talks on their common border, the "
    "first round since the spring. Delegates arrived in the morning and sat in separate rooms of a hotel by the river."
    "\n\nThe envoy of the host went to and fro between them. Reporters waited outside in the rain, and the lights were "
    "on until late in the evening. A band played in the park across the street, and the hotel served soup.\n\n"
)
AFTER = (
    "\n\nThe delegates dined together after the session. The hotel has two hundred rooms and a view of the river.\n\n"
    "The next session begins in the morning, the host's envoy told reporters. Vienna has seen many such rounds, and "
    "the trams run until midnight.\n\nThe weather is to be fair. The trees along the river are in leaf, and the boats "
    "have been painted for the season. Visitors from both countries walked there on Sunday."
)


def article(text: str) -> tuple[StickingClaim, ...]:
    """The claims of a text in the middle of an article that has no other."""
    assert item(BEFORE + AFTER) == ()
    return item(BEFORE + text + AFTER)


def item(text: str) -> tuple[StickingClaim, ...]:
    found = document("", text, MONDAY)
    return sticking(found, Cast.of(found))


def held(claim: StickingClaim) -> dict[str, str]:
    return {position.actor: position.hold for position in claim.positions}


def named(sentence: str) -> set[str]:
    words = [token.text.lower().replace("’", "'") for token in tokens(sentence)]
    return {mark.kind.name for mark in marks(words)}


@pytest.mark.parametrize("one", classes().values(), ids=lambda one: one.name)
def test_each_class_takes_and_leaves_its_examples(one: Class) -> None:
    assert all(one.name in named(sentence) for sentence in one.takes)
    assert not any(one.name in named(sentence) for sentence in one.leaves)


def test_resisting_a_demand_tells_both_positions_and_the_issue() -> None:
    (claim,) = article("In the talks Armenia has resisted Turkey’s demand for a lasting naval base on the lake.")

    assert claim.issue == "lasting naval base on the lake"
    assert held(claim) == {"Armenia": "rejects", "Turkey": "demands"}


def test_the_subject_of_a_sticking_point_is_the_issue() -> None:
    (claim,) = article("The fate of the northern port remains the main sticking point in the talks.")

    assert claim.issue == "fate of the northern port"
    assert claim.positions == ()


def test_what_the_sides_disagree_over_is_the_issue() -> None:
    (claim,) = article("The parties remain deeply divided over fishing quotas, officials said.")

    assert (claim.issue, claim.status) == ("fishing quotas", "open")


def test_progress_on_an_issue_of_the_talks_narrows_it() -> None:
    (claim,) = article("The two sides have narrowed their differences over prisoner exchanges, but Turkey wants more.")

    assert (claim.issue, claim.status) == ("prisoner exchanges", "narrowing")


def test_a_rivals_contrary_demand_after_while_is_a_rejection() -> None:
    (claim,) = article(
        "Armenia has insisted on a full withdrawal of troops from the valley, while Turkey has introduced new demands "
        "for keeping posts there, complicating a deal."
    )

    assert held(claim) == {"Armenia": "demands", "Turkey": "rejects"}


def test_a_demand_in_passing_by_an_outsider_is_none() -> None:
    assert (
        article(
            "Armenia and Turkey met in Vienna. Armenia was pleased. Turkey was pleased too. They will meet again. "
            "Nobody spoke of the lake. The rooms were warm. Amnesty International called for the release of a poet."
        )
        == ()
    )


def test_a_sentence_without_dispute_is_none() -> None:
    assert article("Armenia and Turkey opened a bridge and talked about the weather.") == ()


def test_an_issue_told_twice_is_one_record() -> None:
    claims = article(
        "The sides disagree over control of the northern port. "
        "Control of the northern port remains the main sticking point in the talks."
    )

    assert len(claims) == 1


def test_the_evidence_is_the_sentence_where_it_stands() -> None:
    text = "They met at noon. The parties remain divided over fishing quotas in the talks. They left."
    (claim,) = article(text)
    text = BEFORE + text + AFTER

    assert text[claim.span.start : claim.span.end] == claim.span.words
    assert claim.span.words == "The parties remain divided over fishing quotas in the talks."


def test_the_seeds_sticking_points_come_out_and_nothing_else(shared: Path) -> None:
    seed = json.loads((shared / "seed" / "article.jsonl").read_text(encoding="utf-8"))
    gold = json.loads((shared / "seed" / "gold.jsonl").read_text(encoding="utf-8"))
    found = document(seed["title"], seed["text"], datetime.fromisoformat(seed["published"]))

    claims = sticking(found, Cast.of(found))

    assert [claim.span.words for claim in claims] == [point["evidence"] for point in gold["sticking_points"]]
    assert [held(claim) for claim in claims] == [
        {position["actor"]: position["position"] for position in point["positions"]}
        for point in gold["sticking_points"]
    ]


def test_issues_in_a_list_are_told_apart() -> None:
    claims = article(
        "They met to narrow differences on the hardest issues, which include fishing quotas, port fees and pensions."
    )

    assert [claim.issue for claim in claims] == ["fishing quotas", "port fees", "pensions"]


def test_a_short_item_has_to_speak_plainer_than_an_article() -> None:
    assert item("Armenia and Turkey met. Armenia wants the bridge back.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Norway said Chile was the main obstacle to a deal in the talks.",
        "Norway has insisted on 150 prisoners in the talks.",
        "In the talks Norway and Chile still differ over the past two weeks.",
        "Norway has pressed forward with its army in the talks.",
    ],
)
def test_a_party_a_number_and_a_time_are_no_issues(text: str) -> None:
    assert article(text) == ()


def test_an_issue_ends_before_its_clause() -> None:
    (claim,) = article("In the talks Norway and Chile still differ over the port fees it had raised in May.")

    assert claim.issue == "port fees"


def test_what_must_not_be_done_is_about_its_subject() -> None:
    (claim,) = article(
        "Turkey insists that the text must not be reopened, but Armenia has rejected the customs clause."
    )

    assert "customs clause" in claim.issue
    assert held(claim)["Armenia"] == "rejects"


def test_an_issue_ends_before_a_clause_that_only_tells_more_of_it() -> None:
    (claim,) = article("Armenia wants a written guarantee that the tariffs will not return.")

    assert claim.issue == "written guarantee"
    assert held(claim)["Armenia"] == "demands"


def test_who_says_that_another_must_yield_is_the_one_who_demands() -> None:
    (claim,) = article("Armenia said that Turkey must lift its sanctions, but Turkey has rejected that demand.")

    assert held(claim)["Armenia"] == "demands"


def test_a_passive_tells_the_agent_s_position() -> None:
    (claim,) = article("The demand for a withdrawal of troops from the valley was rejected by Turkey in the talks.")

    assert held(claim)["Turkey"] == "rejects"


def test_a_pronoun_holds_what_its_name_in_the_sentence_before_would() -> None:
    (claim,) = article("Turkey came with a long list. It demands the withdrawal of all troops from the border region.")

    assert held(claim) == {"Turkey": "demands"}


def test_a_pronoun_after_a_verb_of_saying_is_the_one_who_says_it() -> None:
    (claim,) = article(
        "Turkey insists on a naval base in the talks; Armenia says it will not accept the base on its soil."
    )

    assert held(claim) == {"Turkey": "demands", "Armenia": "rejects"}


def test_only_the_surest_sentences_of_a_text_that_is_nothing_but_demands_count() -> None:
    text = " ".join(f"Armenia insists on tariffs of the {place} kind." for place in "abcdefghijklmnopqrstuvwxyz")

    assert len(item(BEFORE + text + AFTER)) <= 6


@pytest.mark.parametrize(
    ("cue", "rest", "issue"),
    [
        ("Norway insists", " that like its neighbours, it has a right to fish there.", "right to fish there"),
        ("Norway insists", " that a right to fish, like a right to sail, is old.", "right to fish"),
        ("Norway will not", " agree to ship even part of its fuel abroad.", "ship even part of its fuel abroad"),
        ("Norway will not", " ship its fuel even if asked.", "ship its fuel"),
        ("They demand", " bonuses of $9,000 for all, and pay.", "bonuses of $9,000 for all"),
        ("They demand", " work in the U.S. plants of Ford. Talks go on.", "work in the U.S. plants of Ford"),
        ("They warned", " Chad against new tariffs on steel.", "tariffs on steel"),
        ("They warned", " Chad against an attack on Mali.", ""),
        ("They want", " a binding agreement on how the dam is filled.", "how the dam is filled"),
        ("They want", " a deal on port fees by noon.", "port fees by noon"),
        ("They differ over", " port fees this week.", "port fees"),
    ],
)
def test_an_issue_begins_at_its_noun_and_ends_before_what_is_not_of_it(cue: str, rest: str, issue: str) -> None:
    assert issue_after(cue + rest, len(cue)) == issue


def test_a_list_s_questions_are_issues_and_its_attribution_is_none() -> None:
    text = (
        "Topics included issues such as port fees, a pilots’ exam as well as how it would be paid, Ana’s office said."
    )

    assert listed(text, 0, len(text)) == ("port fees", "pilots’ exam", "how it would be paid")


def test_his_demand_is_the_one_of_the_person_named_last() -> None:
    (claim,) = article(
        "Armenian President Vahagn Khachaturyan came late. Turkey was there. "
        "His demand for the withdrawal of all troops from the border region remains the main sticking point."
    )

    assert held(claim).get("Armenia") == "demands"
    assert "Turkey" not in held(claim)


def test_each_of_the_sticking_points_that_a_short_item_lists_is_an_issue() -> None:
    found = item(
        "Armenia and Turkey meet in Vienna on Tuesday. The sticking points are the naval base, the list of prisoners "
        "to be freed, and the return of the displaced, an official close to the talks said."
    )

    assert [claim.issue for claim in found] == [
        "naval base",
        "list of prisoners to be freed",
        "return of the displaced",
    ]


def test_a_union_and_a_company_hold_what_the_union_and_the_company_say() -> None:
    (claim,) = article(
        "Boeing and the International Association of Machinists met too. The union wants Boeing to restore a "
        "traditional pension, which the company has ruled out."
    )

    assert held(claim) == {"International Association of Machinists": "demands", "Boeing": "rejects"}


def test_an_agreement_that_is_only_asked_for_resolves_nothing() -> None:
    (claim,) = article("Armenia has called for a binding agreement on how the dam is filled, which Turkey rejects.")
    (other,) = article("The parties settled a dispute over gas supplies last week.")

    assert (claim.status, other.status) == ("open", "resolved")


def test_an_exchange_that_was_made_is_no_condition() -> None:
    opening = "Armenia and Turkey are at odds. Armenia said prisoners "
    made = item(
        f"{opening}were released in exchange for the return of hostages held by Turkey, and that the truce holds."
    )
    asked = item(
        f"{opening}would be released in exchange for the return of hostages held by Turkey, if the truce holds."
    )

    assert "unless" not in {claim.rule for claim in made}
    assert "unless" in {claim.rule for claim in asked}


def test_what_is_only_thought_of_is_no_demand() -> None:
    opening = "Armenia and Turkey meet for talks in Vienna. Envoys said that Armenia "
    thought = item(
        f"{opening}faces a choice of either demanding that Turkey lift the blockade of the port or giving way."
    )
    real = item(f"{opening}is demanding that Turkey lift the blockade of the port.")

    assert "demand" not in {claim.rule for claim in thought}
    assert "demand" in {claim.rule for claim in real}

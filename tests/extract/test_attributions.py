from __future__ import annotations

import gzip
import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from talkwatch.extract.attributions import Attribution, Attributor
from talkwatch.extract.attributions_labels import Parts
from talkwatch.extract.attributions_page import pages
from talkwatch.extract.attributions_repair import repaired
from talkwatch.extract.attributions_repair import subject as subject_of
from talkwatch.extract.attributions_words import Words
from talkwatch.text.document import Document
from talkwatch.text.sentences import document

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def attributor() -> Attributor:
    return Attributor.load()


def said(found: Document, attribution: Attribution) -> tuple[str, str, str]:
    """The source, cue and content in words, parts joined by " … "."""
    text = found.field(attribution.field)
    source, cue, content = (
        " … ".join(text[start:end] for start, end in part)
        for part in (attribution.source, attribution.cue, attribution.content)
    )
    return source, cue, content


def read(attributor: Attributor, text: str, title: str = "") -> list[tuple[str, str, str]]:
    found = document(title, text, NOON)
    return [said(found, attribution) for attribution in attributor.read(found)]


def test_the_hyphen_of_an_abbreviation_ends_no_content(attributor: Attributor) -> None:
    content = "the army would skip the U.N.-led talks in Lima on Friday"

    assert [part for _, _, part in read(attributor, f"Officials said {content}.")] == [content]
    assert [part for _, _, part in read(attributor, "Officials said the army would skip lunch - a first.")] != [
        "the army would skip lunch - a first"
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Foreign Minister Lena Moor said the talks would go on until Friday.",
            "Foreign Minister Lena Moor",
            "the talks would go on until Friday",
        ),
        ("“We will not sign this paper,” Haddad said on Monday.", "Haddad", "“We will not sign this paper,”"),
        (
            "The two sides are close to a deal, according to a senior diplomat.",
            "a senior diplomat",
            "The two sides are close to a deal",
        ),
        (
            "The union warned that its members would walk out if pay was cut.",
            "The union",
            "that its members would walk out if pay was cut",
        ),
        (
            "“It is over,” she told reporters. “Nobody will come back to this table.”",
            "she",
            "“It is over,” … “Nobody will come back to this table.”",
        ),
    ],
)
def test_what_is_said_is_linked_to_who_said_it(attributor: Attributor, text: str, source: str, content: str) -> None:
    assert (source, content) in [(who, what) for who, _, what in read(attributor, text)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Oxfam, the aid group, is voicing doubts.", "Oxfam , the aid group ,"),
        ("Lena Moor, a minister since June, has warned of delays.", "Lena Moor , a minister since June ,"),
        ("On Monday, voicing doubts, he left.", ""),
        ("Oxfam, it was said, is voicing doubts.", ""),
        ("Oxfam is voicing doubts.", ""),
    ],
)
def test_a_name_with_an_apposition_is_the_subject_of_the_verb_after_it(text: str, subject: str) -> None:
    (page,) = pages(document("", text, NOON), Words.load())
    cue = next(at for at, token in enumerate(page.tokens) if token.text in {"voicing", "warned"})

    assert " ".join(page.tokens[at].text for at in subject_of(page, cue)) == subject


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The port will reopen, Moor told a briefing on Friday.", "The port will reopen"),
        ("The port will reopen, Moor told a briefing of losses.", "of losses"),
        ("In the new old port, Moor told a briefing on Friday.", "on Friday"),
    ],
)
def test_a_day_is_not_what_was_said_where_a_clause_stands_before_the_speaker(text: str, content: str) -> None:
    (page,) = pages(document("", text, NOON), Words.load())
    cue = next(at for at, token in enumerate(page.tokens) if token.text == "told")
    parts = Parts(tuple(range(cue - 1, cue)), (cue,), tuple(range(cue + 3, cue + 5)))

    assert " ".join(page.tokens[at].text for at in repaired(page, parts).content) == content


def test_two_reports_in_one_sentence_are_two_attributions(attributor: Attributor) -> None:
    text = "Moor said the truce would hold, while Haddad warned that it could end at any time."

    assert [source for source, _, _ in read(attributor, text)] == ["Moor", "Haddad"]


def test_a_headline_is_read_as_well_as_the_text(attributor: Attributor) -> None:
    found = document("Minister says talks will resume on Monday", "The rain went on.", NOON)

    assert [(a.field, said(found, a)[0]) for a in attributor.read(found)] == [("title", "Minister")]


def test_a_signed_quotation_belongs_to_its_signature(attributor: Attributor) -> None:
    text = "“This bridge should have been built ten years ago.” — Amina Haddad, shopkeeper"

    assert read(attributor, text) == [
        ("Amina Haddad, shopkeeper", "—", "“This bridge should have been built ten years ago.”")
    ]


def test_a_transcript_gives_each_turn_to_its_speaker(attributor: Attributor) -> None:
    text = "MOOR: Will the delegation come to the table this week?\nHADDAD: Nobody has asked us yet, so I cannot tell."

    assert [source for source, _, _ in read(attributor, text)] == ["MOOR", "HADDAD"]


def test_one_name_in_capitals_before_a_colon_makes_no_transcript(attributor: Attributor) -> None:
    found = attributor.read(document("", "UPDATE: The road to the north is open again since noon.", NOON))

    assert "transcript" not in [attribution.rule for attribution in found]


def test_a_text_without_reports_has_no_attributions(attributor: Attributor) -> None:
    assert read(attributor, "The bridge is four hundred metres long. It was closed on Monday after heavy rain.") == []


@pytest.mark.parametrize("text", ["", "\n\n", "“" * 500, "[" * 5000, "said " * 2000, "\x00\u202e“said” X: 🙂 ‘"])
def test_any_text_is_read_without_an_error(attributor: Attributor, text: str) -> None:
    for attribution in attributor.read(document(text[:200], text, NOON)):
        assert attribution.content


def test_the_same_text_gives_the_same_attributions(attributor: Attributor) -> None:
    found = document("Envoy: no deal yet", "“No deal yet,” the envoy said. She added that time was short.", NOON)

    assert attributor.read(found) == Attributor.load().read(found)


def overlap(one: list[list[int]], other: list[list[int]]) -> float:
    """The share of characters that two lists of ranges have in common."""
    first = {at for start, end in one for at in range(start, end)}
    second = {at for start, end in other for at in range(start, end)}
    return len(first & second) / (len(first | second) or 1)


def test_most_quoted_contents_of_the_annotated_articles_are_found(shared: Path, attributor: Attributor) -> None:
    """A guard against a broken model; the exact figures come from ../shared/polnear/score.py."""
    with gzip.open(shared / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    found = total = 0
    for row in random.Random(3).sample(rows, 12):
        contents = [[list(part) for part in a.content] for a in attributor.read(document("", row["text"], NOON))]
        gold = [said["content"] for said in row["attributions"] if row["text"][said["content"][0][0]] in '"“']
        total += len(gold)
        found += sum(any(overlap(content, other) >= 0.5 for other in contents) for content in gold)

    assert found >= 0.75 * total > 0

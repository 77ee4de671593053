from __future__ import annotations

from datetime import UTC, datetime

import pytest

from talkwatch.text.sentences import document

TUESDAY = datetime(2024, 3, 5, 12, tzinfo=UTC)


def sentences(text: str, title: str = "") -> list[str]:
    return [sentence.text for sentence in document(title, text, TUESDAY).sentences if sentence.field == "text"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Envoy tells of hopes for a deal on fish Norway has offered to share, he said. Continue reading...",
            [
                "Envoy tells of hopes for a deal on fish",
                "Norway has offered to share, he said.",
            ],
        ),
        (
            "The port is not closed to anyone, a minister has said Read Full Article at example.com",
            ["The port is not closed to anyone, a minister has said"],
        ),
        (
            "Quota is unfair to small boats, minister says in Oslo Europe live – latest updates Ana Brandt has left.",
            [
                "Quota is unfair to small boats, minister says in Oslo",
                "Europe live – latest updates",
                "Ana Brandt has left.",
            ],
        ),
    ],
)
def test_a_summary_is_cut_where_a_feed_joined_two_texts_and_its_link_is_left_out(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "The talks with the Norwegian premier Ana Brandt have ended in Oslo after a week. Continue reading...",
        "The fishing envoy met his counterpart Tom Avery in Bergen and said that Norway had left. Continue reading...",
    ],
)
def test_a_name_within_a_clause_begins_no_sentence(text: str) -> None:
    assert len(sentences(text)) == 1


def test_an_article_has_no_seams() -> None:
    text = "The sides met again on fishing Norway has left. Continue reading... " + "Nothing else was said. " * 80

    assert sentences(text)[0] == "The sides met again on fishing Norway has left."

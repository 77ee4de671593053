"""What passes the relevance gate."""

from __future__ import annotations

import pytest

from talkwatch.extract.gate import THRESHOLD, relevance


@pytest.mark.parametrize(
    "title",
    [
        "Rebels and government agree truce after talks in Nairobi",
        "President to skip climate summit",
        "Dockers' union and port open wage negotiations to avert strike",
        "Foreign minister arrives in Vienna for nuclear talks",
        "Premier cancels meeting with his counterpart",
    ],
)
def test_negotiations_pass(title: str) -> None:
    assert relevance(title, "") >= THRESHOLD


@pytest.mark.parametrize(
    "title",
    [
        "Striker in talks over new contract with league champions",
        "Retailer in talks to buy rival as shares slide",
        "Singer in talks to star in film of her life",
        "The best deals on headphones this week",
        "Judge weighs plea deal in fraud trial",
        "Researchers find protein that slows disease",
        "",
    ],
)
def test_other_talks_do_not(title: str) -> None:
    assert relevance(title, "") < THRESHOLD


def test_a_far_end_of_a_long_text_does_not_count() -> None:
    padding = "A quiet day in the hills. " * 200

    assert relevance("A walk", padding + "Peace talks and a truce.") == relevance("A walk", padding)

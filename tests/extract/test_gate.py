"""What passes the relevance gate."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talkwatch.extract.gate import FIRM, THRESHOLD, relevance
from talkwatch.extract.pipeline import Reader
from talkwatch.extract.training import gate as training


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


def test_training_on_the_same_items_gives_the_same_weights_and_tells_how_well_they_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = [
        "Envoys open peace talks in Oslo",
        "Ministers meet for trade talks",
        "Union and port hold wage negotiations",
    ]
    others = ["Striker signs for league champions", "Singer wins album award", "Laptop deals of the week"]
    items, gold = tmp_path / "items.jsonl", tmp_path / "gold.jsonl"
    titles = (ours + others) * 4
    items.write_text(
        "".join(json.dumps({"id": f"i{at}", "title": one, "text": ""}) + "\n" for at, one in enumerate(titles))
    )
    gold.write_text(
        "".join(
            json.dumps(
                {
                    "id": f"i{at}",
                    "talks": [1] if one in ours else [],
                    "attendance": [],
                    "statements": [],
                    "sticking_points": [],
                }
            )
            + "\n"
            for at, one in enumerate(titles)
        )
    )
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        assert training.main(["--set", str(items), str(gold), "--out", str(tmp_path / name)]) == 0
        made.append((tmp_path / name / "gate.json").read_bytes())

    assert made[0] == made[1]
    assert "precision 1.000, recall 1.000" in capsys.readouterr().err


def test_an_item_near_our_matter_that_names_no_session_yields_no_statement() -> None:
    title, text = "Gaza: residents fear the truce will end", "A baker said the truce was too short."
    found = Reader.load().read_text("i1", title, text, datetime(2024, 8, 14, tzinfo=UTC))

    assert THRESHOLD <= found.relevance < FIRM
    assert not found.statements


def test_an_item_about_nobody_that_meets_or_bargains_is_less_ours() -> None:
    assert relevance("President visits troops on the border", "") > relevance(
        "President praises troops on the border", ""
    )

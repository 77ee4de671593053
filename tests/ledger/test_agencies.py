"""Which agency wrote a report."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from talkwatch.ledger.agencies import agency

AGENCIES = tomllib.loads(files("talkwatch.ledger.lexicons").joinpath("agencies.toml").read_text("utf-8"))["agency"]
PAPER = "https://paper.example/world/1"


@pytest.mark.parametrize("row", AGENCIES, ids=lambda row: str(row["name"]))
def test_an_agency_takes_its_line_and_leaves_the_other(row: dict[str, str]) -> None:
    assert agency(PAPER, head=row["takes"]) == row["name"]
    assert agency(PAPER, head=row["leaves"]) == ""


@pytest.mark.parametrize("row", AGENCIES, ids=lambda row: str(row["name"]))
def test_each_name_signs_a_byline_and_each_house_is_the_agencys(row: dict[str, Any]) -> None:
    assert [agency(PAPER, f"By Jane Doe, {sign}") for sign in row["signs"]] == [row["name"]] * len(row["signs"])
    assert [agency(f"https://www.{own}/x") for own in row["houses"]] == [row["name"]] * len(row["houses"])


def test_the_wire_section_of_a_paper_is_the_agencys_and_the_rest_is_its_own() -> None:
    assert agency("https://abcnews.go.com/International/wireStory/envoys-arrive-1") == "AP"
    assert agency("https://abcnews.go.com/International/envoys-arrive-1") == ""


def test_brackets_later_in_a_text_and_names_in_small_words_are_no_dateline() -> None:
    assert (
        agency(PAPER, head="The Palestinian Authority, in a note that came late in the evening to all (AP) men") == ""
    )
    assert agency(PAPER, head="The envoys (three of them) arrived, Reuters said.") == ""
    assert agency(PAPER, "Happy Chap") == ""
    assert agency("http://[broken", "", "") == ""

"""The ledger's tables do what their examples say."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest

from talkwatch.ledger.wording import label, land, near
from talkwatch.ledger.yardstick import ICD_203, band, word

GATHERINGS = tomllib.loads(files("talkwatch.ledger.lexicons").joinpath("gatherings.toml").read_text("utf-8"))


@pytest.mark.parametrize("row", GATHERINGS["gathering"], ids=lambda row: str(row["label"]))
def test_a_gathering_takes_its_example_and_leaves_the_other(row: dict[str, str]) -> None:
    assert label(row["takes"]) == row["label"]
    assert label(row["leaves"]) != row["label"]


def test_a_town_lies_near_its_land_and_not_near_another_town_of_it() -> None:
    assert land("Dubai") == land("UAE") == "united arab emirates"
    assert near("Doha", "Qatar")
    assert not near("Dubai", "Abu Dhabi")
    assert not near("Doha", "Cairo")


def test_the_bands_of_icd_203_leave_no_gap() -> None:
    assert all(low.high == high.low for low, high in pairwise(ICD_203))
    assert [word(p) for p in (0.03, 0.5, 0.55, 0.96, 0.99)] == [
        "almost no chance",
        "roughly even chance",
        "likely",
        "almost certain",
        "almost certain",
    ]


def test_a_number_in_a_gap_of_phia_takes_the_nearer_word() -> None:
    assert band(0.21, "phia").word == "highly unlikely"
    assert band(0.24, "phia").word == "unlikely"
    assert (word(0.52, "phia"), word(0.53, "phia")) == ("realistic possibility", "likely or probable")


def test_one_figure_in_percent_never_stands_beside_two_words() -> None:
    words = {f"{n / 1000:.0%}": set[str]() for n in range(1001)}
    for n in range(1001):
        words[f"{n / 1000:.0%}"].add(word(n / 1000))

    assert all(len(said) == 1 for said in words.values())
    assert words["95%"] == {"almost certain"}

"""A denial must not read as what it denies."""

from __future__ import annotations

import pytest

from talkwatch.extract.pipeline import Reader
from talkwatch.views.saying import act_of, named, spoken, through
from tests.fakes.reports import at


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def acts(reader: Reader, text: str) -> list[str]:
    reading = reader.read_text("x", "", text, at("2024-08-14T12:00"), lenient=True)
    return [spoken(act_of(claim), claim.content) for claim in reading.statements]


def test_a_denial_is_shown_with_its_verb(reader: Reader) -> None:
    said = acts(reader, "Israel denied that it had added new demands to the ceasefire talks.")

    assert any(line.startswith("denied") and line.endswith("new demands to the ceasefire talks") for line in said)


def test_plain_saying_is_not_shown(reader: Reader) -> None:
    said = acts(reader, "Hamas said that the ceasefire talks in Doha would go on.")

    assert said == ["the ceasefire talks in Doha would go on"]


def test_a_medium_has_its_preposition() -> None:
    media = ("reporters", "Reuters.", "statement", "interview", "state TV", "press conference", None)

    assert [*map(through, media)] == [
        "to reporters",
        "to Reuters",
        "in a statement",
        "in an interview",
        "on state TV",
        "at a press conference",
        "",
    ]


def test_a_speaker_of_somebody_stands_alone_under_its_owners_name() -> None:
    assert named("Its officials", "Hamas") == "Hamas officials"
    assert [named("Its officials", None), named("Itsuki Mori", "Japan")] == ["Its officials", "Itsuki Mori"]

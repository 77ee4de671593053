from __future__ import annotations

import json
from pathlib import Path

import pytest

from talkwatch.cli.opening import open_store
from tests.cli.running import Talkwatch
from tests.fakes.reports import coming, report, said, talk
from tests.fakes.stores import keep

ASKED = ("--track", "gaza ceasefire", "--as-of", "2024-08-14T21:40Z")


@pytest.fixture
def filled(home: Path) -> Path:
    with open_store(home) as opened:
        keep(
            opened.store,
            report("2024-08-13T08:00", talk(), coming("Hamas", "likely")),
            report("2024-08-14T08:00", talk(), coming("Hamas", "declined", by="Hamas"), publisher="AFP"),
            report("2024-08-14T09:00", talk(), said("the truce must be permanent", form="direct"), publisher="AP"),
        )
    return home


def test_a_talks_page_tells_in_order_what_happened_to_it_and_who_comes(filled: Path, talkwatch: Talkwatch) -> None:
    page = json.loads(talkwatch("talk", "doha", *ASKED, "--json").out)

    assert page["talk"]["place"] == "Doha"
    assert [row["actor"] for row in page["attendance"]] == ["Hamas"]
    moments = [(each["kind"], each["publisher"]) for each in page["timeline"]]
    assert moments[-1] == ("statement", "AP")
    assert ("attendance", "AFP") in moments
    assert [each["when"] for each in page["timeline"]] == sorted(each["when"] for each in page["timeline"])
    by_id = json.loads(talkwatch("talk", page["talk"]["id"], *ASKED, "--json").out)
    assert by_id == page


def test_what_was_heard_at_one_moment_stands_by_its_words_whatever_feed_it_came_from(
    tmp_path: Path, talkwatch: Talkwatch
) -> None:
    claims = [said(words) for words in ("the truce must last", "no deal is near", "hostages come first")]
    told = []
    for name in "abc":
        home = tmp_path / name
        with open_store(home) as opened:
            keep(opened.store, report("2024-08-14T09:00", talk(), *claims, publisher=name))
        page = json.loads(talkwatch("--home", str(home), "talk", "doha", *ASKED, "--json").out)
        told.append([each["words"] for each in page["timeline"] if each["kind"] == "statement"])

    assert told[0] == told[1] == told[2] == sorted(told[0])
    assert len(told[0]) == len(claims)


def test_an_actors_page_can_be_asked_for_by_its_other_names(filled: Path, talkwatch: Talkwatch) -> None:
    page = json.loads(talkwatch("actor", "HAMAS", *ASKED, "--json").out)
    other = json.loads(talkwatch("actor", "Islamic Resistance Movement", *ASKED, "--json").out)

    assert page == other
    assert page["attendance"][0]["stance"] == "declined"
    assert page["statements"][0]["content"] == "the truce must be permanent"


def test_pages_in_words_name_sides_and_moments(filled: Path, talkwatch: Talkwatch) -> None:
    shown = talkwatch("talk", "doha", *ASKED).out + talkwatch("actor", "hamas", *ASKED).out

    for words in ("WHO WILL COME", "TIMELINE", "POSITIONS", "“the truce must be permanent”"):
        assert words in shown


@pytest.mark.parametrize("asked", [("talk", "atlantis"), ("actor", "nobody at all")])
def test_what_is_not_on_the_board_is_said_with_a_way_on(
    filled: Path, talkwatch: Talkwatch, asked: tuple[str, str]
) -> None:
    ran = talkwatch(*asked, *ASKED)

    assert ran.code == 2
    assert asked[1] in ran.err
    assert "board --json" in ran.err or "it has: Hamas" in ran.err

from __future__ import annotations

import json
from pathlib import Path

from talkwatch.settings.config import sample
from tests.cli.running import Talkwatch


def test_tracks_lists_every_track_with_what_it_is_about(talkwatch: Talkwatch) -> None:
    ran = talkwatch("tracks")

    assert ran.code == 0
    assert "Gaza ceasefire  (" in ran.out
    assert "Every negotiation that the feeds tell of" in ran.out


def test_tracks_as_json_holds_what_a_track_file_holds(talkwatch: Talkwatch) -> None:
    rows = json.loads(talkwatch("tracks", "--json").out)

    assert len(rows) == 9
    assert set(rows[0]) == {"name", "about", "actors", "places", "issues", "feeds", "everything", "filter"}
    assert set(rows[0]["actors"][0]) == {"name", "kind", "aliases"}


def test_one_track_is_shown_with_its_parties_issues_and_feeds(talkwatch: Talkwatch) -> None:
    out = talkwatch("tracks", "sudan").out

    assert "Rapid Support Forces (RSF" in out
    assert "siege of El Fasher: El Fasher" in out
    assert "Dabanga Sudan: https://" in out


def test_one_track_as_json_is_one_object(talkwatch: Talkwatch) -> None:
    assert json.loads(talkwatch("tracks", "gaza-ceasefire", "--json").out)["name"] == "Gaza ceasefire"


def test_an_unknown_track_ends_with_2_and_the_names_of_all(talkwatch: Talkwatch) -> None:
    ran = talkwatch("tracks", "Atlantis")

    assert (ran.code, ran.out) == (2, "")
    assert "no track is called 'Atlantis'" in ran.err
    assert "Sudan" in ran.err


def test_a_broken_track_file_ends_with_2_and_its_line(talkwatch: Talkwatch, home: Path) -> None:
    path = home / "config" / "tracks" / "mine.toml"
    path.parent.mkdir(parents=True)
    path.write_text('name = "Mine"\n\nactors = 3\n', encoding="utf-8")

    ran = talkwatch("tracks")

    assert ran.code == 2
    assert f"{path}:3: " in ran.err


def test_locate_names_every_place_under_the_home_and_makes_none(talkwatch: Talkwatch, home: Path) -> None:
    places = json.loads(talkwatch("locate", "--json").out)

    assert places["database"] == str(home / "data" / "talkwatch.db")
    assert all(place.startswith(str(home)) for place in places.values())
    assert not home.exists()


def test_locate_says_what_is_not_there_yet(talkwatch: Talkwatch, home: Path) -> None:
    (home / "data").mkdir(parents=True)

    lines = talkwatch("locate").out.splitlines()

    assert f"data         {home / 'data'}" in lines
    assert f"state        {home / 'state'}  (not there yet)" in lines


def test_locate_prints_a_sample_of_the_settings(talkwatch: Talkwatch) -> None:
    assert talkwatch("locate", "--sample").out == sample()

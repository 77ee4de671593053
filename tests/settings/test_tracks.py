from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from talkwatch.model.errors import ConfigError, UsageError
from talkwatch.model.tracks import Track
from talkwatch.settings.paths import Paths, paths
from talkwatch.settings.tracks import find_track, load_tracks, shipped_tracks

OWN = """
name = "{name}"
about = "Two islands and their fish."
places = ["Reykjavik"]

[[actors]]
name = "Iceland"
kind = "party"
aliases = ["Reykjavik government"]

[[issues]]
name = "mackerel quotas"
words = ["mackerel"]

[[feeds]]
url = "https://news.example/feed"
publisher = "The Example"
"""


@pytest.fixture
def home(tmp_path: Path) -> Paths:
    found = paths(tmp_path)
    found.tracks.mkdir(parents=True)
    return found


TRACKS = shipped_tracks()
NAMED = [track for track in TRACKS.values() if not track.everything]


def test_eight_tracks_are_shipped_and_one_that_follows_everything() -> None:
    assert len(NAMED) == 8
    assert TRACKS["any"].everything
    assert list(TRACKS)[-1] == "any"


@pytest.mark.parametrize("track", NAMED, ids=lambda track: track.name)
def test_a_shipped_track_has_two_parties_eight_issues_with_words_and_eight_publishers(track: Track) -> None:
    assert sum(actor.kind == "party" for actor in track.actors) >= 2
    assert 8 <= len(track.issues) <= 14
    assert all(issue.words for issue in track.issues)
    assert len({feed.publisher for feed in track.feeds}) >= 8
    assert track.about
    assert track.places


@pytest.mark.parametrize("track", TRACKS.values(), ids=lambda track: track.name)
def test_a_shipped_tracks_feeds_are_https_addresses_each_once(track: Track) -> None:
    urls = [feed.url for feed in track.feeds]

    assert len(set(urls)) == len(urls)
    assert {urlsplit(url).scheme for url in urls} == {"https"}


@pytest.mark.parametrize("track", NAMED, ids=lambda track: track.name)
def test_a_shipped_tracks_words_stand_for_one_thing_each(track: Track) -> None:
    for issue in track.issues:
        assert len({word.casefold() for word in issue.words}) == len(issue.words)
    for actor in track.actors:
        names = [actor.name, *actor.aliases]
        assert len({name.casefold() for name in names}) == len(names)


def test_a_users_track_is_added(home: Paths) -> None:
    (home.tracks / "fish.toml").write_text(OWN.format(name="Fish"), encoding="utf-8")

    tracks = load_tracks(home)

    assert set(tracks) == {*TRACKS, "Fish"}
    assert tracks["Fish"].actors[0].aliases == ("Reykjavik government",)


def test_a_users_track_takes_the_place_of_a_shipped_one_of_the_same_name(home: Paths) -> None:
    (home.tracks / "mine.toml").write_text(OWN.format(name="gaza ceasefire"), encoding="utf-8")

    tracks = load_tracks(home)

    assert len(tracks) == len(TRACKS)
    assert find_track(tracks, "Gaza ceasefire").about == "Two islands and their fish."


@pytest.mark.parametrize("name", ["Ukraine–Russia", "ukraine-russia", "UKRAINE RUSSIA"])
def test_a_track_is_found_whatever_its_case_spaces_and_dashes(name: str) -> None:
    assert find_track(TRACKS, name).name == "Ukraine–Russia"


def test_an_unknown_track_is_told_with_the_nearest_and_all_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        find_track(TRACKS, "gaza cease-fires")

    assert "did you mean 'Gaza ceasefire'?" in caught.value.hint
    assert "Sudan" in caught.value.hint


FULL = OWN.format(name="Fish")
BROKEN = {
    "no name": (FULL.replace('name = "Fish"', ""), 1, "`name` is missing"),
    "a wrong kind": (FULL.replace('"party"', '"boss"'), 8, "`actors[1].kind`"),
    "a key misspelt": (FULL.replace("aliases", "alias"), 9, "did you mean `aliases`?"),
    "an address that is none": (FULL.replace("https://", ""), 16, "begins with https://"),
    "an empty actor": (FULL.replace('"Iceland"', '""'), 7, "`actors[1].name`"),
    "words that are no list": (FULL.replace('["mackerel"]', '"mackerel"'), 13, "`issues[1].words`"),
    "nobody to follow": ('name = "Fish"\n', 1, "at least one [[actors]] table"),
    "a name for two": (
        FULL + '\n[[actors]]\nname = "Faroes"\naliases = ["iceland"]\n',
        1,
        "'iceland' stands for two actors, Iceland and Faroes",
    ),
    "not TOML": (FULL + "\n[[actors\n", 19, "not TOML"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_track_is_told_with_its_file_its_line_and_its_key(home: Paths, name: str) -> None:
    text, line, words = BROKEN[name]
    path = home.tracks / "fish.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        load_tracks(home)

    assert caught.value.message.startswith(f"{path}:{line}: ")
    assert words in str(caught.value)

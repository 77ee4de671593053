"""Filters: what is left out is not read, says why, and comes back when the words go."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from talkwatch.cli.app import root
from talkwatch.model.errors import UsageError
from tests.fakes.loopback import Loopback, loopback

Run = Callable[..., Result]
TALKS = "Truce talks between Israel and Hamas will resume in Doha on Thursday, mediators said"
MATCH = "Negotiators of Israel and Hamas meet in Cairo on Friday as football talks stall, Egypt said"


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, server: Loopback) -> Path:
    (tmp_path / "config").mkdir(parents=True)
    configure(tmp_path, server, "")
    return tmp_path


def configure(home: Path, server: Loopback, words: str) -> None:
    text = f'[poll]\nallow_private = ["{server.place}"]\n{words}'
    (home / "config" / "config.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def run(home: Path) -> Run:
    def run(*words: str) -> Result:
        return CliRunner().invoke(root, ["--home", str(home), *words], standalone_mode=False, catch_exceptions=True)

    return run


def items(run: Run, *words: str) -> dict[str, str]:
    """Titles with why they were left out."""
    return {row["title"]: row["reason"] for row in json.loads(run("items", "--json", *words).stdout)}


def test_a_feed_is_read_by_its_own_words_and_what_was_left_out_says_why(run: Run, server: Loopback) -> None:
    url = server.rss("/feed", TALKS, MATCH)
    run("feeds", "add", url, "--no-check", "--exclude", "football, tennis")
    run("poll", "--once")

    assert items(run) == {TALKS: "", MATCH: "filter: has “football”"}
    assert items(run, "--left-out") == {MATCH: "filter: has “football”"}
    (left,) = json.loads(run("items", "--left-out", "--json").stdout)
    assert "left out, filter: has “football”" in run("explain", left["id"]).stdout
    assert run("feeds", "filter", url).stdout == "nothing that has: football, tennis\n"


def test_a_filter_that_changes_has_just_those_items_read_again_that_it_turns(run: Run, server: Loopback) -> None:
    url = server.rss("/feed", TALKS, MATCH)
    run("feeds", "add", url, "--no-check")
    run("poll", "--once")
    before = run("board", "--as-of", "2024-08-15T12:00", "--json").stdout

    there = run("feeds", "filter", url, "--exclude", "football")
    run("poll", "--once")
    board = json.loads(run("board", "--as-of", "2024-08-15T12:00", "--json").stdout)
    back = run("feeds", "filter", url, "--none")
    run("poll", "--once")

    assert there.stdout.startswith("1 item to read again")
    assert MATCH in before
    assert MATCH not in json.dumps(board)
    assert TALKS in json.dumps(board)
    assert back.stdout == "1 item to read again: talkwatch poll --once, or the dashboard\nno filter\n"
    assert items(run) == {TALKS: "", MATCH: ""}


def test_words_in_the_config_hold_for_all_feeds_from_the_next_reading_on(
    run: Run, home: Path, server: Loopback
) -> None:
    url = server.rss("/feed", TALKS, MATCH)
    run("feeds", "add", url, "--no-check")
    run("poll", "--once")

    configure(home, server, '[filter]\ninclude = ["mediat*"]\n')
    run("poll", "--once")
    narrowed = items(run)
    configure(home, server, "")
    run("poll", "--once")

    assert narrowed == {TALKS: "", MATCH: "filter: has none of “mediat*”"}
    assert items(run) == {TALKS: "", MATCH: ""}


def test_words_of_a_track_keep_items_off_its_board_alone_and_explain_tells(run: Run, server: Loopback) -> None:
    url = server.rss("/feed", TALKS, MATCH)
    run("feeds", "add", url, "--no-check")
    run("poll", "--once")

    said = run("tracks", "gaza ceasefire", "--exclude", "football")

    assert said.stdout == "Gaza ceasefire: nothing that has: football\n"
    assert MATCH not in run("board", "--as-of", "2024-08-15T12:00", "--json", "--track", "Gaza ceasefire").stdout
    assert MATCH in run("board", "--as-of", "2024-08-15T12:00", "--json", "--track", "any").stdout
    id_ = next(row["id"] for row in json.loads(run("items", "--json").stdout) if row["title"] == MATCH)
    run("feeds", "filter", url, "--exclude", "football")
    run("poll", "--once")
    assert "not on the board of Gaza ceasefire, filter: has “football”" in run("explain", id_).stdout

    run("tracks", "gaza ceasefire", "--no-filter")
    run("feeds", "filter", url, "--none")
    run("poll", "--once")
    assert MATCH in run("board", "--as-of", "2024-08-15T12:00", "--json", "--track", "Gaza ceasefire").stdout


def test_words_in_a_tracks_file_hold_for_its_board_and_its_feeds(run: Run, home: Path, server: Loopback) -> None:
    url = server.rss("/feed", TALKS, MATCH)
    (home / "config" / "tracks").mkdir()
    (home / "config" / "tracks" / "own.toml").write_text(
        f'name = "Own"\neverything = true\ninclude = ["Doha"]\n[[feeds]]\nurl = "{url}"\npublisher = "P"\n'
        'exclude = ["golf"]\n',
        encoding="utf-8",
    )
    run("feeds", "add", "--track", "own")
    run("poll", "--once")

    assert run("feeds", "filter", url).stdout == "nothing that has: golf\n"
    board = run("board", "--as-of", "2024-08-15T12:00", "--json", "--track", "own").stdout
    assert TALKS in board
    assert MATCH not in board


def test_a_filter_survives_export_and_import(run: Run, home: Path, server: Loopback) -> None:
    url = server.rss("/feed", TALKS)
    run("feeds", "add", url, "--no-check", "--include", "truce", "--exclude", "a b,c*")
    run("feeds", "pause", url)
    run("feeds", "export", str(home / "out.opml"))
    run("feeds", "remove", url, "--purge")

    said = run("feeds", "import", str(home / "out.opml"))

    assert said.stdout == "added 1 feed; 1 paused, as the file says\n"
    assert run("feeds", "filter", url).stdout == "only what has one of: truce\nnothing that has: a b, c*\n"
    assert json.loads(run("feeds", "check", "--json").stdout)["rows"][0]["state"] == "paused"


def test_words_that_are_none_an_unknown_feed_and_an_unknown_track_are_told(run: Run, server: Loopback) -> None:
    url = server.rss("/feed", TALKS)
    run("feeds", "add", url, "--no-check")

    for words in (
        ("feeds", "filter", "https://example.org/other", "--exclude", "a"),
        ("feeds", "filter", url, "--exclude", "*"),
        ("feeds", "filter", url, "--none", "--exclude", "a"),
        ("tracks", "--exclude", "a"),
        ("tracks", "nothing", "--exclude", "a"),
    ):
        assert isinstance(run(*words).exception, UsageError), words

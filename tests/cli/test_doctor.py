from __future__ import annotations

import json
import locale
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from talkwatch.cli.opening import open_store
from talkwatch.cli.symptoms import Finding, examine
from talkwatch.model.items import Entry, Feed, FeedId
from talkwatch.model.polls import PollOutcome
from talkwatch.settings.paths import paths
from tests.cli.running import Talkwatch

NOON = datetime(2024, 8, 14, 12, tzinfo=UTC)
FEED = Feed(FeedId("https://news.example/feed"), "https://news.example/feed")
ENTRY = Entry("guid:1", "https://news.example/1", "Envoys meet in Doha", "", NOON)


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")


def polled(home: Path, *, error: str = "") -> None:
    with open_store(home) as opened:
        opened.store.add_feed(FEED)
        answered = PollOutcome(FEED.id, NOON, "answered", NOON, entries=(ENTRY,))
        failed = PollOutcome(FEED.id, NOON, "failed", NOON, error=error, hint="look there")
        opened.store.record(failed if error else answered)


def found(home: Path, about: str, now: datetime = NOON) -> Finding:
    return {finding.about: finding for finding in examine(paths(home), now)}[about]


def test_a_sound_home_has_no_trouble(home: Path) -> None:
    polled(home)

    states = {finding.about: finding.state for finding in examine(paths(home), NOON)}

    assert "trouble" not in states.values()
    assert states["store"] == states["feeds"] == states["poll"] == states["clock"] == states["disk"] == "ok"


def test_a_home_before_the_first_poll_has_no_trouble_and_is_not_made(home: Path, talkwatch: Talkwatch) -> None:
    ran = talkwatch("doctor")

    assert (ran.code, ran.err) == (0, "")
    assert "none yet" in ran.out
    assert not home.exists()


def test_a_store_without_feeds_is_told_with_the_cure(home: Path) -> None:
    with open_store(home):
        pass

    assert found(home, "feeds").state == "trouble"
    assert "feeds add" in found(home, "feeds").cure


def test_failing_feeds_are_told_with_the_first_ones_error_and_cure(home: Path) -> None:
    polled(home, error="410 Gone")

    finding = found(home, "feeds")

    assert (finding.state, finding.cure) == ("trouble", "look there")
    assert "1 of 1 fail; https://news.example/feed: 410 Gone" in finding.words


def test_a_network_that_the_last_poll_found_down_is_told(home: Path) -> None:
    polled(home)
    with open_store(home) as opened:
        opened.store.note_offline(NOON)

    assert found(home, "poll").words == "offline since 14 Aug 12:00 UTC"


def test_a_poll_long_ago_is_told(home: Path) -> None:
    polled(home)

    assert found(home, "poll", NOON + timedelta(hours=1)).state == "ok"
    assert found(home, "poll", NOON + timedelta(hours=5)).words == "last 5 h ago"


def test_a_clock_that_went_back_is_told(home: Path) -> None:
    polled(home)

    finding = found(home, "clock", NOON - timedelta(days=1))

    assert finding.state == "trouble"
    assert "it went back" in finding.words


def test_items_that_wait_for_extraction_are_counted(home: Path) -> None:
    polled(home)

    assert found(home, "reading").words.startswith("1 items wait")


def test_a_newer_schema_is_told_with_the_cure(home: Path) -> None:
    polled(home)
    with closing(sqlite3.connect(paths(home).database)) as connection:
        connection.execute("PRAGMA user_version = 999")

    assert "newer talkwatch" in found(home, "store").words
    assert "upgrade" in found(home, "store").cure


def test_a_damaged_file_is_told(home: Path) -> None:
    paths(home).data.mkdir(parents=True)
    paths(home).database.write_bytes(b"no database" * 1000)

    assert found(home, "store").state == "trouble"
    assert "damaged" in found(home, "store").words


def test_a_broken_config_is_told_with_its_line_and_the_rest_is_still_examined(home: Path) -> None:
    polled(home)
    paths(home).config.mkdir()
    paths(home).config_file.write_text("[poll]\nevry = 3\n", encoding="utf-8")

    assert found(home, "config").state == "trouble"
    assert "config.toml:2:" in found(home, "config").words
    assert found(home, "store").state == "ok"


def test_a_first_track_that_is_not_there_is_told(home: Path) -> None:
    paths(home).config.mkdir(parents=True)
    paths(home).config_file.write_text('[board]\ntrack = "Atlantis"\n', encoding="utf-8")

    assert found(home, "tracks").state == "trouble"


def test_a_lock_that_is_held_is_a_note(home: Path) -> None:
    with open_store(home):
        assert found(home, "lock").state == "note"
    assert found(home, "lock").state == "ok"


def test_a_folder_that_is_a_file_is_told(home: Path) -> None:
    home.mkdir()
    (home / "data").write_text("", encoding="utf-8")

    assert found(home, "data").state == "trouble"


@pytest.mark.parametrize("term", ["", "dumb"])
def test_a_terminal_that_cannot_draw_is_told(home: Path, monkeypatch: pytest.MonkeyPatch, term: str) -> None:
    monkeypatch.setenv("TERM", term)

    assert found(home, "terminal").state == "trouble"


def test_trouble_ends_with_1_and_its_json_twin_says_the_same(talkwatch: Talkwatch, home: Path) -> None:
    polled(home, error="410 Gone")

    plain, twin = talkwatch("doctor"), talkwatch("doctor", "--json")

    assert plain.code == twin.code == 1
    assert "TROUBLE  feeds     1 of 1 fail" in plain.out
    rows = {row["about"]: row for row in json.loads(twin.out)}
    assert rows["feeds"]["state"] == "trouble"
    assert set(rows["feeds"]) == {"about", "state", "words", "cure"}


@pytest.mark.parametrize(
    ("term", "settings", "words"),
    [
        ("xterm-256color", {}, "256"),
        ("xterm-256color", {"COLORTERM": "truecolor"}, "16 million"),
        ("vt100", {}, "none: vt100 has none"),
        ("xterm-256color", {"NO_COLOR": "1"}, "none: NO_COLOR is set"),
    ],
)
def test_a_terminal_without_colours_is_a_note_with_its_cure(term: str, settings: dict[str, str], words: str) -> None:
    # A process asks its terminal only once, so each case has a process of its own.
    bare = {name: value for name, value in os.environ.items() if name not in {"COLORTERM", "NO_COLOR"}}
    script = (
        "import sys; from talkwatch.cli.symptoms import _colours; found = _colours(sys.argv[1]); "
        "print(found.state, found.words, found.cure, sep='|')"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, term],
        env=bare | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    state, said, cure = done.stdout.rstrip("\n").split("|")
    assert said == words
    assert (state == "note") == bool(cure) == words.startswith("none")


def test_an_older_schema_is_told_with_the_cure(home: Path) -> None:
    polled(home)
    with closing(sqlite3.connect(paths(home).database)) as connection:
        connection.execute("PRAGMA user_version = 2")

    assert "of an older talkwatch (schema 2" in found(home, "store").words
    assert "brings it up to date" in found(home, "store").cure


def test_a_home_that_cannot_be_written_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere, whatever a folder's mode

    assert found(home, "data").state == "trouble"
    assert "--home" in found(home, "data").cure


@pytest.mark.parametrize(("free", "state"), [(500, "ok"), (100, "trouble"), (5, "trouble")])
def test_a_disk_that_is_nearly_full_is_told(home: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    usage = shutil.disk_usage("/")._replace(free=free * 1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    assert found(home, "disk").state == state
    assert bool(found(home, "disk").cure) == (state == "trouble")


@pytest.mark.parametrize(("encoding", "state"), [("UTF-8", "ok"), ("ANSI_X3.4-1968", "trouble")])
def test_a_locale_that_is_not_utf_8_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, state: str
) -> None:
    monkeypatch.setattr(locale, "getpreferredencoding", lambda **_: encoding)

    assert found(home, "locale").state == state

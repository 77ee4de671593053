from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from talkwatch.cli.opening import open_store
from talkwatch.filing import digest_name, file_once, latest, safe_name
from talkwatch.model.claims import Reading
from talkwatch.model.items import Entry, Feed, FeedId, item_id
from tests.cli.running import Talkwatch
from tests.fakes.reports import at, coming, report, said, talk
from tests.fakes.stores import keep

TRACK = ("--track", "Gaza ceasefire")
URL = FeedId("https://afp.example/rss")


@pytest.fixture
def filled(home: Path) -> Path:
    with open_store(home) as opened:
        keep(
            opened.store,
            report("2024-08-13T08:00", talk(), coming("Hamas", "likely")),
            report("2024-08-14T00:00", said("the truce must be permanent"), publisher="AP"),
        )
    return home


def test_a_digest_goes_into_a_folder_once_unless_it_says_something_new(
    talkwatch: Talkwatch, filled: Path, tmp_path: Path
) -> None:
    words = ("digest", *TRACK, "--date", "2024-08-14", "-o", str(tmp_path))

    first, second, forced = talkwatch(*words), talkwatch(*words), talkwatch(*words, "--force")
    with open_store(filled) as opened:
        keep(opened.store, report("2024-08-14T09:00", said("no troops may stay"), publisher="AFP"))
    after = talkwatch(*words)

    path = tmp_path / "2024-08-14-gaza-ceasefire.md"
    assert (first.out, first.err) == ("", f"{path}\n")
    assert "nothing new" in second.err
    assert forced.err == after.err == f"{path}\n"
    assert "no troops may stay" in path.read_text(encoding="utf-8")


def test_what_is_said_at_midnight_stands_in_the_digest_of_the_day_that_begins(
    talkwatch: Talkwatch, filled: Path
) -> None:
    before, day = (talkwatch("digest", *TRACK, "--date", f"2024-08-{n}").out for n in (13, 14))

    assert "permanent" not in before
    assert "permanent" in day


def test_a_digest_of_several_days_holds_them_all_and_says_so(talkwatch: Talkwatch, filled: Path) -> None:
    text = talkwatch("digest", *TRACK, "--since", "2024-08-12", "--until", "2024-08-14", "--format", "txt").out

    assert text.startswith("Gaza ceasefire: Mon 12 Aug – Wed 14 Aug 2024\n")
    assert "The whole span, in UTC." in text
    assert "New: Gaza ceasefire talks" in text
    assert "permanent" in text


def test_every_track_that_has_something_gets_a_file(talkwatch: Talkwatch, filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "all"

    talkwatch("digest", "--track", "all", "--date", "2024-08-14", "--format", "ics", "-o", str(folder))

    assert sorted(path.name for path in folder.iterdir()) == ["2024-08-14-any.ics", "2024-08-14-gaza-ceasefire.ics"]


def test_the_morning_digest_is_written_once_into_the_folder_of_the_config(talkwatch: Talkwatch, filled: Path) -> None:
    folder = filled / "out"
    (filled / "config").mkdir()
    (filled / "config" / "config.toml").write_text(f'[digest]\nfolder = "{folder}"\n', encoding="utf-8")

    first, second = (talkwatch("digest", *TRACK, "--auto", "07:00") for _ in range(2))

    (path,) = folder.iterdir()
    assert path.name.endswith("-0700-gaza-ceasefire.md")
    assert (first.code, first.err) == (0, f"{path}\n")
    assert "nothing new" in second.err


def test_the_format_is_the_one_asked_for_else_that_of_the_files_name_else_that_of_the_config(
    talkwatch: Talkwatch, filled: Path, tmp_path: Path
) -> None:
    (filled / "config").mkdir()
    (filled / "config" / "config.toml").write_text('[digest]\nformat = "txt"\n', encoding="utf-8")
    page, day = tmp_path / "day.html", (*TRACK, "--date", "2024-08-14")

    talkwatch("digest", *day, "-o", str(page))

    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert talkwatch("digest", *day).out.startswith("Gaza ceasefire: Wed 14 Aug 2024\n====")
    assert talkwatch("digest", *day, "--format", "md").out.startswith("# Gaza ceasefire")


def test_a_report_that_takes_back_what_it_said_is_named(talkwatch: Talkwatch, filled: Path) -> None:
    claims = report("2024-08-13T09:00", talk(words="Israel and Hamas meet for truce talks in Doha today."))
    with open_store(filled) as opened:
        feed = Feed(URL, URL, publisher="AFP")
        for moment, title, text in (
            ("2024-08-13T09:00", "Truce talks open", "Israel and Hamas meet for truce talks in Doha today."),
            ("2024-08-14T10:00", "Truce talks delayed", "Nobody has arrived."),
        ):
            opened.store.backfill(feed, [Entry("guid:1", "https://afp.example/1", title, text, at(moment))])
        item = item_id(URL, "guid:1")
        opened.store.add_readings(
            [Reading(item, 1, "by-hand", talks=claims.reading.talks, relevance=1.0), Reading(item, 2, "by-hand")]
        )

    day, next_day = (talkwatch("digest", *TRACK, "--date", f"2024-08-{n}").out for n in (14, 15))

    assert "headline now “Truce talks delayed”, before “Truce talks open”" in day
    assert "no longer says: “Israel and Hamas meet for truce talks in Doha today.”" in day
    assert "no longer says" not in next_day


@pytest.mark.parametrize(
    "words",
    [
        ("--date", "2024-08-14", "--auto", "07:00"),
        ("--until", "2024-08-14"),
        ("--since", "2024-08-15", "--until", "2024-08-14"),
        ("--auto", "25:00"),
        ("--date", "yesterday"),
    ],
    ids=" ".join,
)
def test_days_that_do_not_go_together_are_refused(talkwatch: Talkwatch, words: tuple[str, ...]) -> None:
    assert talkwatch("digest", *words).code == 2


@pytest.mark.parametrize(
    ("track", "name"),
    [
        ("US–China trade", "us-china-trade"),
        ("../../etc/passwd", "etc-passwd"),
        ("Élysée\x00 “talks”", "elysee-talks"),
        (".", "track"),
        ("переговоры", "переговоры"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_file_is_named_safely_after_its_track(track: str, name: str) -> None:
    assert safe_name(track) == name
    assert digest_name(track, date(2024, 8, 12), date(2024, 8, 14), "md") == f"2024-08-12--2024-08-14-{name}.md"


@pytest.mark.parametrize(
    ("now", "end"),
    [("2024-08-14T04:59", "2024-08-13T05:00"), ("2024-08-14T05:00", "2024-08-14T05:00")],
    ids=["before", "at the time"],
)
def test_the_last_morning_is_that_of_the_users_zone(now: str, end: str) -> None:
    begin, until = latest(time(7), at(now), ZoneInfo("Europe/Berlin"))

    assert until == at(end)
    assert (until - begin).days == 1


def test_the_morning_of_a_day_with_an_hour_more_is_a_day_and_an_hour_long() -> None:
    begin, end = latest(time(7), datetime(2024, 10, 27, 12, tzinfo=UTC), ZoneInfo("Europe/Berlin"))

    assert (end - begin).total_seconds() == 25 * 3600


def test_a_memory_that_is_broken_forgets_and_a_file_that_is_gone_is_written_again(tmp_path: Path) -> None:
    path, known = tmp_path / "a.md", tmp_path / "state" / "digests.json"
    known.parent.mkdir()
    known.write_text("[broken", encoding="utf-8")

    assert file_once(path, b"one", "sign", known)
    assert not file_once(path, b"two", "sign", known)
    path.unlink()
    assert file_once(path, b"three", "sign", known)
    assert path.read_bytes() == b"three"

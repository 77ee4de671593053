from __future__ import annotations

import gzip
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from talkwatch.cli.opening import open_store
from talkwatch.extract.pipeline import EXTRACTOR
from tests.cli.running import Talkwatch

Answer = TypeVar("Answer")
TALKS = {
    "feed_url": "https://north.example/feed",
    "feed_title": "The Northern Post",
    "title": "Israel and Hamas negotiators to meet in Doha on Thursday",
    "link": "https://north.example/doha?utm_source=rss",
    "published": "2024-08-13T09:30:00+02:00",
    "description": "<p>Qatar said on Tuesday that it would host the talks &amp; hoped for a truce.</p>"
    "<p>“We will take part,” an Israeli government spokesman, David Berg, said.</p>",
}
RAIN = {**TALKS, "title": "Rain on the coast", "link": "https://north.example/rain", "description": "It rained."}
SOUTH = {**TALKS, "feed_url": "https://south.example/feed", "feed_title": "Southern Times"}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "past.jsonl"
    write(path, TALKS, RAIN, SOUTH)
    return path


def write(path: Path, *rows: dict[str, str]) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def test_a_past_is_stored_clean_with_its_own_dates_and_read(talkwatch: Talkwatch, home: Path, archive: Path) -> None:
    ran = talkwatch("backfill", str(archive))

    assert (ran.code, ran.err) == (0, "")
    assert "stored 3 new, 0 revised; 0 were there\nread 3 items, found " in ran.out
    with open_store(home, read_only=True) as opened:
        item = opened.store.items(search="negotiators doha")[0]
        assert item.text.startswith("Qatar said on Tuesday that it would host the talks & hoped for a truce.\n“We will")
        assert item.published == item.first_seen == datetime(2024, 8, 13, 7, 30, tzinfo=UTC)
        assert {each.publisher for each in opened.store.items()} == {"The Northern Post", "Southern Times"}
        assert opened.store.feeds() == ()
        assert opened.store.count_unread(EXTRACTOR) == 0
        assert opened.store.reports()


def test_a_second_run_stores_and_reads_nothing_new(talkwatch: Talkwatch, archive: Path) -> None:
    talkwatch("backfill", str(archive))

    ran = talkwatch("backfill", str(archive))

    assert ran.out == "stored 0 new, 0 revised; 3 were there\nread 0 items, found 0 claims\n"


def test_a_packed_past_is_read_the_same(talkwatch: Talkwatch, archive: Path) -> None:
    packed = archive.with_suffix(".jsonl.gz")
    packed.write_bytes(gzip.compress(archive.read_bytes()))

    assert "stored 3 new" in talkwatch("backfill", str(packed)).out


def test_two_processes_read_the_same_as_one(talkwatch: Talkwatch, archive: Path) -> None:
    one = talkwatch("backfill", str(archive)).out.splitlines()[1]
    talkwatch("reread", "--all", "-j", "2")

    two = talkwatch("reread", "--all", "--jobs", "2").out

    assert two.strip() == one


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc, and the kernel's parent-death signal")
def test_reading_processes_end_with_a_killed_parent(home: Path, archive: Path) -> None:
    rows = [{**TALKS, "link": f"https://north.example/{n}"} for n in range(3000)]
    write(archive, *rows)
    command = [sys.executable, "-m", "talkwatch", "--home", str(home), "backfill", str(archive), "-j", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as parent:
        started = eventually(lambda: [pid for pid in children(parent.pid) if "spawn_main" in words(pid)])
        parent.kill()

    assert started
    assert eventually(lambda: not any(words(pid) for pid in started))


def children(pid: int) -> list[int]:
    """The processes that `pid` started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def words(pid: int) -> str:
    """A process's command line, "" once it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def eventually(ask: Callable[[], Answer]) -> Answer:
    """The first answer that is true, asked for up to a minute."""
    deadline, parked = time.monotonic() + 60, threading.Event()
    while not (answer := ask()) and time.monotonic() < deadline:
        parked.wait(0.05)
    return answer


def test_bad_lines_are_named_and_the_good_ones_are_stored(talkwatch: Talkwatch, archive: Path) -> None:
    good = archive.read_text(encoding="utf-8")
    undated = json.dumps({key: value for key, value in TALKS.items() if key != "published"})
    archive.write_text(f"{good}{{broken\n\n{undated}\n[1]\n", encoding="utf-8")

    ran = talkwatch("backfill", str(archive))

    assert ran.code == 1
    assert "stored 3 new" in ran.out
    assert [line.partition(": ")[2].partition(": ")[0] for line in ran.err.splitlines()] == [
        f"{archive}:4",
        f"{archive}:6",
        f"{archive}:7",
    ]
    assert "published: field required" in ran.err


def test_a_packed_file_that_breaks_off_keeps_what_came_before(talkwatch: Talkwatch, archive: Path) -> None:
    rows = [{**RAIN, "title": f"Rain {n} {n * n}", "link": f"https://north.example/{n}"} for n in range(5000)]
    write(archive, *rows)
    packed = archive.with_suffix(".jsonl.gz")
    whole = gzip.compress(archive.read_bytes())
    packed.write_bytes(whole[: len(whole) // 2])

    ran = talkwatch("backfill", str(packed))

    assert ran.code == 1
    assert "breaks off after line" in ran.err
    assert not ran.out.startswith("stored 0 new")


def test_a_date_in_the_future_counts_as_now(talkwatch: Talkwatch, home: Path, archive: Path) -> None:
    write(archive, {**RAIN, "published": "2999-01-01T00:00:00Z"})
    talkwatch("backfill", str(archive))

    with open_store(home, read_only=True) as opened:
        assert opened.store.items()[0].published.year < 2999


def test_a_missing_file_ends_with_2(talkwatch: Talkwatch, tmp_path: Path) -> None:
    ran = talkwatch("backfill", str(tmp_path / "none.jsonl"))

    assert ran.code == 2
    assert "none.jsonl" in ran.err


def test_a_track_is_summed_up_at_the_end_of_the_past(talkwatch: Talkwatch, archive: Path) -> None:
    out = talkwatch("backfill", str(archive), "--track", "gaza ceasefire").out

    assert "Gaza ceasefire at 2024-08-13 07:30 UTC: " in out


def test_an_unknown_track_ends_with_2_before_anything_is_stored(talkwatch: Talkwatch, archive: Path) -> None:
    assert talkwatch("backfill", str(archive), "--track", "Atlantis").code == 2
    assert "stored 3 new" in talkwatch("backfill", str(archive)).out


def test_while_another_writes_the_verb_ends_with_3(talkwatch: Talkwatch, home: Path, archive: Path) -> None:
    with open_store(home):
        assert talkwatch("backfill", str(archive)).code == 3
        assert talkwatch("reread").code == 3


def test_reread_takes_up_only_what_this_version_has_not_read(talkwatch: Talkwatch, home: Path, archive: Path) -> None:
    talkwatch("backfill", str(archive))
    with open_store(home) as opened:
        before = opened.store.counts()

    again, everything = talkwatch("reread"), talkwatch("reread", "--all")

    assert again.out == "read 0 items, found 0 claims\n"
    assert everything.out.startswith("read 3 items, found ")
    with open_store(home, read_only=True) as opened:
        assert opened.store.counts() == before

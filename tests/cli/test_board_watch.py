from __future__ import annotations

import json
import select
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from talkwatch.cli.board_watch import line, news
from talkwatch.cli.opening import open_store
from talkwatch.clock import fixed_clock
from talkwatch.desk import Desk
from tests.fakes.boards import change
from tests.fakes.reports import TRACK, at, coming, report, talk
from tests.fakes.stores import keep


def test_each_change_is_told_once_and_what_was_there_before_is_not(home: Path) -> None:
    with open_store(home) as opened:
        keep(opened.store, report("2024-08-13T08:00", talk(), coming("Hamas", "likely")))
        desk = Desk(opened.store, {TRACK.name: TRACK})
        later = report("2024-08-13T10:00", talk(), coming("Hamas", "declined", by="Hamas"), publisher="AFP")
        waited: list[int] = []

        def wait() -> None:
            waited.append(1)
            if len(waited) == 2:
                keep(opened.store, later)
            if len(waited) == 5:
                raise KeyboardInterrupt

        told: list[str] = []
        with suppress(KeyboardInterrupt):
            for each in news(desk, TRACK.name, fixed_clock(at("2024-08-13T12:00")), wait):
                told.append(each.words)  # noqa: PERF401 - the source ends in an interrupt

    assert len(told) == 1
    assert "Hamas" in told[0]
    assert "declined" in told[0]


def test_a_change_is_read_out_in_words_on_one_line() -> None:
    made = change(2, "t-1", "The round\nwas given a day", 3)

    assert line(made, UTC) == "principal, Wed 7 May 16:40: The round was given a day (Northern Post)"


def test_watching_prints_a_change_that_another_process_stores_and_ends_cleanly_by_ctrl_c(home: Path) -> None:
    now = datetime.now(UTC)
    with open_store(home) as opened:
        day = (now + timedelta(days=3)).date().isoformat()
        keep(opened.store, report(f"{now - timedelta(hours=3):%Y-%m-%dT%H:%M}", talk(start=day)))
        asked = [sys.executable, "-m", "talkwatch", "--home", str(home), "board", "--watch", "--every", "1", "--json"]
        asked += ["--track", "gaza ceasefire"]
        before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background ignores it
        try:
            with subprocess.Popen(asked, stdout=subprocess.PIPE) as child:
                try:
                    keep_until_seen(opened.store, now, day, child)
                    child.send_signal(signal.SIGINT)
                    code = child.wait(60)
                finally:
                    child.kill()
        finally:
            signal.signal(signal.SIGINT, before)
    assert code == 0


def keep_until_seen(store: object, now: datetime, day: str, child: subprocess.Popen[bytes]) -> None:
    """Stores flips, of one side after the other, until one is printed: the child's first look may come after any."""
    assert child.stdout is not None
    stances, sides = ("likely", "declined"), ("Hamas", "Israel", "Egypt", "Qatar", "United States", "Iran", "Turkey")
    for number in range(60):
        said = report(
            f"{now - timedelta(minutes=100 - number):%Y-%m-%dT%H:%M}",
            talk(start=day),
            coming(sides[number // 2 % len(sides)], cast("Any", stances[number % 2])),
            publisher=f"Outlet {number}",
        )
        keep(cast("Any", store), said)
        if select.select([child.stdout], [], [], 2.0)[0]:
            assert json.loads(child.stdout.readline())["panel"] in {"attendance", "talks"}
            return
    pytest.fail("nothing was printed")

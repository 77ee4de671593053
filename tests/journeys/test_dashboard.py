"""Whole stories in a real terminal: what a correspondent does, and what the terminal is like afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from talkwatch.settings.paths import paths
from talkwatch.store import Store
from tests.journeys.terminal import PATIENCE, PROMPT, TALKWATCH, terminal


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (200, 50)])
def test_the_demo_is_walked_read_filtered_and_digested_and_leaves_a_clean_terminal(
    tmp_path: Path, columns: int, lines: int
) -> None:
    with terminal(tmp_path, columns, lines) as it:
        modes, settings = it.modes(), it.settings()
        it.start(f"{TALKWATCH} demo --fast")

        it.wait_until_settled("Gaza ceasefire", "Doha", without=" to read")
        it.keys("2")
        it.wait_for("[2 Who comes" if columns < 100 else "┏━ 2 Who will come", "Hamas", "%")
        it.keys("3")
        it.wait_for("[3 Statements" if columns < 100 else "┏━ 3 Latest statements")
        it.keys("4")
        it.wait_for("[4 Sticking" if columns < 100 else "┏━ 4 Sticking points", "demands")
        it.keys("2", "Enter")
        it.wait_for("Evidence · Will", "Sources:", "rule", "https://")
        it.keys("Escape")
        it.wait_for("q quit", without="Evidence ·")
        it.keys("/")
        it.wait_for("words that a row must have")
        it.keys("h", "a", "m", "a", "s", "Enter")
        it.wait_for("/hamas " if columns < 100 else "2 Who will come · /hamas", without="words that")
        it.keys("Escape")
        it.wait_for("Israel", without="/hamas")
        it.keys("d")
        it.wait_for("digest written")
        it.keys("q")
        it.wait_for("left-with-0", PROMPT)

        assert (it.modes(), it.settings()) == (modes, settings)
        assert "# Gaza ceasefire" in (tmp_path / "2024-08-17-gaza-ceasefire.md").read_text()


@pytest.mark.parametrize(
    ("number", "columns", "lines"),
    [(signal.SIGTERM, 80, 24), (signal.SIGHUP, 100, 30), (signal.SIGTERM, 200, 50), (signal.SIGHUP, 60, 15)],
)
def test_14_no_terminal_is_left_broken_after_a_signal_and_what_the_user_left_is_kept(
    tmp_path: Path, number: signal.Signals, columns: int, lines: int
) -> None:
    home = tmp_path / "home"
    with terminal(tmp_path, columns, lines) as it:
        modes, settings = it.modes(), it.settings()
        pid = it.start(f"{TALKWATCH} --home {home} watch")
        it.wait_for("No feeds yet")
        it.keys("Escape")
        it.wait_for("1 Upcoming" if columns >= 100 else "[1 Talks]")
        it.keys("3")
        it.wait_for("━ 3 Latest" if columns >= 100 else "[3 Statements")

        os.kill(pid, number)

        it.wait_for("left-with-0", PROMPT)
        assert (it.modes(), it.settings()) == (modes, settings)
    with Store.open(paths(home).database, read_only=True) as store:
        assert store.recall("screen")["panel"] == "statements"


@pytest.mark.parametrize("after", [0.0, 1.0])
def test_a_terminal_that_closes_takes_the_demo_and_its_server_along(tmp_path: Path, after: float) -> None:
    with terminal(tmp_path, 120, 40) as it:
        demo = f"exec env TMPDIR={tmp_path} {TALKWATCH} demo --fast"
        it.tmux("new-session", "-d", "-s", "direct", "-x", "120", "-y", "40", demo)
        end = time.monotonic() + PATIENCE
        while not (made := scratch_folders(tmp_path)) and time.monotonic() < end:
            time.sleep(0.05)
        pid = int(it.tmux("display-message", "-p", "-t", "direct", "#{pane_pid}"))
        time.sleep(after)  # at once, or at the busiest moment: reports pour in and the screen is drawn again and again

        it.tmux("kill-session", "-t", "direct")

        end = time.monotonic() + PATIENCE
        while alive(pid) and time.monotonic() < end:
            time.sleep(0.05)
        assert made
        assert not alive(pid)
    assert not scratch_folders(tmp_path)


def alive(pid: int) -> bool:
    """Whether the process still runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def scratch_folders(folder: Path) -> list[Path]:
    """What demos keep their files in while they run."""
    return list(folder.glob("talkwatch-demo-*"))


def test_ctrl_c_asks_first_and_quits_the_second_time(tmp_path: Path) -> None:
    with terminal(tmp_path, 80, 24) as it:
        it.start(f"{TALKWATCH} --home {tmp_path / 'home'} watch")
        it.wait_for("No feeds yet")

        it.keys("C-c")
        it.wait_for("ctrl+c again quits")
        it.keys("C-c")

        it.wait_for("left-with-0", PROMPT)


def test_a_second_dashboard_is_refused_and_told_how_to_look_on(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with terminal(tmp_path, 80, 24) as it, terminal(tmp_path / ".", 80, 24) as other:
        it.start(f"{TALKWATCH} --home {home} watch")
        it.wait_for("No feeds yet")

        other.type(f"clear; {TALKWATCH} --home {home} watch; echo left-with-$?")
        said = other.wait_for("left-with-3")
        assert "watch --read-only" in said

        other.type(f"clear; {TALKWATCH} --home {home} watch --read-only")
        other.wait_for("read-only")
        other.keys("q")
        other.wait_for(PROMPT)
        it.keys("q")
        it.wait_for("left-with-0")


def test_without_a_terminal_the_dashboard_refuses_and_names_the_digest(tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "talkwatch", "--home", str(tmp_path), "watch"]

    done = subprocess.run(asked, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)

    assert done.returncode == 2
    assert "talkwatch digest" in done.stderr
    assert "\x1b" not in done.stderr + done.stdout

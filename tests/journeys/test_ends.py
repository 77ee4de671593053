"""A crash, a suspension, a storm of resizes, a pane too small for anything: the terminal and the state stay whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from talkwatch.settings.paths import paths
from talkwatch.store import Store
from tests.journeys.terminal import PROMPT, PYTHON, TALKWATCH, terminal

CRASHING = """
import sys
from talkwatch.cli.app import run
from talkwatch.tui.screens.help import HelpScreen

def blocks(self):
    words = "the user's own words"
    raise ValueError(words)

HelpScreen.blocks = blocks
sys.argv = ["talkwatch", "--home", sys.argv[1], "watch"]
run()
"""

BEGINNING = """
import os, signal, sys
from talkwatch.tui.run import end_in_order
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # a test run under nohup ignores it
end_in_order()
try:
    os.kill(os.getpid(), getattr(signal, sys.argv[1]))
    signal.pause()
finally:
    print("put away")
"""


def panel_left_in(home: Path) -> str:
    with Store.open(paths(home).database, read_only=True) as store:
        return str(store.recall("screen")["panel"])


def test_a_crash_leaves_a_clean_terminal_the_state_and_a_report_without_anybodys_text(tmp_path: Path) -> None:
    home, script = tmp_path / "home", tmp_path / "crashing.py"
    script.write_text(CRASHING)
    with terminal(tmp_path, 80, 24) as it:
        modes, settings = it.modes(), it.settings()
        it.start(f"{PYTHON} {script} {home}")
        it.wait_for("No feeds yet")
        it.keys("Escape")
        it.wait_for("[1 Talks]")
        it.keys("3")
        it.wait_for("[3 Statements")

        it.keys("?")

        shown = it.wait_for("left-with-1", "the report is in", PROMPT)
        assert "own words" not in shown
        assert (it.modes(), it.settings()) == (modes, settings)
    report = (paths(home).logs / "crash.txt").read_text()
    assert report.startswith("ValueError\n")
    assert "crashing.py" in report
    assert "own words" not in report
    assert panel_left_in(home) == "statements"


def test_ctrl_z_gives_the_shell_back_and_fg_the_board(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with terminal(tmp_path, 80, 24) as it:
        modes = it.modes()
        it.type(f"clear; {TALKWATCH} --home {home} watch")
        it.wait_for("No feeds yet")
        it.keys("Escape")
        it.wait_for("[1 Talks]")
        it.keys("4", "C-z")
        it.wait_for("Stopped", PROMPT)
        assert it.modes() == modes
        assert panel_left_in(home) == "sticking_points"

        it.type("fg")
        it.wait_for("[4 Sticking")
        it.keys("q")
        it.wait_for(PROMPT, without="[4 Sticking")
        assert it.modes() == modes


def test_a_storm_of_resizes_down_to_ten_by_four_ends_on_the_board_that_was_there(tmp_path: Path) -> None:
    with terminal(tmp_path, 120, 36) as it:
        it.start(f"{TALKWATCH} demo --fast")
        it.wait_until_settled("Gaza ceasefire", "Doha", without=" to read")
        it.keys("2", "j")
        it.wait_until_settled("┏━ 2 Who will come", " 2/")
        before = it.screen()

        for columns, lines in ((80, 24), (10, 4), (200, 50), (60, 15), (1, 1), (61, 15), (10, 4)) * 3:
            it.tmux("resize-window", "-t", "it", "-x", str(columns), "-y", str(lines))
        it.wait_for("10×4:")
        it.tmux("resize-window", "-t", "it", "-x", "120", "-y", "36")

        it.wait_until_settled("┏━ 2 Who will come")
        assert it.screen() == before
        it.keys("q")
        it.wait_for("left-with-0")


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_before_the_dashboard_stands_puts_away_what_was_begun(name: str, code: int) -> None:
    done = subprocess.run([sys.executable, "-c", BEGINNING, name], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (code, "put away\n", "")

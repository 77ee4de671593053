"""A real terminal: tmux with a shell in it, driven by keys and read as text."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import talkwatch

PROMPT = "ready>"
PYTHON = sys.executable
TALKWATCH = f"{PYTHON} -m talkwatch"
PATIENCE = 60.0
"""Seconds that a machine under load may take for the next screen; a test that passes takes far less."""

SETTLED = 2.0
"""Seconds without a change after which all that came in is taken to be read and shown."""


@dataclass(frozen=True, slots=True)
class Terminal:
    socket: str
    folder: Path

    def tmux(self, *words: str) -> str:
        asked = ("tmux", "-L", self.socket, "-f", "/dev/null", *words)
        return subprocess.run(asked, check=True, capture_output=True, text=True, timeout=20).stdout

    def keys(self, *keys: str) -> None:
        self.tmux("send-keys", "-t", "it", *keys)

    def type(self, words: str) -> None:
        self.tmux("send-keys", "-t", "it", "-l", words)
        self.keys("Enter")

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p", "-t", "it")

    def wait_for(self, *words: str, without: str = "") -> str:
        """The screen once it shows all the words; fails with the last screen after PATIENCE."""
        end = time.monotonic() + PATIENCE
        shown = ""
        while time.monotonic() < end:
            shown = self.screen()
            if all(word in shown for word in words) and not (without and without in shown):
                return shown
            time.sleep(0.05)
        pytest.fail(f"{words} never came; the screen was:\n{shown}")

    def wait_until(self, is_so: Callable[[str], bool]) -> str:
        """The screen once that is so of it; fails with the last screen after PATIENCE."""
        end = time.monotonic() + PATIENCE
        shown = self.screen()
        while not is_so(shown):
            if time.monotonic() > end:
                pytest.fail(f"it never came to that; the screen was:\n{shown}")
            time.sleep(0.05)
            shown = self.screen()
        return shown

    def wait_until_settled(self, *words: str, without: str = "") -> None:
        """The screen shows the words and has stayed the same for SETTLED; fails after PATIENCE."""
        end = time.monotonic() + PATIENCE
        shown, since = self.wait_for(*words, without=without), time.monotonic()
        while time.monotonic() - since < SETTLED:
            if time.monotonic() > end:
                pytest.fail(f"the screen never came to rest:\n{shown}")
            time.sleep(0.05)
            now = self.screen()
            if now != shown or (without and without in now):
                shown, since = now, time.monotonic()

    def modes(self) -> str:
        """What a program may have left behind: alternate screen, hidden cursor, mouse, keypad, wrap."""
        flags = ("alternate_on", "cursor_flag", "mouse_any_flag", "mouse_sgr_flag", "keypad_flag", "wrap_flag")
        return self.tmux("display-message", "-p", "-t", "it", " ".join(f"{flag}=#{{{flag}}}" for flag in flags))

    def settings(self) -> str:
        """The line settings as stty knows them, asked in the shell itself."""
        file = self.folder / f"stty-{uuid.uuid4().hex}"
        self.type(f"stty -g > {file} && clear && echo written-$((6*7))")
        self.wait_for("written-42")
        return file.read_text()

    def start(self, command: str) -> int:
        """Runs a command in the shell's foreground; returns its process id."""
        file = self.folder / "pid"
        file.unlink(missing_ok=True)
        self.type(f"clear; sh -c 'echo $$ > {file}; exec {command}'; echo left-with-$?")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if file.exists() and file.read_text().strip():
                return int(file.read_text())
            time.sleep(0.02)
        pytest.fail("the command did not start")


def clean(folder: Path) -> str:
    """What the shell's environment is, as `env` takes it."""
    variables = {"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "UTC", "LANG": "C.UTF-8", "PS1": f"{PROMPT} "}
    variables["PYTHONPATH"] = str(Path(talkwatch.__file__).parents[1])  # the code under test, wherever it comes from
    return " ".join(f"{name}='{value}'" for name, value in variables.items())


@contextmanager
def terminal(folder: Path, columns: int, lines: int) -> Iterator[Terminal]:
    """A shell in a terminal of that size, in `folder`. Skips where tmux is missing."""
    if shutil.which("tmux") is None:
        pytest.skip("needs tmux, which is not installed")
    it = Terminal(f"talkwatch-{uuid.uuid4().hex[:12]}", folder)
    shell = f"cd {folder} && exec env -i TERM=screen-256color {clean(folder)} bash --norc --noprofile"
    it.tmux("new-session", "-d", "-s", "it", "-x", str(columns), "-y", str(lines), shell)
    try:
        it.wait_for(PROMPT)
        yield it
    finally:
        it.tmux("kill-server")

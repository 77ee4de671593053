"""Runs the command line as a user would, in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from talkwatch.cli.app import run


@dataclass(frozen=True, slots=True)
class Ran:
    """What a verb came to."""

    code: int
    out: str
    err: str


Talkwatch = Callable[..., Ran]
"""`talkwatch("tracks", "--json")` runs the verb with a home of the test's own."""


def runner(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talkwatch:
    """A function that runs a verb under `home`."""

    def talkwatch(*words: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["talkwatch", "--home", str(home), *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run()
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, said.out, said.err)

    return talkwatch

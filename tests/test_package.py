"""What is handed out: its version, and what it is made of."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from talkwatch import __version__

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_changelog_begins_with_the_version_that_is_handed_out() -> None:
    new = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## What is new\n")[2]
    heads = re.findall(r"^### (\S+)$", new, re.MULTILINE)

    assert heads[0] == __version__
    assert heads == sorted(heads, key=lambda head: [*map(int, head.split("."))], reverse=True)


def test_the_wheel_holds_the_package_and_nothing_of_the_tests() -> None:
    targets = PROJECT["tool"]["hatch"]["build"]["targets"]

    assert targets["wheel"]["packages"] == ["talkwatch"]
    assert {"talkwatch", "tests", "README.md", "LICENSE"} <= set(targets["sdist"]["include"])
    assert not list((ROOT / "talkwatch").rglob("test*.py"))

"""The help is true: every verb has an example that it takes, and the README is what the verbs say."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from typing import get_args

import click
import pytest

from talkwatch.cli.app import VERBS, root
from talkwatch.cli.help import pages
from talkwatch.model.board import BoardStatus, IssueTrend
from talkwatch.model.claims import Form, Hold, IssueStatus, Stance
from talkwatch.model.polls import FeedState
from talkwatch.views.labels import labels, meanings
from tests.cli.running import Talkwatch
from tests.reference import README, written

PAGES = dict(pages())


def test_every_verb_is_in_the_reference_and_has_a_line_in_the_list() -> None:
    assert set(VERBS) <= set(PAGES)
    assert all(words.startswith("Usage: talkwatch") for words in PAGES.values())


@pytest.mark.parametrize("name", PAGES)
def test_every_verb_has_an_example_that_it_takes(name: str) -> None:
    _, _, example = " ".join(PAGES[name].split()).rpartition("Example: ")
    words = shlex.split(example.split(". All verbs")[0])

    assert words[: 1 + len(name.split())] == ["talkwatch", *name.split()] or not name
    command: click.Command = root
    context = click.Context(root, info_name="talkwatch")
    rest = words[1:]
    while isinstance(command, click.Group) and rest:
        found = command.get_command(context, rest.pop(0))
        assert found is not None, example
        command = found
    command.make_context(command.name, rest, resilient_parsing=False)


def test_the_reference_in_the_readme_is_what_the_verbs_say() -> None:
    readme = README.read_text(encoding="utf-8")

    assert written(readme) == readme, "run `poe reference` (python -m tests.reference)"
    assert "talkwatch help [OPTIONS] [VERB]..." in readme


def test_one_verb_can_be_asked_for(talkwatch: Talkwatch) -> None:
    one, all_, none = talkwatch("help", "feeds", "add"), talkwatch("help"), talkwatch("help", "fly")

    assert one.out.startswith("Usage: talkwatch feeds add")
    assert "SHELL COMPLETION" in all_.out
    assert none.code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(shell: str) -> None:
    environment = os.environ | {"_TALKWATCH_COMPLETE": f"{shell}_source"}
    script = "import sys; sys.argv = ['talkwatch']; from talkwatch.cli import main; main()"

    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    assert "_TALKWATCH_COMPLETE" in done.stdout, done.stderr
    assert done.returncode == 0


def test_every_status_stance_and_state_is_a_label_with_a_meaning(talkwatch: Talkwatch) -> None:
    statuses = [status for part in get_args(BoardStatus) for status in (get_args(part) or (part,))]
    words = [
        *statuses,
        *(w for kind in (IssueTrend, Form, Hold, IssueStatus, Stance, FeedState) for w in get_args(kind)),
    ]

    assert [word for word in words if not meanings(word)] == []
    assert "contradict" in talkwatch("explain", "in doubt").out
    assert len(talkwatch("explain", "--labels").out.splitlines()) == len(labels())
    assert len(talkwatch("explain", "likely").out.splitlines()) == 2
    assert talkwatch("explain", "▲").out.startswith("▲ ▼ =: ")
    assert talkwatch("explain").code == 2


def test_a_schema_is_named_and_printed(talkwatch: Talkwatch) -> None:
    names = [line.split()[0] for line in talkwatch("schema").out.splitlines()]

    assert {"board", "digest", "changes", "feeds", "health", "claims"} <= set(names)
    assert json.loads(talkwatch("schema", "board").out)["$id"] == "urn:talkwatch:schema:board:1"
    assert talkwatch("schema", "moon").code == 2

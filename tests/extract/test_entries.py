"""Every entry of the extraction's lexicons does what its list says, in sentences of frames/."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.extract import checks_actors, checks_statements, checks_sticking, checks_talks, checks_words
from tests.frames import Check, Frame, room

ROOM = room("talkwatch.extract", *sorted((Path(__file__).parent / "frames").glob("*.toml")))
ROOMS = (checks_actors, checks_statements, checks_sticking, checks_talks, checks_words)
CHECKS: Mapping[str, Check] = {name: check for part in ROOMS for name, check in part.CHECKS.items()}


@pytest.mark.parametrize("frame", ROOM.frames, ids=str)
def test_every_entry_is_taken_and_left_as_its_frame_says(frame: Frame) -> None:
    assert ROOM.failures(frame, CHECKS[frame.check]) == []


def test_each_check_has_a_name_of_its_own_and_a_frame_that_asks_for_it() -> None:
    assert len(CHECKS) == sum(len(part.CHECKS) for part in ROOMS)
    assert CHECKS.keys() == {frame.check for frame in ROOM.frames}


def test_every_list_has_a_frame_and_every_rule_its_lines() -> None:
    assert ROOM.bare() == [], "these lists need a [[frame]] in tests/extract/frames; tests/frames.py tells how"
    assert ROOM.bare_rules() == []

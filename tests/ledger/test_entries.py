"""Every entry of the ledger's lexicons does what its list says, in the lines of frames.toml."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from talkwatch.ledger.groups import Leaf, groups
from talkwatch.ledger.soundness import speaker, tells
from talkwatch.ledger.wording import is_town, land, near
from talkwatch.model.claims import Span, StatementClaim
from tests.frames import Check, Entry, Frame, room

NOON = datetime(2024, 8, 14, 12, tzinfo=UTC)
ROOM = room("talkwatch.ledger", Path(__file__).with_name("frames.toml"))


def one_report_with(other: str) -> Check:
    """A check that an entry under a link and one of another house, with one headline, are one report."""

    def check(_: Entry, line: str) -> bool:
        title = "Delegates meet for two hours in the old palace"
        found = groups([Leaf("a", line, title, "", NOON), Leaf("b", f"https://{other}/world/2", title, "", NOON)])
        return found["a"] == found["b"]

    return check


def a_town_of_its_land(entry: Entry, line: str) -> bool:
    """The place is a town, and near the land that it stands for."""
    return is_town(line) and land(line) == land(entry.owner) and near(line, entry.owner)


def the_land_itself(entry: Entry, line: str) -> bool:
    """The place is another name of the land that it stands for."""
    return not is_town(line) and land(line) == land(entry.owner) and near(line, entry.owner)


def claim(who: str, content: str) -> StatementClaim:
    """A paraphrase that somebody of Ruritania said."""
    return StatementClaim(Span("text", 0, 1, "x"), "test", 0.9, who, "Ruritania", "indirect", content)


CHECKS: Mapping[str, Check] = {
    "one report with a carrier": one_report_with("phys.org"),
    "one report with an agency": one_report_with("reuters.com"),
    "a town of its land": a_town_of_its_land,
    "the land itself": the_land_itself,
    "tells nothing": lambda _, line: not tells(claim("an envoy", line)),
    "no speaker's name": lambda _, line: speaker(claim(line, "the ships left")) == "Ruritania",
    "the speaker is a senior envoy": lambda _, line: speaker(claim(line, "the ships left")) == "a senior envoy",
}


@pytest.mark.parametrize("frame", ROOM.frames, ids=str)
def test_every_entry_is_taken_and_left_as_its_frame_says(frame: Frame) -> None:
    assert ROOM.failures(frame, CHECKS[frame.check]) == []


def test_every_list_has_a_frame_and_every_rule_its_lines() -> None:
    assert ROOM.bare() == [], "these lists need a [[frame]] in frames.toml; tests/frames.py tells how"
    assert ROOM.bare_rules() == []

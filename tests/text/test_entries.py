"""Every word of the lexicons of language and days does what its list says, in sentences of frames.toml."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from talkwatch.text.dates import dates
from talkwatch.text.dates_direction import Side, direction
from talkwatch.text.language import language, small_words
from tests.frames import Check, Entry, Frame, room

WEDNESDAY = datetime(2025, 8, 13, 9, tzinfo=UTC)
ROOM = room("talkwatch.text", Path(__file__).with_name("frames.toml"))


@cache
def others(code: str, entry: str) -> list[str]:
    """Small words that show one language and no other."""
    shared = [word for known in small_words() for word in small_words()[known] if known != code]
    return sorted(word for word in small_words()[code] - set(shared) - {entry} if word.isascii())


def shows_its_language(entry: Entry, line: str) -> bool:
    """With two small words of its language the entry shows it; of English, with one against three of another."""
    if entry.owner == "en":
        return (
            language(f"Oslo: {others('fr', '')[0]} {' '.join(others('fr', '')[1:3])} {others('en', line)[0]} {line}")
            == "en"
        )
    return language(f"Oslo: {' '.join(others(entry.owner, line)[:2])} {line}") == entry.owner


def a_day_of_that_name(entry: Entry, line: str) -> bool:
    """A day is read from just these words."""
    return [mention.text for mention in dates(line, WEDNESDAY)] == [entry.text]


def tuesday(*sides: Side, otherwise: bool = False) -> Check:
    """A check that Tuesday stands on one of some sides of the writing; on none of them where `otherwise`."""

    def check(_: Entry, line: str) -> bool:
        at = line.index("Tuesday")
        return (direction(line, at, at + len("Tuesday")) in sides) is not otherwise

    return check


CHECKS: Mapping[str, Check] = {
    "shows its language": shows_its_language,
    "a day of that name": a_day_of_that_name,
    "Tuesday is past": tuesday("past"),
    "Tuesday is not past": tuesday("past", otherwise=True),
    "Tuesday is coming": tuesday("coming"),
    "Tuesday is not coming": tuesday("coming", otherwise=True),
    "Tuesday is coming, weakly": tuesday("weakly coming"),
}


@pytest.mark.parametrize("frame", ROOM.frames, ids=str)
def test_every_entry_is_taken_and_left_as_its_frame_says(frame: Frame) -> None:
    assert ROOM.failures(frame, CHECKS[frame.check]) == []


def test_every_list_has_a_frame_and_every_rule_its_lines() -> None:
    assert ROOM.bare() == [], "these lists need a [[frame]] in frames.toml; tests/frames.py tells how"
    assert ROOM.bare_rules() == []

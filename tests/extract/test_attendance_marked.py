"""The places of a sentence, found without a pattern, are those that a pattern of them finds."""

import random
import re

import pytest

from talkwatch.extract.attendance_marked import spans_of

NAMES = ["Oslo", "Oslo Fjord", "Bergen", "U.K.", "UAE", "Fjord"]
BETWEEN = [" ", "’", "'", "s", "-", "_", ",", ".", "é", "1"]


@pytest.mark.parametrize("seed", range(40))
def test_names_are_found_where_a_pattern_of_them_finds_them(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        names = chance.sample(NAMES, chance.randint(1, 4))
        text = "".join(chance.choice(NAMES + BETWEEN) for _ in range(chance.randint(0, 9)))
        pattern = re.compile("|".join(rf"\b{re.escape(name)}\b(?!['’])" for name in names))
        assert spans_of(text, names) == [match.span() for match in pattern.finditer(text)]


def test_no_place_is_an_owner_or_a_part_of_a_word() -> None:
    assert spans_of("Oslo’s port and Oslofjord", ["Oslo"]) == []
    assert spans_of("to Oslo, then Oslo Fjord", ["Oslo Fjord", "Oslo"]) == [(3, 7), (14, 24)]

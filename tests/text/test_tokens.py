from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.text.tokens import tokens


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Egypt's envoy won't come", ["Egypt", "'s", "envoy", "wo", "n't", "come"]),
        ("the U.S. side at 9 a.m. sharp", ["the", "U.S.", "side", "at", "9", "a.m.", "sharp"]),
        ("Sen. Jo Lund met No. 3", ["Sen.", "Jo", "Lund", "met", "No.", "3"]),
        ("a 3.5% cut, 1,200 men", ["a", "3.5%", "cut", ",", "1,200", "men"]),
        ("the cease-fire -- off...", ["the", "cease-fire", "--", "off", "..."]),
        ("see https://x.org/a?b=1 now", ["see", "https://x.org/a?b=1", "now"]),
        ("They halted talks.The envoy left", ["They", "halted", "talks", ".", "The", "envoy", "left"]),
    ],
)
def test_a_text_is_cut_as_the_penn_treebank_cuts_it(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_that_is_also_an_abbreviation_keeps_no_full_stop_where_it_is_a_word() -> None:
    assert words("He said no. They sat.") == ["He", "said", "no", ".", "They", "sat", "."]


@given(st.text())
def test_tokens_are_slices_of_the_text_in_order_and_leave_out_only_space(text: str) -> None:
    found = tokens(text)

    assert all(text[token.start : token.end] == token.text for token in found)
    gaps = zip([0, *(token.end for token in found)], [*(token.start for token in found), len(text)], strict=True)
    assert all(not text[end:start].strip() for end, start in gaps)

from __future__ import annotations

import pytest

from talkwatch.model.filters import Filter
from talkwatch.text.filtering import left_out, words_of

TEXT = "The FOOTBALL players’ union meets Malmö FF over pay\nNegotiations in C++ Street go on."


@pytest.mark.parametrize(
    "word", ["football", "malmo", "MALMÖ", "negotiat*", "players", "pay negotiations", "c++", "in   c++ street"]
)
def test_a_word_is_found_whatever_its_case_and_accents_and_across_lines(word: str) -> None:
    assert left_out(Filter(exclude=(word,)), *TEXT.split("\n")) != ""
    assert left_out(Filter(include=(word,)), *TEXT.split("\n")) == ""


@pytest.mark.parametrize("word", ["foot", "ball", "negotiat", "ff over the pay", "malm", "(", "x*"])
def test_a_word_is_matched_whole(word: str) -> None:
    assert left_out(Filter(exclude=(word,)), *TEXT.split("\n")) == ""


def test_the_reason_names_the_word_that_was_found_or_missing() -> None:
    assert left_out(Filter(exclude=("tennis", "negotiat*")), "", TEXT) == "filter: has “negotiations”"
    assert left_out(Filter(include=("tennis", "golf")), "", TEXT) == "filter: has none of “tennis”, “golf”"
    assert left_out(Filter(), "", TEXT) == ""


def test_words_are_kept_once_and_trimmed_and_signs_alone_are_none() -> None:
    assert words_of(["a, b ,a", " peace   talks", "*", ""]) == ("a", "b", "peace talks")

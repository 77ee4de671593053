import re

import pytest

from talkwatch.extract.gate import _beginning
from talkwatch.text.needed import Glance, Sieve, holds, needed


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (r"\bwill (?:meet|gather) in", ("will ",)),
        (r"(?:meet|gather)s?", ("gather", "meet")),
        (r"monday|mon|tue", ("mon", "tue")),
        (r"(?:talks? )?held", ("held",)),
        (r"(?:talks )+x", ("talks ",)),
        (r"(?=held)\w+", ("",)),
        (r"a|[bc]", ("",)),
        (r"(?P<way>by|at) sea (?P=way)", (" sea ",)),
        (r"told (?:the |Israel\x27s )?", ("told ",)),
        (r"\x27s (?-i:[A-Z])", ("'s ",)),
        (r"a\.m{2,}", ("a.",)),
        (r"a\w{0,3}b+|[^\]|)]c", ("a", "c")),
        (r"(?:held|(?<!un)kept)? on", (" on",)),
        (r"(x)?(?(1)held|sat)", ("",)),
        (r"(?i)held", ("",)),
        (r"(?:(?i:held))\w", ("",)),
    ],
)
def test_the_letters_that_a_pattern_needs(pattern: str, pieces: tuple[str, ...]) -> None:
    assert needed(re.compile(pattern)) == pieces


def test_a_pattern_that_asks_case_aside_needs_small_letters() -> None:
    assert needed(re.compile("Held|sat", re.IGNORECASE)) == ("held", "sat")


def test_letters_are_held_by_a_text_that_has_one_of_them() -> None:
    assert holds("they met twice", ("meet", "met"))
    assert holds("", ("",))
    assert not holds("they spoke", ("meet", "met"))


def test_a_sieve_finds_the_rows_that_looking_for_each_row_s_pieces_finds() -> None:
    rows = [("meet", "met"), ("",), ("met", "sat"), ("spoke",), ("et",)]
    sieve = Sieve(rows, lambda row: row)
    for text in ("they met twice", "they sat and spoke", "", "meet", "nobody came", "ëmetë §"):
        assert sieve.among(text) == [row for row in rows if holds(text, row)]


@pytest.mark.parametrize(
    "text", ["talks", "they went to bed", "flew in", "no-show", "show us up", "shows up", "a(b", ""]
)
def test_a_glance_sees_what_the_whole_pattern_finds(text: str) -> None:
    pattern = r"attend|show\w* up|\bfl(?:ew|y|[x|])\b|no-show|went to|a\(b|talks"
    assert Glance(pattern).sees(text) == bool(re.search(pattern, text))


@pytest.mark.parametrize(
    "phrases", [["ab?c", "(?:do|to) it"], ["[ab]c"], ["one|two"], ["(?:ab(?:c|d)|e) f"], ["(?:x)?y"]]
)
def test_the_look_ahead_passes_over_nothing_that_a_phrase_takes(phrases: list[str]) -> None:
    found = re.compile(_beginning(phrases) + f"(?:{'|'.join(phrases)})")
    for text in ("ac", "abc", "do it", "to it", "bc", "one", "two", "abd f", "e f", "y", "xy"):
        assert bool(found.match(text)) == any(re.match(phrase, text) for phrase in phrases)

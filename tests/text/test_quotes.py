from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.text.quotes import quotations


def quoted(text: str) -> list[str]:
    return [text[quotation.start : quotation.end] for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "yes" and "no".', ['"yes"', '"no"']),
        ("“We go,” he said. “Soon.”", ["“We go,”", "“Soon.”"]),
        ("'No deal': envoys see the parties' doubts", ["'No deal'"]),
        ("‘It’s over,’ she said", ["‘It’s over,’"]),
        ("“They told us ‘never’ again”", ["“They told us ‘never’ again”", "‘never’"]),
        ("``Fine,'' he wrote", ["``Fine,''"]),
        ("« Oui », a-t-il dit", ["« Oui »"]),
    ],
)
def test_every_style_of_mark_quotes(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text", ["the parties' wish isn't ours", "back in the '90s", "a 6\" pipe, 5' long", "rock 'n' roll"]
)
def test_apostrophes_and_measures_quote_nothing(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_over_two_paragraphs_is_open_in_the_first_and_closed_in_the_second() -> None:
    found = quotations("“One side came.\n“The other stayed away,” he said.")

    assert [quotation.closed for quotation in found] == [False, True]


def test_a_lost_closing_mark_ends_where_the_next_quotation_opens() -> None:
    assert quoted('He said "we go and "we stay" too') == ['"we go and ', '"we stay"']


@given(st.text(alphabet=st.sampled_from(list("ab '\"“”‘’\n.,")), max_size=60))
def test_the_inside_of_a_quotation_lies_within_its_marks(text: str) -> None:
    for quotation in quotations(text):
        assert 0 <= quotation.start < quotation.inner_start <= quotation.inner_end <= quotation.end <= len(text)

"""The door for outside text, and the columns it keeps."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from talkwatch.tui.plain import clip, fit, marked, plain, visible

TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)


@given(TEXTS)
@example("\u1680")
def test_nothing_that_a_terminal_obeys_comes_through(text: str) -> None:
    shown = visible(text)

    assert all(char.isprintable() or char == " " for char in shown.replace("\ufffd", ""))


@given(TEXTS, st.integers(0, 40))
def test_fitted_text_is_exactly_as_wide_as_its_column(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(TEXTS, st.integers(1, 40))
def test_clipped_text_is_never_wider_than_its_room(text: str, width: int) -> None:
    assert cell_len(clip(text, width)) <= width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("flag \U0001f1f6\U0001f1e6 of one", "flag QA of one"),
        ("family \U0001f468\u200d\U0001f469\u200d\U0001f467", "family \U0001f468\U0001f469\U0001f467"),
        ("heart \u2764\ufe0f", "heart \u2764"),
        ("e\u0301te\u0301", "e\u0301te\u0301"),
        ("\u0301lone mark", "lone mark"),
        ("pile a" + "\u0302" * 9, "pile a" + "\u0302" * 3),
        ("right\u202eleft", "rightleft"),
        ("two\nlines\tand\u00a0blanks", "two lines and blanks"),
        ("\u0645\u0631\u062d\u0628\u0627 \u6f22\u5b57", "\u0645\u0631\u062d\u0628\u0627 \u6f22\u5b57"),
        ("bell\x07 and \x1b[31m", "bell^G and ^[[31m"),
    ],
)
def test_text_of_every_script_shows_in_columns_that_hold(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_markup_in_outside_text_styles_nothing() -> None:
    assert plain("[b]bold[/b] [@click=app.quit]x[/]").spans == []


def test_marks_light_the_words_they_were_given_for_though_controls_become_longer() -> None:
    content = marked("a\x07b talks c", [(4, 9)])

    lit = [content.plain[span.start : span.end] for span in content.spans if span.style == "mark"]
    assert lit == ["talks"]


def test_overlapping_and_outlying_marks_light_each_letter_once() -> None:
    content = marked("talks", [(0, 3), (2, 99)])

    assert content.plain == "talks"

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.text.language import SMALL_WORD, language, small_words, words_in

LEXICON: dict[str, Any] = tomllib.loads(
    files("talkwatch.text").joinpath("lexicons/languages.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("code", LEXICON)
def test_the_small_words_of_a_language_show_it_and_its_names_do_not(code: str) -> None:
    assert language(LEXICON[code]["takes"]) == code
    assert language(LEXICON[code]["leaves"]) == "en"


@pytest.mark.parametrize(
    "headline",
    [
        "Talks collapse",
        "Hamas rejects Israel offer",
        "LIVE: Los Angeles teachers strike",
        "De la Cruz wins Rio de Janeiro primary",
        "Le Pen, Macron trade barbs",
        "Deal!",
        "",
        "14:30",
        "🕊️",
    ],
)
def test_a_short_headline_is_english_unless_something_says_otherwise(headline: str) -> None:
    assert language(headline) == "en"
    assert language(headline, "en-GB") == "en"


def test_a_declared_language_holds_where_the_text_shows_nothing() -> None:
    assert language("Macron Kairo Gipfel", "de-DE") == "de"


def test_english_text_in_a_feed_that_declares_another_language_is_english() -> None:
    assert language("The envoys are to meet again in the capital after the vote.", "fr") == "en"


def test_foreign_text_in_a_feed_that_declares_english_is_foreign() -> None:
    assert language("Le président est arrivé dans la capitale avec ses ministres.", "en-us") == "fr"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Переговоры начались в столице", "ru"),
        ("المفاوضات بدأت اليوم", "ar"),
        ("谈判今天开始", "zh"),
        ("交渉は今日始まった", "ja"),
        ("협상이 오늘 시작됐다", "ko"),
        ("המשא ומתן החל", "he"),
        ("वार्ता आज शुरू हुई", "hi"),
    ],
)
def test_a_script_shows_its_language(text: str, code: str) -> None:
    assert language(text, "en") == code


def test_a_foreign_name_in_an_english_text_changes_nothing() -> None:
    assert language("Xi Jinping (习近平) will meet the premier (总理) in Geneva") == "en"


def test_a_feed_s_word_tells_languages_of_one_script_apart() -> None:
    assert language("Переговори почалися у столиці", "uk") == "uk"
    assert language("مذاکرات امروز آغاز شد", "fa") == "fa"


PIECES = ("the", "la", "l", "d", "und", "The", "'", "-", "--", " ", ", ", ".", "3", "_", "\n", "x")


@given(
    st.text(st.characters(max_codepoint=127), max_size=80) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
)
def test_small_words_are_found_fast_as_the_rule_finds_them(text: str) -> None:
    known = frozenset().union(*small_words().values())

    assert known & set(words_in(text)) == known & set(SMALL_WORD.findall(text))

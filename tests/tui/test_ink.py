"""Themes that can be read, and a screen that needs no colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import ColorType
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from talkwatch.tui import ink
from talkwatch.tui.panels import attendance, sticking, talks
from talkwatch.tui.screens import feeds
from tests.tui.stage import staged

WORDS = ("text", "muted", "good", "warn", "bad", "accent")


@pytest.mark.parametrize("theme", ink.SHIPPED)
@pytest.mark.parametrize("ground", ["ground", "cursor"])
@pytest.mark.parametrize("word", WORDS)
def test_words_have_a_contrast_of_four_and_a_half_on_every_ground(theme: str, ground: str, word: str) -> None:
    tone = ink.colours(theme)

    assert ink.contrast(tone[word], tone[ground]) >= ink.WORDS


@pytest.mark.parametrize("theme", ink.SHIPPED)
def test_lit_words_can_be_read_and_frames_be_seen(theme: str) -> None:
    tone = ink.colours(theme)

    assert ink.contrast(tone["on-lit"], tone["lit"]) >= ink.WORDS
    assert ink.contrast(tone["edge"], tone["ground"]) >= ink.SIGNS
    assert ink.contrast(tone["focus"], tone["ground"]) >= ink.SIGNS


def test_contrast_is_wcags_own_for_black_on_white_and_for_grey() -> None:
    assert ink.contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert ink.contrast(Color(0x76, 0x76, 0x76), Color(255, 255, 255)) == pytest.approx(4.54, abs=0.01)


def test_a_light_and_a_dark_theme_are_shipped() -> None:
    assert {BUILTIN_THEMES[name].dark for name in ink.SHIPPED} == {True, False}


def test_no_state_is_told_by_ink_alone() -> None:
    assert all(word.strip() for word, _ in talks.STATUS.values())
    assert len({sign for sign, _ in sticking.STATUS.values()}) == len(sticking.STATUS)
    assert len({sign for sign, _ in attendance.TREND.values()}) == len(attendance.TREND)
    assert len({word for word, _ in feeds.STATE.values()}) == len(feeds.STATE)


async def test_no_colour_is_drawn_when_no_color_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with staged(tmp_path) as stage:
        ground = stage.app.screen.background_colors[1]
        strips = stage.app.screen._compositor.render_strips()
        drawn = "".join(
            strip.apply_filter(stage.app._filters[-1], ground).render(stage.app.console) for strip in strips
        )

        assert "\x1b[38" not in drawn
        assert "\x1b[48" not in drawn
        assert not any(f"\x1b[{code}m" in drawn for code in (*range(30, 38), *range(40, 48)))


async def test_the_focused_panel_is_told_by_its_frame_and_not_by_colour_alone(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("3")

        assert "┏━ 3 Latest statements" in stage.text()
        assert "╭─ 1 Upcoming talks" in stage.text()


async def test_every_shipped_theme_can_be_taken_by_key(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        seen = []
        for _ in ink.NAMES:
            seen.append(stage.app.theme)
            await stage.press("T")

        assert sorted(seen) == sorted(ink.NAMES)


@pytest.mark.parametrize("keys", [("1",), ("2", "enter"), ("colon", "f", "down"), ("f", "a"), ("slash", "t")])
async def test_the_theme_of_the_terminal_has_no_colours_but_its_own(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with staged(tmp_path, config={"theme": "terminal"}) as stage:
        await stage.press(*keys)

        styles = [segment.style for segment in stage.segments() if segment.style]
        drawn = {colour for style in styles for colour in (style.color, style.bgcolor) if colour}
        assert {colour.type for colour in drawn} == {ColorType.DEFAULT, ColorType.STANDARD}


@pytest.mark.parametrize("bare", [True, False])
async def test_the_palettes_row_in_hand_is_told_apart_without_a_themes_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bare: bool
) -> None:
    if bare:
        monkeypatch.setenv("NO_COLOR", "1")

    def drawn() -> list[tuple[object, ...]]:
        styles = [segment.style for segment in stage.segments() if segment.style]
        return [(s.bold, s.underline, *(() if bare else (s.color, s.bgcolor))) for s in styles]

    async with staged(tmp_path, config={"theme": "terminal"}) as stage:
        await stage.press("colon", *"row", "down")
        before = drawn()
        await stage.press("down")

        assert drawn() != before

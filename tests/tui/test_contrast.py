"""What is drawn can be read: the colours are taken from the screen as it is composed, Textual's own parts included."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from talkwatch.tui import ink
from tests.tui.stage import Stage, staged

WALK: tuple[tuple[str, ...], ...] = (
    ("1",),  # the board, with the cursor's ground
    ("slash",),  # an input's placeholder
    ("t", "a", "shift+left"),  # its words, its cursor and its selection
    ("escape", "enter"),  # evidence with lit words
    ("escape", "colon"),  # the palette with its placeholder, then with words and a row in hand
    ("f", "e", "down"),
    ("escape", "f"),
    ("a",),
    ("escape", "escape", "i"),
    ("escape", "c"),
    ("escape", "1", "v"),
    ("escape", "e"),
    ("escape", "question_mark"),
    ("escape", "s", "enter"),  # a prompt
)
"""Keys that lead from one screen to the next, and back to the board in the end."""


def faint(segment: Segment) -> str:
    """How a drawn piece fails: words under 4.5, signs under 3, or a style that leaves it to the terminal."""
    style = segment.style
    if not segment.text.strip():
        return ""
    if style is None or style.color is None or style.bgcolor is None or style.dim:
        return f"{segment.text!r} is left to the terminal: {style}"
    fore, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    least = ink.WORDS if any(letter.isalnum() for letter in segment.text) else ink.SIGNS
    found = ink.contrast(fore, ground)
    return "" if found >= least else f"{segment.text!r}: {fore.hex} on {ground.hex} is {found:.2f}"


def all_faint(stage: Stage) -> list[str]:
    return sorted({words for segment in stage.segments() if (words := faint(segment))})


@pytest.mark.parametrize("theme", ink.SHIPPED)
async def test_every_text_pair_that_any_screen_draws_has_the_contrast_it_needs(tmp_path: Path, theme: str) -> None:
    async with staged(tmp_path, config={"theme": theme}, notices=True) as stage:
        assert stage.app.theme == theme
        for keys in WALK:
            await stage.press(*keys)
            assert all_faint(stage) == [], keys

        stage.app.say("done")
        stage.app.say("not done", wrong=True)
        await stage.settle()
        assert "not done" in stage.text()
        assert all_faint(stage) == []


def test_a_pair_that_is_too_faint_or_unknown_would_be_seen() -> None:

    assert faint(Segment("grey", Style.parse("#777777 on #999999")))
    assert faint(Segment("whose", Style()))
    assert faint(Segment("━", Style.parse("#777777 on #999999")))
    assert not faint(Segment("━", Style.parse("#777777 on #ffffff")))
    assert not faint(Segment("  ", Style.parse("#777777 on #777777")))

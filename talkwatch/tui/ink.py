"""Inks and themes: every ink is a colour that was moved until its contrast is enough on every ground it stands on.

Contrast is WCAG 2.2's ratio (https://www.w3.org/TR/WCAG22/#contrast-minimum): 4.5 for words, 3 for lines and signs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rich.color import ColorSystem
from textual.color import Color
from textual.style import Style
from textual.theme import BUILTIN_THEMES, Theme

WORDS = 4.5
SIGNS = 3.0

SHIPPED = (
    "catppuccin-mocha",
    "catppuccin-latte",
    "catppuccin-macchiato",
    "catppuccin-frappe",
    "dracula",
    "monokai",
    "rose-pine",
    "rose-pine-moon",
)
"""The themes whose own text pairs pass (measured on Textual 8.2); the second is the light one."""

DEFAULT = SHIPPED[0]

TERMINAL = "terminal"
"""The theme of the terminal's own colours: its default ones, and red, green, yellow, magenta as its owner set them."""

NAMES = (*SHIPPED, TERMINAL)
"""All themes, in the order in which the key goes through them."""

VARIABLES = ("tw-ground", "tw-text", "tw-muted", "tw-edge", "tw-focus", "tw-cursor", "tw-warn")
"""The names that the style sheet knows beside Textual's own."""

_STEP = 0.04


def contrast(one: Color, other: Color) -> float:
    """WCAG contrast of two opaque colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def legible(colour: Color, grounds: Sequence[Color], ratio: float = WORDS) -> Color:
    """The colour, moved toward black or white until it has `ratio` on every ground, in 256 colours too.

    Inside tmux many terminals have no more, and the nearest of those may be paler by half a point.
    """
    away = Color(255, 255, 255) if _luminance(grounds[0]) < 0.18 else Color(0, 0, 0)
    moved, step = colour, 0.0
    few = [_of_256(ground) for ground in grounds]
    while step < 1 and (
        min(contrast(moved, ground) for ground in grounds) < ratio
        or min(contrast(_of_256(moved), ground) for ground in few) < ratio
    ):
        step += _STEP
        moved = colour.blend(away, min(step, 1.0))
    return moved


def _of_256(colour: Color) -> Color:
    """The nearest of a terminal's 256 colours."""
    return Color.from_rich_color(colour.rich_color.downgrade(ColorSystem.EIGHT_BIT))


@lru_cache(maxsize=32)
def colours(name: str) -> Mapping[str, Color]:
    """Every colour of a shipped theme by our names: `ground`, `cursor`, `lit` are grounds, the rest stands on them."""
    theme = BUILTIN_THEMES[name]

    def own(value: str | None) -> Color:
        return Color.parse(value or theme.primary)

    ground, fore = own(theme.background), own(theme.foreground)
    cursor = ground.blend(own(theme.primary), 0.18)
    lit = ground.blend(own(theme.warning), 0.28)
    both = (ground, cursor)
    return {
        "ground": ground,
        "cursor": cursor,
        "lit": lit,
        "text": legible(fore, both),
        "muted": legible(fore.blend(ground, 0.38), both),
        "good": legible(own(theme.success), both),
        "warn": legible(own(theme.warning), both),
        "bad": legible(own(theme.error), both),
        "accent": legible(own(theme.primary), both),
        "on-lit": legible(fore, (lit,)),
        "edge": legible(ground.blend(fore, 0.35), (ground,), SIGNS),
        "focus": legible(own(theme.primary), (ground,)),
    }


_ANSI = {name: Color.parse(f"ansi_{name}") for name in ("default", "red", "green", "yellow", "magenta")}


@lru_cache(maxsize=32)
def inks(name: str, *, colour: bool = True) -> Mapping[str, Style]:
    """The styles that content names ("text", "muted", "good" …). Without colour only bold, strike and the like stay."""
    if colour and name == TERMINAL:
        return {
            **inks(DEFAULT, colour=False),
            "good": Style(foreground=_ANSI["green"]),
            "warn": Style(foreground=_ANSI["yellow"]),
            "bad": Style(foreground=_ANSI["red"], bold=True),
            "accent": Style(foreground=_ANSI["magenta"]),
            "mark": Style(reverse=True),
        }
    if not colour:
        return {
            **dict.fromkeys(("", "text", "muted", "good", "warn", "accent"), Style()),
            "strong": Style(bold=True),
            "title": Style(bold=True),
            "bad": Style(bold=True),
            "mark": Style(bold=True, underline=True),
            "gone": Style(strike=True),
            "key": Style(bold=True),
            "tab": Style(reverse=True),
        }
    tone = colours(name)
    return {
        "": Style(),
        "text": Style(foreground=tone["text"]),
        "muted": Style(foreground=tone["muted"]),
        "good": Style(foreground=tone["good"]),
        "warn": Style(foreground=tone["warn"]),
        "bad": Style(foreground=tone["bad"], bold=True),
        "accent": Style(foreground=tone["accent"]),
        "strong": Style(foreground=tone["text"], bold=True),
        "title": Style(foreground=tone["accent"], bold=True),
        "key": Style(foreground=tone["accent"], bold=True),
        "mark": Style(foreground=tone["on-lit"], background=tone["lit"], bold=True),
        "gone": Style(foreground=tone["muted"], strike=True),
        "tab": Style(foreground=tone["text"], background=tone["cursor"], bold=True),
    }


def base(name: str, *, cursor: bool = False, colour: bool = True) -> Style:
    """What a line starts from: the ground, or under the cursor the cursor's ground."""
    if not colour:
        return Style(bold=True) if cursor else Style()
    if name == TERMINAL:
        return Style(foreground=_ANSI["default"], background=_ANSI["default"], bold=True if cursor else None)
    tone = colours(name)
    return Style(foreground=tone["text"], background=tone["cursor" if cursor else "ground"])


def variables(name: str) -> dict[str, str]:
    """The style sheet's own variables for a theme."""
    if name == TERMINAL:
        return {key: "ansi_magenta" if key == "tw-focus" else "ansi_default" for key in VARIABLES}
    tone = colours(name)
    return {key: tone[key.removeprefix("tw-")].hex for key in VARIABLES}


def themes() -> tuple[Theme, ...]:
    """All themes, ready to register under their own names."""
    own = BUILTIN_THEMES["ansi-dark"]
    made = [replace(own, name=TERMINAL, variables={**own.variables, **variables(TERMINAL)})]
    for name in SHIPPED:
        known = BUILTIN_THEMES[name]
        tone = colours(name)
        made.append(
            Theme(
                name=name,
                primary=known.primary,
                secondary=known.secondary,
                warning=known.warning,
                error=known.error,
                success=known.success,
                accent=known.accent,
                foreground=tone["text"].hex,
                background=tone["ground"].hex,
                surface=known.surface,
                panel=known.panel,
                dark=known.dark,
                variables={**known.variables, **variables(name)},
            )
        )
    return tuple(made)

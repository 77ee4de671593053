"""Lines of content as strips, and the one-line widgets: status, tabs, keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input

if TYPE_CHECKING:
    from talkwatch.tui.app import TalkwatchApp


def strip_of(line: Content, width: int, base: Style, inks: Mapping[str, Style]) -> Strip:
    """A line of content in its inks, cut or filled to exactly `width` columns."""

    def style_of(ink: str | Style) -> Style:
        return inks[ink] if isinstance(ink, str) else ink

    segments = [Segment(text, style.rich_style) for text, style in line.render(base, end="", parse_style=style_of)]
    return Strip(segments).adjust_cell_length(width, base.rich_style)


class LineBar(Widget):
    """One line of ours. `draw(width)` gives it; it repaints only when `repaint` finds it changed."""

    DEFAULT_CSS = """
    LineBar { height: 1; width: 100%; background: $tw-ground; }
    """
    ALLOW_SELECT = False
    app: TalkwatchApp

    def __init__(self, draw: Callable[[int], Content], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._draw = draw
        self._last: Content | None = None

    @property
    def text(self) -> str:
        """What the line says now."""
        return self._draw(self.size.width).plain

    def repaint(self, *, force: bool = False) -> None:
        """Draw again if the line says something else now."""
        fresh = self._draw(self.size.width)
        if force or self._last is None or fresh.plain != self._last.plain or fresh.spans != self._last.spans:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.app.ground().rich_style)
        self._last = self._draw(width)
        return strip_of(self._last, width, self.app.ground(), self.app.inks)


class TabStrip(LineBar):
    """The narrow layout's tabs; a click on one asks for its panel."""

    def __init__(
        self,
        draw: Callable[[int], Content],
        spots: Callable[[int], str | None],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(draw, id=id)
        self._spots = spots

    async def on_click(self, event: events.Click) -> None:
        """Go to the panel under the pointer."""
        panel = self._spots(event.x)
        if panel:
            await self.screen.run_action(f"panel('{panel}')")


class LineInput(Input):
    """A line to type in, hidden until it has the class `-open`. Its cursor does not blink (two repaints a second)."""

    DEFAULT_CSS = """
    LineInput { display: none; }
    LineInput, LineInput:focus {
        height: 1; border: none; padding: 0 1; background: $tw-cursor; background-tint: $tw-cursor 0%; color: $tw-text;
    }
    LineInput > .input--placeholder, LineInput:focus > .input--placeholder { color: $tw-muted; }
    LineInput.-open { display: block; }
    """

    def on_mount(self) -> None:
        """The cursor does not blink."""
        self.cursor_blink = False

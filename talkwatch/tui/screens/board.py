"""The board: four panels when there is room, one under a strip of tabs when there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Grid
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from talkwatch.tui import bars, empty
from talkwatch.tui.actions import Where
from talkwatch.tui.blocks import Block, filtered, with_unseen
from talkwatch.tui.keys import bindings
from talkwatch.tui.lines import LineBar, LineInput, TabStrip
from talkwatch.tui.plain import cells, fit, plain, visible
from talkwatch.tui.ports import PANELS, Panel
from talkwatch.tui.row_list import RowList

if TYPE_CHECKING:
    from talkwatch.tui.app import TalkwatchApp
    from talkwatch.tui.drawn import Drawn

WIDE = (100, 30)
"""Columns and rows from which four panels fit."""

FLOOR = (60, 15)
"""Columns and rows below which one line says that it is too small."""


class BoardScreen(Screen[None]):
    """The four panels. It shows the app's drawn board; what the user sets here (panel, zoom, filter) is kept there."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("board")]
    PLACES: ClassVar[tuple[Where, ...]] = ("rows", "board", "everywhere")
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    BoardScreen #panels { grid-size: 2 2; grid-gutter: 0; height: 1fr; }
    BoardScreen #panels RowList {
        border: round $tw-edge; border-title-color: $tw-muted; border-subtitle-color: $tw-muted;
        border-title-style: none;
    }
    BoardScreen #panels RowList:focus {
        border: heavy $tw-focus; border-title-color: $tw-focus; border-title-style: bold;
        border-subtitle-color: $tw-muted;
    }
    BoardScreen.-single #panels { grid-size: 1 1; }
    BoardScreen.-narrow #panels RowList, BoardScreen.-narrow #panels RowList:focus { border: none; }
    BoardScreen #tabs { display: none; }
    BoardScreen.-narrow #tabs { display: block; }
    BoardScreen #small { display: none; }
    BoardScreen.-small #status, BoardScreen.-small #tabs, BoardScreen.-small #panels,
    BoardScreen.-small #filter, BoardScreen.-small #keys { display: none; }
    BoardScreen.-small #small { display: block; }
    """
    app: TalkwatchApp

    def __init__(self) -> None:
        super().__init__()
        self.filters: dict[Panel, str] = {}
        self._unseen: dict[Panel, int] = {}
        self._stands = False

    def compose(self) -> ComposeResult:
        """Status, tabs, panels, filter, keys, and the line for a terminal that is too small."""
        yield LineBar(self.app.status_line, id="status")
        yield TabStrip(self._tabs, self._tab_at, id="tabs")
        with Grid(id="panels"):
            for panel, _, _ in PANELS:
                yield RowList(id=panel)
        yield LineInput(placeholder="words that a row must have; enter keeps them, esc drops them", id="filter")
        yield LineBar(lambda width: bars.keys(self.PLACES, self.app.chosen_keys, width), id="keys")
        yield LineBar(lambda _: self._too_small(), id="small")

    # Panels

    @property
    def current(self) -> Panel:
        """The panel in hand."""
        return next((panel for panel, _, _ in PANELS if panel == self.app.state.panel), "talks")

    def panel(self, panel: Panel) -> RowList:
        """The list of one panel."""
        return self.query_one(f"#{panel}", RowList)

    def row_key(self) -> str:
        """The key of the row in hand, "" if none."""
        return self.panel(self.current).cursor or ""

    def on_mount(self) -> None:
        """Take the panel that was in hand last time, and show what was drawn before this screen stood."""
        self._stands = True
        self._take(self.current)
        self.fresh(self.app.drawn)

    def on_resize(self) -> None:
        """Choose the layout for the room there is."""
        self._lay_out()
        self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        """The panel in hand has the focus again that a terminal too small for panels took from it."""
        if self.focused is None:
            self.set_focus(self.panel(self.current), scroll_visible=False)

    def _lay_out(self) -> None:
        width, height = self.size
        narrow = width < WIDE[0] or height < WIDE[1]
        self.set_class(width < FLOOR[0] or height < FLOOR[1], "-small")
        self.set_class(narrow, "-narrow")
        single = narrow or self.app.state.zoom
        self.set_class(single, "-single")
        for panel, _, _ in PANELS:
            self.panel(panel).display = panel == self.current or not single

    def action_panel(self, panel: Panel) -> None:
        """Take a panel in hand; from then on its selection is the user's."""
        self.panel(panel).pinned = self.panel(panel).rows > 0
        self._take(panel)

    def _take(self, panel: Panel) -> None:
        self.app.state.panel = panel
        self._lay_out()
        self.set_focus(self.panel(panel), scroll_visible=False)  # at once: the next key is for this panel
        self.repaint_lines()

    def action_next_panel(self) -> None:
        """The panel after this one."""
        self._turn(1)

    def action_previous_panel(self) -> None:
        """The panel before this one."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        names = [panel for panel, _, _ in PANELS]
        self.action_panel(names[(names.index(self.current) + step) % len(names)])

    def action_zoom(self) -> None:
        """The panel in hand fills the screen, or gives the room back."""
        self.app.state.zoom = not self.app.state.zoom
        self._lay_out()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click on a panel takes it in hand."""
        name = event.widget.id
        for panel, _, _ in PANELS:
            if name == panel and panel != self.app.state.panel:
                self.action_panel(panel)

    # What the panels show

    def fresh(self, drawn: Drawn | None) -> None:
        """Show the app's board in every panel; cursor and scroll stay on their rows."""
        if not self._stands:
            return
        for panel, _, _ in PANELS:
            self._refill(panel, drawn)
        self.repaint_lines()

    def fresh_health(self) -> None:
        """Panels without rows say why there are none as the feeds stand now."""
        for panel, _, _ in PANELS if self._stands else ():
            if not self.panel(panel).rows:
                self._refill(panel, self.app.drawn)

    def start_over(self) -> None:
        """Another board is coming: no filter, no selection, nothing shown."""
        self.filters.clear()
        for panel, _, _ in PANELS:
            self.panel(panel).pinned = False
        self.fresh(None)

    def _refill(self, panel: Panel, drawn: Drawn | None) -> None:
        rows, wanted, app = self.panel(panel), self.filters.get(panel, ""), self.app
        shown = drawn or app.last_look
        made: tuple[Block, ...] = shown.panels[panel] if shown else ()
        marked = with_unseen(made, self._is_unseen)
        self._unseen[panel] = sum(block.unseen for block in marked)
        first = not rows.pinned
        rows.show(filtered(marked, wanted) or empty.blocks(panel, app.health if drawn else None, wanted, app.zone))
        if first:
            rows.place(app.state.cursors.get(f"{app.track}/{panel}"))
        self._label(panel)

    def _is_unseen(self, key: str) -> bool:
        shown = self.app.drawn or self.app.last_look
        row = shown.rows.get(key) if shown else None
        return row is not None and self.app.state.unseen(self.app.track, row)

    def _label(self, panel: Panel) -> None:
        rows = self.panel(panel)
        number, title = next((n, title) for n, (name, title, _) in enumerate(PANELS, 1) if name == panel)
        wanted = f" · /{self.filters[panel]}" if self.filters.get(panel) else ""
        unseen = f" · •{self._unseen[panel]}" if self._unseen.get(panel) else ""
        rows.label(f"{number} {title}{wanted}{unseen}")

    def repaint_lines(self) -> None:
        """Draw the lines around the panels again where they changed."""
        for line in self.query(LineBar):
            line.repaint()

    def repaint_all(self) -> None:
        """Draw everything anew, as after a change of theme."""
        for panel, _, _ in PANELS:
            self.panel(panel).redraw()
        for line in self.query(LineBar):
            line.repaint(force=True)

    @on(RowList.Moved)
    def remember_row(self, event: RowList.Moved) -> None:
        """The row the user stands on is kept by key, and counts as seen."""
        for panel, _, _ in PANELS:
            if event.rows.id == panel:
                self.app.state.cursors[f"{self.app.track}/{panel}"] = event.key
                self._see(panel, (event.key,))

    @on(RowList.Chosen)
    def open_row(self, event: RowList.Chosen) -> None:
        """The evidence behind the row."""
        event.stop()
        for panel, _, _ in PANELS:
            if event.rows.id == panel:
                self._see(panel, (event.key,))
        self.app.open_evidence(event.key)

    def action_seen(self) -> None:
        """All rows of the panel in hand count as seen."""
        self._see(self.current, tuple(block.key for block in self.panel(self.current).blocks))

    def _see(self, panel: Panel, keys: tuple[str, ...]) -> None:
        wanted = set(keys)
        for block in self.panel(panel).blocks:
            row = self.app.row(block.key)
            if row is not None and block.key in wanted and block.unseen:
                self.app.state.saw(row)
        self._refill(panel, self.app.drawn)
        self.repaint_lines()

    def show_only(self, panel: Panel, wanted: str) -> None:
        """The panel in hand, with only the rows that have these words."""
        self.filters[panel] = wanted
        self.action_panel(panel)
        self._refill(panel, self.app.drawn)
        self.repaint_lines()

    # Filter

    def action_filter(self) -> None:
        """Open the line for a filter."""
        entry = self.query_one("#filter", Input)
        entry.value = self.filters.get(self.current, "")
        entry.add_class("-open")
        entry.display = True
        self.set_focus(entry)

    @on(Input.Changed)
    def narrow_down(self, event: Input.Changed) -> None:
        """Show the rows that fit while the user types."""
        if event.input.has_class("-open"):
            self.filters[self.current] = event.value
            self._refill(self.current, self.app.drawn)
            self.repaint_lines()

    @on(Input.Submitted)
    def keep_filter(self) -> None:
        """Back to the rows, with the filter kept."""
        self._close_filter()

    def action_next_match(self) -> None:
        """The next row that the filter left."""
        self.panel(self.current).action_down()

    def action_previous_match(self) -> None:
        """The row before that the filter left."""
        self.panel(self.current).action_up()

    def action_leave(self) -> None:
        """Drop what is open: the filter's line with its words, then a kept filter, then the zoom."""
        if self.query_one("#filter", Input).has_class("-open") or self.filters.get(self.current):
            self.filters.pop(self.current, None)
            self._close_filter()
            self._refill(self.current, self.app.drawn)
        elif self.app.state.zoom:
            self.action_zoom()
        self.repaint_lines()

    def _close_filter(self) -> None:
        entry = self.query_one("#filter", Input)
        entry.remove_class("-open")
        entry.display = False
        entry.value = ""
        self.set_focus(self.panel(self.current), scroll_visible=False)

    # Lines

    def _tabs(self, width: int) -> Content:
        wanted = self.filters.get(self.current, "")
        strip, _ = bars.tabs(self.current, self._unseen, width, wanted)
        room = width - strip.cell_length - 1
        where = self.panel(self.current).place_words
        filtered_by = f"/{wanted}" if wanted else ""
        whole = f"{filtered_by} {where}".strip()
        tail = fit(whole if cells(visible(whole)) <= room else filtered_by, max(room, 0), right=True)
        return Content.assemble(strip, (tail, "muted"))

    def _tab_at(self, column: int) -> str | None:
        wanted = self.filters.get(self.current, "")
        _, spots = bars.tabs(self.current, self._unseen, self.size.width, wanted)
        return next((panel for start, end, panel in spots if start <= column < end), None)

    def _too_small(self) -> Content:
        return plain(f"{self.size.width}×{self.size.height}: talkwatch needs {FLOOR[0]}×{FLOOR[1]}; q quits")

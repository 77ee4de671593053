"""The feeds and how they stand: asked when, next when, what is wrong in words; pause, add, remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from talkwatch.feeds.addresses import is_web
from talkwatch.model.errors import TalkwatchError
from talkwatch.model.items import Feed, FeedId
from talkwatch.tui.actions import Where
from talkwatch.tui.blocks import Block
from talkwatch.tui.columns import cell, clock_time, row
from talkwatch.tui.keys import bindings
from talkwatch.tui.lines import LineInput
from talkwatch.tui.row_list import RowList, said
from talkwatch.tui.screens.lists import ListScreen
from talkwatch.views.rows import FeedRow

STATE = {
    "ok": ("● ok", "good"),
    "new": ("○ new", "muted"),
    "failing": ("✗ failing", "bad"),
    "paused": ("‖ paused", "warn"),
    "gone": ("✗ gone", "bad"),
}
"""A feed's state as sign and word, and its ink."""


class FeedsScreen(ListScreen):
    """All feeds, the failing ones with their error and what to do about it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("feeds")]
    PLACES: ClassVar[tuple[Where, ...]] = ("rows", "screen", "feeds", "everywhere")
    ENTER = "trouble"

    def __init__(self) -> None:
        super().__init__()
        self._doomed = ""

    def compose(self) -> ComposeResult:
        """The list, and a line to type an address in."""
        yield from super().compose()
        yield LineInput(placeholder="address of a feed; enter adds it, esc leaves", id="address")

    def fresh_health(self) -> None:
        """Show how the feeds stand now."""
        self.refill()

    def heading(self) -> str:
        """The title's words."""
        health = self.app.health
        return f"Feeds · {health.feeds}, {health.failing} failing" if health else "Feeds"

    def blocks(self) -> Sequence[Block]:
        """A block for each feed."""
        rows = self.app.health.rows if self.app.health else ()
        return [self._block(feed) for feed in rows] or [said("none", "No feeds yet. a adds one by its address.")]

    def _block(self, feed: FeedRow) -> Block:
        word, ink = STATE[feed.state]
        zone, now = self.app.zone, self.app.now()
        polled = f"asked {clock_time(feed.polled, now, zone)}" if feed.polled else "not asked yet"
        later = f", next {clock_time(feed.next_poll, now, zone)}" if feed.next_poll and feed.state != "paused" else ""
        moved = f" moved to {feed.moved_to}" if feed.moved_to else ""
        later += ", TLS not verified" if feed.insecure else ""
        later += ", whole articles" if feed.articles else ""
        trouble = f"{feed.error}: {feed.hint}" if feed.error and feed.hint else feed.error

        def draw(width: int) -> tuple[Content, ...]:
            name = feed.publisher or feed.title or feed.url
            head = row(
                (
                    cell(word, 9, ink),
                    cell(name, width - 22, "strong"),
                    cell(f"{feed.items} items", 11, "muted", right=True),
                )
            )
            lines = [head, cell(f"  {feed.url}{moved} · {polled}{later}", width, "muted")]
            if trouble:
                lines.append(cell(f"  ! {trouble}", width, "warn"))
            return tuple(lines)

        words = f"{feed.publisher} {feed.title} {feed.url} {feed.state}"
        return Block(feed.id, draw, 2 + bool(trouble), words=words, link=feed.url, copy=feed.url)

    def _chosen(self) -> FeedRow | None:
        rows = self.app.health.rows if self.app.health else ()
        return next((feed for feed in rows if feed.id == self.rows.cursor), None)

    def action_pause(self) -> None:
        """Pause the feed, or resume it."""
        feed = self._chosen()
        if feed and self.app.may_write():
            self.app.is_stored(lambda: self.app.store.pause_feed(FeedId(feed.id), feed.state != "paused"))
            self.app.look_at_health()

    def action_remove(self) -> None:
        """Remove the feed at the second press; its items stay in the store."""
        feed = self._chosen()
        if not feed or not self.app.may_write():
            return
        if self._doomed != feed.id:
            self._doomed = feed.id
            self.app.say(f"again to remove {feed.publisher or feed.url}; what it brought stays")
            return
        self._doomed = ""
        self.app.is_stored(lambda: self.app.store.remove_feed(FeedId(feed.id)))
        self.app.look_at_health()

    def action_add(self) -> None:
        """Open the line for an address."""
        if self.app.may_write():
            entry = self.query_one("#address", Input)
            entry.add_class("-open")
            entry.display = True
            self.set_focus(entry)

    @on(Input.Submitted)
    def add_typed(self, event: Input.Submitted) -> None:
        """Subscribe to the typed address."""
        address = event.value.strip()
        if not is_web(address):
            self.app.say("an address begins with https://", wrong=True)
            return
        try:
            new = self.app.store.add_feed(Feed(FeedId(address), address))
        except TalkwatchError as error:
            self.app.say(str(error), wrong=True)
            return
        self.app.say("added; r asks it now" if new else "this feed is already there")
        self._close_entry()
        self.app.look_at_health()

    def action_leave(self) -> None:
        """Close the line for an address, or the screen."""
        if self.query_one("#address", Input).has_class("-open"):
            self._close_entry()
        else:
            self.dismiss()

    def _close_entry(self) -> None:
        entry = self.query_one("#address", Input)
        entry.value = ""
        entry.remove_class("-open")
        entry.display = False
        self.set_focus(self.rows)

    @on(RowList.Chosen)
    def tell(self, event: RowList.Chosen) -> None:
        """Say the whole of a feed's trouble."""
        event.stop()
        feed = self._chosen()
        if feed:
            self.app.say(f"{feed.error}\n{feed.hint}".strip() or f"{feed.publisher or feed.url}: nothing is wrong")

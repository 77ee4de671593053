"""The first start: choose what to follow, see the feeds that come with it, and start."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.content import Content

from talkwatch.model.errors import TalkwatchError
from talkwatch.model.items import Feed, FeedId
from talkwatch.model.tracks import Track, TrackFeed
from talkwatch.tui.blocks import Block, text_block
from talkwatch.tui.plain import plain, wrapped
from talkwatch.tui.row_list import RowList
from talkwatch.tui.screens.lists import ListScreen

START = "start:"
"""The key of the last row; no track is called so."""


class FirstScreen(ListScreen):
    """The tracks with their feeds; enter chooses one or lets it go, and on the last row starts."""

    ENTER = "choose"

    def __init__(self) -> None:
        super().__init__()
        self._chosen: list[str] = []

    def heading(self) -> str:
        """The title's words."""
        return "Welcome to talkwatch · No feeds yet · enter chooses what to follow, esc looks around first"

    def row_key(self) -> str:
        """No row of the board stands here."""
        return ""

    def blocks(self) -> Sequence[Block]:
        """The tracks, and the row that starts."""
        made = [self._track(track) for track in self.app.known_tracks.values() if track.feeds]
        feeds = self._feeds()
        if feeds:
            words = plain(f"▶ Start: subscribe to {_count(len(feeds))} and ask them now", "good")
        else:
            words = plain("▶ Start without feeds; f, then a, adds one by its address", "muted")
        return [*made, text_block(START, words)]

    def _feeds(self) -> dict[str, TrackFeed]:
        """The feeds of the chosen tracks by address."""
        tracks = (self.app.known_tracks[name] for name in self._chosen)
        return {feed.url: feed for track in tracks for feed in track.feeds}

    def _track(self, track: Track) -> Block:
        is_chosen = track.name in self._chosen

        def draw(width: int) -> tuple[Content, ...]:
            sign = ("[x] ", "good") if is_chosen else ("[ ] ", "muted")
            head = Content.assemble(sign, plain(track.name, "strong"), (f" · {_count(len(track.feeds))}", "muted"))
            feeds = ", ".join(feed.publisher for feed in track.feeds) if is_chosen else ""
            return (
                head,
                *wrapped(plain(track.about, "muted"), width, 4),
                *(wrapped(plain(feeds, "text"), width, 4) if feeds else ()),
            )

        return Block(key=track.name, draw=draw, height=None, words=track.name)

    @on(RowList.Chosen)
    def choose(self, event: RowList.Chosen) -> None:
        """Choose a track or let it go; on the last row start."""
        event.stop()
        if event.key == START:
            self._start()
            return
        if event.key in self._chosen:
            self._chosen.remove(event.key)
        else:
            self._chosen.append(event.key)
        self.refill()

    def _start(self) -> None:
        found, app = self._feeds(), self.app
        self.dismiss()
        if not found or not app.may_write():
            return
        try:
            for url, feed in found.items():
                app.store.add_feed(Feed(FeedId(url), url, publisher=feed.publisher, filter=feed.filter))
        except TalkwatchError as error:
            app.say(str(error), wrong=True)
            return
        app.call_later(partial(app.follow, self._chosen[0]))
        app.look_at_health()
        app.action_poll()


def _count(feeds: int) -> str:
    return "1 feed" if feeds == 1 else f"{feeds} feeds"

"""What the watcher tells, kept for the status line: how the feeds stand, what was new, what went wrong."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from talkwatch.extract.version import EXTRACTOR
from talkwatch.told import Polled, Read, Restarted, Troubled

if TYPE_CHECKING:
    from talkwatch.tui.ports import StorePort
    from talkwatch.views.rows import HealthView


class Pulse:
    """Listens to the watcher. `trouble` is in words, "" when there is none."""

    def __init__(self, *, watching: bool) -> None:
        self.watching = watching
        self.trouble = ""
        self._new = 0
        self._restarting = False

    def heard(self, event: Any) -> bool:
        """Takes note of the event; true if the board may be another one now."""
        match event:
            case Polled():
                self._new, self.trouble = event.new, ""
                return False
            case Read():
                self._restarting = False
                return event.claims > 0
            case Restarted():
                self._restarting = True
                return False
            case Troubled():
                self.trouble = event.message
                return False
            case _:
                return False

    def look(self, store: StorePort, now: datetime, *, count: bool) -> HealthView:
        """How the feeds stand now, with the unread items where `count` asks. Reads the store: called off the loop."""
        from talkwatch.views.health import SECOND, health_view, lately, second_words

        unread = _unread(store) if count and self.watching else 0
        worker = self._worker(unread)
        loss = store.loss()
        return health_view(
            store.feeds(),
            new_items=self._new,
            unread=unread,
            worker=worker,
            offline_since=store.offline_since(),
            restored=lately(loss.words, datetime.fromisoformat(loss.at), now) if loss else "",
            second=second_words(store.recall(SECOND)),
        )

    def _worker(self, unread: int) -> Literal["idle", "reading", "restarting", "off"]:
        if not self.watching:
            return "off"
        if self._restarting:
            return "restarting"
        return "reading" if unread else "idle"


def _unread(store: StorePort) -> int:
    return store.count_unread(EXTRACTOR)

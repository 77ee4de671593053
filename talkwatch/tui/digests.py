"""The digest that the dashboard writes: of the day so far at a key, and each morning's by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from talkwatch.model.errors import TalkwatchError

if TYPE_CHECKING:
    from talkwatch.digest.compose import Digest
    from talkwatch.tui.showing import Showing

_AGAIN = timedelta(hours=1)
"""After this long the morning's digest is composed once more: a report of the night may have been polled only then."""


class Digests:
    """Writes digests for the dashboard, each once while it says the same. `zone` is that of the morning's time."""

    def __init__(self, app: Showing, zone: tzinfo | None) -> None:
        self._app, self._zone = app, zone
        self._composed: dict[str, tuple[datetime, datetime]] = {}
        """By track, the end of the digest that was composed last, and when that was."""

    @property
    def _auto(self) -> time | None:
        auto = self._app.config.whole.digest.auto
        return time.fromisoformat(auto) if auto else None

    def write_day(self) -> None:
        """The digest of the day so far is in the folder, and its path is said."""
        self._app.run_worker(self._day(), group="digest", exit_on_error=False)

    def minute(self) -> None:
        """The digest up to the config's time of day is in the folder, an hour at most after that time or the start.

        Only the dashboard that watches writes it.
        """
        app, at = self._app, self._auto
        if at is None or app.watching is None:
            return
        from talkwatch.filing import latest

        now = app.now()
        begin, end = latest(at, now, self._zone)
        composed, when = self._composed.get(app.track, (begin, begin))
        if composed != end or now - when >= _AGAIN:
            self._composed[app.track] = end, now
            app.run_worker(self._morning(begin, end), group="digest", exit_on_error=False)

    async def _day(self) -> None:
        app, now = self._app, self._app.now()
        track, day = app.track, now.astimezone(app.zone).date()
        path, written = await self._filed(lambda: app.desk.digest(track, day, now), "")
        if written:
            app.say(f"digest written: {path}")
        elif path:
            app.say(f"nothing new since this digest was written: {path}")

    async def _morning(self, begin: datetime, end: datetime) -> None:
        app, track, at = self._app, self._app.track, self._auto
        path, written = await self._filed(lambda: app.desk.digest_between(track, begin, end), f"{at:%H%M}")
        if written:
            app.say(f"digest up to {at:%H:%M} written: {path}")

    async def _filed(self, make: Callable[[], Digest], at: str) -> tuple[Path | None, bool]:
        """Where the digest is, and whether it was written now; None where it cannot be, which is said."""
        try:
            return await asyncio.to_thread(self._file, make, at)
        except TalkwatchError as error:
            self._app.say(f"the digest cannot be written: {error.message}", wrong=True)
            return None, False

    def _file(self, make: Callable[[], Digest], at: str) -> tuple[Path, bool]:
        from talkwatch.digest.compose import fingerprint
        from talkwatch.digest.render import render
        from talkwatch.filing import digest_name, file_once
        from talkwatch.settings.config import digest_folder

        app, config = self._app, self._app.config.whole
        kind, digest = config.digest.format, make()
        path = digest_folder(config) / digest_name(digest.track, digest.first, digest.day, kind, at)
        written = file_once(path, render(digest, kind, app.zone), fingerprint(digest), app.paths.digests_file)
        return path, written

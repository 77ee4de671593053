"""What the dashboard does beside showing: the digest, the clipboard, the browser, the crash report."""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from talkwatch.model.errors import TalkwatchError
from talkwatch.settings.config import digest_folder
from talkwatch.tui import desktop

if TYPE_CHECKING:
    from talkwatch.tui.app import TalkwatchApp
    from talkwatch.tui.drawn import Drawn
    from talkwatch.views.rows import BoardRow

log = logging.getLogger("talkwatch.tui")


async def copy(app: TalkwatchApp, what: Literal["copy", "link"]) -> None:
    """The selected row's words or link are offered to the clipboard, and what happened is said."""
    rows = app.current_list()
    block = rows.selected if rows else None
    text = (block.copy if what == "copy" else block.link) if block else ""
    if not text:
        app.say("there is nothing to copy here", wrong=True)
        return
    app.say(await desktop.copy(text, app.copy_to_clipboard))


async def open_link(app: TalkwatchApp) -> None:
    """The selected row's link is handed to the browser, and what happened is said."""
    rows = app.current_list()
    block = rows.selected if rows else None
    app.say(await desktop.open_link(block.link if block else ""))


def newer(row: BoardRow, shown: Drawn | None) -> bool:
    """Whether a row moved since the board that is shown."""
    known = shown.rows.get(row.id) if shown else None
    return known is None or row.changed > known.changed


def report_crash(app: TalkwatchApp) -> None:
    """The crash is in a file beside the log (code lines only, nobody's text), and one line waits for the terminal."""
    error = sys.exception()
    path = app.paths.logs / "crash.txt"
    frames = traceback.extract_tb(error.__traceback__) if error else []
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((f"{type(error).__name__}", *lines)) + "\n", encoding="utf-8")
    try:
        app.remember()
    except TalkwatchError as lost:
        log.error("the state could not be kept: %s", lost)  # noqa: TRY400 - the crash above is what is told
    log.critical("crashed: %s", type(error).__name__)
    app.panic(f"talkwatch stopped on a fault of its own ({type(error).__name__}); the report is in {path}")


async def write_digest(app: TalkwatchApp) -> None:
    """The digest of the day is a Markdown file in the digest folder, and its path is said."""
    try:
        path = await asyncio.to_thread(_digest_file, app)
    except OSError as error:
        app.say(f"the digest cannot be written: {error}", wrong=True)
    else:
        app.say(f"digest written: {path}")


def _digest_file(app: TalkwatchApp) -> Path:
    from talkwatch.digest.render import render  # noqa: PLC0415 - only who asks for a digest waits for its rooms

    now = app.now()
    day = now.astimezone(app.zone).date()
    words = render(app.desk.digest(app.track, day, now), "md", app.zone)
    name = "-".join(re.findall(r"\w+", app.track.casefold())) or "track"
    path = digest_folder(app.config) / f"{day:%Y-%m-%d}-{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(words)
    beside.replace(path)
    return path

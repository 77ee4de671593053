"""What the dashboard does beside showing: the clipboard, the browser, the crash report."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING, Literal

from talkwatch.feeds.addresses import is_web
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
    if app.is_web:
        app.copy_to_clipboard(text)
        app.say("sent to the browser's clipboard; if pasting gives nothing, the page is not on localhost or https")
    else:
        app.say(await desktop.copy(text, app.copy_to_clipboard))


async def open_link(app: TalkwatchApp) -> None:
    """The selected row's link is handed to the browser, and what happened is said."""
    rows = app.current_list()
    block = rows.selected if rows else None
    link = block.link if block else ""
    if app.is_web and is_web(link):
        app.open_url(link)
        app.say(f"the browser was asked to open {link}")
    else:
        app.say(await desktop.open_link(link))


def newer(row: BoardRow, shown: Drawn | None) -> bool:
    """Whether a row moved since the board that is shown."""
    known = shown.rows.get(row.id) if shown else None
    return known is None or row.learned > known.learned


def report_crash(app: TalkwatchApp) -> None:
    """The crash is in a file beside the log (code lines only, nobody's text), and one line waits for the terminal."""
    error = sys.exception()
    path = app.paths.logs / "crash.txt"
    frames = traceback.extract_tb(error.__traceback__) if error else []
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    where = f"the report is in {path}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join((f"{type(error).__name__}", *lines)) + "\n", encoding="utf-8")
    except OSError as full:
        where = f"the report could not be written: {full.strerror}"
    app.remember()
    log.critical("crashed: %s", type(error).__name__)
    app.panic(f"talkwatch stopped on a fault of its own ({type(error).__name__}); {where}")

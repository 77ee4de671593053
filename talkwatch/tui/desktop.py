"""The clipboard and the browser: what was done is said as it was, never more."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence

_CLIPBOARDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("TMUX", ("tmux", "load-buffer", "-w", "-")),
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
"""An environment variable that must be set, and the program that then takes the text on its standard input."""

_DEADLINE = 2.0
"""Seconds that a clipboard program gets."""


async def copy(text: str, terminal: Callable[[str], None], environ: Mapping[str, str] | None = None) -> str:
    """The text is offered to the first clipboard that takes it; returns what happened, in words.

    Without a program that confirms it the terminal is asked (OSC 52), which never answers: then we say so.
    """
    for command in clipboards(os.environ if environ is None else environ):
        if await _fed(command, text):
            return f"copied with {command[0]}"
    terminal(text)
    return "sent to the terminal's clipboard; if pasting gives nothing, it does not take OSC 52"


def clipboards(environ: Mapping[str, str]) -> list[Sequence[str]]:
    """The clipboard programs of this session, the likeliest first."""
    found: list[Sequence[str]] = [("pbcopy",)] if sys.platform == "darwin" else []
    found += [command for variable, command in _CLIPBOARDS if environ.get(variable)]
    return [command for command in found if shutil.which(command[0])]


async def _fed(command: Sequence[str], text: str) -> bool:
    quiet = asyncio.subprocess.DEVNULL
    try:
        child = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=quiet, stderr=quiet
        )
        await asyncio.wait_for(child.communicate(text.encode()), _DEADLINE)
    except (OSError, TimeoutError):
        return False
    return child.returncode == 0


async def open_link(link: str, environ: Mapping[str, str] | None = None) -> str:
    """The link is handed to the desktop's browser; returns what happened, in words. Only http and https go out."""
    known = os.environ if environ is None else environ
    if not link.startswith(("http://", "https://")):
        return "there is no web address behind this row"
    command = opener(known)
    if command is None:
        return f"no browser can be reached from here: {link}"
    quiet = asyncio.subprocess.DEVNULL
    try:
        await asyncio.create_subprocess_exec(
            *command, link, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError as error:
        return f"{command[0]} could not be started: {error.strerror}"
    return f"handed to {command[0]}"


def opener(environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """The program that opens a link outside this terminal, or None where there is no desktop."""
    if sys.platform == "darwin":
        return ("open",)
    if environ.get("WSL_DISTRO_NAME") and shutil.which("wslview"):
        return ("wslview",)
    if (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")) and shutil.which("xdg-open"):
        return ("xdg-open",)
    return None

"""The log: in a file of bounded size, without secrets, and never on the terminal."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

BYTES = 2_000_000
FILES = 5
"""Files of so many bytes: the one that is written and four older ones."""

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
"""How a line is written; views.log reads it so."""

MOST = 500
"""Lines of the log that are shown, the last of the file."""

_TAIL = 256_000
"""Bytes of the file's end that are read for them."""

_SECRETS = (
    (re.compile(r"(?<=://)[^/?#\s@]+@"), "***@"),
    (
        re.compile(
            r"""(?i)([?&;]|\b)((?:access[_-]?|auth[_-]?|api[_-]?)?(?:token|key|password|passwd|pwd|secret|signature|sig))
            (=|%3D)[^&;#\s"'<>]+""",
            re.VERBOSE,
        ),
        r"\1\2\3***",
    ),
    (re.compile(r"(?i)\b((?:proxy-)?authorization|cookie|set-cookie)(['\"]?\s*[:=,]\s*['\"]?)[^\r\n'\"]+"), r"\1\2***"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{6,}"), r"\1 ***"),
)
"""What opens doors: user and password in an address, tokens in a query, the headers that carry either."""


def without_secrets(words: str) -> str:
    """The words with each secret as three stars."""
    for pattern, stars in _SECRETS:
        words = pattern.sub(stars, words)
    return words


class Masking(logging.Formatter):
    """A line of the log, and its traceback if there is one, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, written to be read by people."""
        return without_secrets(super().format(record))


def log_to(path: Path) -> None:
    """Every library's log and warning goes to the file, which is rotated; nothing of it reaches the terminal.

    Where the file cannot be written (a full disk, a home of somebody else's), nothing is logged, and nobody is stopped.
    """
    logging.raiseExceptions = False  # else a full disk would be told on the terminal, amid the dashboard
    handler: logging.Handler = logging.NullHandler()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True)
    except OSError:
        pass
    handler.setFormatter(Masking(FORMAT))
    root = logging.getLogger()
    for former in root.handlers:
        if isinstance(former.formatter, Masking):
            former.close()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("talkwatch").setLevel(logging.INFO)
    logging.captureWarnings(capture=True)


def tail(path: Path) -> tuple[tuple[int, str], ...]:
    """The last MOST lines of a file, each with its place in it (bytes); () where there is no file."""
    try:
        with path.open("rb") as file:
            start = max(file.seek(0, 2) - _TAIL, 0)
            file.seek(start)
            read = file.read(_TAIL)
    except OSError:
        return ()
    found, at = [], start
    for line in read.splitlines(keepends=True):
        found.append((at, line.decode("utf-8", "replace").rstrip()))
        at += len(line)
    whole = found[1:] if start else found
    return tuple(each for each in whole if each[1])[-MOST:]

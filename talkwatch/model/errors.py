"""The error tree.

TalkwatchError
├── UsageError            a word on the command line is off            (exit 2)
├── ConfigError           a file that the user wrote is off            (exit 2)
├── Locked                another instance holds the lock              (exit 3)
├── Shortage              the machine ran out of files, memory or room
├── StoreError            the database is damaged, too new or unwritable
│   └── StoreDamaged      it is damaged: the next start restores a backup
└── FeedError             a fact about a feed, shown and never raised to the user
    ├── FeedUnreachable   no answer: network, TLS, name, time
    ├── FeedRefused       an answer, but no: status, size, address
    └── FeedUnreadable    an answer, but not a feed
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Literal, Self

Reach = Literal["none", "silent", "heard"]
"""How far we came: the machine itself sees no way out, no connection was made, or the other side was heard."""


class TalkwatchError(Exception):
    """Something the user can be told in one line, with a way out.

    `message` says what is wrong and where; `hint` says what to do about it ("" if there is nothing to do).
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


class UsageError(TalkwatchError):
    """A word on the command line is off."""

    exit_code = 2


class ConfigError(TalkwatchError):
    """A file that the user wrote is off; `path` and `line` (1-based, None if unknown) say where."""

    exit_code = 2

    def __init__(self, path: Path, message: str, hint: str = "", line: int | None = None) -> None:
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {message}", hint)
        self.path = path
        self.line = line


class Locked(TalkwatchError):
    """Another instance holds the lock; `pid` is its process, if known."""

    exit_code = 3

    def __init__(self, path: Path, pid: int | None) -> None:
        who = f"process {pid}" if pid else "another talkwatch"
        super().__init__(f"{path}: {who} is already writing here", hint="close it, or use --home for a second one")
        self.path = path
        self.pid = pid


class Shortage(TalkwatchError):
    """The machine ran out of something, which is nobody's fault, least of all a feed's."""

    @classmethod
    def of(cls, error: Exception) -> Self | None:
        """What the machine ran out of, if that is what the error says."""
        said = _SHORT.get(error.errno or 0) if isinstance(error, OSError) else None
        return cls(*said) if said else None


_SHORT = {
    errno.EMFILE: ("too many files are open", "allow more of them: ulimit -n 256"),
    errno.ENFILE: ("too many files are open on this machine", "end what holds them, and try again"),
    errno.ENOSPC: ("the disk is full", "free some space; nothing that was stored is lost"),
    errno.EDQUOT: ("your share of the disk is full", "free some space; nothing that was stored is lost"),
    errno.EROFS: ("the disk is read-only", "use --home for a folder that can be written"),
    errno.ENOMEM: ("no memory is left", "end something else, and try again"),
    errno.EAGAIN: ("no more processes can be started", "end something else, and try again"),
}


class StoreError(TalkwatchError):
    """The database is damaged, too new or cannot be written; `path` is the file."""

    def __init__(self, path: Path, message: str, hint: str = "") -> None:
        super().__init__(f"{path}: {message}", hint)
        self.path = path


class StoreDamaged(StoreError):
    """The database is damaged; the next start sets it aside and restores the newest good backup."""


class FeedError(TalkwatchError):
    """A fact about a feed: `feed` is its address, userinfo masked."""

    def __init__(self, feed: str, message: str, hint: str = "") -> None:
        super().__init__(f"{feed}: {message}", hint)
        self.feed = feed
        self.reason = message


class FeedUnreachable(FeedError):
    """No answer came: network, TLS, name or time. `reach` tells how far we came."""

    def __init__(self, feed: str, message: str, hint: str = "", *, reach: Reach = "heard") -> None:
        super().__init__(feed, message, hint)
        self.reach: Reach = reach


class FeedRefused(FeedError):
    """An answer came, and it was no: a status, a size or an address that is not allowed.

    `status` is the HTTP status, if one came; `retry_after` the seconds that the server asks to be left alone for, and
    `host` (with its port) which server that is, after redirects.
    """

    def __init__(
        self,
        feed: str,
        message: str,
        hint: str = "",
        *,
        status: int | None = None,
        retry_after: float | None = None,
        host: str = "",
    ) -> None:
        super().__init__(feed, message, hint)
        self.status = status
        self.retry_after = retry_after
        self.host = host


class FeedUnreadable(FeedError):
    """An answer came, but it is not a feed."""

"""Opening the user's store: the folders, the settings, and the lock that only one writer holds."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from talkwatch.model.errors import Locked, StoreDamaged, StoreError

if TYPE_CHECKING:
    from talkwatch.settings.config import Config
    from talkwatch.settings.paths import Paths
    from talkwatch.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """What a verb works with."""

    paths: Paths
    config: Config
    store: Store


@contextmanager
def open_store(home: Path | None, *, read_only: bool = False) -> Iterator[Opened]:
    """The store under `home` (None: the platform's folders) is open, for writing under the lock.

    Read-only, it opens beside a running dashboard, and an absent store reads as an empty one. Raises ConfigError,
    StoreError, and Locked when another process writes.
    """
    from talkwatch.settings.config import load_config
    from talkwatch.settings.paths import paths

    where = paths(home)
    config = load_config(where)
    with store_at(where, read_only=read_only) as store:
        yield Opened(where, config, store)


@contextmanager
def store_at(where: Paths, *, read_only: bool = False) -> Iterator[Store]:
    """The same without a look at the settings. Raises StoreError, Locked."""
    from talkwatch.store import Store

    with ExitStack() as stack:
        if not read_only:
            stack.enter_context(locked(where.lock))
            _mend(where.database)
        try:
            store = Store.open(where.database, read_only=read_only)
        except StoreDamaged:
            if read_only:
                raise
            _mend(where.database)  # the damage is noted now, so that even a large file is looked through
            store = Store.open(where.database)
        stack.enter_context(store)
        yield store


def _mend(database: Path) -> None:
    """The file is sound; what was lost, if it was not, is told on stderr."""
    import click

    from talkwatch.clock import system_clock
    from talkwatch.store import Store

    if loss := Store.mend(database, system_clock()):
        click.echo(f"talkwatch: {loss.words}\n  the damaged file is {loss.aside}", err=True)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """The lock is held by us; the kernel frees it however the process ends, so a stale file is no obstacle.

    Raises Locked naming the holder, StoreError where the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(path, f"cannot be written: {error.strerror}", "use --home for a folder of yours") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked(path, _number(os.pread(handle, 32, 0))) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        try:
            yield
        finally:
            # The file stays: to remove it would let a third process lock a new one beside a second's.
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def holder(path: Path) -> int | None:
    """The process that holds the lock, 0 if it does not say, or None if nobody does."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _number(os.pread(handle, 32, 0)) or 0
    else:
        return None
    finally:
        os.close(handle)


def _number(words: bytes) -> int | None:
    """A process id, or None."""
    return int(words) if words.strip().isdigit() else None

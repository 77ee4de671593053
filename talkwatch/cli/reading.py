"""Reading stored items with the extraction, here or in several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from talkwatch.cli.progress import Progress

if TYPE_CHECKING:
    from talkwatch.extract.pipeline import Reader
    from talkwatch.model.claims import Reading
    from talkwatch.model.items import Item
    from talkwatch.store import Store

BATCH = 250
"""Items that go to one process at a time, and at least into one transaction."""

Read = Callable[[Sequence["Item"]], "list[Reading]"]


@dataclass(frozen=True, slots=True)
class Tally:
    """What reading came to: items read, claims found, and the items that the reader failed on."""

    items: int = 0
    claims: int = 0
    failed: tuple[str, ...] = ()


def read_unread(store: Store, jobs: int, progress: Progress) -> Tally:
    """Every stored item has a reading by this extractor version; `jobs` processes, 1 reads here."""
    from talkwatch.extract.version import EXTRACTOR

    total = store.count_unread(EXTRACTOR)
    items = claims = 0
    failed: list[str] = []
    if total == 0:
        return Tally()
    with _reader(jobs) as read:
        while items < total and (waiting := store.unread(EXTRACTOR, BATCH * jobs)):
            found = read(waiting)
            store.add_readings(found)
            items += len(found)
            claims += sum(count_claims(reading) for reading in found)
            failed += [f"{reading.item}: {reading.skipped}" for reading in found if reading.skipped.startswith(FAILED)]
            progress.show(f"read {items:,} of {total:,}")
    return Tally(items, claims, tuple(failed))


def count_claims(reading: Reading) -> int:
    """How many claims a reading holds, of all four kinds."""
    return len(reading.talks) + len(reading.attendance) + len(reading.statements) + len(reading.sticking)


@contextmanager
def _reader(jobs: int) -> Iterator[Read]:
    """A function that reads items, in their order."""
    if jobs == 1:
        _load()
        yield _read
        return
    # Spawned, not forked: a forked child would hold our lock and our database connections.
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(os.getpid(),)
    ) as pool:

        def read(items: Sequence[Item]) -> list[Reading]:
            batches = [items[start : start + BATCH] for start in range(0, len(items), BATCH)]
            return [reading for batch in pool.map(_read, batches) for reading in batch]

        yield read


_loaded: list[Reader] = []
"""This process's reader, once it is loaded."""

FAILED = "failed: "
"""How the reason of a reading begins where the extraction itself broke down."""


def _begin(parent: int) -> None:
    """The process has its reader, and ends with `parent` however that ends."""
    from talkwatch.bounded import bind

    bind(0)
    if os.getppid() != parent:  # it died before we could ask the kernel to tell us
        os._exit(1)
    _load()


def _load() -> None:
    """The process has its reader."""
    from talkwatch.extract.pipeline import Reader

    if not _loaded:
        _loaded.append(Reader.load())


def _read(items: Sequence[Item]) -> list[Reading]:
    """A reading of each item; one that the extraction breaks on is marked so, and not tried for ever."""
    return [_read_one(_loaded[0], item) for item in items]


def _read_one(reader: Reader, item: Item) -> Reading:
    """The item's reading: the rim where an extraction's fault becomes a fact about one item."""
    from talkwatch.extract.version import EXTRACTOR
    from talkwatch.model.claims import Reading

    try:
        return reader.read(item)
    except Exception as error:  # noqa: BLE001 - the worker's rim: one odd text must not end the reading of all
        return Reading(item.id, item.revision, EXTRACTOR, skipped=f"{FAILED}{type(error).__name__}: {error}")

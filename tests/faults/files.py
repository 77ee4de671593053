"""Files torn and damaged: the log of a power cut, and pages that rot."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from talkwatch.model.errors import StoreDamaged, StoreError
from talkwatch.store import Store
from talkwatch.store.rescue import Loss
from tests.faults.ledger import Found, Row
from tests.faults.served import BEGIN, FEEDS, Acknowledged, follow, look, outcome, poll_again

IMAGE = 15
"""Faults on one image; then another is made."""


@dataclass(frozen=True)
class Image:
    """A store as it lay on the disk in the middle of its work: its folder, what was acknowledged, the last thing that
    the user did, and the bytes of the log that were on the disk for certain when that was acknowledged.
    """

    folder: Path
    acknowledged: Acknowledged
    seen: int
    synced: int


def _image(folder: Path, chance: random.Random) -> Image:
    """A store whose log holds some rounds and some things that the user did."""
    live, kept = folder / "live", folder / "image"
    acknowledged: Acknowledged = {}
    seen = synced = 0
    with Store.open(live / "talkwatch.db") as store:
        wal = live / "talkwatch.db-wal"
        follow(store)
        cut = chance.randrange(1, 12)
        for number in range(1, 14):
            for feed in range(FEEDS):
                if chance.random() < 0.8:
                    acknowledged[feed] = acknowledged.get(feed, 0) + 1
                    store.record(outcome(feed, acknowledged[feed], 4))
            if chance.random() < 0.3:
                seen = number
                store.remember("seen", seen)
                synced = wal.stat().st_size
            if number == cut:
                with store._database.reading() as connection:
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                synced = 0
        kept.mkdir()
        for name in ("talkwatch.db", "talkwatch.db-wal"):
            shutil.copyfile(live / name, kept / name)
    shutil.rmtree(live)
    return Image(kept, acknowledged, seen, synced)


def _truncated(content: bytearray, start: int, chance: random.Random) -> None:
    del content[chance.randint(start, len(content)) :]


def _garbled(content: bytearray, start: int, chance: random.Random) -> None:
    at = chance.randint(start, max(start, len(content) - 1))
    content[at:] = chance.randbytes(len(content) - at)


def _holed(content: bytearray, start: int, chance: random.Random) -> None:
    """Some sectors never reached the disk, in any order."""
    for at in range(start, len(content), 512):
        if chance.random() < 0.2:
            content[at : at + 512] = bytes(len(content[at : at + 512]))


def _flipped(content: bytearray, start: int, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8)):
        if start < len(content):
            content[chance.randrange(start, len(content))] ^= 1 << chance.randrange(8)


STARTS = 3
"""Starts within which a damaged file must be mended: damage that is only met later is mended by the one after."""
TEARS = (_truncated, _garbled, _holed, _flipped)
Tear = Callable[[bytearray, int, random.Random], None]


def wals(row: Row, count: int, folder: Path) -> None:
    """A power cut: what the log's last synced part is followed by is cut off, garbled, in holes, or with flipped bits.

    What was rolled back is polled again; what the user did before is there at once.
    """
    image = None
    for number in range(count):
        seed = row.seed * 10_000 + number
        chance = random.Random(seed)
        if number % IMAGE == 0:
            (folder / f"images{number}").mkdir(parents=True)
            image = _image(folder / f"images{number}", chance)
        assert image is not None
        home = folder / "torn"
        shutil.copytree(image.folder, home)
        wal = home / "talkwatch.db-wal"
        content = bytearray(wal.read_bytes())
        TEARS[number % len(TEARS)](content, image.synced, chance)
        wal.write_bytes(content)
        found, loss = _started(row, home / "talkwatch.db", image)
        row.take(seed, found, int(loss is not None))
        shutil.rmtree(home)


def _started(row: Row, path: Path, image: Image) -> tuple[Found, Loss | None]:
    """What is wanting after the next start and the next poll; what was told of as lost counts as told."""
    began = time.monotonic()
    loss: Loss | None = None
    for start in range(STARTS):
        loss = Store.mend(path, BEGIN) or loss
        try:
            with Store.open(path) as store:
                torn, kept = look(store, {}, upto_validators=True), int(store.recall("seen") or 0)
                poll_again(store, image.acknowledged)
                again = look(store, image.acknowledged)
            break
        except StoreDamaged:
            if start == STARTS - 1:
                raise
    row.worst = max(row.worst, time.monotonic() - began)
    user = int(kept < image.seen and loss is None)
    lost = again.lost + user if loss is None else 0
    return Found(again.checked, lost, again.doubled + torn.doubled, torn.half, again.altered), loss


def _rot(content: bytearray, chance: random.Random) -> str:
    """The file after one kind of damage, by name."""
    kind = chance.choice(("flips", "zeros", "page", "cut", "head", "tail"))
    size = len(content)
    at = chance.randrange(size)
    match kind:
        case "flips":
            for _ in range(chance.randint(1, 64)):
                content[chance.randrange(size)] ^= 1 << chance.randrange(8)
        case "zeros":
            length = chance.randint(512, 65_536)
            content[at : at + length] = bytes(len(content[at : at + length]))
        case "page":
            at -= at % 4096
            content[at : at + 4096] = chance.randbytes(4096)
        case "cut":
            del content[at:]
        case "head":
            content[:100] = chance.randbytes(100)
        case _:
            content += chance.randbytes(chance.randint(1, 8192))
    return kind


def databases(row: Row, count: int, folder: Path) -> None:
    """A closed file rots: bits, pages, whole ranges, its head, its end. A backup of some rounds before is there.

    The damage is found at the next start or when it is met, and what the backup lacks is polled again.
    """
    folder.mkdir()
    image = folder / "image"
    chance = random.Random(row.seed)
    acknowledged: Acknowledged = {}
    with Store.open(image / "talkwatch.db") as store:
        follow(store)
        for number in range(1, 30):
            for feed in range(FEEDS):
                acknowledged[feed] = number
                store.record(outcome(feed, number, 4))
            if number == 20:
                store.back_up(BEGIN)
                store.remember("seen", 20)
    for number in range(count):
        seed = row.seed * 10_000 + number
        chance = random.Random(seed)
        home = folder / "rotten"
        shutil.copytree(image, home)
        path = home / "talkwatch.db"
        content = bytearray(path.read_bytes())
        kind = _rot(content, chance)
        path.write_bytes(content)
        try:
            found, loss = _started(row, path, Image(image, acknowledged, 20, 0))
            row.take(seed, found, int(loss is not None))
        except StoreError as error:
            row.take(seed, Found(lost=1))
            row.bad.append(f"{kind}: {error}")
        shutil.rmtree(home)

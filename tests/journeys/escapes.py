"""Homes whose boards are made of what hostile feeds say, and what of it reaches a terminal."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from talkwatch.extract.version import EXTRACTOR
from talkwatch.model.claims import (
    AttendanceClaim,
    Place,
    Position,
    Reading,
    Span,
    StatementClaim,
    StickingClaim,
    TalkClaim,
)
from talkwatch.model.items import Feed, FeedId, Item
from talkwatch.settings.config import Config
from talkwatch.settings.paths import paths
from talkwatch.store import Store
from talkwatch.watch import Watcher
from tests.journeys.terminal import Terminal

DRAWN = re.compile(
    r"\x1b\[(?:0|[0-9;]{5,})?m"  # all styles off, or a colour by its parts
    r"|\x1b\[(?:[0-9]+;[0-9]+)?H|\x1b\[J"  # where to draw; what the shell's `clear` does
    r"|\x1b\[\?[0-9]+[hl]|\x1b\[\?[0-9]+\$p|\x1b\[>[0-9]+u|\x1b\[<u"  # screens, mouse, paste, keyboard, in step
    r"|\x1b\]22;default\x07"  # the pointer's shape
)
"""What our screen, and the shell around it, draw with. None of it changes a title or a clipboard, and no feed's is."""

UNSEEN = {
    "\u200b",
    "\u200e",
    "\u200f",
    "\u2060",
    "\ufeff",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
}
"""Bidi controls and zero-width characters: text that carries them is not what it seems."""


def strange(out: str) -> set[str]:
    """The characters in an output that are neither text nor what our screen draws with."""
    rest = DRAWN.sub("", out)
    return {
        f"U+{ord(one):04X}"
        for one in rest
        if (unicodedata.category(one) == "Cc" and one not in "\r\n\t\b") or one in UNSEEN
    }


def told(item: Item) -> Reading:
    """A reading that claims a bit of everything in an item's own words, so that they stand on every panel."""
    field: Place = "title" if item.title else "text"
    words = (item.title or item.text)[:300]
    if not words:
        return Reading(item.id, item.revision, EXTRACTOR, skipped="not about talks")
    span, day = Span(field, 0, len(words), words), date(2026, 11, 30)
    return Reading(
        item.id,
        item.revision,
        EXTRACTOR,
        (
            TalkClaim(
                span, "by hand", 0.9, words[:80], words[:40], day, day, "day", "scheduled", (words[:40], "Norway")
            ),
        ),
        (AttendanceClaim(span, "by hand", 0.9, 0, words[:60], "conditional", words[:60], words[:40], words[:40]),),
        (StatementClaim(span, "by hand", 0.9, words[:40], words[:40], "direct", words),),
        (StickingClaim(span, "by hand", 0.9, words[:60], "open", (Position(words[:40], "demands"),)),),
        0.9,
    )


def board_of(home: Path, places: Iterable[str], urls: Iterable[str]) -> list[str]:
    """A home whose board says what these feeds say, as polled from those places; the words of its rows, each once."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text(f"[poll]\nallow_private = {list(places)}\n", encoding="utf-8")
    with Store.open(paths(home).database) as store:
        for url in urls:
            store.add_feed(Feed(FeedId(url), url))
        asyncio.run(_poll(store, places))
        _make_new(paths(home).database)
        met: dict[str, Item] = {}
        for item in store.items(1000):
            met.setdefault(item.title or item.text[:300], item)
        store.add_readings(map(told, met.values()))
        others = [item for item in store.items(1000) if item not in met.values()]
        store.add_readings(Reading(item.id, item.revision, EXTRACTOR, skipped="told already") for item in others)
    return [words for words in met if words]


def _make_new(database: Path) -> None:
    """Whatever its feed says, each item counts as published when it was polled, for the board shows what is new."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE items SET published = first_seen")
        connection.execute("UPDATE revisions SET moment = (SELECT first_seen FROM items WHERE key = item)")


async def _poll(store: Store, places: Iterable[str]) -> None:
    watcher = Watcher(store, Config(), lambda: datetime.now(UTC), allow_private=places)
    await watcher.poll_once(force=True, read=False)
    await watcher.close()


def walk(it: Terminal, rows: int) -> None:
    """Every panel and screen is looked through, the evidence of each statement is opened, and the digest is written."""
    for panel in "1", "2", "4":
        it.keys(panel, "z", "Enter")
        it.wait_for("Evidence ·")
        back(it)
        it.keys("G", "z")
    it.keys("3", "z", "g")
    for _ in range(rows):
        it.keys("Enter")
        it.wait_for("Evidence ·")
        back(it)
        it.keys("Down")
    it.keys("z", "c")
    it.wait_for("Changes since", without="Comparing")
    it.keys("[", "G")
    back(it)
    it.keys("f")
    it.wait_for("Feeds ·")
    it.keys("G", "Enter")
    back(it)
    it.keys("1", "v")
    it.wait_for("Talk ·")
    it.keys("G")
    back(it)
    it.keys("i")
    it.wait_for("Items ·", "claim")
    it.keys("Enter")
    it.wait_for("Item ·", "revision 1")
    it.keys("G")
    it.keys("Escape")
    it.wait_for("Items ·")
    back(it)
    it.keys("?")
    it.wait_for("In any list")
    back(it)
    it.keys("d")
    it.wait_for("digest written")


def back(it: Terminal) -> None:
    """The board is shown again. Sent together, escape and the next key would be one with alt."""
    it.keys("Escape")
    it.wait_for("/ filter", "q quit")

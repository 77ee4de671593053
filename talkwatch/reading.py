"""Reading what is stored and unread, in a child process of its own, so that a long text holds up no screen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from talkwatch.child import Child, ChildLost, module
from talkwatch.extract.version import EXTRACTOR
from talkwatch.model.claims import Reading
from talkwatch.model.filters import Filter
from talkwatch.model.items import Item
from talkwatch.text.filtering import left_out
from talkwatch.told import Read, Restarted, Told

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from talkwatch.store import Store

NONE = Filter()
SECONDS = 30.0
"""That one item may take, by the clock."""
MEBIBYTES = 2048
BATCH = 20
"""Items read between two writes to the store."""
TRIES = 2
"""An item that ends the reader so often is marked as skipped."""
FAILED = "failed: "
"""How the reason of a reading begins where the extraction itself broke down."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What reading came to."""

    items: int = 0
    claims: int = 0
    trouble: str = ""
    is_down: bool = False
    """Whether the reader does not even start; what is unread stays so."""

    def plus(self, readings: Sequence[Reading]) -> Tally:
        """The same with these readings; the first that failed is quoted."""
        failed = [reading.skipped for reading in readings if reading.skipped.startswith(FAILED)]
        trouble = self.trouble or (f"{failed[0].removeprefix(FAILED)} (and perhaps others)" if failed else "")
        return Tally(self.items + len(readings), self.claims + sum(map(_claims, readings)), trouble, self.is_down)


class ItemReader:
    """Reads items with the extraction in a child under `argv`; `told` hears of what was read and of deaths.

    What `wanted` or the feed's own filter leaves out is not read, and its reading says why.
    """

    def __init__(
        self,
        store: Store,
        told: Told,
        argv: Sequence[str] = (),
        wanted: Filter = Filter(),  # noqa: B008 - frozen
    ) -> None:
        self._store, self._told, self._wanted = store, told, wanted
        self._is_judged = False
        argv = argv or module("talkwatch.extract.worker", mebibytes=MEBIBYTES)
        self._child = Child(argv, deadline=SECONDS, name="reader")
        self._turn = asyncio.Lock()

    async def read_all(self) -> Tally:
        """All that is unread is read, unless the reader does not even start."""
        tally = Tally()
        async with self._turn:
            await self._judge_again()
            while unread := await asyncio.to_thread(self._store.unread, EXTRACTOR, BATCH):
                reasons = await asyncio.to_thread(self._reasons, unread)
                try:
                    readings = [
                        Reading(item.id, item.revision, EXTRACTOR, skipped=reason) if reason else await self._read(item)
                        for item, reason in zip(unread, reasons, strict=True)
                    ]
                except ChildLost as error:
                    return replace(tally, trouble=error.message, is_down=True)
                await asyncio.to_thread(self._store.add_readings, readings)
                tally = tally.plus(readings)
                self._told(Read(len(readings), sum(map(_claims, readings))))
        return tally

    async def _judge_again(self) -> None:
        """Where the user's words are others than last time, what they now judge otherwise is read again."""
        said = [list(self._wanted.include), list(self._wanted.exclude)]
        if not self._is_judged and said != (await asyncio.to_thread(self._store.recall, "filter") or [[], []]):
            await asyncio.to_thread(self._store.refilter, self._wanted)
            await asyncio.to_thread(self._store.remember, "filter", said)
        self._is_judged = True

    def _reasons(self, items: Sequence[Item]) -> list[str]:
        """Why each item is left out by a filter, "" where it is not."""
        own = self._store.filters()
        return [
            left_out(self._wanted, item.title, item.text) or left_out(own.get(item.feed, NONE), item.title, item.text)
            for item in items
        ]

    async def _read(self, item: Item) -> Reading:
        """What the item says; an item that ends the reader twice is skipped, and says so.

        Raises ChildLost where the reader does not even answer a message without an item: then no item is to blame.
        """
        for _ in range(TRIES):
            try:
                reply = await self._child.ask({"id": item.id, "item": _plain(asdict(item))})
            except ChildLost as error:
                self._told(Restarted(error.name, error.how))
                continue
            if "reading" in reply:
                return _readings().validate_python(reply["reading"])
            return Reading(item.id, item.revision, EXTRACTOR, skipped=f"{FAILED}{reply.get('error', '')}")
        await self._child.ask({"id": None})
        return Reading(item.id, item.revision, EXTRACTOR, skipped=f"{FAILED}reader died")

    async def close(self) -> None:
        """The child is gone."""
        await self._child.close()


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    """The same with times in ISO 8601."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in said.items()}


@cache
def _readings() -> TypeAdapter[Reading]:
    """What makes values of the reader's words; it takes 3 ms to make, ten times what most items take to read."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - after the first paint

    return TypeAdapter(Reading)


def _claims(reading: Reading) -> int:
    return len(reading.talks) + len(reading.attendance) + len(reading.statements) + len(reading.sticking)

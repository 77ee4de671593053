"""Documents are read in child processes: one for small documents, one for heavy or suspect ones.

So one document that takes seconds, or ends its reader, keeps no good feed waiting. The second child is only started
when it is needed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from talkwatch.child import Child, ChildLost, module

SECONDS = 30.0
"""That the parser may take for a document by the clock; its own bound is ten seconds of processor time."""
MEBIBYTES = 256
"""Of memory above a bare interpreter."""

LIGHT = 256 << 10
"""Bytes up to which a document is taken for one that is read at once; a usual feed has 20 to 200 KiB."""

QUICK = 1.0
"""Seconds of processor time for it; what takes longer goes to the heavy ones, and its feed's next document at once."""

WAITING = 3
"""Heavy documents that may wait for their reader without holding a place in the queue of polls: 48 MiB at most."""


def parser() -> Child:
    """The child that reads feed formats, not yet started."""
    return Child(module("talkwatch.feeds.parse", mebibytes=MEBIBYTES), deadline=SECONDS, name="parser")


class Parsers:
    """Reads documents, the light ones apart from the heavy."""

    def __init__(self) -> None:
        self._light, self._heavy = parser(), parser()
        self._asking = 0
        self._slow: set[str] = set()
        self._waiting = asyncio.Semaphore(WAITING)

    @asynccontextmanager
    async def room(self) -> AsyncIterator[None]:
        """There is room in memory for a heavy document to wait."""
        async with self._waiting:
            yield

    def is_light(self, feed: str, body: bytes) -> bool:
        """Whether the document of a feed is likely read at once."""
        return len(body) <= LIGHT and feed not in self._slow

    async def read(self, feed: str, body: bytes, content_type: str, *, is_heavy: bool) -> dict[str, Any]:
        """What the document of a feed holds (see talkwatch.feeds.parse). Raises ChildLost."""
        message = {"id": feed, "feed": feed, "content_type": content_type}
        if not is_heavy:
            try:
                return await self._light.ask({**message, "cpu": QUICK}, body)
            except ChildLost:
                self._slow.add(feed)
                raise
        self._asking += 1
        try:
            return await self._heavy.ask(message, body)
        finally:
            self._asking -= 1
            if not self._asking:  # it is seldom needed, and as large as the documents that it read
                await self._heavy.close()

    async def close(self) -> None:
        """The children are gone."""
        await asyncio.gather(self._light.close(), self._heavy.close())

"""The second reader: a language model on a server of the user's own reads, after us, what is about talks.

It is off unless the config names a server. Whatever that does, nothing waits for it: an answer has its time and size,
one that is none is a fact of its item, and while the server is down it is asked ever more seldom, which health tells.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from talkwatch.clock import Clock
from talkwatch.model.claims import Reading
from talkwatch.model.items import Item
from talkwatch.told import Read, Told
from talkwatch.views.health import SECOND

if TYPE_CHECKING:
    from talkwatch.feeds.chat import ChatServer
    from talkwatch.settings.config import ReaderSection
    from talkwatch.store import Store
    from talkwatch.store.store import JSON

BACKLOG = timedelta(hours=48)
"""Items first seen longer ago are not read a second time."""
IDLE = 20.0
"""Seconds between two looks for something to read."""
FIRST_WAIT, LAST_WAIT = 15.0, 900.0
"""Seconds before a server that is down is asked again: doubled from the first to the last."""


class SecondReader:
    """Reads with the server and model of `settings`; `told` hears when that found something."""

    def __init__(self, store: Store, clock: Clock, told: Told, settings: ReaderSection) -> None:
        self._store, self._clock, self._told, self._settings = store, clock, told, settings
        self._name = f"model {settings.model}"
        self._server: ChatServer | None = None
        self._failures = 0

    async def round(self) -> float:
        """One item is read, if one waits; how many real seconds to wait before the next."""
        since = self._clock() - BACKLOG
        waiting = await asyncio.to_thread(self._store.wanted_seconds, self._name, since, 1)
        if not waiting:
            return IDLE
        from talkwatch.feeds.chat import ChatFailed  # noqa: PLC0415 - httpx is loaded when there is something to ask

        try:
            answer = await self._ask(waiting[0])
        except ChatFailed as error:
            if error.is_down:
                return await self._is_down(error.message)
            await self._keep(waiting[0], None, error.message)
        else:
            await self._keep(waiting[0], answer, "")
        await self._is_up()
        return 0.0

    async def _ask(self, item: Item) -> str:
        from talkwatch.extract.second import ASKED, Answer, question  # noqa: PLC0415 - as above
        from talkwatch.feeds.chat import ChatServer  # noqa: PLC0415 - as above

        if self._server is None:
            self._server = ChatServer(self._settings.url, self._settings.model, self._settings.seconds)
        return await self._server.ask(ASKED, question(item), Answer.model_json_schema())

    async def _keep(self, item: Item, answer: str | None, said: str) -> None:
        """What stands in the item of an answer is stored, or that there was none."""
        from talkwatch.extract.second import reading_of  # noqa: PLC0415 - as above

        found = None if answer is None else await asyncio.to_thread(reading_of, answer, item, self._settings.model)
        if found is None:
            found = Reading(item.id, item.revision, self._name)
            said = said or "an answer that is no JSON object"
        await asyncio.to_thread(self._store.add_second, found, said)
        claims = len(found.talks) + len(found.attendance) + len(found.statements) + len(found.sticking)
        if claims:
            self._told(Read(0, claims))

    async def _is_down(self, said: str) -> float:
        """That it is down stands in health from now on."""
        if not self._failures:
            down: JSON = {"model": self._settings.model, "since": self._clock().isoformat(), "said": said}
            await asyncio.to_thread(self._store.remember, SECOND, down)
        self._failures += 1
        wait: float = FIRST_WAIT * 2.0 ** min(self._failures - 1, 10)
        return min(LAST_WAIT, wait)

    async def _is_up(self) -> None:
        if self._failures or await asyncio.to_thread(self._store.recall, SECOND):
            self._failures = 0
            await asyncio.to_thread(self._store.remember, SECOND, None)

    async def close(self) -> None:
        """The connections are closed."""
        if self._server is not None:
            await self._server.close()

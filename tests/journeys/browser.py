"""A real browser without a window: Chromium, driven over its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

PATIENCE = 60.0
"""Seconds that a machine under load may take; a test that passes takes far less."""


class Tab:
    """One tab; takes note of what it asked for, what it complained about and what its socket got."""

    def __init__(self, wire: aiohttp.ClientWebSocketResponse) -> None:
        self._wire = wire
        self._asked = 0
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.drawn = ""

    async def do(self, method: str, **how: Any) -> dict[str, Any]:
        self._asked += 1
        asked = self._asked
        await self._wire.send_json({"id": asked, "method": method, "params": how})
        while (told := await self._hear()).get("id") != asked:
            pass
        return dict(told.get("result", {}))

    async def open(self, address: str) -> None:
        for room in ("Network", "Runtime", "Log", "Page"):
            await self.do(f"{room}.enable")
        await self.do("Page.navigate", url=address)

    async def press(self, key: str) -> None:
        await self.do("Input.dispatchKeyEvent", type="keyDown", text=key, key=key)
        await self.do("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def wait_until(self, expression: str) -> None:
        """The page's own script finds it true."""
        async with asyncio.timeout(PATIENCE):
            asked = {"expression": f"new Promise(so => {{ setInterval(() => ({expression}) && so(true), 20) }})"}
            await self.do("Runtime.evaluate", awaitPromise=True, **asked)

    async def wait_for(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not is_so():
                await self._hear()

    async def _hear(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((await self._wire.receive()).data)
        more = told.get("params", {})
        match told.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(more["request"]["url"])
            case "Network.webSocketFrameReceived" if more["response"]["opcode"] == 2:
                self.drawn += base64.b64decode(more["response"]["payloadData"]).decode()
            case "Runtime.exceptionThrown":
                self.complaints.append(str(more))
            case "Log.entryAdded" if more["entry"]["level"] == "error":
                self.complaints.append(more["entry"]["text"])
        return told


@contextlib.asynccontextmanager
async def chromium(folder: Path) -> AsyncIterator[Tab]:
    """A tab of a fresh browser that keeps its things in `folder`. Skips where Chromium is missing."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("needs chromium, which is not installed")
    words = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0")
    browser = await asyncio.create_subprocess_exec(
        program, *words, f"--user-data-dir={folder}", "--window-size=1280,800", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert browser.stderr is not None
    try:
        async with asyncio.timeout(PATIENCE):
            while b"DevTools listening on " not in (line := await browser.stderr.readline()):
                assert line, "the browser did not start"
        place = line.decode().split("//")[1].split("/")[0]
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://{place}/json") as answer:
                page = next(one for one in await answer.json() if one["type"] == "page")
            async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as wire:
                yield Tab(wire)
    finally:
        if browser.returncode is None:
            browser.terminate()
        await browser.communicate()

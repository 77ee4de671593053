"""The dashboard in a browser, and who does not get in."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from talkwatch.cli.opening import holder
from talkwatch.settings.paths import paths
from talkwatch.store import Store
from talkwatch.tui.web import DashboardServer, is_loopback
from tests.cli.running import Talkwatch, runner
from tests.journeys.browser import PATIENCE, chromium

TOKEN = "kept-between-the-two-of-us"


@dataclass(frozen=True, slots=True)
class Served:
    home: Path
    address: str
    server: asyncio.subprocess.Process

    @property
    def place(self) -> str:
        return urlsplit(self.address).netloc

    async def dashboard(self) -> int:
        """The process of the open dashboard, which holds the lock."""
        return await until(lambda: holder(paths(self.home).lock) or 0)

    async def no_dashboard(self) -> None:
        await until(lambda: holder(paths(self.home).lock) is None)

    def panel_left(self) -> str:
        with Store.open(paths(self.home).database, read_only=True) as store:
            return str((store.recall("screen") or {}).get("panel"))


async def until(is_so: Callable[[], int]) -> int:
    """What the function gives once it is not nothing; another process brings it about, so that it is asked again."""
    async with asyncio.timeout(PATIENCE):
        while not (found := is_so()):  # noqa: ASYNC110 - nobody here could set an event
            await asyncio.sleep(0.02)
    return found


@contextlib.asynccontextmanager
async def served(home: Path, *words: str) -> AsyncIterator[Served]:
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "talkwatch", "--home", str(home), "serve", "--port", "0", *words,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert server.stdout is not None
    try:
        line = (await asyncio.wait_for(server.stdout.readline(), PATIENCE)).decode()
        assert line.startswith("talkwatch is at http://")
        yield Served(home, line.split()[-1], server)
    finally:
        if server.returncode is None:
            server.terminate()
        await server.communicate()


DRAWING = r"import sys; sys.stdout.write('__GANGLION__\nD\0\0\0\5drawn'); sys.stdout.flush(); sys.stdin.read()"
"""A program that draws as Textual's driver does."""


@contextlib.asynccontextmanager
async def door(host: str, token: str = "") -> AsyncIterator[str]:
    """The server alone, in this process; gives its address."""
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    server = DashboardServer(lambda: [sys.executable, "-c", DRAWING], host, 0, token)
    serving = asyncio.ensure_future(server.run(address.set_result))
    try:
        yield await asyncio.wait_for(address, PATIENCE)
    finally:
        serving.cancel()
        await asyncio.wait([serving])


@contextlib.asynccontextmanager
async def tab(at: Served, session: aiohttp.ClientSession) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """What a tab's socket is; the dashboard has drawn its first screen."""
    async with session.ws_connect(f"ws://{at.place}/ws?width=120&height=36", origin=f"http://{at.place}") as wire:
        await drawn(wire, "No feeds yet")
        yield wire


async def drawn(wire: aiohttp.ClientWebSocketResponse, words: str) -> None:
    seen = ""
    async with asyncio.timeout(PATIENCE):
        while words not in seen:
            seen += (await wire.receive_bytes()).decode()


async def test_a_browser_shows_the_dashboard_takes_keys_and_asks_nobody_else(tmp_path: Path) -> None:
    async with served(tmp_path / "home") as at, chromium(tmp_path / "browser") as page:
        await page.open(at.address)
        await page.wait_for(lambda: "No feeds yet" in page.drawn)
        await page.press("L")
        await page.wait_for(lambda: "Log · " in page.drawn)
        await page.press("q")
        await page.wait_until("document.body.classList.contains('-closed')")

    assert page.complaints == []
    assert {urlsplit(url).netloc for url in page.requests} == {at.place}


async def test_a_tab_that_is_closed_leaves_the_state_and_the_lock_behind(tmp_path: Path) -> None:
    async with served(tmp_path / "home") as at, aiohttp.ClientSession() as session:
        async with tab(at, session) as wire:
            await at.dashboard()
            await wire.send_json(["stdin", "\x1b"])
            await drawn(wire, "Upcoming talks")
            await wire.send_json(["stdin", "4"])
            await drawn(wire, "┏")
        await at.no_dashboard()

        assert at.panel_left() == "sticking_points"


async def test_the_tab_that_was_opened_last_has_the_dashboard(tmp_path: Path) -> None:
    async with served(tmp_path / "home") as at, aiohttp.ClientSession() as session, tab(at, session) as first:
        before = await at.dashboard()
        ended = asyncio.ensure_future(end_of(first))
        async with tab(at, session):
            assert ended.done()
            assert await at.dashboard() != before


async def end_of(wire: aiohttp.ClientWebSocketResponse) -> None:
    """The socket was closed from the other side."""
    async with asyncio.timeout(PATIENCE):
        while (await wire.receive()).type != aiohttp.WSMsgType.CLOSED:
            pass


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_a_server_that_ends_takes_the_dashboard_along(tmp_path: Path, number: signal.Signals) -> None:
    async with served(tmp_path / "home") as at, aiohttp.ClientSession() as session:
        async with tab(at, session):
            pid = await at.dashboard()
            at.server.send_signal(number)
            await at.no_dashboard()
            await until(lambda: not Path(f"/proc/{pid}/cwd").exists())

        assert at.panel_left() == "talks"


async def test_no_other_page_reaches_the_dashboard_on_loopback() -> None:
    strangers = (
        ({"Origin": "https://evil.example"}, "another page asked"),
        ({"Origin": "null"}, "another page asked"),
        ({"Host": "evil.example:8000"}, "not one of loopback's"),
    )
    async with door("127.0.0.1") as address, aiohttp.ClientSession() as session:
        for headers, words in strangers:
            for path in ("", "ws", "static/js/textual.js"):
                async with session.get(f"{address}{path}", headers=headers) as answer:
                    assert answer.status == 403
                    assert words in await answer.text()
        async with session.get(address) as answer:
            assert answer.status == 200
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
async def test_who_has_no_token_sees_nothing_and_who_has_it_keeps_it_out_of_the_address(host: str) -> None:
    async with door(host, TOKEN) as address:
        bare, _, token = address.replace("0.0.0.0", "127.0.0.1").partition("?token=")
        assert token == TOKEN
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            for path in ("", "ws", "static/js/textual.js", "?token=", f"?token={token[:-1]}"):
                async with session.get(bare + path, allow_redirects=False) as answer:
                    assert answer.status == 403
                    assert "address that `talkwatch serve` printed" in await answer.text()
            async with session.get(f"{bare}?token={token}") as answer:
                assert (answer.status, str(answer.url)) == (200, bare)
            async with session.ws_connect(f"{bare}ws", origin=bare.rstrip("/")) as wire:
                assert await wire.receive_bytes() == b"drawn"


async def test_beyond_loopback_a_token_is_made_up_and_asked_for(tmp_path: Path) -> None:
    async with served(tmp_path / "home", "--host", "0.0.0.0") as at, aiohttp.ClientSession() as session:
        bare, _, token = at.address.replace("0.0.0.0", "127.0.0.1").partition("?token=")
        assert len(token) >= 32
        async with session.get(bare) as answer:
            assert answer.status == 403


def test_what_keeps_it_from_serving_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    talkwatch: Talkwatch = runner(tmp_path, monkeypatch, capsys)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert (ran := talkwatch("serve", "--port", port)).code == 2
        assert f"port {port}: " in ran.err
        assert "--port" in ran.err
    assert talkwatch("serve", "--token", "short").code == 2
    assert talkwatch("serve", "--track", "Atlantis").code == 2


def test_only_this_machines_own_addresses_are_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost", "LOCALHOST")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.2", "localhost.example", "", "127.0.0.1.example")))

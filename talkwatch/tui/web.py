"""The dashboard in a browser: textual-serve's page and socket behind a door that strangers do not pass.

Whoever reaches the socket has the user's dashboard, so that the door asks, besides the token: that the page's own
origin opened the socket (any page in the same browser could otherwise), and on loopback that the browser asked for a
loopback name (else a name that resolves to 127.0.0.1, DNS rebinding, would make any page that origin).
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import logging
import secrets
import signal
from collections.abc import Awaitable, Callable, Sequence
from importlib import resources
from shlex import join
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from talkwatch.model.errors import UsageError

log = logging.getLogger("talkwatch.tui.web")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_FAREWELL = 10.0
"""Seconds that a dashboard gets to end."""
_HEARTBEAT = 15.0
"""Seconds between two signs of life that a browser must answer."""


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's own."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


class Dashboard(AppService):
    """One process that draws for one tab; the tab is told when it ends, whatever the reason."""

    async def run(self) -> None:
        """Hand on what it draws until it ends."""
        await super().run()
        await self.remote_close()

    async def stop(self) -> None:
        """It ends, with the state kept; one that does not within ten seconds is killed."""
        try:
            await asyncio.wait_for(super().stop(), _FAREWELL)
        except TimeoutError:
            if self._process is not None and self._process.returncode is None:
                self._process.kill()


class DashboardServer(Server):
    """Serves what a command draws, to one tab at a time: the one that was opened last.

    `command` gives the program's words for a new tab. `token` "" lets in whoever reaches a loopback address.
    """

    def __init__(self, command: Callable[[], Sequence[str]], host: str, port: int, token: str) -> None:
        super().__init__("", host, port, title="talkwatch")
        self._words, self._token = command, token
        self._page = resources.files("talkwatch.tui").joinpath("page/index.html").read_text(encoding="utf-8")
        self._turn = asyncio.Lock()
        self._shown: asyncio.Future[web.WebSocketResponse] | None = None

    async def run(self, told: Callable[[str], None]) -> None:
        """Serves until SIGINT or SIGTERM; `told` gets the address with the token in it. Raises UsageError."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, ended.set)
        app = await self._make_app()
        app.middlewares.append(self._door)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, self.host, self.port).start()
            except OSError as error:
                raise UsageError(
                    f"cannot listen on {self.host}, port {self.port}: {error.strerror}", "choose another with --port"
                ) from error
            told(self._address(runner.addresses[0][1]))
            await ended.wait()
        finally:
            await self._end_shown()
            await runner.cleanup()

    def _address(self, port: int) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{port}/" + (f"?token={self._token}" if self._token else "")

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: `run` tells the address."""

    # The door

    @web.middleware
    async def _door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        asked = urlsplit(f"//{request.host}")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            raise web.HTTPForbidden(text="another page asked for this one")
        if is_loopback(self.host) and not is_loopback(asked.hostname or ""):
            raise web.HTTPForbidden(text="this address is not one of loopback's")
        if self._token:
            cookie = f"talkwatch-{asked.port or 80}"
            if self._is_token(request.query.get("token", "")):
                # With a cookie the token leaves the address, and so the history and pictures of the screen.
                answer = web.HTTPSeeOther("./")
                answer.set_cookie(cookie, self._token, httponly=True, samesite="Lax", secure=request.secure)
                raise answer
            if not self._is_token(request.cookies.get(cookie, "")):
                raise web.HTTPForbidden(text="open the address that `talkwatch serve` printed, with its token")
        return await handler(request)

    def _is_token(self, words: str) -> bool:
        return hmac.compare_digest(words.encode(errors="replace"), self._token.encode())

    # The page

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page: nothing in it comes from elsewhere, and nobody may frame it."""
        nonce = secrets.token_urlsafe(16)
        size = str(min(max(to_int(request.query.get("fontsize", "16"), 16), 6), 60))
        sources = f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        sources += "font-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
        headers = {
            "Content-Security-Policy": sources,
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }
        page = self._page.replace("{nonce}", nonce).replace("{font_size}", size)
        return web.Response(text=page, content_type="text/html", headers=headers)

    # The socket

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A tab's dashboard until either ends; the one that was open before is ended first, as both would write."""
        async with self._turn:
            await self._end_shown()
            self._shown = asyncio.ensure_future(self._show(request))
        return await asyncio.shield(self._shown)

    async def _end_shown(self) -> None:
        if self._shown is not None and not self._shown.done():
            self._shown.cancel()
            await asyncio.wait([self._shown], timeout=2 * _FAREWELL)

    async def _show(self, request: web.Request) -> web.WebSocketResponse:
        width, height = (to_int(request.query.get(key, ""), least) for key, least in (("width", 80), ("height", 24)))
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT)
        await socket.prepare(request)
        dashboard = Dashboard(
            f"exec {join(self._words())}",
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=socket.close,  # type: ignore[arg-type]  # whether it was open is of no interest
            download_manager=self.download_manager,
        )
        try:
            await dashboard.start(min(max(width, 1), 1000), min(max(height, 1), 1000))
            await self._process_messages(socket, dashboard)
        except asyncio.CancelledError:
            log.info("another tab has the dashboard now")
        except (ValueError, TypeError, LookupError, AttributeError, AssertionError, OSError) as error:
            log.warning("the tab said something odd, or is gone: %s", type(error).__name__)
        finally:
            await dashboard.stop()
            await socket.close()
        return socket

"""A web server on loopback that a test writes page by page."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Page:
    """One answer; `serve` writes it byte by byte itself instead, if given."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    serve: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Loopback:
    """The server: `pages` by path, the `requests` it had, as (path, headers in small letters), and over which
    `connections` they came."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    connections: set[tuple[str, int]] = field(default_factory=set)
    stopping: threading.Event = field(default_factory=threading.Event)
    scheme: str = "http"

    @property
    def place(self) -> str:
        """Host and port, as `allow_private` wants it."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"{self.scheme}://{self.place}{path}"

    def rss(self, path: str, *titles: str, **headers: str) -> str:
        """The path serves a small RSS feed; its address."""
        self.pages[path] = Page(rss(*titles), headers={name.replace("_", "-"): said for name, said in headers.items()})
        return self.url(path)

    def asked(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for a path."""
        return [headers for seen, headers in self.requests if seen == path]


def rss(*titles: str) -> bytes:
    """A feed with an item for each title; guid and link are made from its place."""
    items = "".join(
        f"<item><title>{title}</title><guid>item-{n}</guid><link>https://example.org/{n}</link>"
        f"<description>Text of {n}.</description><pubDate>Thu, 15 Aug 2024 {n:02}:00:00 GMT</pubDate></item>"
        for n, title in enumerate(titles)
    )
    return f'<rss version="2.0"><channel><title>A feed</title>{items}</channel></rss>'.encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up early is what half of the tests are about."""


@contextmanager
def loopback(port: int = 0, *, tls: bool = False) -> Iterator[Loopback]:
    """A server is up until the block ends, on any free port or on one that it had before.

    `tls`, it speaks it under a certificate that nobody has signed.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.connections.add(self.client_address)
            server.requests.append((self.path, {name.lower(): said for name, said in self.headers.items()}))
            answer(self, server.pages.get(self.path.partition("?")[0], Page(b"no such page", 404)))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class names it
            """Tests read `requests`."""

    with _Server(("127.0.0.1", port), Handler) as running:
        server = Loopback(running.server_address[1], scheme="https" if tls else "http")
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(Path(__file__).parent / "self_signed.pem")
            running.socket = context.wrap_socket(running.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=socketserver.BaseServer.serve_forever, args=(running, 0.01), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            running.shutdown()
            thread.join()


def answer(handler: BaseHTTPRequestHandler, page: Page) -> None:
    """Writes the page; a 304 where the request repeats its validators."""
    if page.serve is not None:
        handler.close_connection = True
        page.serve(handler)
        return
    etag, said = page.headers.get("ETag"), handler.headers.get("If-None-Match")
    since, modified = handler.headers.get("If-Modified-Since"), page.headers.get("Last-Modified")
    unchanged = (etag and etag == said) or (not etag and modified and modified == since)
    body = b"" if unchanged else page.body
    handler.send_response(304 if unchanged else page.status)
    for name, value in page.headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)

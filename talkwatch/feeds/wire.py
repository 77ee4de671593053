"""A TCP connection as httpcore wants it, by asyncio's own streams: half the processor time of the usual way."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpcore

GOODBYE = 0.2
"""Seconds that a server has for its end of a TLS connection that we close; asyncio alone would wait for 30."""

HEAD = 4 << 10
"""Bytes read at a time before an answer's headers are whole. Interim answers (RFC 9110, 15.2) are 25 bytes each, and
the loop stands still while those of one piece are looked at: some 10 ms."""

LONGEST_HEAD = 128 << 10
"""Bytes that may come before an answer's headers are whole, all interim answers included."""


@contextmanager
def _in_words(slow: type[httpcore.TimeoutException], broken: type[httpcore.NetworkError]) -> Iterator[None]:
    """The failures of asyncio come out as httpcore's."""
    try:
        yield
    except TimeoutError as error:
        raise slow(str(error)) from error
    except OSError as error:
        raise broken(str(error)) from error


class Wire(httpcore.AsyncNetworkStream):
    """An open connection. Timeouts are in seconds, None for none; failures are httpcore's."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._is_closed = False
        self._head: int | None = None
        """Bytes that came since the last request; None once its answer's headers are whole."""

    def answered(self) -> bool:
        """The headers of an answer are whole. False if no byte of them came after the request: it answers nothing."""
        came, self._head = self._head, None
        return came is None or came > 0

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's interface
        """The next bytes, b"" at the end."""
        if self._head is None:
            return await self._next(max_bytes, timeout)
        if self._head > LONGEST_HEAD:
            raise httpcore.ReadError(f"no end of the headers within {LONGEST_HEAD >> 10} KiB")
        if self._head:
            await asyncio.sleep(0)  # a stream that has bytes gives them without a turn for anybody else
        found = await self._next(min(max_bytes, HEAD), timeout)
        self._head += len(found)
        return found

    async def _next(self, most: int, seconds: float | None) -> bytes:
        with _in_words(httpcore.ReadTimeout, httpcore.ReadError):
            async with asyncio.timeout(seconds):
                return await self._reader.read(most)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's interface
        """All of `buffer` is on its way."""
        self._head = 0
        with _in_words(httpcore.WriteTimeout, httpcore.WriteError):
            self._writer.write(buffer)
            async with asyncio.timeout(timeout):
                await self._writer.drain()

    async def aclose(self) -> None:
        """The connection is closed, or will be as soon as what was written has left. TLS has a moment to say so."""
        if self._is_closed:
            return
        # Asked first: asyncio's TLS transport forgets all once it is closed after its connection was lost.
        is_tls = self._writer.get_extra_info("ssl_object") is not None
        self._is_closed = True
        self._writer.close()
        if not is_tls:
            return
        try:
            async with asyncio.timeout(GOODBYE):
                await self._writer.wait_closed()
        except OSError:  # and TimeoutError, which is one
            self._writer.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
    ) -> httpcore.AsyncNetworkStream:
        """The same connection, encrypted from now on."""
        with _in_words(httpcore.ConnectTimeout, httpcore.ConnectError):
            try:
                async with asyncio.timeout(timeout):
                    await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
            except BaseException:
                self._writer.transport.abort()
                raise
        return self

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a connection; one that `is_readable` while it is idle is never used again: the server
        closed it, or said more than it was asked.
        """
        if info == "is_readable":
            unread = getattr(self._reader, "_buffer", b"")  # it tells nobody how much it has
            return bool(unread) or self._reader.at_eof() or self._writer.is_closing()
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._writer.get_extra_info(names.get(info, info))


async def connect(address: str, port: int, seconds: float | None, local_address: str | None) -> Wire:
    """A connection to an address. Raises httpcore.ConnectTimeout or httpcore.ConnectError."""
    local = (local_address, 0) if local_address else None
    with _in_words(httpcore.ConnectTimeout, httpcore.ConnectError):
        async with asyncio.timeout(seconds):
            return Wire(*await asyncio.open_connection(address, port, local_addr=local))

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

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's interface
        """The next bytes, b"" at the end."""
        with _in_words(httpcore.ReadTimeout, httpcore.ReadError):
            async with asyncio.timeout(timeout):
                return await self._reader.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's interface
        """All of `buffer` is on its way."""
        with _in_words(httpcore.WriteTimeout, httpcore.WriteError):
            self._writer.write(buffer)
            async with asyncio.timeout(timeout):
                await self._writer.drain()

    async def aclose(self) -> None:
        """The connection is closed, or will be as soon as what was written has left. TLS has a moment to say so."""
        self._writer.close()
        if self._writer.get_extra_info("ssl_object") is None:
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
        """What httpcore asks of a connection; `is_readable` while it is idle means that the server has closed it."""
        if info == "is_readable":
            return self._reader.at_eof() or self._writer.is_closing()
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._writer.get_extra_info(names.get(info, info))


async def connect(address: str, port: int, seconds: float | None, local_address: str | None) -> Wire:
    """A connection to an address. Raises httpcore.ConnectTimeout or httpcore.ConnectError."""
    local = (local_address, 0) if local_address else None
    with _in_words(httpcore.ConnectTimeout, httpcore.ConnectError):
        async with asyncio.timeout(seconds):
            return Wire(*await asyncio.open_connection(address, port, local_addr=local))

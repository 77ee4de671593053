"""The network as feeds may use it: every connection goes to an address that was checked, and to no other.

The name is resolved once, each of its addresses is checked, and the socket is opened to a checked address itself, so
a name that resolves differently a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import ip_address

import httpcore

from talkwatch.feeds.addresses import Address, Allowed, is_public
from talkwatch.feeds.wire import connect


class AddressRefused(Exception):
    """The host is at an address that is not public and that the user did not open."""

    def __init__(self, host: str, port: int, address: str) -> None:
        at = "" if address == host.strip("[]") else f"at {address}, "
        super().__init__(f"{host} is {at}a private or local address")
        name = f"[{host.strip('[]')}]" if ":" in host else host
        self.place = f"{name}:{port}"


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Opens TCP connections to public addresses and to those in `allowed`; anything else raises `AddressRefused`."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface that httpcore calls
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - same; nobody sets any
    ) -> httpcore.AsyncNetworkStream:
        """A stream to the first address that answers; `timeout` in seconds bounds the resolving and each attempt."""
        addresses = await _resolve(host, port, timeout)
        for address in addresses:
            if not is_public(address) and not self._allowed.opens(host, port):
                raise AddressRefused(host, port, str(address))
        for address in addresses[:-1]:
            with suppress(httpcore.ConnectError):
                return await connect(str(address), port, timeout, local_address)
        return await connect(str(addresses[-1]), port, timeout, local_address)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109, ARG002 - the interface that httpcore calls
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - same
    ) -> httpcore.AsyncNetworkStream:
        """Nothing: feeds have no business with local sockets."""
        raise AddressRefused(path, 0, "a local socket")

    async def sleep(self, seconds: float) -> None:
        """Waits `seconds`."""
        await asyncio.sleep(seconds)


async def _resolve(host: str, port: int, seconds: float | None) -> list[Address]:
    """The addresses of `host`, IPv4 first where both are known, at most four."""
    with suppress(ValueError):
        return [ip_address(host.strip("[]"))]
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError as error:
        raise httpcore.ConnectTimeout(f"no address for {host} in time") from error
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"no address for {host}") from error
    addresses = dict.fromkeys(ip_address(str(place[4][0]).partition("%")[0]) for place in found)
    if not addresses:
        raise httpcore.ConnectError(f"no address for {host}")
    return sorted(addresses, key=lambda address: address.version)[:4]

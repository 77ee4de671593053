"""Which addresses a feed may live at: public ones, and those the user opened by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit, urlunsplit

Address = IPv4Address | IPv6Address

NAT64 = "64:ff9b::"
"""The well-known prefix that wraps an IPv4 address in an IPv6 one (RFC 6052)."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What `poll.allow_private` opens: hosts, or hosts with one port ("127.0.0.1:8000", "nas.local", "[::1]:80")."""

    places: frozenset[tuple[str, int | None]] = frozenset()

    @classmethod
    def of(cls, words: Iterable[str]) -> Allowed:
        """The places that `words` name; a word without a port opens every port of its host."""
        return cls(frozenset(_place(word) for word in words))

    def opens(self, host: str, port: int) -> bool:
        """Whether the user opened this host at this port."""
        name = host.strip("[]").lower()
        return (name, port) in self.places or (name, None) in self.places


def _place(word: str) -> tuple[str, int | None]:
    parts = urlsplit(f"//{word.strip()}")
    return ((parts.hostname or "").lower(), parts.port)


def is_public(address: Address) -> bool:
    """Whether `address` is of the open internet: not loopback, private, link-local, CGNAT, multicast or reserved."""
    inner = _wrapped(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _wrapped(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one only carries (mapped, 6to4, Teredo, NAT64), if it does."""
    if isinstance(address, IPv4Address):
        return None
    teredo = address.teredo
    if teredo is not None:
        return teredo[1]
    if address.packed[:12] == ip_address(NAT64).packed[:12]:
        return IPv4Address(address.packed[12:])
    return address.ipv4_mapped or address.sixtofour


def masked(url: str) -> str:
    """`url` without user name and password, for logs, the store and the screen."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def host_of(url: str) -> str:
    """The host and port that `url` asks, the key of politeness ("example.org", "127.0.0.1:8000")."""
    return urlsplit(masked(url)).netloc.lower()

"""Which addresses a feed may live at: public ones, and those the user opened by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit, urlunsplit

Address = IPv4Address | IPv6Address

NAT64 = "64:ff9b::"
"""The well-known prefix that wraps an IPv4 address in an IPv6 one (RFC 6052)."""

ISATAP = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")
"""How the last eight bytes of an IPv6 address begin that wrap an IPv4 one (RFC 5214)."""

CLOSED = tuple(
    map(
        ip_network,
        (
            "168.63.129.16/32",  # Azure's metadata and name server, at an address that looks public
            "192.0.0.0/24",  # IETF protocol assignments (RFC 6890); Oracle's metadata are at 192.0.0.192
            "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
            "::ffff:0:0:0/96",  # IPv4-translated (RFC 2765)
            "64:ff9b:1::/48",  # NAT64 of a network's own (RFC 8215)
            "3fff::/20",  # documentation (RFC 9637)
            "5f00::/16",  # segment routing (RFC 9602)
            "fec0::/10",  # site-local (RFC 3879)
        ),
    )
)
"""Networks that are not the open internet, whatever this Python's own table (of IANA's registries) knows of them."""


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
    is_open = address.is_global and not address.is_multicast and not address.is_reserved
    return is_open and not any(address in network for network in CLOSED)


def _wrapped(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one only carries (mapped, 6to4, Teredo, NAT64, ISATAP), if so."""
    if isinstance(address, IPv4Address):
        return None
    teredo = address.teredo
    if teredo is not None:
        return teredo[1]
    if address.packed[:12] == ip_address(NAT64).packed[:12]:
        return IPv4Address(address.packed[12:])
    if address.packed[8:12] in ISATAP:
        return IPv4Address(address.packed[12:])
    return address.ipv4_mapped or address.sixtofour


def masked(url: str) -> str:
    """`url` without user name and password, for messages, logs and the screen."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return re.sub(r"(?<=//)[^/?#]*@", "", url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def is_web(url: str) -> bool:
    """Whether this is the address of something on the web: http or https, a host, no spaces and no control bytes."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_one_word = url.isprintable() and not any(letter.isspace() for letter in url)
    return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and is_one_word


def host_of(url: str) -> str:
    """The host and port that `url` asks, the key of politeness ("example.org", "127.0.0.1:8000")."""
    return urlsplit(masked(url)).netloc.lower()

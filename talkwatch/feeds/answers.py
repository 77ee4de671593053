"""What a server said, and what saying it may cost."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass

from talkwatch.model.polls import Validators

MIB = 1 << 20

WITHIN = 0.95
"""The share of the user's seconds that an answer has; the rest is for reading and storing it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may cost: seconds by the wall clock, bytes, redirects, and requests at a time."""

    connect: float = 10.0
    first_byte: float = 20.0
    whole: float = 60.0
    wire: int = 8 * MIB
    decoded: int = 16 * MIB
    hops: int = 5
    at_once: int = 16
    per_host: int = 2


def bounds_of(timeout: int, largest: int, at_once: int) -> Bounds:
    """The bounds under the user's settings: seconds for the whole answer, mebibytes unpacked, requests at a time."""
    usual = Bounds()
    return Bounds(
        connect=min(usual.connect, timeout),
        first_byte=min(usual.first_byte, timeout),
        whole=WITHIN * timeout,
        wire=largest * MIB // 2,
        decoded=largest * MIB,
        at_once=at_once,
        per_host=min(usual.per_host, at_once),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: new bytes, or None where nothing changed (304). `url` is where, userinfo masked.

    `fresh` is for how many seconds the answer says it stays fresh, None if it says nothing. `moved_to` is where the
    permanent redirects led, up to the first temporary one, with the name and password that the user wrote; "" if none.
    """

    url: str
    body: bytes | None
    content_type: str
    validators: Validators
    fresh: float | None
    moved_to: str = ""


class HostSpared(Exception):
    """A redirect leads to a `host` that asked to be left alone, and that was not asked."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} asked to be left alone")
        self.host = host


STATUS_WORDS = {
    401: ("a login is needed", "write user:password@ into the address if you have one"),
    402: ("a payment is asked", ""),
    403: ("the server refuses us", "some publishers block all feed readers"),
    404: ("there is no such page", "open the address in a browser; many sites moved their feed"),
    407: ("the proxy wants a login", "see HTTPS_PROXY in your environment"),
    410: ("the feed is gone for good", "its publisher's site may name another"),
    429: ("we ask too often", "nothing to do: it is asked later"),
}
"""What a refusal means, and what to do."""

NO_WAY_OUT = {errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, socket.EAI_AGAIN}
"""What the machine says where it has no network: no route, no interface, no name server."""

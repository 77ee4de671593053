"""Fixtures that every room's tests share."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# CI runs the same cases each time, so that what is red there is red here; elsewhere every run tries new ones.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring material beside the project; tests that need it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which only our own machines have")
    return SHARED


_REACHED: list[str] = []
"""Addresses beyond loopback that somebody in this process wanted to connect to."""


def _stay_home(event: str, values: tuple[object, ...]) -> None:
    """No connection leaves the machine; an audit hook sees those of every library, and cannot be taken off again."""
    if event != "socket.connect":
        return
    asked, address = values
    if not isinstance(asked, socket.socket) or asked.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    host = str(address[0]) if isinstance(address, tuple) else ""
    try:
        is_home = ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        is_home = host == "localhost"
    if not is_home:
        _REACHED.append(host)
        raise ConnectionRefusedError(f"a test must not reach {host}")


sys.addaudithook(_stay_home)


@pytest.fixture(autouse=True)
def _at_home() -> Iterator[None]:
    """The test fails if it, or what it calls, connects to anything but loopback."""
    _REACHED.clear()
    yield
    reached = sorted(set(_REACHED))
    _REACHED.clear()
    assert not reached, f"a connection beyond loopback was tried: {', '.join(reached)}"

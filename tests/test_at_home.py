from __future__ import annotations

import socket

import pytest

from tests import conftest


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.1", "2001:db8::1"])
def test_a_connection_beyond_loopback_is_refused_and_noted(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as asked, pytest.raises(ConnectionRefusedError, match="must not"):
        asked.connect((address, 9))

    assert [address] == conftest._REACHED
    conftest._REACHED.clear()


def test_loopback_may_be_reached() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(("127.0.0.1", 9))

    assert conftest._REACHED == []

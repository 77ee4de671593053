from __future__ import annotations

from ipaddress import ip_address

import pytest

from talkwatch.feeds.addresses import Allowed, host_of, is_public, masked
from talkwatch.feeds.guard import AddressRefused


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "2002:5db8:d822::1"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fd00:ec2::254",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "192.88.99.1",
        "198.18.0.1",
        "::127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::808:808",
        "2002:a9fe:a9fe::1",
        "2001:0:7f00:1:0:0:80ff:fffe",
        "2606:2800::5efe:7f00:1",
        "2606:2800::200:5efe:a9fe:a9fe",
        "3fff::1",
        "5f00::1",
        "fec0::1",
    ],
)
def test_local_private_and_metadata_addresses_are_not_public_however_they_are_wrapped(address: str) -> None:
    assert not is_public(ip_address(address))


def test_allow_private_opens_a_host_or_one_of_its_ports() -> None:
    allowed = Allowed.of(["127.0.0.1:8000", "NAS.local", "[::1]:80"])

    assert allowed.opens("127.0.0.1", 8000)
    assert not allowed.opens("127.0.0.1", 8001)
    assert allowed.opens("nas.local", 443)
    assert allowed.opens("::1", 80)
    assert not Allowed.of([]).opens("127.0.0.1", 80)


def test_the_way_out_of_a_refusal_opens_the_very_place_it_names() -> None:
    for host, port in (("127.0.0.1", 8000), ("::1", 8000), ("[::1]", 80), ("nas.local", 443)):
        refused = AddressRefused(host, port, host)

        assert Allowed.of([refused.place]).opens(host, port), refused.place


def test_a_password_is_masked_and_the_rest_of_the_address_stays() -> None:
    assert masked("https://user:se@cret@example.org:8443/feed?a=b#c") == "https://example.org:8443/feed?a=b#c"
    assert masked("https://example.org/@someone") == "https://example.org/@someone"
    assert host_of("https://user:secret@Example.org:8443/feed") == "example.org:8443"

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from talkwatch.feeds.network import FIRST_PROBE, LAST_PROBE, PROBES, Network, is_near
from talkwatch.model.errors import Reach
from talkwatch.model.items import Feed, FeedId
from talkwatch.model.polls import FeedHealth

NOW = datetime(2024, 8, 14, 12, tzinfo=UTC)


def feed(number: int, failures: int = 0) -> FeedHealth:
    url = f"http://h{number}.example/feed"
    return FeedHealth(Feed(FeedId(url), url), failures=failures, state="failing" if failures else "ok")


def lost(network: Network, *feeds: FeedHealth, known: int = 100, reach: Reach = "silent", later: int = 0) -> bool:
    return network.lost([(each, reach) for each in feeds], known, NOW + timedelta(minutes=later))


def test_three_silent_hosts_and_no_byte_from_anywhere_are_the_network() -> None:
    network = Network()

    assert not lost(network, feed(1), feed(2))
    assert lost(network, feed(3), later=5)
    assert network.since == NOW
    assert set(network.spared()) == {feed(1), feed(2), feed(3)}


def test_a_byte_in_between_clears_the_network() -> None:
    network = Network()
    lost(network, feed(1), feed(2))

    network.heard()

    assert not lost(network, feed(3), feed(4))


def test_three_feeds_of_one_host_are_that_hosts_fault() -> None:
    one = [FeedHealth(Feed(FeedId(f"http://h.example/{n}"), f"http://h.example/{n}")) for n in range(3)]

    assert not Network().lost([(each, "silent") for each in one], 100, NOW)


def test_feeds_that_failed_before_bear_no_witness() -> None:
    assert not lost(Network(), *(feed(n, failures=2) for n in range(9)))


@pytest.mark.parametrize(("known", "reach", "hosts"), [(100, "none", 2), (1, "none", 1), (2, "silent", 2)])
def test_a_machine_without_a_way_out_and_few_subscriptions_need_fewer_witnesses(
    known: int, reach: Reach, hosts: int
) -> None:
    network = Network()

    heard = [lost(network, feed(n), known=known, reach=reach) for n in range(hosts)]

    assert heard == [False] * (hosts - 1) + [True]


def test_a_single_subscription_that_refuses_is_its_own_fault() -> None:
    assert not lost(Network(), feed(1), known=1)


def test_while_it_is_down_a_few_feeds_are_asked_each_of_another_host_and_others_each_time() -> None:
    network, feeds = Network(), [feed(n) for n in range(8)] + [feed(9, failures=3)]
    lost(network, *feeds[:3])

    first = network.probes([*feeds, *feeds], NOW)
    lost(network, *first)
    second = network.probes(feeds, NOW)

    assert len(set(first)) == len(set(second)) == PROBES
    assert not set(first) & set(second)
    assert not any(each.failures for each in first + second)


def test_probes_come_ever_more_slowly_up_to_two_minutes() -> None:
    network, waits = Network(), []
    for _ in range(6):
        lost(network, feed(1), feed(2), feed(3))
        assert network.probe_at is not None
        waits.append(network.probe_at - NOW)

    assert waits[:3] == [FIRST_PROBE, 2 * FIRST_PROBE, 4 * FIRST_PROBE]
    assert waits[-1] == LAST_PROBE
    assert not network.may_probe(NOW + LAST_PROBE - timedelta(seconds=1))
    assert network.may_probe(NOW + LAST_PROBE)


@pytest.mark.parametrize(
    ("url", "near"),
    [
        ("http://127.0.0.1:8000/feed", True),
        ("http://nas/feed", True),
        ("http://nas.local/feed", True),
        ("http://[::1]/feed", True),
        ("http://192.168.1.4/feed", True),
        ("https://news.example/feed", False),
        ("https://1.1.1.1/feed", False),
    ],
)
def test_what_is_near_is_told_by_its_looks(url: str, near: bool) -> None:
    assert is_near(url) is near

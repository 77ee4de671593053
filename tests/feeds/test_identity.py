from __future__ import annotations

import re

import pytest

from talkwatch.feeds.identity import TRACKING, Tracking, identity, normalised


def test_the_guid_outranks_the_link_and_the_link_the_words() -> None:
    assert identity(" g1 ", "https://example.org/a", "T", "x") == "guid:g1"
    assert identity("", "https://example.org/a", "T", "x") == "link:https://example.org/a"
    assert identity("", "", "T", "x").startswith("hash:")


def test_words_alone_make_an_identity_that_spacing_does_not_change() -> None:
    assert identity("", "", "Talks  open", "in\nDoha") == identity("", "", "Talks open", "in Doha")
    assert identity("", "", "Talks open", "in Doha") != identity("", "", "Talks open", "in Cairo")


@pytest.mark.parametrize("rule", TRACKING, ids=lambda rule: rule.takes)
def test_a_tracking_parameter_is_taken_and_its_neighbour_left(rule: Tracking) -> None:
    assert (
        normalised(f"https://example.org/a?{rule.takes}=1&{rule.leaves}=2") == f"https://example.org/a?{rule.leaves}=2"
    )
    assert re.fullmatch(rule.pattern, rule.takes)


@pytest.mark.parametrize(
    ("link", "stays"),
    [
        ("HTTPS://Example.ORG:443/A?utm_source=x", "https://example.org/A"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org:8080/?b=2&a=1#part", "http://example.org:8080/?b=2&a=1#part"),
        ("https://example.org/?id=7&utm_medium=a&fbclid=b", "https://example.org/?id=7"),
        ("mailto:someone@example.org", "mailto:someone@example.org"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_a_link_is_normalised_to_what_stays_when_its_tracking_changes(link: str, stays: str) -> None:
    assert normalised(link) == stays
    assert normalised(stays) == stays

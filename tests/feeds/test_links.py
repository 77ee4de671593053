from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.feeds.links import TRACKING, Tracking, is_front_page, normalised


@pytest.mark.parametrize("rule", TRACKING, ids=lambda rule: rule.takes)
def test_a_parameter_that_says_nothing_is_taken_and_its_neighbour_left(rule: Tracking) -> None:
    assert normalised(f"https://example.org/a?{rule.takes}&{rule.leaves}") == f"https://example.org/a?{rule.leaves}"
    assert re.fullmatch(rule.pattern, rule.takes.partition("=")[0], re.IGNORECASE)


@pytest.mark.parametrize(
    ("link", "stays"),
    [
        ("HTTPS://Example.ORG:443/A?utm_source=x", "https://example.org/A"),
        ("http://example.org", "https://example.org/"),
        ("http://example.org:8080/?b=2&a=1#part", "https://example.org:8080/?a=1&b=2#part"),
        ("https://example.org/?id=7&utm_medium=a&fbclid=b", "https://example.org/?id=7"),
        ("mailto:someone@example.org", "mailto:someone@example.org"),
        ("http://[broken", "http://[broken"),
        ("http://www.example.org/talks/", "https://example.org/talks"),
        ("https://example.org/talks/index.html", "https://example.org/talks"),
        ("https://amp.example.org/talks", "https://example.org/talks"),
        ("https://m.example.org/talks/amp/?outputType=amp", "https://example.org/talks"),
        ("https://example.org/talks.amp", "https://example.org/talks"),
        ("https://example.org/a;jsessionid=AB12?x=1&PHPSESSID=77", "https://example.org/a?x=1"),
        ("https://example.org/a?sid=0123456789abcdef0123", "https://example.org/a"),
        ("https://example.org/article.pl?sid=24/08/12/123", "https://example.org/article.pl?sid=24/08/12/123"),
        ("https://example.org/a#xtor=RSS-3208", "https://example.org/a"),
        ("https://example.org/a#comments", "https://example.org/a"),
        ("https://example.org/live#post-7", "https://example.org/live#post-7"),
        ("https://example.org/%7ea%c3%a9?", "https://example.org/~a%C3%A9"),
        ("https://www.uk/talks", "https://www.uk/talks"),
    ],
)
def test_a_link_is_normalised_to_what_stays_when_what_hangs_on_it_changes(link: str, stays: str) -> None:
    assert normalised(link) == stays
    assert normalised(stays) == stays


@given(
    st.from_regex(
        r"https?://(www\.|amp\.|m\.){0,2}[a-z]{1,3}\.[a-z]{2}(:80|:443)?(/amp|/index\.html|[/a-z.;=?&#_0-9]){0,12}",
        fullmatch=True,
    )
)
def test_a_normalised_link_is_normalised_already(link: str) -> None:
    assert normalised(normalised(link)) == normalised(link)


@pytest.mark.parametrize(
    ("link", "is_front"),
    [("https://example.org", True), ("http://www.example.org/index.html", True), ("https://example.org/?p=1", False)],
)
def test_a_front_page_is_known(link: str, is_front: bool) -> None:
    assert is_front_page(normalised(link)) is is_front

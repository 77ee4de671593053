"""What a server is asked for: a feed, the page of an article, or its rules for robots."""

from __future__ import annotations

from dataclasses import dataclass

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: the Accept header, the media types that are taken (all, if none is named; "" is none stated),
    and whether a redirect is `told`, as an answer without a body that `moved_to` somewhere, instead of followed.
    """

    accept: str = ACCEPT
    kinds: frozenset[str] = frozenset()
    told: bool = False


A_FEED = Wish()
A_PAGE = Wish(
    "text/html, application/xhtml+xml;q=0.9", frozenset({"text/html", "application/xhtml+xml", ""}), told=True
)
RULES = Wish("text/plain, */*;q=0.5")
"""For robots.txt."""

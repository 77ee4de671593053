"""Which feed an address on the command line means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talkwatch.feeds.addresses import masked
from talkwatch.model.errors import UsageError
from talkwatch.model.items import FeedId

if TYPE_CHECKING:
    from talkwatch.store import Store


def feed_named(store: Store, url: str) -> FeedId:
    """The subscription under an address as the user wrote it, or as lists show it: without its password.

    Raises UsageError where two feeds differ in the password alone. An address that is none's is given back.
    """
    known = [health.feed.id for health in store.feeds()]
    meant = [feed for feed in known if feed == url] or [feed for feed in known if masked(feed) == url]
    if len(meant) > 1:
        raise UsageError(f"{masked(url)}: several feeds differ only in their password", hint="write it out")
    return meant[0] if meant else FeedId(url)

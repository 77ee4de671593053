"""Where a feed moved to: a permanent redirect is believed at its second sight, and only while the new address answers.

One 301 may be a captive portal's or a slip of the publisher's; two polls apart, it is meant (RFC 9110, 15.4.2 and
15.4.9, leave it to the client when to believe). The subscribed address stays the feed's id.
"""

from __future__ import annotations

from talkwatch.model.polls import Moving


def answered(before: Moving, led_to: str, subscribed: str) -> Moving:
    """After an answer, whose permanent redirects led to `led_to` ("" where there were none)."""
    if not led_to or led_to == before.kept:
        return Moving(before.kept)
    if led_to != before.seen:
        return Moving(before.kept, led_to)
    return Moving("" if led_to == subscribed else led_to)


def failed(before: Moving, *, is_down: bool = False) -> Moving:
    """After a failure: the subscribed address is asked next, unless the new one only asks for time (`is_down`)."""
    return before if is_down or not before.kept else Moving()

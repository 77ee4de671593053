"""`talkwatch feeds add`: addresses are looked at, and those that are feeds are subscribed with what they held."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from talkwatch.clock import system_clock
from talkwatch.feeds.addresses import masked
from talkwatch.feeds.fetch import Fetcher, bounds_of
from talkwatch.feeds.outcomes import Manner
from talkwatch.look import Look, Looker
from talkwatch.model.errors import FeedError, FeedRefused
from talkwatch.model.polls import FeedHealth
from talkwatch.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from talkwatch.model.items import Feed
    from talkwatch.settings.config import Config
    from talkwatch.store import Store


async def look_and_add(store: Store, config: Config, wanted: Iterable[Feed]) -> int:
    """Each feed is looked at; 0 if all are subscribed now, else 1 with the reasons on stderr.

    A look is a poll: its items are stored, and the feed is asked again when a poll would ask it.
    """
    poll = config.poll
    bounds = bounds_of(poll.timeout, poll.largest, poll.at_once)
    fetcher = Fetcher(allow_private=poll.allow_private, contact=poll.contact, bounds=bounds)
    looker = Looker(fetcher, Manner(system_clock, poll.wish, random.random), store.held_hosts())
    known = {health.feed.id: health for health in store.feeds()}
    try:
        results = [await _look_at(store, looker, known.get(feed.id, FeedHealth(feed)), feed) for feed in wanted]
    finally:
        await looker.close()
    return 0 if all(results) else 1


async def _look_at(store: Store, looker: Looker, health: FeedHealth, feed: Feed) -> bool:
    """One feed is subscribed and its newest items are shown; False, with the reason on stderr, if it is not one."""
    try:
        look = await looker.look(replace(health, feed=feed))
    except FeedError as error:
        hold = looker.hold(health, error) if isinstance(error, FeedRefused) else None
        if hold is not None:
            store.hold(hold, system_clock())
        click.echo(f"talkwatch: {error}\n  not added; --no-check adds it all the same", err=True)
        return False
    if look.outcome is None:
        click.echo(f"talkwatch: {masked(feed.url)}: a web page that names these feeds; add the one you mean", err=True)
        for candidate in look.named:
            click.echo(f"  {candidate.url}  {clean_line(candidate.title)}".rstrip(), err=True)
        return False
    added = store.add_feed(replace(feed, title=look.outcome.title))
    store.record(look.outcome)
    click.echo("\n".join(_seen(feed, look, added=added)))
    return True


def _seen(feed: Feed, look: Look, *, added: bool) -> Iterator[str]:
    """A feed's title and newest items, in lines."""
    assert look.outcome is not None
    title = look.outcome.title or masked(feed.url)
    yield f"{'added' if added else 'already there:'} {title} ({len(look.outcome.entries)} items)"
    if look.outcome.notice:
        yield f"  note: {look.outcome.notice}"
    for entry in look.newest:
        when = f"{entry.published:%d %b %H:%M}" if entry.published else "no date"
        yield f"  {when:>12}  {entry.title or entry.link or entry.text[:80]}"

"""Subscriptions from and to OPML files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from talkwatch.feeds.addresses import is_web, masked
from talkwatch.model.errors import StoreError, UsageError


def subscribe_to(home: Path | None, source: Path) -> int:
    """The feeds of an OPML file are subscribed, all or none; 1 if it names some that are no web addresses.

    Raises UsageError, and ConfigError with the line, for a file that is none.
    """
    from talkwatch.cli.opening import open_store
    from talkwatch.feeds.opml import MOST_BYTES, read_opml

    try:
        with source.open("rb") as file:
            document = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{source}: {error.strerror or error}", hint="give an OPML file that exists") from error
    listed = read_opml(document, source)
    sound = tuple(each for each in listed.feeds if is_web(each.feed.url))
    if not sound:
        raise UsageError(f"{source}: no feeds in it", hint="OPML has <outline xmlUrl=...> elements")
    with open_store(home) as opened:
        known = {health.feed.id for health in opened.store.feeds()}
        added = opened.store.subscribe(replace(listed, feeds=sound))
    new = [each for each in sound if each.feed.id not in known]
    paused, insecure = sum(each.paused for each in new), sum(each.feed.insecure for each in new)
    words = [f"added {added} feed{'s' if added != 1 else ''}"]
    words += [f"{len(sound) - added} there already"] if len(sound) > added else []
    words += [f"{paused} paused, as the file says"] if paused else []
    words += [f"{insecure} under any TLS certificate, as the file says"] if insecure else []
    click.echo("; ".join(words))
    for each in listed.feeds:
        if each not in sound:
            click.echo(f"talkwatch: {masked(each.feed.url)}: not a web address, left out", err=True)
    return 0 if len(sound) == len(listed.feeds) else 1


def write_to(home: Path | None, target: Path | None) -> int:
    """The subscriptions are written as OPML to a file, or to stdout. Raises StoreError."""
    from talkwatch.cli.opening import open_store
    from talkwatch.feeds.opml import write_opml

    with open_store(home, read_only=True) as opened:
        listed = opened.store.listed()
    document = write_opml(listed)
    if target is None:
        click.echo(document.encode(), nl=False)
        return 0
    try:
        target.write_text(document, encoding="utf-8")
    except OSError as error:
        raise StoreError(target, f"cannot be written: {error.strerror or error}") from error
    click.echo(f"wrote {len(listed.feeds)} feeds to {target}")
    return 0

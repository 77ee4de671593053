"""The words of a feed's and of a track's filter, shown and changed."""

from __future__ import annotations

from pathlib import Path

import click

from talkwatch.feeds.addresses import masked
from talkwatch.model.errors import UsageError
from talkwatch.model.filters import Filter
from talkwatch.text.filtering import words_of


def filter_feed(home: Path | None, url: str, include: tuple[str, ...], exclude: tuple[str, ...], *, none: bool) -> int:
    """A feed's filter is changed, or shown where no words are given. Raises UsageError for an unknown feed."""
    from talkwatch.cli.naming import feed_named
    from talkwatch.cli.opening import open_store

    chosen = _chosen(include, exclude, none=none)
    with open_store(home, read_only=chosen is None) as opened:
        known = {health.feed.id: health.feed for health in opened.store.feeds()}
        feed = known.get(feed_named(opened.store, url))
        if feed is None:
            raise UsageError(f"{masked(url)}: no such subscription", hint="talkwatch feeds list names them")
        if chosen is not None:
            opened.store.filter_feed(feed.id, chosen)
            turned = opened.store.refilter(opened.config.filter.value)
            click.echo(
                f"{turned} item{'s' if turned != 1 else ''} to read again: talkwatch poll --once, or the dashboard"
            )
    for line in in_words(feed.filter if chosen is None else chosen):
        click.echo(line)
    return 0


def filter_track(
    home: Path | None, name: str | None, include: tuple[str, ...], exclude: tuple[str, ...], *, none: bool
) -> int:
    """The user's words for a track are changed. Raises UsageError for an unknown track, or none."""
    from talkwatch.cli.opening import open_store
    from talkwatch.desk import choose_filter
    from talkwatch.settings.tracks import find_track, load_tracks

    chosen = _chosen(include, exclude, none=none)
    if name is None or chosen is None:
        raise UsageError("no track is named", hint='talkwatch tracks "Gaza ceasefire" --exclude football')
    with open_store(home) as opened:
        track = find_track(load_tracks(opened.paths), name)
        choose_filter(opened.store, track.name, chosen)
    for line in in_words(chosen):
        click.echo(f"{track.name}: {line}")
    return 0


def _chosen(include: tuple[str, ...], exclude: tuple[str, ...], *, none: bool) -> Filter | None:
    """The filter that the user's options say, None where they say nothing. Raises UsageError."""
    chosen = Filter(words_of(include), words_of(exclude))
    if chosen == Filter():
        if include or exclude:
            raise UsageError("a filter needs words with letters or digits", hint='for example --exclude "football"')
        return chosen if none else None
    if none:
        raise UsageError("--none takes all words away; others cannot be given with it", hint="leave --none out")
    return chosen


def in_words(wanted: Filter) -> list[str]:
    """A filter in lines."""
    lines = [f"only what has one of: {', '.join(wanted.include)}"] if wanted.include else []
    lines += [f"nothing that has: {', '.join(wanted.exclude)}"] if wanted.exclude else []
    return lines or ["no filter"]

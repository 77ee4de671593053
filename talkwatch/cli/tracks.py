"""`talkwatch tracks`: what can be followed."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from talkwatch.model.tracks import Track


@click.command(epilog='Example: talkwatch tracks "Gaza ceasefire"')
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--include", multiple=True, metavar="WORD", help="Only items with this word, or another such, count on it."
)
@click.option("--exclude", multiple=True, metavar="WORD", help="Items with this word do not count on it.")
@click.option("--no-filter", is_flag=True, help="Take away the words that were given so; its file's stay.")
@click.pass_obj
def command(  # noqa: PLR0917 - click names each
    home: Path | None,
    name: str | None,
    as_json: bool,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    no_filter: bool,
) -> int:
    """List the tracks, show the one called NAME, or (--include, --exclude) say which items count on it."""
    from talkwatch.settings.paths import paths
    from talkwatch.settings.tracks import find_track, load_tracks

    if include or exclude or no_filter:
        from talkwatch.cli.filtering import filter_track

        return filter_track(home, name, include, exclude, none=no_filter)
    tracks = load_tracks(paths(home))
    if name is None:
        found = list(tracks.values())
        click.echo(_json([asdict(track) for track in found]) if as_json else "\n".join(_list(found)))
    else:
        track = find_track(tracks, name)
        click.echo(_json(asdict(track)) if as_json else "\n".join(_show(track)))
    return 0


def _json(value: object) -> str:
    """JSON for people and programs."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def _list(tracks: Iterable[Track]) -> list[str]:
    """A line for each track, and what it is about under it."""
    lines = []
    for track in tracks:
        size = f"{len(track.actors)} actors, {len(track.issues)} issues, {len(track.feeds)} feeds"
        lines += [
            f"{track.name}  ({size if not track.everything else f'{len(track.feeds)} feeds'})",
            *textwrap.wrap(track.about, 76, initial_indent="    ", subsequent_indent="    "),
        ]
    return lines


def _show(track: Track) -> list[str]:
    """All that a track holds."""
    from talkwatch.cli.filtering import in_words
    from talkwatch.model.filters import Filter

    lines = [track.name, track.about, ""]
    for kind, heading in (("party", "Parties"), ("mediator", "Mediators"), ("host", "Hosts"), ("other", "Others")):
        actors = [actor for actor in track.actors if actor.kind == kind]
        lines += [heading] if actors else []
        lines += [f"    {actor.name}" + (f" ({', '.join(actor.aliases)})" if actor.aliases else "") for actor in actors]
    lines += [f"Counts {line}" for line in in_words(track.filter)] if track.filter != Filter() else []
    lines += ["Places", f"    {', '.join(track.places)}"] if track.places else []
    lines += ["Issues"] if track.issues else []
    lines += [f"    {issue.name}: {', '.join(issue.words)}" for issue in track.issues]
    lines += ["Feeds"] if track.feeds else []
    lines += [f"    {feed.publisher}: {feed.url}" for feed in track.feeds]
    return lines

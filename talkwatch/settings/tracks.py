"""Tracks: the shipped ones, and the user's own, which override by name."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator

from talkwatch.model.errors import UsageError
from talkwatch.model.filters import Filter
from talkwatch.model.tracks import ActorKind, Track, TrackActor, TrackFeed, TrackIssue
from talkwatch.settings.paths import Paths
from talkwatch.settings.tomlfile import read_toml

SHIPPED = Path(__file__).parent / "tracks"
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _web_address(value: str) -> str:
    """An http or https address."""
    if not value.startswith(("http://", "https://")):
        raise ValueError("an address that begins with https:// is wanted")
    return value


class _Table(BaseModel):
    """A table of a track's file."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class _Actor(_Table):
    name: Words
    """The actor's name as the board shows it."""
    kind: ActorKind = "other"
    """What it is at this table: "party", "mediator", "host" or "other"."""
    aliases: tuple[Words, ...] = ()
    """Other names that the news uses for it."""


class _Issue(_Table):
    name: Words
    """The matter between the sides, as a short noun phrase."""
    words: tuple[Words, ...] = ()
    """Words that the news uses for it; one of them in a sentence is enough."""


class _Feed(_Table):
    url: Annotated[Words, AfterValidator(_web_address)]
    """The feed's address."""
    publisher: Words
    """The name shown beside its items."""
    include: tuple[Words, ...] = ()
    """Only its items that have one of these words are read; "talk*" takes what begins so."""
    exclude: tuple[Words, ...] = ()
    """Its items that have one of these words are not read."""


class TrackFile(_Table):
    """A track as its TOML file has it."""

    name: Words
    """The track's name, as it is asked for."""
    about: str = ""
    """What it follows, in a sentence."""
    everything: bool = False
    """Whether it follows every negotiation, whoever talks."""
    places: tuple[Words, ...] = ()
    """Where such talks are held or expected."""
    actors: tuple[_Actor, ...] = ()
    """Who sits at the table or near it: [[actors]] tables with name, kind and aliases."""
    issues: tuple[_Issue, ...] = ()
    """What is between them: [[issues]] tables with name and words."""
    feeds: tuple[_Feed, ...] = ()
    """Feeds that come with the track: [[feeds]] tables with url and publisher, and include and exclude as below."""
    include: tuple[Words, ...] = ()
    """Only items that have one of these words count on this board; "talk*" takes what begins so."""
    exclude: tuple[Words, ...] = ()
    """Items that have one of these words do not count on this board."""

    @model_validator(mode="after")
    def _unmistakable(self) -> TrackFile:
        """No name stands for two actors, and a track without actors follows everything."""
        owners: dict[str, str] = {}
        for actor in self.actors:
            for name in (actor.name, *actor.aliases):
                owner = owners.setdefault(name.casefold(), actor.name)
                if owner != actor.name:
                    raise ValueError(f"{name!r} stands for two actors, {owner} and {actor.name}")
        if not self.everything and not self.actors:
            raise ValueError("at least one [[actors]] table is wanted, or everything = true")
        return self

    def track(self) -> Track:
        """The same as the rest of talkwatch knows it."""
        return Track(
            name=self.name,
            about=self.about,
            actors=tuple(TrackActor(each.name, each.kind, each.aliases) for each in self.actors),
            places=self.places,
            issues=tuple(TrackIssue(each.name, each.words) for each in self.issues),
            feeds=tuple(TrackFeed(each.url, each.publisher, Filter(each.include, each.exclude)) for each in self.feeds),
            everything=self.everything,
            filter=Filter(self.include, self.exclude),
        )


def read_track(path: Path) -> Track:
    """The track in one file. Raises ConfigError with file, line, key and what was meant."""
    return read_toml(path, TrackFile).track()


def shipped_tracks() -> dict[str, Track]:
    """The tracks that come with talkwatch, by name, `any` last."""
    found = [read_track(path) for path in sorted(SHIPPED.glob("*.toml"))]
    return {track.name: track for track in sorted(found, key=lambda track: (track.everything, track.name))}


def load_tracks(paths: Paths) -> dict[str, Track]:
    """All tracks by name: the shipped ones, then the user's, each of which takes the place of one of the same name.

    Raises ConfigError for a file of the user's that is off.
    """
    tracks = shipped_tracks()
    for path in sorted(paths.tracks.glob("*.toml")):
        track = read_track(path)
        former = next((name for name in tracks if _plain(name) == _plain(track.name)), None)
        if former is not None:
            del tracks[former]
        tracks[track.name] = track
    return tracks


def find_track(tracks: Mapping[str, Track], name: str) -> Track:
    """The track of that name, whatever its case, spaces and dashes. Raises UsageError naming the tracks."""
    asked = _plain(name)
    by_plain = {_plain(track): track for track in tracks}
    if asked in by_plain:
        return tracks[by_plain[asked]]
    near = difflib.get_close_matches(asked, by_plain, n=1, cutoff=0.6)
    guess = f"did you mean {by_plain[near[0]]!r}? " if near else ""
    raise UsageError(f"no track is called {name!r}", f"{guess}there are: {', '.join(tracks)}")


def _plain(name: str) -> str:
    """A name's letters and digits, case folded: "Ukraine–Russia" and "ukraine-russia" are one."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())

"""A track: one negotiation that the user follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from talkwatch.model.filters import Filter

ActorKind = Literal["party", "mediator", "host", "other"]


@dataclass(frozen=True, slots=True)
class TrackActor:
    """Someone at or around the table; `aliases` are the other names the news uses."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackIssue:
    """A matter between the sides, and the words the news uses for it."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackFeed:
    """A feed that comes with a track."""

    url: str
    publisher: str
    filter: Filter = Filter()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class Track:
    """What belongs to one negotiation. `everything` is true of the track `any`, which follows all talks.

    An item that `filter` leaves out says nothing on this track's board.
    """

    name: str
    about: str = ""
    actors: tuple[TrackActor, ...] = ()
    places: tuple[str, ...] = ()
    issues: tuple[TrackIssue, ...] = ()
    feeds: tuple[TrackFeed, ...] = ()
    everything: bool = False
    filter: Filter = Filter()  # noqa: RUF009 - frozen

    @property
    def by_alias(self) -> dict[str, str]:
        """An actor's name by each of its other names."""
        return {alias: actor.name for actor in self.actors for alias in actor.aliases}

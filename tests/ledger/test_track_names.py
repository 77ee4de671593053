"""Every name, word and place of the shipped tracks is found in a sentence, and not inside a longer word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from talkwatch.ledger.tracks import Lens
from talkwatch.ledger.wording import name_key
from talkwatch.model.tracks import Track
from talkwatch.settings.tracks import shipped_tracks

TRACKS = shipped_tracks()


def entries(track: Track) -> Iterator[tuple[str, str]]:
    """Each name of a track with what it stands for; one that is also an actor's is the actor's."""
    for actor in track.actors:
        yield from ((name, actor.name) for name in (actor.name, *actor.aliases))
    for issue in track.issues:
        yield from ((word, issue.name) for word in (issue.name, *issue.words))
    yield from ((place, place) for place in track.places)


@pytest.mark.parametrize("name", TRACKS)
def test_a_name_of_a_track_is_found_in_a_sentence_and_not_in_a_longer_word(name: str) -> None:
    lens = Lens(TRACKS[name])
    meant: dict[str, str] = {}
    wrong = []
    for entry, stands_for in entries(TRACKS[name]):
        owner = meant.setdefault(name_key(entry), stands_for)
        taken = {touched for _, touched in lens.touches(f"On Monday {entry} was on the table.")}
        left = {touched for _, touched in lens.touches(f"On Monday Mac{entry.replace(' ', '')}ville was on the table.")}
        wrong += [] if owner in taken else [f"{entry!r} of {owner!r} is not found: {sorted(taken)}"]
        wrong += [f"{entry!r} of {owner!r} is found in a longer word"] if owner in left else []

    assert wrong == []

"""Where each actor stands on the issue of a sentence: every actor and hold weighed by a small model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from talkwatch.extract.odds import chance
from talkwatch.extract.sticking_holders import Scene, Told
from talkwatch.extract.sticking_signs import Held, score
from talkwatch.model.claims import Hold, Position

HOLDS: tuple[Hold, ...] = ("demands", "rejects", "accepts", "offers")
NEAR = (("before", -1), ("after", 1))
"""The neighbours in a sentence's paragraph that tell positions too."""

COUNTERS = "demands|counters:demands"
"""The sign that an actor's demand follows another's after a word of contrast."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor's position with what speaks for it."""

    position: Position
    signs: Mapping[str, float]


def candidates(scene: Scene, at: int, held: Sequence[Sequence[Held]]) -> Iterator[Candidate]:
    """Every position that somebody in or near the scene's sentence number `at` may hold; `held` by sentence."""
    told = scene.told[at]
    named = {name.actor for name in told.named}
    holders = {holder for one in held[at] for holder in one.holders}
    paragraph = told.sentence.paragraph
    near = [
        (name, scene.told[at + step], held[at + step])
        for name, step in NEAR
        if 0 <= at + step < len(scene.told) and scene.told[at + step].sentence.paragraph == paragraph
    ]
    for actor in dict.fromkeys((*sorted(named | holders), *sorted(scene.sides))):
        who = _who(scene, told, actor, meant=actor in holders)
        cues: dict[str, float] = {}
        _cues(told, held[at], actor, "", cues)
        for name, other, there in near:
            _cues(other, there, actor, f"{name}:", cues)
        own = {one.mark.kind.hold for one in held[at] if actor in one.holders}
        beside = {(name, one.mark.kind.hold) for name, _, there in near for one in there if actor in one.holders}
        for hold in HOLDS:
            signs = {f"{hold}|{sign}": value for sign, value in cues.items()}
            signs |= who
            signs[hold] = 1.0
            if own:
                signs["own" if hold in own else "own:other"] = 1.0
                if own == {hold}:
                    signs["own:only"] = 1.0
            for name, there_hold in beside:
                if there_hold == hold:
                    signs[f"{name}:own"] = 1.0
            yield Candidate(Position(actor, hold), signs)


def _who(scene: Scene, told: Told, actor: str, *, meant: bool) -> dict[str, float]:
    """How an actor stands in a sentence, where a pronoun may have `meant` it, and in the whole text."""
    found: dict[str, float] = {}
    named = [name for name in told.named if name.actor == actor]
    found["named" if named else "meant" if meant else "unnamed"] = 1.0
    if named and not named[0].link:
        found["subject"] = 1.0
    if told.named and told.named[0].actor == actor:
        found["first"] = 1.0
    if told.speaker == actor:
        found["speaker"] = 1.0
    found[f"rank:{scene.ranks[actor]}" if actor in scene.ranks else "rank:more"] = 1.0
    if actor in scene.titled:
        found["titled"] = 1.0
    if actor not in scene.sides:
        found["outsider"] = 1.0
    return found


def _cues(told: Told, held: Sequence[Held], actor: str, where: str, found: dict[str, float]) -> None:
    """The cues that the actor holds, or that another does against whom it stands."""
    rival = "rival" if any(name.actor == actor for name in told.named) else "other"
    mine = [one.mark.first for one in held if actor in one.holders]
    theirs = [one.mark.first for one in held if one.holders and actor not in one.holders]
    for one in held:
        hold = one.mark.kind.hold
        if actor in one.holders:
            if not where:
                found[f"{one.mark.kind.name}:own"] = 1.0
            found[f"{where}{hold}:own"] = 1.0
        elif one.holders and not mine:
            found[f"{where}{hold}:{rival}"] = 1.0
        elif not where and not one.holders:
            found[f"{hold}:free"] = 1.0
    if mine and theirs and not where:
        found["answers" if min(theirs) < min(mine) else "opens"] = 1.0
        contrast = [mark.first for mark in told.marks if mark.kind.name == "contrast"]
        if any(min(theirs) < at < max(mine) for at in contrast):
            for hold in {one.mark.kind.hold for one in held if actor in one.holders}:
                found[f"counters:{hold}"] = 1.0


def positions(
    weights: Mapping[str, float], least: float, found: Sequence[Candidate], most: int, evidence: float
) -> tuple[Position, ...]:
    """The likeliest position of each actor that is at least `least` (0–1) likely, the likeliest first.

    `evidence` is how likely the sentence tells a sticking point at all (0–1): a position of a doubtful one is doubtful.
    A rival's own demand after "while" or "but" rejects what the first demands.
    """
    needed = least / evidence
    best: dict[str, tuple[float, Position]] = {}
    for candidate in found:
        odds = score(weights, candidate.signs)
        actor = candidate.position.actor
        if chance(odds) >= needed and (actor not in best or odds > best[actor][0]):
            best[actor] = odds, candidate.position
    counters = {one.position.actor for one in found if COUNTERS in one.signs}
    ranked = sorted(best.values(), key=lambda one: (-one[0], one[1].actor))
    held = tuple(position for _, position in ranked[:most])
    if sum(position.hold == "demands" for position in held) < 2:
        return held
    return tuple(Position(one.actor, "rejects") if one.actor in counters else one for one in held)

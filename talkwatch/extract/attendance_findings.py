"""What single sentences tell of attendance, and how it comes to one claim an actor and session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from talkwatch.extract.actors import Mention
from talkwatch.model.claims import Stance
from talkwatch.text.document import Sentence

DOUBTS = frozenset({"conditional", "uncertain", "unlikely", "declined"})
OUTRIGHT, TITLE, STATED, PRESENT, SEATED, BESIDE = 2.0, 1.7, 1.8, 0.5, 0.4, 0.2
"""Weights of a finding: said outright, said so in the title, told by "met", by being there, by the talks' state, by
being named with them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One stance read in one sentence; `talk` is the session's index."""

    talk: int
    mention: Mention
    stance: Stance
    rule: str
    sentence: Sentence
    condition: str | None = None
    by: str | None = None
    weight: float = STATED


@dataclass(frozen=True, slots=True)
class Candidate:
    """All that is told of one actor's coming to one session; `best` is what it comes to, by `name`."""

    name: str
    best: Finding
    found: tuple[Finding, ...]

    def at(self, talk: int) -> Candidate:
        """The same of the session numbered anew."""
        return replace(self, best=replace(self.best, talk=talk)) if talk != self.best.talk else self


def candidates(found: Sequence[Finding]) -> list[Candidate]:
    """One candidate an actor and session: a doubt before a plain yes, an outright word before presence, then the later.

    A condition stays with its actor when a later sentence tells another doubt.
    """
    best: dict[tuple[int, str], Finding] = {}
    told: dict[tuple[int, str], list[Finding]] = {}
    for one in _parted(found):
        key = (one.talk, one.mention.actor or one.mention.person or one.mention.text)
        told.setdefault(key, []).append(one)
        old = best.get(key)
        if old is None or _rank(one) >= _rank(old):
            best[key] = replace(one, condition=one.condition or (old.condition if old else None))
        elif one.condition and not old.condition:
            best[key] = replace(old, condition=one.condition)
    return [Candidate(key[1], one, tuple(told[key])) for key, one in best.items()]


def _rank(one: Finding) -> tuple[bool, float]:
    return one.stance in DOUBTS and one.weight > 1, one.weight


def _parted(found: Sequence[Finding]) -> list[Finding]:
    """The findings; a person whose coming differs from what is said of its party is its own actor (FORMAT.md).

    A party that is parted so is no longer only named beside the session.
    """
    firm = [one for one in found if one.weight > 1]
    apart = {id(one) for one in firm if one.mention.person and any(_rivals(one, other) for other in firm)}
    if not apart:
        return list(found)
    parties = {(one.talk, one.mention.actor) for one in firm if id(one) in apart}
    return [
        replace(one, mention=replace(one.mention, actor=one.mention.person)) if id(one) in apart else one
        for one in found
        if one.weight > BESIDE or (one.talk, one.mention.actor) not in parties
    ]


def _rivals(one: Finding, other: Finding) -> bool:
    """Whether a person and another of its party, or the party, take different stances on the same session."""
    mine, theirs = one.mention, other.mention
    same = one.talk == other.talk and mine.actor is not None and mine.actor == theirs.actor
    apart = same and mine.person != theirs.person
    return apart and (one.stance in DOUBTS) != (other.stance in DOUBTS)

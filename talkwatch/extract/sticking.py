"""What the sides of talks differ over: the issue, how it stands, and each side's position."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from talkwatch.extract.actors import Cast
from talkwatch.extract.odds import chance
from talkwatch.extract.sticking_choice import Choice, choice
from talkwatch.extract.sticking_cues import cues
from talkwatch.extract.sticking_holders import Scene
from talkwatch.extract.sticking_issue import words_of
from talkwatch.extract.sticking_model import Model, model
from talkwatch.extract.sticking_positions import candidates, positions
from talkwatch.extract.sticking_signs import Held, features, held, issue_features, outside, score
from talkwatch.model.claims import Position, Span, StatementClaim, StickingClaim
from talkwatch.text.document import Document

SAME_ISSUE = 0.5
"""Share of the shorter issue's words from which two issues are one."""
PLAIN = 0.5
"""Odds of what is called a sticking point outright, and from which a demand counts that only an outsider makes."""
SHARE = 0.4
"""Share of the odds of the surest sentence that another must reach."""
WORDS = 70
"""Words of a text for each record that it may yield, beside one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence that is evidence: its number in the scene, its issues and the odds that it is (0–1)."""

    at: int
    choice: Choice
    odds: float


def sticking(document: Document, cast: Cast, said: Iterable[StatementClaim] = ()) -> tuple[StickingClaim, ...]:
    """The sticking points of a document in its order; `said` tells who speaks."""
    learned = model()
    scene = Scene(document, cast, said)
    told = [held(scene, one) for one in scene.told]
    least = learned.short if scene.short else learned.least
    found: list[StickingClaim] = []
    evidence = tuple(drafts(scene, told, learned, least))
    best = max((draft.odds for draft in evidence), default=0.0)
    for draft in evidence:
        if draft.odds < SHARE * best:
            continue
        found += _claims(scene, told, draft, learned)
    size = sum(len(one.words) for one in scene.told)
    named = max((len(draft.choice.issues) for draft in evidence if draft.choice.plain), default=0)
    return _distinct(found, max(1 + size // WORDS, named))


def drafts(scene: Scene, told: Sequence[Sequence[Held]], learned: Model, least: float) -> Iterator[Draft]:
    """The sentences that are evidence by at least `least` and name an issue."""
    needed = math.log(least / (1 - least))
    for at, one in enumerate(scene.told):
        if not one.names & cues() or not scene.counts_at(at):
            continue
        sure = score(learned.evidence, features(scene, at, told[at]))
        if (
            sure + learned.issue < needed and "sticking" not in one.names
        ):  # whatever its issue, which costs more to find
            continue
        chosen = choice(one)
        odds = chance(sure + score(learned.evidence, issue_features(chosen)))
        odds = max(odds, PLAIN) if chosen and chosen.plain else odds
        passing = odds < PLAIN and outside(scene, at, told[at])
        if chosen and odds >= least and not passing:
            yield Draft(at, chosen, odds)


def _claims(scene: Scene, told: Sequence[Sequence[Held]], draft: Draft, learned: Model) -> Iterator[StickingClaim]:
    """The claims of a sentence: one for each issue that it names."""
    sentence = scene.told[draft.at].sentence
    holding: tuple[Position, ...] = positions(
        learned.positions, learned.position, tuple(candidates(scene, draft.at, told)), learned.most, draft.odds
    )
    for issue in draft.choice.issues:
        yield StickingClaim(
            span=Span(sentence.field, sentence.start, sentence.end, sentence.text),
            rule=draft.choice.rule,
            confidence=round(min(draft.odds, 0.99), 3),
            issue=issue,
            status=draft.choice.status,
            positions=holding,
        )


def _distinct(found: Sequence[StickingClaim], most: int) -> tuple[StickingClaim, ...]:
    """The surest claims, those on one issue made one with all its positions."""
    kept: list[StickingClaim] = []
    for claim in sorted(found, key=lambda claim: -claim.confidence):
        twin = next((at for at, other in enumerate(kept) if _same(claim, other)), None)
        if twin is None:
            kept.append(claim)
            continue
        holders = {position.actor for position in kept[twin].positions}
        more = tuple(position for position in claim.positions if position.actor not in holders)
        kept[twin] = replace(kept[twin], positions=kept[twin].positions + more)
    return tuple(sorted(kept[:most], key=lambda claim: (claim.span.field == "text", claim.span.start)))


def _same(one: StickingClaim, other: StickingClaim) -> bool:
    mine, theirs = words_of(one.issue), words_of(other.issue)
    shorter = min(len(mine), len(theirs))
    return shorter > 0 and len(mine & theirs) > max(SAME_ISSUE * shorter, min(1, shorter - 1))

"""What a correction holds on to, and which claim of today's readings that is."""

from __future__ import annotations

from collections.abc import Iterable

from talkwatch.ledger.rows import AnyTold, claims_of, seen
from talkwatch.ledger.told import LETTERS
from talkwatch.ledger.wording import jaccard, name_key, stems
from talkwatch.model.board import AnyClaim
from talkwatch.model.claims import AttendanceClaim, ClaimKind, Report, StatementClaim, StickingClaim, TalkClaim
from talkwatch.model.corrections import Anchor

MOST = 6
"""Claims of a row that a correction remembers, should the first be read no more."""

ALIKE = 0.5
"""Part of the words of two sentences together that both share when a claim was read anew from about the same words."""

_LETTER: dict[ClaimKind, str] = {
    "talk": LETTERS["talks"],
    "attendance": LETTERS["attendance"],
    "statement": LETTERS["statements"],
    "sticking": LETTERS["sticking"],
}
_KIND = {letter: kind for kind, letter in _LETTER.items()}


def anchor(told: AnyTold) -> Anchor:
    """A claim as a correction remembers it."""
    kind = _KIND[told.id.rpartition(".")[2][0]]
    return Anchor(told.report.reading.item, kind, told.claim.span.words, _name(told.claim))


def anchors(told: Iterable[AnyTold]) -> tuple[Anchor, ...]:
    """A row as a correction remembers it: its claims seen first, one an item."""
    found: dict[str, Anchor] = {}
    for one in sorted(told, key=seen):
        found.setdefault(one.report.reading.item, anchor(one))
    return tuple(found.values())[:MOST]


def _name(claim: AnyClaim) -> str:
    """What a claim is about, which tells it from others in the same sentence."""
    match claim:
        case TalkClaim():
            return claim.name
        case AttendanceClaim():
            return claim.person or claim.actor
        case StatementClaim():
            return claim.content
        case StickingClaim():
            return claim.issue


class Claims:
    """The claims that anchors may be, by item."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._readings = {report.reading.item: report.reading for report in reports}

    def all(self, wanted: Iterable[Anchor]) -> tuple[str, ...]:
        """The ids of those of these claims that are still read."""
        found = map(self._find, wanted)
        return tuple(claim for claim in found if claim is not None)

    def _find(self, wanted: Anchor) -> str | None:
        reading = self._readings.get(wanted.item)
        if reading is None:
            return None
        letter = _LETTER[wanted.kind]
        scored = [(_likeness(wanted, claim), -number) for number, claim in enumerate(claims_of(reading, letter))]
        score, number = max(scored, default=(0.0, 0))
        return f"{wanted.item}.{letter}{-number}" if score >= ALIKE else None


def _likeness(wanted: Anchor, claim: AnyClaim) -> float:
    """How sure it is that a claim is the one remembered; 0 where the sentence is another."""
    same = " ".join(wanted.words.split()) == " ".join(claim.span.words.split())
    shared = 1.0 if same else jaccard(stems(wanted.words), stems(claim.span.words))
    if shared < ALIKE:
        return 0.0
    return shared + (name_key(wanted.name) == name_key(_name(claim)))

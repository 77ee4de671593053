"""Which utterances are a track's, each with its speaker named as fully as its report names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from talkwatch.ledger.soundness import sound
from talkwatch.ledger.talks import Ledger
from talkwatch.ledger.told import claim_id
from talkwatch.ledger.tracks import Lens
from talkwatch.ledger.wording import last_word
from talkwatch.model.board import Told
from talkwatch.model.claims import Report, StatementClaim

NEAR = 400
"""Characters between the starts of two sentences of one speech."""


def spoken(
    reports: Iterable[Report], ledger: Ledger, lens: Lens, group: Callable[[Report], str]
) -> tuple[Told[StatementClaim], ...]:
    """The utterances that are the track's and sound, in the reports' order."""
    return tuple(
        Told(claim_id(report, "statements", number), claim, report, group(report))
        for report in reports
        for number, claim in _of(report, lens, at_talks=report.reading.item in ledger.items)
    )


def _of(report: Report, lens: Lens, *, at_talks: bool) -> Iterator[tuple[int, StatementClaim]]:
    last: StatementClaim | None = None
    for number, read in enumerate(report.reading.statements):
        claim = sound(_in_full(read, report))
        if claim is None:
            continue
        goes_on = at_talks and last is not None and claim.form == "direct" and _one_speech(last, claim)
        if goes_on or lens.takes_statement(report, claim, at_talks=at_talks):
            last = claim
            yield number, claim


def _one_speech(before: StatementClaim, claim: StatementClaim) -> bool:
    """Whether a sentence goes on with what the same speaker said just before."""
    near = before.span.field == claim.span.field and 0 <= claim.span.start - before.span.start <= NEAR
    return near and last_word(before.speaker) == last_word(claim.speaker)


def _in_full(claim: StatementClaim, report: Report) -> StatementClaim:
    """The claim with the speaker's full name and actor where another sentence of the report has them."""
    if claim.actor is not None:
        return claim
    for other in report.reading.statements:
        if other.actor and len(other.speaker) > len(claim.speaker) and other.speaker.endswith(f" {claim.speaker}"):
            return replace(claim, speaker=other.speaker, actor=other.actor)
    return claim

"""What a second reader adds to our reading of an item: marked with its name, weighed apart, and nothing we read too."""

from __future__ import annotations

from dataclasses import replace

from talkwatch.ledger.weights import SECOND_READER
from talkwatch.ledger.wording import jaccard, name_key, stems
from talkwatch.model.board import ClaimT
from talkwatch.model.claims import AttendanceClaim, Reading, StatementClaim, StickingClaim, TalkClaim

_LIKE = 0.5
"""Share of both phrases' words from which two issues are one."""


def joined(own: Reading, second: Reading) -> Reading:
    """Our reading with the claims of the second behind it, so that ours keep their numbers; what both say is ours."""
    talks = list(own.talks)
    places: list[int] = []
    for talk in second.talks:
        at = next((number for number, one in enumerate(talks) if _one_talk(one, talk)), len(talks))
        talks += [_weighed(talk)] if at == len(talks) else []
        places.append(at)
    coming = list(own.attendance)
    for claim in second.attendance:
        moved = replace(_weighed(claim), talk=places[claim.talk])
        coming += [] if any(_one_coming(one, moved) for one in coming) else [moved]
    said = [one for one in second.statements if not any(_one_saying(one, ours) for ours in own.statements)]
    issues = [one for one in second.sticking if not any(_one_issue(one, ours) for ours in own.sticking)]
    return replace(
        own,
        talks=tuple(talks),
        attendance=tuple(coming),
        statements=(*own.statements, *map(_weighed, said)),
        sticking=(*own.sticking, *map(_weighed, issues)),
    )


def _weighed(claim: ClaimT) -> ClaimT:
    return replace(claim, confidence=round(claim.confidence * SECOND_READER, 3))


def _one_talk(one: TalkClaim, other: TalkClaim) -> bool:
    if one.start and other.start:
        return one.start == other.start
    return name_key(one.name) == name_key(other.name) or (one.place is not None and one.place == other.place)


def _one_coming(one: AttendanceClaim, other: AttendanceClaim) -> bool:
    return one.talk == other.talk and name_key(one.actor) == name_key(other.actor)


def _one_saying(one: StatementClaim, other: StatementClaim) -> bool:
    """Whether two contents share words of one field."""
    return one.span.field == other.span.field and any(
        first < end and start < last for first, last in one.contents for start, end in other.contents
    )


def _one_issue(one: StickingClaim, other: StickingClaim) -> bool:
    return jaccard(stems(one.issue), stems(other.issue)) >= _LIKE or one.span == other.span

"""Which statements deny something, and what: the row of another's words that a denial answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from talkwatch.ledger.weights import SAME_STATEMENT_DAYS
from talkwatch.ledger.wording import name_key, overlap, plain, stems
from talkwatch.model.board import Statement
from talkwatch.model.claims import StatementClaim

SHARED = 0.5
"""Part of the shorter content's words that a denial shares with what it denies."""

_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing))\b")


def denies(claim: StatementClaim) -> bool:
    """Whether a claim's verb of saying says that what follows is not so ("denied that it had …")."""
    if claim.cue is None:
        return False
    start, end = (offset - claim.span.start for offset in claim.cue)
    return 0 <= start < end and _DENIES.search(plain(claim.span.words[start:end])) is not None


def denied(rows: Sequence[Statement]) -> dict[str, str]:
    """By the id of each row that denies something: the id of the row that it denies, where one of them is that.

    That is another's statement of the days before that shares most of the shorter one's words, or else the last one
    before it in the same report that is about who denies.
    """
    answers = ((row, _answered(row, rows)) for row in rows if denies(row.best.claim))
    return {row.id: found.id for row, found in answers if found is not None}


def _answered(row: Statement, rows: Iterable[Statement]) -> Statement | None:
    since = row.said - timedelta(days=SAME_STATEMENT_DAYS)
    others = [
        one for one in rows if since <= one.said <= row.told[-1].heard and _voice(one) != _voice(row) and one is not row
    ]
    words = stems(row.content)
    near = [(overlap(words, stems(one.content)), one.said, one.id, one) for one in others]
    best = max((found for found in near if found[0] >= SHARED), key=lambda found: found[:3], default=None)
    return best[3] if best is not None else _before(row, others)


def _before(row: Statement, others: Iterable[Statement]) -> Statement | None:
    """The last statement before a denial in its own report that names who denies."""
    here, span = row.best.report.reading.item, row.best.claim.span
    who = stems(row.actor or row.speaker)
    found = [
        (one.best.claim.span.start, one.id, one)
        for one in others
        if one.best.report.reading.item == here
        and one.best.claim.span.field == span.field
        and one.best.claim.span.start < span.start
        and who & stems(one.content)
    ]
    return max(found, key=lambda last: last[:2], default=(0, "", None))[2]


def _voice(row: Statement) -> str:
    return name_key(row.actor or row.speaker)

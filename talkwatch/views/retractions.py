"""What sources took back: reports whose words changed so that they no longer say what they said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from talkwatch.model.board import AnyClaim
from talkwatch.model.claims import AttendanceClaim, Report, StatementClaim, StickingClaim, TalkClaim
from talkwatch.model.items import Item, ItemId
from talkwatch.views.rows import RetractionRow


def retractions(before: Iterable[Report], items: Mapping[ItemId, Item], after: Iterable[Report]) -> list[RetractionRow]:
    """A row for each report that lost a claim with its sentence, or has another headline; the newest first.

    `before` are reports as they stood, `after` as they stand, `items` the newest words of those that changed, by id.
    A sentence that is only worded otherwise and still says the same is no retraction.
    """
    now = {report.reading.item: report for report in after}
    rows = []
    for report in before:
        item = items.get(report.reading.item)
        if item is None or item.revision <= report.reading.revision:
            continue
        held = now.get(report.reading.item)
        kept = {_value(claim) for claim in _claims(held)} if held else set()
        words = f"{item.title}\n{item.text}"
        lost = {
            claim.span.words: None
            for claim in _claims(report)
            if claim.span.words not in words and _value(claim) not in kept
        }
        renamed = report.title != item.title
        if lost or renamed:
            when = held.heard if held is not None and held.reading.revision == item.revision else None
            rows.append(
                RetractionRow(
                    item=item.id,
                    publisher=item.publisher,
                    link=item.link,
                    published=item.published,
                    changed=when,
                    title=item.title,
                    before=report.title if renamed else "",
                    lost=tuple(lost),
                )
            )
    return sorted(rows, key=lambda row: (row.published, row.item), reverse=True)


def _claims(report: Report) -> tuple[AnyClaim, ...]:
    reading = report.reading
    return (*reading.talks, *reading.attendance, *reading.statements, *reading.sticking)


def _value(claim: AnyClaim) -> tuple[object, ...]:
    """What a claim says, wherever it stands."""
    match claim:
        case TalkClaim():
            return ("talk", claim.place, claim.start, claim.status)
        case AttendanceClaim():
            return ("attendance", claim.actor, claim.person, claim.stance)
        case StatementClaim():
            return ("statement", claim.speaker, claim.content)
        case StickingClaim():
            return ("sticking", claim.issue, claim.status, claim.positions)

"""From all reports heard by a moment to the board of one track at that moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from talkwatch.ledger.attendance import attendance
from talkwatch.ledger.corrections import Mending
from talkwatch.ledger.groups import Leaf, groups
from talkwatch.ledger.spoken import spoken
from talkwatch.ledger.statements import statements
from talkwatch.ledger.sticking import issues
from talkwatch.ledger.talks import Ledger, board_talks, talks
from talkwatch.ledger.told import known, tell
from talkwatch.ledger.tracks import Lens, lens
from talkwatch.model.board import AnyClaim, Board
from talkwatch.model.claims import Report, StickingClaim, TalkClaim
from talkwatch.model.corrections import Correction
from talkwatch.model.tracks import Track


def fold(reports: Iterable[Report], track: Track, as_of: datetime, corrections: Iterable[Correction] = ()) -> Board:
    """The board of a track as of a moment (UTC), with what the user put right by then.

    The same reports and corrections give the same board in any order, however often.
    """
    look = lens(track)
    ours = [report for report in known(reports, as_of) if look.follows(report) or _may_tell(report, look)]
    grouped = copies(ours)
    mending = Mending(corrections, Board(as_of, track.name), _signed(ours, grouped), grouped)
    ours = mending.reports  # without what is irrelevant

    def group(report: Report) -> str:
        return grouped[report.reading.item]

    heard = talks(tell(ours, "talks", lambda r: r.reading.talks, group, keep=_takes_talk(look)), look)
    coming = [*tell(ours, "attendance", lambda r: r.reading.attendance, group), *mending.mend_talks(heard)]
    coming.sort(key=lambda one: (one.heard, one.report.reading.item))
    said = spoken(ours, heard, look, group)
    between = tell(ours, "sticking", lambda r: r.reading.sticking, group, keep=_takes_issue(look, heard))
    marks = mending.marks(heard)
    shown = board_talks(heard, as_of, marks)
    rows = attendance(coming, heard, look, as_of, shown)
    board = Board(
        as_of=as_of,
        track=track.name,
        talks=shown,
        attendance=tuple(row for talk in shown for row in mending.mend_attendance(rows.get(talk.id, ()), heard)),
        statements=statements(said, look, as_of, marks),
        issues=issues(between, look, as_of, marks),
    )
    return replace(board, corrections=mending.corrected(board))


def _may_tell(report: Report, look: Lens) -> bool:
    return any(look.may_take_talk(claim) for claim in report.reading.talks)


def _takes_talk(look: Lens) -> Callable[[Report, TalkClaim], bool]:
    return lambda report, claim: look.takes_talk(report, claim) or look.may_take_talk(claim)


def _takes_issue(look: Lens, heard: Ledger) -> Callable[[Report, StickingClaim], bool]:
    return lambda report, claim: look.takes_sticking(report, claim, at_talks=report.reading.item in heard.items)


def copies(reports: Iterable[Report]) -> dict[str, str]:
    """The group of each report by its item: copies of one report are one source.

    A group given from outside stays; the item's own id, which the store writes, says only that none is known yet.
    """
    given: dict[str, str] = {}
    leaves = []
    for report in reports:
        item = report.reading.item
        given[item] = report.group if report.group != item else ""
        if not given[item]:
            leaves.append(_leaf(report))
    found = groups(leaves)
    return {item: group or found[item] for item, group in given.items()}


def _signed(reports: Iterable[Report], grouped: Mapping[str, str]) -> list[Report]:
    """The reports, each with the agency that one of its copies names, if any does."""
    reports = list(reports)
    agencies: dict[str, str] = {}
    for report in reports:
        if report.agency:
            agencies.setdefault(grouped[report.reading.item], report.agency)
    theirs = [agencies.get(grouped[report.reading.item], "") for report in reports]
    return [
        report if report.agency == agency else replace(report, agency=agency)
        for report, agency in zip(reports, theirs, strict=True)
    ]


def _leaf(report: Report) -> Leaf:
    """A report as grouping looks at it; without a lead, the sentences that claims were read from stand for it."""
    if report.lead:
        words = " ".join(report.lead.split())
        return Leaf(
            report.reading.item, report.link, report.title, words, report.published, report.publisher, report.agency
        )
    reading = report.reading
    claims: list[AnyClaim] = [*reading.talks, *reading.attendance, *reading.statements, *reading.sticking]
    spans = {claim.span.start: claim.span.words for claim in claims if claim.span.field == "text"}
    text = " ".join(words for _, words in sorted(spans.items()))
    return Leaf(reading.item, report.link, report.title, text, report.published, report.publisher, report.agency)

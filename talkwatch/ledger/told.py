"""Claims with the report they stand in, in the one order that every fold goes by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from talkwatch.model.board import ClaimT, Told
from talkwatch.model.claims import Report

LETTERS = {"talks": "t", "attendance": "a", "statements": "s", "sticking": "k"}
"""The letter of each kind of claim in a claim's id."""


def claim_id(report: Report, kind: str, number: int) -> str:
    """The id of a report's claim: item, kind and number, the same in every fold ("0123456789abcdef.t0")."""
    return f"{report.reading.item}.{LETTERS[kind]}{number}"


def known(reports: Iterable[Report], as_of: datetime) -> tuple[Report, ...]:
    """The reports heard by `as_of`, one an item (its newest revision), in the order they were heard.

    Reports of one moment stand in the order of their items' ids, so that no order of arrival shows.
    """
    newest: dict[str, Report] = {}
    for report in reports:
        if report.heard > as_of:
            continue
        held = newest.get(report.reading.item)
        if held is None or _later(report) > _later(held):
            newest[report.reading.item] = report
    return tuple(sorted(newest.values(), key=lambda report: (report.heard, report.reading.item)))


def _later(report: Report) -> tuple[int, str, datetime, str]:
    """What makes one reading of an item newer than another: its revision, then its extractor."""
    return (report.reading.revision, report.reading.extractor, report.heard, report.link)


def tell(
    reports: Iterable[Report],
    kind: str,
    claims: Callable[[Report], tuple[ClaimT, ...]],
    group: Callable[[Report], str],
    *,
    keep: Callable[[Report, ClaimT], bool] = lambda _report, _claim: True,
) -> tuple[Told[ClaimT], ...]:
    """The claims of one kind that `keep` lets through, in the reports' order."""
    return tuple(
        Told(id=claim_id(report, kind, number), claim=claim, report=report, group=group(report))
        for report in reports
        for number, claim in enumerate(claims(report))
        if keep(report, claim)
    )

"""What folding costs: 100,000 claims from nothing, and one new item's claims. `python -m tests.bench.folding [CLAIMS]`.

The claims are those read in the demo's week, over and over, each time a week later and under ids of their own, so that
the board of the last week stands on a long past.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from talkwatch.desk import uncollected
from talkwatch.ledger.fold import fold
from talkwatch.model.claims import Report
from talkwatch.model.items import ItemId
from talkwatch.settings.paths import paths
from talkwatch.settings.tracks import load_tracks
from tests.fakes.demo import store_of_the_week

TRACKS = ("any", "Gaza ceasefire")


def weeks(size: int) -> Iterator[Report]:
    """Reports with `size` claims at least, oldest first; the last week is a whole one."""
    with tempfile.TemporaryDirectory() as folder, store_of_the_week(Path(folder) / "talkwatch.db") as store:
        week = store.reports()
    for number in range(-(-size // sum(map(claims, week)))):
        for report in week:
            yield later(report, number)


def later(report: Report, number: int) -> Report:
    """The report so many weeks later, as an item of its own."""
    apart = timedelta(days=7 * number)
    reading = report.reading
    item = ItemId(f"{number}-{reading.item}")

    def moved(day: date | None) -> date | None:
        return day + apart if day else None

    talks = tuple(replace(claim, start=moved(claim.start), end=moved(claim.end)) for claim in reading.talks)
    said = tuple(replace(claim, said_on=moved(claim.said_on)) for claim in reading.statements)
    revised = report.revised + apart if report.revised else None
    published, seen = report.published + apart, report.first_seen + apart
    again = replace(reading, item=item, talks=talks, statements=said)
    return replace(
        report,
        reading=again,
        published=published,
        first_seen=seen,
        group=item,
        revised=revised,
        link=f"{report.link}/{number}",
    )


def claims(report: Report) -> int:
    """How many claims a report makes."""
    reading = report.reading
    return len(reading.talks) + len(reading.attendance) + len(reading.statements) + len(reading.sticking)


def main(size: int = 100_000) -> None:
    """Prints each track's cost."""
    reports = list(weeks(size))
    now = reports[-1].heard
    tracks = load_tracks(paths(None))
    print(f"{sum(map(claims, reports)):,} claims of {len(reports):,} reports in {weeks_of(reports):,} weeks")
    for name in TRACKS:
        began = time.process_time()
        with uncollected():
            board = fold(reports, tracks[name], now)
        spent = time.process_time() - began
        began = time.process_time()
        with uncollected():
            fold([*reports, later(reports[-1], 0)], tracks[name], now + timedelta(minutes=1))
        again = time.process_time() - began
        rows = len(board.talks) + len(board.attendance) + len(board.statements) + len(board.issues)
        print(f"{name:<16} from nothing {spent:6.2f} CPU s, one new item {again * 1000:8,.0f} CPU ms, {rows} rows")


def weeks_of(reports: list[Report]) -> int:
    """How many weeks the reports lie apart."""
    first: datetime = min(report.heard for report in reports)
    return -(-(reports[-1].heard - first).days // 7)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

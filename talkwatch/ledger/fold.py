"""From all reports heard by a moment to the board of one track at that moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from talkwatch.ledger.attendance import attendance
from talkwatch.ledger.statements import statements
from talkwatch.ledger.sticking import issues
from talkwatch.ledger.talks import board_talks, talks
from talkwatch.ledger.told import known, tell
from talkwatch.ledger.tracks import lens
from talkwatch.model.board import Board
from talkwatch.model.claims import Report
from talkwatch.model.tracks import Track


def fold(reports: Iterable[Report], track: Track, as_of: datetime) -> Board:
    """The board of a track as of a moment (UTC). The same reports give the same board in any order, however often."""
    look = lens(track)
    ours = [report for report in known(reports, as_of) if look.follows(report)]
    group = _group
    heard = talks(tell(ours, "talks", lambda r: r.reading.talks, group, keep=look.takes_talk), look)
    coming = tell(ours, "attendance", lambda r: r.reading.attendance, group, keep=look.takes_attendance)
    said = tell(ours, "statements", lambda r: r.reading.statements, group, keep=look.takes_statement)
    between = tell(ours, "sticking", lambda r: r.reading.sticking, group, keep=look.takes_sticking)
    shown = board_talks(heard, as_of)
    rows = attendance(coming, heard, look, as_of)
    return Board(
        as_of=as_of,
        track=track.name,
        talks=shown,
        attendance=tuple(row for talk in shown for row in rows.get(talk.id, ())),
        statements=statements(said, look, as_of),
        issues=issues(between, look, as_of),
    )


Grouping = Callable[[Report], str]


def _group(report: Report) -> str:
    return report.group or report.reading.item

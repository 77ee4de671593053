"""When a row last became another one: repeats of what it says already are no news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from talkwatch.ledger.rows import AnyRow
from talkwatch.model.board import Statement
from talkwatch.model.corrections import YOUR_FEED


@dataclass(frozen=True, slots=True)
class Moved:
    """When what a row says last changed: as it was `heard`, and when we `learned` it, both UTC.

    Reports are read some time after they are published, and turns may come in another order than they happened: who
    looked in between has not seen what was heard before that look and learned after it.
    """

    heard: datetime
    learned: datetime


def moved(row: AnyRow) -> Moved:
    """A row's first report, or the latest turn of what it says. What the user put right is no news to the user."""
    reported = [one for one in row.told if one.report.feed != YOUR_FEED] or list(row.told)
    since = {one.id: one.report.since(one.claim.span) for one in reported}
    turns = () if isinstance(row, Statement) else row.history
    turned = [since[turn.told] for turn in turns if turn.told in since]
    return Moved(
        max([min(heard for heard, _ in since.values()), *(heard for heard, _ in turned)]),
        max([min(learned for _, learned in since.values()), *(learned for _, learned in turned)]),
    )

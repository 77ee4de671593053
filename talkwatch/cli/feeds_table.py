"""The table of feeds' health, as `talkwatch feeds check` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkwatch.views.rows import FeedRow, HealthView

NAME = 28
"""Characters of a feed's name at most."""


def table(view: HealthView) -> Iterator[str]:
    """A line a feed under a heading, failing ones first and with their address, and a sum at the end."""
    if not view.rows:
        yield "no feeds yet: talkwatch feeds add URL"
        return
    yield f"{'state':8}{'feed':{NAME + 2}}{'items':>6}  {'polled':14}{'next':14}what is wrong"
    for row in view.rows:
        yield _line(row)
        if row.state in {"failing", "gone"} and (row.publisher or row.title):
            yield f"{'':8}{row.url}"
    yield f"{view.feeds} feeds, {view.failing} failing"
    if view.second:
        yield view.second
    if view.offline_since:
        yield f"offline since {view.offline_since:%d %b %H:%M} UTC; no feed is charged with it"


def _line(row: FeedRow) -> str:
    name = row.publisher or row.title or row.url
    name = name if len(name) <= NAME else f"{name[: NAME - 1]}…"
    wrong = row.error + (f" ({row.failures} times in a row)" if row.failures > 1 else "")
    if row.state == "gone":
        wrong += f"; not asked again until: talkwatch feeds resume {row.url}"
    if row.moved_to:
        wrong = "; ".join(filter(None, (wrong, f"moved to {row.moved_to}")))
    if row.insecure:
        wrong = "; ".join(filter(None, (wrong, "TLS not verified, as you wished")))
    if row.pages:
        wrong = "; ".join(filter(None, (wrong, row.pages)))
    asked_again = row.next_poll if row.state not in {"paused", "gone"} else None
    polls = f"{_moment(row.polled):14}{_moment(asked_again):14}"
    return f"{row.state:8}{name:{NAME + 2}}{row.items:>6}  {polls}{wrong}".rstrip()


def _moment(when: datetime | None) -> str:
    """A moment as short as a table wants it, in UTC."""
    return f"{when:%d %b %H:%M}" if when else "–"

"""Upcoming talks: when, how far off, where, how it stands; then who meets, and what the sources disagree on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from talkwatch.tui.blocks import Block
from talkwatch.tui.columns import cell, row, sources
from talkwatch.tui.panels.common import copied, newest_link
from talkwatch.tui.plain import cells, fit

if TYPE_CHECKING:
    from talkwatch.views.rows import TalkRow

STATUS = {
    "proposed": ("proposed", "warn"),
    "scheduled": ("scheduled", "good"),
    "under_way": ("under way", "good"),
    "postponed": ("postponed", "bad"),
    "cancelled": ("cancelled", "bad"),
    "concluded": ("concluded", "muted"),
    "in_doubt": ("in doubt", "warn"),
    "unreported": ("unreported", "muted"),
}
"""Each status' word, and its ink: the word always stands, so the ink is never the only sign."""

_STRUCK = frozenset({"postponed", "cancelled"})


def block(talk: TalkRow) -> Block:
    """The talk as a block: two lines, and one for each conflict."""
    return Block(
        key=talk.id,
        draw=lambda width: _draw(talk, width),
        height=2 + len(talk.conflicts),
        words=_words(talk),
        link=newest_link(talk),
        copy=copied(talk),
    )


def _draw(talk: TalkRow, width: int) -> tuple[Content, ...]:
    word, ink = STATUS[talk.status]
    ended = talk.status in _STRUCK
    wide = width >= 60
    name = 11 if not wide else 14
    countdown = 10 if not wide else 12
    count = sources(talk.independent) if wide else str(talk.independent)
    tail = 6 if wide else 3
    room = width - name - countdown - 10 - tail - 4
    when = Content.styled(fit(talk.when, name), "gone" if ended else "strong")
    first = row(
        (
            when,
            cell(talk.countdown, countdown, "muted"),
            cell(talk.place or "no place yet", room, "text" if talk.place else "muted"),
            cell(word, 10, ink),
            cell(count, tail, "muted", right=True),
        )
    )
    second = cell("  " + _sides(talk, width - 2), width, "muted")
    return (first, second, *(cell(f"  ! {line}", width, "warn") for line in talk.conflicts))


def _sides(talk: TalkRow, width: int) -> str:
    sides = " – ".join(talk.parties)
    via = f"via {', '.join(talk.mediators)}" if talk.mediators else ""
    words = ", ".join(part for part in (sides, via) if part) or talk.name
    longer = f"{words} · {talk.name}"
    return longer if words != talk.name and cells(longer) <= width else words


def _words(talk: TalkRow) -> str:
    word = STATUS[talk.status][0]
    return " ".join((talk.name, talk.place or "", talk.when, word, *talk.parties, *talk.mediators, *talk.conflicts))

"""Latest statements: who, through what medium, when said, and the words; quotation marks only around quoted ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from textual.content import Content

from talkwatch.tui.blocks import Block, heading
from talkwatch.tui.columns import age, cell, day, ends, row
from talkwatch.tui.panels.common import copied, newest_link
from talkwatch.tui.plain import clip, plain
from talkwatch.views.saying import spoken, through

if TYPE_CHECKING:
    from talkwatch.views.rows import StatementRow

_OPENING = frozenset("“\"«„'‘")


def blocks(rows: Sequence[StatementRow], now: datetime, zone: tzinfo | None) -> tuple[Block, ...]:
    """The newest of each actor, then the earlier ones under a heading."""
    made: list[Block] = []
    parted = False
    for statement in rows:
        if not statement.newest and made and not parted:
            parted = True
            made.append(heading("earlier", plain("earlier", "title")))
        made.append(block(statement, now, zone))
    return tuple(made)


def block(statement: StatementRow, now: datetime, zone: tzinfo | None) -> Block:
    """One statement as a block of two lines."""
    return Block(
        key=statement.id,
        draw=lambda width: _draw(statement, now, zone, width),
        height=2,
        words=_words(statement),
        link=newest_link(statement),
        copy=copied(statement),
    )


def quoted(statement: StatementRow) -> str:
    """The words behind their act, in quotation marks only where the source quoted all of them."""
    words = statement.content
    if statement.kind == "direct" and words[:1] not in _OPENING:
        words = f"“{words}”"
    return spoken(statement.act, words)


def _draw(statement: StatementRow, now: datetime, zone: tzinfo | None, width: int) -> tuple[Content, ...]:
    actor = min(max(width // 4, 8), 16)
    first = row(
        (
            cell(statement.actor or "–", actor, "strong"),
            ends(_speaker(statement, now, zone), age(statement.said, now), width - actor - 1, "text", "muted"),
        )
    )
    words = quoted(statement)
    closed = words.endswith("”")
    shown = clip(words, width - 2)
    if closed and shown != words and not shown.endswith("”"):
        shown = clip(words, width - 3) + "”"
    return first, cell(f"  {shown}", width, "muted")


def _speaker(statement: StatementRow, now: datetime, zone: tzinfo | None) -> str:
    said = statement.said_on
    today = now.astimezone(zone).date()
    when = "" if said is None else "today" if said == today else day(said)
    speaker = "" if statement.speaker == statement.actor else statement.speaker
    return ", ".join(part for part in (speaker, through(statement.medium), when) if part)


def _words(statement: StatementRow) -> str:
    parts = (statement.actor, statement.speaker, statement.medium, statement.act, statement.content)
    return " ".join(part for part in parts if part)

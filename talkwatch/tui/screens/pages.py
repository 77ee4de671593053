"""The page of one talk with its timeline, and the page of one actor; both follow the board while it moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from textual import on
from textual.content import Content

from talkwatch.tui.blocks import Block
from talkwatch.tui.columns import cell, day, stamp
from talkwatch.tui.panels import attendance, statements, talks
from talkwatch.tui.plain import fit, plain, wrapped
from talkwatch.tui.row_list import RowList, said
from talkwatch.tui.screens.lists import ListScreen
from talkwatch.views.pages import ActorPage, MomentRow, StandRow, TalkPage, actor_page, find_talk, talk_page
from talkwatch.views.rows import AttendanceRow

SIGNS = {"talk": ("◆", "accent"), "attendance": ("●", "good"), "statement": ("›", "muted")}
"""What a moment of a timeline is, as a sign: ◆ the talk itself, ● who comes, › what was said."""

_POSITION = {"demands": "bad", "rejects": "bad", "offers": "warn", "accepts": "good"}


class PageScreen(ListScreen):
    """A list of rows of the board and of other lines; enter opens the evidence of the row that a line is about."""

    ENTER = "evidence"

    def __init__(self) -> None:
        super().__init__()
        self._about: dict[str, str] = {}

    def row_key(self) -> str:
        """The key of the board's row that the line in hand is about."""
        return self._about.get(self.rows.cursor or "", "")

    def about(self, row: str, block: Block) -> Block:
        """The block, known to be about a row."""
        self._about[block.key] = row
        return block

    @on(RowList.Chosen)
    def open_row(self, event: RowList.Chosen) -> None:
        """The evidence of the row."""
        event.stop()
        row = self._about.get(event.key)
        if row:
            self.app.open_evidence(row)


class TalkScreen(PageScreen):
    """One talk: what is believed of it, who will come, and its timeline, oldest first."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    def page(self) -> TalkPage | None:
        """The page as the board has it now."""
        view = self.app.drawn.view if self.app.drawn else None
        talk = find_talk(view, self.key) if view else None
        return talk_page(view, talk) if view and talk else None

    def heading(self) -> str:
        """The title's words."""
        page = self.page()
        return f"Talk · {page.talk.name}, {page.talk.when}" if page else "Talk"

    def blocks(self) -> Sequence[Block]:
        """The talk, who comes, and what happened."""
        page = self.page()
        if page is None:
            return [said("gone", "This talk is no longer on the board. esc goes back.")]
        made = [self.about(page.talk.id, talks.block(page.talk)), _section("coming", "Who will come")]
        made += [self.about(row.id, attendance.block(row)) for row in page.attendance]
        if not page.attendance:
            made.append(said("nobody", "Nobody's coming is reported yet."))
        made.append(_section("timeline", "Timeline"))
        for number, moment in enumerate(page.timeline):
            made.append(self.about(moment.row, _moment(number, moment, self.app.zone)))
        return made


class ActorScreen(PageScreen):
    """One actor: where it will be, where it stands, what it said."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.actor = name

    def page(self) -> ActorPage | None:
        """The page as the board has it now."""
        track = self.app.known_tracks.get(self.app.track)
        view = self.app.drawn.view if self.app.drawn else None
        return actor_page(view, self.actor, track.by_alias if track else None) if view else None

    def heading(self) -> str:
        """The title's words."""
        page = self.page()
        if page is None:
            return f"Actor · {self.actor}"
        return f"Actor · {page.actor} · {len(page.statements)} statements"

    def blocks(self) -> Sequence[Block]:
        """Attendance, positions, statements."""
        page = self.page()
        if page is None:
            return [said("gone", "Nothing on this board is about this actor. esc goes back.")]
        made = [_section("coming", "Attendance")]
        made += [self.about(row.id, _coming(row)) for row in page.attendance]
        made += [] if page.attendance else [said("nowhere", "No report says where it will be.")]
        made.append(_section("positions", "Positions"))
        made += [self.about(stand.row, _stand(stand)) for stand in page.positions]
        made += [] if page.positions else [said("nothing", "No position of it is reported.")]
        made.append(_section("statements", "Statements"))
        now = self.app.shown_at()
        made += [self.about(row.id, statements.block(row, now, self.app.zone)) for row in page.statements]
        return made if page.statements else [*made, said("silent", "Nothing that it said was read.")]


def _section(key: str, words: str) -> Block:
    return Block(key=f"section:{key}", draw=lambda _: (Content(""), plain(words, "title")), height=2, selectable=False)


def _moment(number: int, moment: MomentRow, zone: tzinfo | None) -> Block:
    sign, ink = SIGNS[moment.kind]
    when = stamp(moment.when, zone)

    def draw(width: int) -> tuple[Content, ...]:
        head = Content.assemble((f"{sign} ", ink), (when, "muted"))
        words = f"{' '.join(moment.words.split())} — {moment.publisher}"
        return (head, *wrapped(plain(words, "text"), width, 2))

    key = f"moment:{number}:{moment.row}:{moment.when.isoformat()}"
    return Block(key=key, draw=draw, height=None, words=moment.words, copy=_copied(moment, when))


def _copied(moment: MomentRow, when: str) -> str:
    return f"{when}: {moment.words} — {moment.publisher}"


def _coming(row: AttendanceRow) -> Block:
    """A row of attendance under the line of its talk."""
    block = attendance.block(row)
    where = ", ".join(part for part in (row.talk_name, day(row.start) if row.start else "") if part)

    def draw(width: int) -> tuple[Content, ...]:
        return (cell(where, width, "accent"), *block.draw(width))

    return replace(block, draw=draw, height=(block.height or 1) + 1)


def _stand(stand: StandRow) -> Block:
    def draw(width: int) -> tuple[Content, ...]:
        tail = f"{stand.status}, reported {day(stand.reported)}"
        room = max(width - 10 - len(tail) - 2, 8)
        return (
            Content.assemble(
                (fit(stand.position, 9), _POSITION[stand.position]),
                " ",
                (fit(stand.issue, room), "strong"),
                " ",
                (tail, "muted"),
            ),
        )

    return Block(key=f"stand:{stand.row}", draw=draw, words=f"{stand.position} {stand.issue} {stand.status}")

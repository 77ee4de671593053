"""The keys of rows: the same in any order of arrival, and after what a row stands on was read again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from typing import TypeAlias

from talkwatch.ledger.wording import last_word, name_key
from talkwatch.model.board import AnyClaim, Attendance, Board, Issue, Statement, Talk, Told
from talkwatch.model.claims import AttendanceClaim, Reading, StatementClaim, StickingClaim, TalkClaim

AnyTold: TypeAlias = Told[TalkClaim] | Told[AttendanceClaim] | Told[StatementClaim] | Told[StickingClaim]
AnyRow: TypeAlias = Talk | Attendance | Statement | Issue


def row_id(letter: str, said: str) -> str:
    """A row's key: the panel's letter and eight hex digits ("t-1f3a90c2")."""
    return f"{letter}-{blake2b(said.encode(), digest_size=4).hexdigest()}"


def seen(told: AnyTold) -> tuple[datetime, datetime, str]:
    """When we first saw a claim; of those seen together, the one heard first, then that of the lower id.

    A report that comes late was seen late, however early it was published, so that a row keeps its first claim.
    """
    return (told.report.first_seen, told.heard, told.id)


def row_key(letter: str, first: AnyTold) -> str:
    """The key of the row whose claim seen first is `first`."""
    return row_id(letter, claim_key(first))


def claim_key(told: AnyTold) -> str:
    """What a claim is known by in every reading of its item: the item and the words it was read from.

    Of several claims of one kind read from the same words, the later ones are counted.
    """
    item, _, number = told.id.rpartition(".")
    words = told.claim.span.words
    before = sum(claim.span.words == words for claim in claims_of(told.report.reading, number[0])[: int(number[1:])])
    return f"{item} {number[0]}{before or ''} {' '.join(words.split())}"


def claims_of(reading: Reading, letter: str) -> tuple[AnyClaim, ...]:
    """A reading's claims of the kind with that letter (told.LETTERS)."""
    match letter:
        case "t":
            return reading.talks
        case "a":
            return reading.attendance
        case "s":
            return reading.statements
        case _:
            return reading.sticking


def attendance_key(talk: str, actor: str, person: str | None) -> str:
    """The key of an actor's row at a talk; `talk` is the talk's key."""
    return row_id("a", f"{talk} {name_key(actor)} {last_word(person) if person else ''}")


def rows_of(board: Board) -> tuple[AnyRow, ...]:
    """All rows of a board, panel by panel."""
    return (*board.talks, *board.attendance, *board.statements, *board.issues)


def find_row(board: Board, key: str) -> AnyRow | None:
    """The row of that key, or the one that holds the claim after which it was called once; None if there is none.

    A row's key changes only when a claim of it is found that we saw before its first one, or when that one goes.
    """
    rows = rows_of(board)
    exact = next((row for row in rows if row.id == key), None)
    if exact is not None:
        return exact
    talks = {talk.id: talk for talk in board.talks}
    return next((row for row in rows if row.id[0] == key[:1] and key in set(_former(row, talks))), None)


def _former(row: AnyRow, talks: dict[str, Talk]) -> Iterable[str]:
    """Every key that a row may have had."""
    letter = row.id[0]
    if not isinstance(row, Attendance):
        for one in row.told:
            yield row_key(letter, one)
            yield row_id(letter, one.id)
        return
    talk = talks.get(row.talk)
    for at in (row.talk, *(_former(talk, talks) if talk else ())):
        for person in {None, row.person, *(one.claim.person for one in row.told)}:
            yield attendance_key(at, row.actor, person)

"""Talks and attendance of texts that a test gives."""

from __future__ import annotations

from datetime import UTC, datetime

from talkwatch.extract.actors import Cast
from talkwatch.extract.sessions import sessions
from talkwatch.model.claims import AttendanceClaim, TalkClaim
from talkwatch.text.sentences import document

WEDNESDAY = datetime(2024, 8, 14, 12, tzinfo=UTC)


def read(text: str, title: str = "") -> tuple[tuple[TalkClaim, ...], tuple[AttendanceClaim, ...]]:
    page = document(title, text, WEDNESDAY)
    return sessions(page, Cast.of(page))


def stances(text: str, title: str = "") -> dict[str, str]:
    return {one.actor: one.stance for one in read(text, title)[1]}

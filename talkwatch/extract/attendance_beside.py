"""Who is only named with a session: in its sentence, or as one of its parties. The model weighs whether they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.attendance_findings import BESIDE, Finding
from talkwatch.extract.attendance_moods import turned, words_between
from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_scene import actors_in
from talkwatch.extract.talks_sessions import Session
from talkwatch.model.claims import Stance

_MOST = 12
"""Actors of a sentence that are looked at."""


def beside(index: int, one: SessionMention, actors: Sequence[Mention]) -> Iterator[Finding]:
    """Each actor named in a session's sentence, with the stance that the words between the two leave."""
    phrase, text = one.phrase, one.sentence.text
    for who in [who for who in actors if who.actor or who.person][:_MOST]:
        words = words_between(text, who.end, phrase.start) if who.end <= phrase.start else ""
        stance: Stance | None = turned("confirmed", words)
        yield Finding(index, who, stance or "confirmed", "beside", one.sentence, weight=BESIDE)


def of_its_table(index: int, session: Session, cast: Cast) -> Iterator[Finding]:
    """The parties and mediators of a session."""
    for rule, names in (("its party", session.parties), ("its mediator", session.mediators)):
        for name in names:
            home = next((one for one in session.mentions if name in one.parties + one.mediators), session.best)
            spoken = (one for one in actors_in(cast, home.sentence) if one.actor == name)
            who = next(spoken, Mention(0, 0, name, name, "other"))
            yield Finding(index, who, "confirmed", rule, home.sentence, weight=BESIDE)

"""Who is only named with a session: in its sentence, or as one of its parties. The model weighs whether they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from talkwatch.extract.actors import Mention
from talkwatch.extract.attendance_findings import BESIDE, Finding
from talkwatch.extract.attendance_moods import turned, words_between
from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_sessions import Session
from talkwatch.model.claims import Stance

_MOST = 12
"""Actors of a sentence that are looked at."""
_FARTHEST = 120
"""Characters between an actor and a session in which words still turn its stance."""


def beside(index: int, one: SessionMention, actors: Sequence[Mention]) -> Iterator[Finding]:
    """Each actor named in a session's sentence, with the stance that the words between the two leave."""
    phrase, text = one.phrase, one.sentence.text
    for who in [who for who in actors if who.actor or who.person][:_MOST]:
        ahead = 0 <= phrase.start - who.end < _FARTHEST
        stance: Stance | None = turned("confirmed", words_between(text, who.end, phrase.start)) if ahead else None
        yield Finding(index, who, stance or "confirmed", "beside", one.sentence, weight=BESIDE)


def of_its_table(index: int, session: Session, guests: Mapping[int, Sequence[Mention]]) -> Iterator[Finding]:
    """The parties and mediators of a session; `guests` are the actors of each sentence that names one."""
    for rule, names in (("its party", session.parties), ("its mediator", session.mediators)):
        for name in names:
            home = next((one for one in session.mentions if name in one.parties + one.mediators), session.best)
            spoken = (one for one in guests.get(home.sentence.index, ()) if one.actor == name)
            who = next(spoken, Mention(0, 0, name, name, "other"))
            yield Finding(index, who, "confirmed", rule, home.sentence, weight=BESIDE)

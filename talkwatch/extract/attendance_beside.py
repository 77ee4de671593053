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
_NEAR = 40
"""Characters before a session in which its own are planned."""


def beside(index: int, one: SessionMention, actors: Sequence[Mention]) -> Iterator[Finding]:
    """Each actor named in a session's sentence, with the stance that the words before the session leave."""
    phrase, text = one.phrase, one.sentence.text
    plain = _plain(one)
    for who in [who for who in actors if who.actor][:_MOST]:
        ahead = 0 <= phrase.start - who.end < _FARTHEST
        stance = turned("confirmed", words_between(text, who.end, phrase.start)) if ahead else plain
        yield Finding(index, who, stance or plain, "beside", one.sentence, weight=BESIDE)


def of_its_table(index: int, session: Session, guests: Mapping[int, Sequence[Mention]]) -> Iterator[Finding]:
    """The parties and mediators of a session; `guests` are the actors of each sentence that names one."""
    for rule, names in (("its party", session.parties), ("its mediator", session.mediators)):
        for name in names:
            home = next((one for one in session.mentions if name in one.parties + one.mediators), session.best)
            spoken = (one for one in guests.get(home.sentence.index, ()) if one.actor == name)
            who = next(spoken, Mention(0, 0, name, name, "other"))
            yield Finding(index, who, _plain(home), rule, home.sentence, weight=BESIDE)


def _plain(one: SessionMention) -> Stance:
    """What a session's own words tell of those who are to come: called off, only planned, or nothing against it."""
    if one.status == "cancelled":
        return "declined"
    start = one.phrase.start
    near = turned("confirmed", words_between(one.sentence.text, max(0, start - _NEAR), start))
    return "likely" if near == "likely" else "confirmed"

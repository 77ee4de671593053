"""Whether a named actor will be at a talk, as the text says it: one claim an actor and talk, the newest stance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.attendance_findings import DOUBTS, Finding, settled
from talkwatch.extract.attendance_marked import marked, spans_of
from talkwatch.extract.attendance_outright import Scenery, outright
from talkwatch.extract.attendance_rules import cue
from talkwatch.extract.attendance_table import at_the_table, seated
from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_phrases import Phrase
from talkwatch.extract.talks_places import city_states
from talkwatch.extract.talks_scene import actors_in
from talkwatch.extract.talks_sessions import SHORT, Session, status_of
from talkwatch.extract.talks_words import lexicon
from talkwatch.model.claims import AttendanceClaim
from talkwatch.text.document import Document, Sentence
from talkwatch.text.needed import Glance

_LEFT = 20
"""Characters before an actor in which the words of leaving stand."""


def attendance(
    document: Document, cast: Cast, sessions: Sequence[Session], named: Sequence[SessionMention]
) -> tuple[AttendanceClaim, ...]:
    """Who will be, is or was at each of the sessions, by index; one claim an actor and session.

    `named` are all sessions named in the document, kept or not.
    """
    if not sessions:
        return ()
    found: list[Finding] = []
    last = next((index for index, one in enumerate(sessions) if "gathering" in one.kinds), 0)
    spots: dict[int, list[Phrase]] = {}
    for mention in named:
        spots.setdefault(mention.sentence.index, []).append(mention.phrase)
    homes: dict[int, list[tuple[int, SessionMention]]] = {}
    for index, session in enumerate(sessions):
        for mention in session.mentions:
            homes.setdefault(mention.sentence.index, []).append((index, mention))
    places = _places(sessions)
    for sentence in document.sentences:
        here = homes.get(sentence.index, [])
        text = sentence.text
        speaks = here or _speaks().sees(text.lower()) or spans_of(text, places)
        if speaks and not cue("a page's foot").match(text):
            actors = _guests(sentence, spots.get(sentence.index, []), actors_in(cast, sentence))
            nouns = [spot for spot in spots.get(sentence.index, []) if not spot.verb]
            found += outright(Scenery(sentence, marked(text, nouns, spans_of(text, places)), here, actors, last))
            for index, mention in here:
                found += at_the_table(index, mention, actors, short=len(document.text) <= SHORT)
                last = index
    for index, session in enumerate(sessions):
        found += seated(index, session, document, cast)
    off = {index for index, one in enumerate(sessions) if status_of(one, document.published.date())[0] == "cancelled"}
    return settled(
        [
            one
            for one in found
            if not _hosts_itself(one, sessions[one.talk]) and (one.stance in DOUBTS or one.talk not in off)
        ]
    )


@cache
def _speaks() -> Glance:
    return Glance(cue("speaks of a session").pattern)


def _places(sessions: Sequence[Session]) -> list[str]:
    """What the places of the sessions are called, with the states of their cities."""
    cities = dict.fromkeys(one.place for one in sessions if one.place)
    return [name for place in cities for name in (place, city_states().get(place)) if name]


def _hosts_itself(one: Finding, session: Session) -> bool:
    """Whether a body only comes to what is its own: its gathering, or talks that the United Nations run."""
    mention = one.mention
    if mention.kind != "body" or one.stance in DOUBTS:
        return False
    return mention.actor == "United Nations" or any(mention.text in named.phrase.name for named in session.mentions)


def _guests(sentence: Sentence, spots: Sequence[Phrase], actors: Sequence[Mention]) -> tuple[Mention, ...]:
    """The actors that may come or stay away: none that only names a gathering ("the UN summit") or a place left."""
    stops = lexicon().stops
    return tuple(
        one
        for one in actors
        if not any(spot.start <= one.start < spot.end and spot.kind == "gathering" for spot in spots)
        and one.kind != "medium"
        and not (one.actor is None and any(word.lower() in stops for word in one.text.split()))
        and not cue("left behind").search(sentence.text[max(0, one.start - _LEFT) : one.start])
    )

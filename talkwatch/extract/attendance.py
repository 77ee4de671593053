"""Whether a named actor will be at a talk, as the text says it: one claim an actor and talk, the newest stance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.attendance_beside import beside, of_its_table
from talkwatch.extract.attendance_claims import claim
from talkwatch.extract.attendance_crowds import crowds_in, crowds_of, in_person, officers_in
from talkwatch.extract.attendance_findings import Candidate, Finding, candidates
from talkwatch.extract.attendance_marked import marked, spans_of
from talkwatch.extract.attendance_model import chance, least, weights
from talkwatch.extract.attendance_outright import Scenery, outright
from talkwatch.extract.attendance_rules import cue
from talkwatch.extract.attendance_table import at_the_table, seated
from talkwatch.extract.attendance_traits import traits_of
from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_phrases import Phrase
from talkwatch.extract.talks_places import city_states
from talkwatch.extract.talks_scene import actors_in
from talkwatch.extract.talks_sessions import SHORT, Session
from talkwatch.extract.talks_words import lexicon
from talkwatch.model.claims import AttendanceClaim
from talkwatch.text.document import Document, Sentence
from talkwatch.text.needed import Glance

_LEFT = 20
"""Characters before an actor in which the words of leaving stand."""


def attendance(
    document: Document, cast: Cast, sessions: Sequence[Session], found: Sequence[Candidate]
) -> tuple[AttendanceClaim, ...]:
    """Who will be, is or was at each of the sessions, by index, of all who may be; one claim an actor and session."""
    told = traits_of(found, document, cast, sessions)
    chances = _shared(found, [chance(traits, weights().keep) for traits in told])
    rows = zip(found, told, chances, strict=True)
    return tuple(claim(one) for one, traits, likely in rows if likely >= least(traits))


def _shared(found: Sequence[Candidate], chances: Sequence[float]) -> list[float]:
    """The chance of each candidate, the mean for those of whom one rule tells the same in one sentence."""
    together: dict[tuple[int, int, str], list[float]] = {}
    for one, likely in zip(found, chances, strict=True):
        together.setdefault((one.best.talk, one.best.sentence.index, one.best.rule), []).append(likely)
    mates = [together[one.best.talk, one.best.sentence.index, one.best.rule] for one in found]
    return [sum(those) / len(those) for those in mates]


def coming(
    document: Document, cast: Cast, sessions: Sequence[Session], named: Sequence[SessionMention]
) -> list[Candidate]:
    """Everybody of whom the text may tell that he comes to one of the sessions, for the model to weigh."""
    if not sessions:
        return []
    found: list[Finding] = []
    last = next((index for index, one in enumerate(sessions) if "gathering" in one.kinds), 0)
    spots: dict[int, list[Phrase]] = {}
    for mention in named:
        spots.setdefault(mention.sentence.index, []).append(mention.phrase)
    homes: dict[int, list[tuple[int, SessionMention]]] = {}
    for index, session in enumerate(sessions):
        for mention in session.mentions:
            homes.setdefault(mention.sentence.index, []).append((index, mention))
    places, called = _places(sessions), crowds_of(document)
    guests: dict[int, Sequence[Mention]] = {}
    for sentence in document.sentences:
        here = homes.get(sentence.index, [])
        text = sentence.text
        towns = spans_of(text, places)
        speaks = here or towns or _speaks().sees(text.lower())
        if speaks and not cue("a page's foot").match(text):
            everybody = _all_in(sentence, cast, called)
            actors = _guests(sentence, spots.get(sentence.index, []), towns, everybody)
            guests[sentence.index] = actors
            nouns = [spot for spot in spots.get(sentence.index, []) if not spot.verb]
            found += outright(Scenery(sentence, marked(text, nouns, towns), here, actors, last))
            for index, mention in here:
                found += at_the_table(index, mention, actors, short=len(document.text) <= SHORT)
                found += beside(index, mention, actors)
                last = index
    for index, session in enumerate(sessions):
        found += seated(index, session, document, cast)
        found += of_its_table(index, session, guests)
    return candidates(found)


@cache
def _speaks() -> Glance:
    return Glance(cue("speaks of a session").pattern)


def _places(sessions: Sequence[Session]) -> list[str]:
    """What the places of the sessions are called, with the states of their cities."""
    cities = dict.fromkeys(one.place for one in sessions if one.place)
    return [name for place in cities for name in (place, city_states().get(place)) if name]


def _all_in(sentence: Sentence, cast: Cast, called: Mapping[str, str]) -> list[Mention]:
    """Everybody in a sentence: the cast, groups without a name, and those called by their office."""
    known = [in_person(one, sentence, cast) for one in actors_in(cast, sentence)]
    known += officers_in(sentence, known, cast)
    known += crowds_in(sentence, known, called, cast.movement)
    return sorted((one for one in known if not _within(one, known)), key=lambda one: one.start)


def _within(one: Mention, others: Sequence[Mention]) -> bool:
    """Whether a mention is only part of another's words: whose envoy it is, or what office a person holds."""
    for other in others:
        if other is one or not other.person or other.start >= one.end or one.start >= other.end:
            continue
        owns = one.start == other.start and one.end < other.end and " and " not in other.text
        if owns or (not one.person and one.actor == other.actor):
            return True
    return False


def _guests(
    sentence: Sentence, spots: Sequence[Phrase], places: Sequence[tuple[int, int]], actors: Sequence[Mention]
) -> tuple[Mention, ...]:
    """The actors that may come or stay away: none that only names a gathering ("the UN summit") or a place left.

    Nobody is the town of a session ("in St. John's").
    """
    stops = lexicon().stops
    return tuple(
        one
        for one in actors
        if not any(spot.start <= one.start < spot.end and spot.kind == "gathering" for spot in spots)
        and one.kind != "medium"
        and not (one.person and any(start <= one.start and one.end <= end for start, end in places))
        and not (one.actor is None and any(word.lower() in stops for word in one.text.split()))
        and (
            one.kind == "person" or not cue("left behind").search(sentence.text[max(0, one.start - _LEFT) : one.start])
        )
    )

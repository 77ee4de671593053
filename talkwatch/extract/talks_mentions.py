"""What one sentence says of each session it names: its state, day, place and those around the table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from talkwatch.extract.actors import Cast
from talkwatch.extract.actors_lexicon import roles
from talkwatch.extract.talks_acts import negotiators
from talkwatch.extract.talks_phrases import Phrase, phrases
from talkwatch.extract.talks_scene import Scene, actors_in, scene
from talkwatch.extract.talks_settings import day_of, is_old, place_of
from talkwatch.extract.talks_table import mediators_of, parties_of, travellers
from talkwatch.extract.talks_words import MARK, Rule, Sign, cues, lexicon
from talkwatch.model.claims import Precision, TalkStatus
from talkwatch.text.dates import DateMention, dates
from talkwatch.text.document import Document, Sentence
from talkwatch.text.needed import Sieve

_REACH = 140
"""Characters on either side of a session in which its state is told; a clause and a verb fit in."""
_BY_OTHERS = frozenset({"invite to", "recalls"})
"""Acts that name those who are to come or to leave after their verb."""
_OF_MANY = frozenset({"convene", "gather"})
"""Acts of many, whose present tense tells that they are at it."""
_LOOSE, _LOOSELY = frozenset({"table", "negotiate"}), 1.5
"""Acts that speak of talks at large, and the weight that they may have."""
_OUTRIGHT = frozenset({"spoke", "deal"})
"""Verbs that tell outright that a session was held."""
_QUOTED = re.compile(rf"[\"'“‘]{MARK}[\"'”’]?|{MARK}[\"”]")
"""A session's name in quotation marks reads like one without."""
_MOST = 400
"""Mentions after which no more are looked for: no article has a tenth of them."""
_PRONOUN = re.compile(r"\b(?:he|she|they|we|I|who|whom|it|both|two|three|pair|duo)\b", re.IGNORECASE)
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class SessionMention:
    """One naming of a session, and what its sentence tells of it.

    `firmness` is the weight of the rule that told the state, 0 where none did. `old` marks the remembered, `absent`
    what is no session at all ("refused to meet").
    """

    sentence: Sentence
    phrase: Phrase
    status: TalkStatus | None = None
    rule: str = ""
    firmness: float = 0.0
    place: str | None = None
    first: date | None = None
    last: date | None = None
    precision: Precision = "unknown"
    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    old: bool = False
    absent: bool = False
    signs: tuple[str, ...] = ()


def mentions(document: Document, cast: Cast) -> tuple[SessionMention, ...]:
    """Every session named in a document, in its order."""
    found: list[SessionMention] = []
    for sentence in document.sentences:
        spots = phrases(sentence) if len(found) < _MOST else ()
        if not spots:
            continue
        days = dates(sentence.text, document.published)
        actors = actors_in(cast, sentence)
        for phrase in spots:
            view = scene(sentence.text, phrase, spots, days, actors)
            found.append(_mention(sentence, view, document.published.date(), cast))
    return tuple(found)


def _mention(sentence: Sentence, view: Scene, today: date, cast: Cast) -> SessionMention:
    """What the scene of one phrase tells."""
    phrase = view.phrase
    near = _near(view)
    rule = _state(phrase, near)
    day = day_of(view, rule, today)
    if phrase.head == "deal" and day is None:  # a deal is news on the day it is struck
        day = DateMention("", 0, 0, today, today, "day", vague=False, part=None)
    parties, persons = travellers(view, cast) if phrase.kind == "visit" else parties_of(view)
    mediators = mediators_of(view, cast)
    none = (rule is not None and rule.status == "none") or bool(cues()["local house"].pattern.search(phrase.name))
    return SessionMention(
        sentence=sentence,
        phrase=phrase,
        status=None if rule is None or rule.status == "none" else rule.status,
        rule=rule.name if rule else "named",
        firmness=rule.weight if rule else 0.0,
        place=place_of(view),
        first=day.first if day else None,
        last=day.last if day else None,
        precision=day.precision if day else "unknown",
        parties=tuple(name for name in parties if name not in mediators),
        mediators=mediators,
        persons=persons,
        old=is_old(view, day, today),
        absent=none or _nobody(view, parties),
        signs=signs(near),
    )


def _nobody(view: Scene, parties: tuple[str, ...]) -> bool:
    """Whether nobody is there to negotiate: no pair, and for a journey no negotiators either."""
    phrase = view.phrase
    if phrase.head in _BY_OTHERS:
        called = any(phrase.start <= one.start < phrase.end and one.actor for one in view.actors)
        return not called and not negotiators(view.text[phrase.start : phrase.end])
    if phrase.kind == "visit":
        return not parties
    if phrase.head == "meet" and phrase.form == "past" and not _subject(view):
        return True
    return phrase.pair and len(parties) < 2


def _subject(view: Scene) -> bool:
    """Whether somebody who can meet stands before a verb of meeting: an actor, people who negotiate or a pronoun."""
    before = view.text[: view.phrase.start]
    named = any(one.end <= view.phrase.start for one in view.actors)
    people = negotiators(before) or not roles().heads.isdisjoint(before.lower().split())
    return named or people or bool(_PRONOUN.search(before))


def signs(near: str) -> tuple[str, ...]:
    """What else the words around a phrase tell of its session, by the signs of talks.toml."""
    return tuple(sign.name for sign in _signs().among(near) if sign.pattern.search(near))


@cache
def _signs() -> Sieve[Sign]:
    return Sieve(lexicon().signs, lambda sign: sign.letters)


@cache
def _rules(*, verb: bool) -> Sieve[Rule]:
    return Sieve(lexicon().meet if verb else lexicon().rules, lambda rule: rule.letters)


def _near(view: Scene) -> str:
    """The words around a phrase in small letters, § in its place."""
    at = view.phrase.start
    near = view.marked[max(0, at - _REACH) : at + len(MARK) + _REACH]
    return _QUOTED.sub(MARK, near.lower())


def _state(phrase: Phrase, near: str) -> Rule | None:
    """The firmest rule that takes, the earlier on equal weight; a verb or a name that none takes tells by its form."""
    found = (
        rule
        for rule in _rules(verb=phrase.verb).among(near)
        if (not rule.classes or phrase.kind in rule.classes) and rule.pattern.search(near)
    )
    best = next(found, None)
    if phrase.verb and (best is None or (phrase.status and best.status == "under_way")):
        firm = phrase.form == "past" or phrase.head in _OUTRIGHT or phrase.kind == "visit"
        best = Rule(phrase.head, _by_form(phrase), 3 if firm else 2, frozenset(), _NEVER, "", "")
    if best and phrase.head in _LOOSE:
        return replace(best, weight=min(best.weight, _LOOSELY))
    if best is None:
        tells = (lexicon().tells.get(word) for word in phrase.name.lower().split())
        status = next((status for status in tells if status), None)
        return Rule("its name", status, 2, frozenset(), _NEVER, "", "") if status else None
    return best


def _by_form(phrase: Phrase) -> TalkStatus:
    """The state that a verb tells by itself: that of its class, else that of its tense."""
    if phrase.status:
        return phrase.status
    opens = phrase.form == "base" and phrase.head in _OF_MANY
    return "under_way" if phrase.form == "ing" or opens else "concluded"

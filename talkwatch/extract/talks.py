"""The talks of a document: its sessions in view, each with its best name, day, place, state and table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from talkwatch.extract.actors import Cast
from talkwatch.extract.talks_mentions import SessionMention, mentions
from talkwatch.extract.talks_merge import merged
from talkwatch.extract.talks_names import name_of, topic
from talkwatch.extract.talks_places import city_states, dateline, states, within
from talkwatch.extract.talks_sessions import SHORT, Session, status_of
from talkwatch.model.claims import Span, TalkClaim
from talkwatch.text.document import Document

KEEP = 4.0
"""Points below which a session is not in view; see `points`."""
KEEP_SHORT = 3.0
"""The same for a feed item: its few words seldom tell place, day and parties together."""
_SEVERAL = frozenset({"meetings", "summits"})
"""Heads that speak of no one session unless a day says so."""
_BARGAINING = frozenset({"talks", "round"})


def talks(document: Document, cast: Cast) -> tuple[TalkClaim, ...]:
    """The sessions in view in a document, in its order: present, coming, or at most seven days past."""
    named = mentions(document, cast)
    return tuple(claim(session, document) for session in sessions_in(document, cast, named))


def sessions_in(document: Document, cast: Cast, named: Sequence[SessionMention]) -> list[Session]:
    """The sessions in view, of all those named in a document."""
    keep = KEEP_SHORT if len(document.text) <= SHORT else KEEP
    kept = _without_echoes([session for session in merged(named) if points(session) >= keep])
    for session in kept:
        session.supposed = _supposed(session, kept, document, cast)
    return kept


def points(session: Session) -> float:
    """How far a session is in view: what makes one is a state, a day, a place, a pair of parties and a name."""
    if session.old:
        return 0.0
    kinds, found = session.kinds, session.mentions
    firm = max(one.firmness for one in found)
    nouns = [one.phrase for one in found if not one.phrase.verb]
    total = min(firm, 3.0) + 1.0 * ("round" in kinds)
    if "gathering" in kinds:
        told = firm or session.dated or session.place
        total += 2.5 if any(one.phrase.named for one in found) else 1.8 if told else 1.4
    total += 2.0 * bool(session.dated) + 1.5 * bool(session.place) + 0.75 * min(len(session.named), 2)
    total += 0.75 * any(one.sentence.field == "title" for one in found) + 0.25 * min(len(found) - 1, 4)
    total += 0.5 * any(len(phrase.name.split()) > 1 for phrase in nouns)
    if not nouns and len(session.named) < 2:
        total -= 3.0
    if nouns and all(phrase.head in _SEVERAL for phrase in nouns) and not session.dated:
        total -= 1.5
    if kinds <= {"meeting", "call"} and not session.named and firm < 4 and not session.dated:
        total -= 1.5
    return total


def _without_echoes(kept: list[Session]) -> list[Session]:
    """Sessions less those that name nothing of their own beside a fuller one of the same kind."""
    full = [one for one in kept if one.place or one.dated or len(one.named) >= 2]
    return [
        session
        for session in kept
        if session in full
        or session.rank is not None
        or not any(other is not session and other.kinds & session.kinds for other in full)
    ]


def _supposed(session: Session, kept: Sequence[Session], document: Document, cast: Cast) -> tuple[str, ...]:
    """The likely parties of talks that name fewer than two: those of its other talks, else who it is mostly about."""
    if len(session.named) >= 2 or "gathering" in session.kinds:
        return ()
    for other in kept:
        if len(other.named) >= 2 and _BARGAINING & other.kinds and _BARGAINING & session.kinds:
            return other.named
    counts: Counter[str] = Counter()
    for sentence in document.sentences:
        spoken = (one.actor for one in cast.mentions(sentence) if one.kind != "medium" and one.actor)
        for name in dict.fromkeys(spoken):
            counts[name] += 2 if sentence.field == "title" else 1
    brokers = {*session.mediators, session.place, city_states().get(session.place or "")}
    return tuple(name for name, count in counts.most_common(4) if count >= 3 and name not in brokers)[:2]


def claim(session: Session, document: Document) -> TalkClaim:
    """The claim of a session; its evidence is the sentence that says most of it."""
    dated = session.dated
    status, rule = status_of(session, document.published.date())
    sentence = session.best.sentence
    return TalkClaim(
        span=Span(sentence.field, sentence.start, sentence.end, sentence.text),
        rule=rule,
        confidence=round(min(0.95, 0.4 + 0.06 * points(session)), 2),
        name=name_of(session.mentions, session.parties, session.place, topic(document)),
        place=_where(session, document),
        start=dated.first if dated else None,
        end=dated.last if dated else None,
        precision=dated.precision if dated else "unknown",
        status=status,
        parties=session.parties,
        mediators=session.mediators,
    )


def _where(session: Session, document: Document) -> str | None:
    """The place of a session; where the text names only a state in which the dateline's city lies, that city."""
    place = session.place
    city = dateline(document.text) if place in states() else None
    return city if city and place and within(city, place) else place

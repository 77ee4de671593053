"""The talks of a document: its sessions in view, each with its best name, day, place, state and table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from talkwatch.extract.actors import Cast
from talkwatch.extract.talks_mentions import SessionMention, mentions
from talkwatch.extract.talks_merge import merged
from talkwatch.extract.talks_model import in_view, trust, weights
from talkwatch.extract.talks_names import name_of, topic
from talkwatch.extract.talks_places import city_states, dateline, states, within
from talkwatch.extract.talks_sessions import SHORT, Session, status_of
from talkwatch.extract.talks_traits import traits
from talkwatch.model.claims import Span, TalkClaim
from talkwatch.text.document import Document

ECHO = 0.1
"""Probability that a session which tells nothing of its own beside a fuller one of its kind is another one."""
_BARGAINING = frozenset({"talks", "round"})


def talks(document: Document, cast: Cast) -> tuple[TalkClaim, ...]:
    """The sessions in view in a document, in its order: present, coming, or at most seven days past."""
    named = mentions(document, cast)
    return tuple(claim(session, document) for session in sessions_in(document, cast, named))


def sessions_in(
    document: Document, cast: Cast, named: Sequence[SessionMention], *, doubted: float = 0.0
) -> list[Session]:
    """The sessions in view, of all those named in a document, with those that miss it by no more than `doubted`."""
    found = [session for session in merged(named) if not session.old]
    for session in found:
        echoes = rivals(session, found)
        session.likely = in_view(traits(session, document, echoes), weights())
        if echoes and session.rank is None:
            session.likely = min(session.likely, ECHO)
    least = least_likely(document) - doubted
    kept = [session for session in found if session.likely >= least]
    for session in kept:
        session.supposed = _supposed(session, kept, document, cast)
    return kept


def least_likely(document: Document) -> float:
    """The probability (0–1) from which a session of a document is in view."""
    return weights().least_short if len(document.text) <= SHORT else weights().least


def rivals(session: Session, found: Sequence[Session]) -> int:
    """How many fuller sessions of its kind a document has beside one that names nothing of its own, else 0."""
    if session.place or session.dated or len(session.named) >= 2:
        return 0
    full = [one for one in found if one is not session and (one.place or one.dated or len(one.named) >= 2)]
    return sum(bool(one.kinds & session.kinds) for one in full)


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
        confidence=trust(session.likely),
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

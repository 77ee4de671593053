"""The talks of a document: mentions of one session brought together, with its best name, day, place and state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from talkwatch.extract.actors import Cast
from talkwatch.extract.talks_mentions import SessionMention, mentions
from talkwatch.extract.talks_places import city_states, dateline, states, within
from talkwatch.extract.talks_names import name_of, topic
from talkwatch.model.claims import Precision, Span, TalkClaim, TalkStatus
from talkwatch.text.document import Document

KEEP = 4.0
"""Points below which a session is not in view; see `_points`."""
KEEP_SHORT = 3.0
"""The same for a feed item: its few words seldom tell place, day and parties together."""
_SHORT = 1200
"""Characters up to which a text is a feed item and not an article."""
_NEARNESS = {"day": 0, "week": 1, "month": 2, "unknown": 3}


@dataclass(slots=True)
class Session:
    """The mentions of one session, in the document's order, and what they come to."""

    mentions: list[SessionMention] = field(default_factory=list)
    supposed: tuple[str, ...] = ()
    """Parties that no sentence names at the table, told from who the document is about."""

    @property
    def kinds(self) -> set[str]:
        """The kinds of its phrases."""
        return {one.phrase.kind for one in self.mentions}

    @property
    def place(self) -> str | None:
        """The place named first; a city goes before a state."""
        named = [one.place for one in self.mentions if one.place]
        return next((name for name in named if name not in states()), named[0] if named else None)

    @property
    def dated(self) -> SessionMention | None:
        """The mention with the narrowest date, the first of those."""
        found = [one for one in self.mentions if one.first]
        return min(found, key=lambda one: _NEARNESS[one.precision]) if found else None

    @property
    def parties(self) -> tuple[str, ...]:
        """All parties named, mediators left out."""
        brokers = set(self.mediators)
        named = dict.fromkeys(name for one in self.mentions for name in one.parties if name not in brokers)
        return (
            tuple(named)
            if len(named) >= 2
            else (*named, *(name for name in self.supposed if name not in named))[: max(2, len(self.supposed))]
        )

    @property
    def mediators(self) -> tuple[str, ...]:
        """All mediators and hosts named."""
        return tuple(dict.fromkeys(name for one in self.mentions for name in one.mediators))

    @property
    def persons(self) -> set[str]:
        """All persons named as meeting."""
        return {name for one in self.mentions for name in one.persons}

    @property
    def rank(self) -> int | None:
        """The ordinal of a round."""
        return next((one.phrase.rank for one in self.mentions if one.phrase.rank), None)


def talks(document: Document, cast: Cast) -> tuple[TalkClaim, ...]:
    """The sessions in view in a document, in its order: present, coming, or at most seven days past."""
    named = mentions(document, cast)
    return tuple(claim(session, document) for session in sessions_in(document, cast, named))


def sessions_in(document: Document, cast: Cast, named: Sequence[SessionMention]) -> list[Session]:
    """The sessions in view, of all those named in a document."""
    found: list[Session] = []
    for one in named:
        if one.absent:
            continue
        home = _home(one, found)
        if home is None:
            found.append(Session([one]))
        else:
            home.mentions.append(one)
    keep = KEEP_SHORT if len(document.text) <= _SHORT else KEEP
    for session in found:
        _drop_setting(session, found)
    kept = [session for session in found if _points(session) >= keep]
    out = _without_echoes(kept)
    for session in out:
        session.supposed = _supposed(session, out, document, cast)
    return out


def _supposed(session: Session, all_of: Sequence[Session], document: Document, cast: Cast) -> tuple[str, ...]:
    """The likely parties of talks that name fewer than two: those of the document's other talks, else its main actors."""
    if len(session.parties) >= 2 or "gathering" in session.kinds:
        return ()
    for other in all_of:
        if (
            other is not session
            and len(other.parties) >= 2
            and {"talks", "round"} & other.kinds
            and {"talks", "round"} & session.kinds
        ):
            return other.parties
    counts: Counter[str] = Counter()
    for sentence in document.sentences:
        for one in {mention.actor for mention in cast.mentions(sentence) if mention.kind != "medium" and mention.actor}:
            counts[one] += 2 if sentence.field == "title" else 1
    brokers = {*session.mediators, session.place, city_states().get(session.place or "")}
    main = [name for name, count in counts.most_common(4) if count >= 3 and name not in brokers]
    return tuple(main[:2])


def _drop_setting(session: Session, found: Sequence[Session]) -> None:
    """Take from an unnamed gathering to the meeting held at it ("met at this month's gathering in Lima") its place and day."""
    for at, one in enumerate(session.mentions):
        if not (one.phrase.verb and one.phrase.kind == "meeting"):
            continue
        for other in found:
            setting = other.mentions[0]
            alone = len(other.mentions) == 1 and setting.sentence is one.sentence and setting.phrase.kind == "gathering"
            if alone and setting.phrase.start > one.phrase.end and not setting.phrase.named and other is not session:
                session.mentions[at] = replace(
                    one,
                    place=one.place or setting.place,
                    first=one.first or setting.first,
                    last=one.last or setting.last,
                    precision=one.precision if one.first else setting.precision,
                )
                other.mentions[0] = replace(setting, old=True)


def _home(one: SessionMention, found: Sequence[Session]) -> Session | None:
    """The session a mention belongs to, the likeliest; None for a new one."""
    best, value = None, 0.9
    for session in reversed(found):
        likeness = _likeness(one, session)
        if likeness > value:
            best, value = session, likeness
    return best


def _likeness(one: SessionMention, session: Session) -> float:  # noqa: PLR0911 - each return is one way to differ
    """How much a mention speaks of a session; below 1 it does not."""
    phrase = one.phrase
    if one.old != all(other.old for other in session.mentions):
        return 0.0
    if phrase.rank and session.rank and phrase.rank != session.rank:
        return 0.0
    journey = phrase.kind == "visit" and "visit" in session.kinds and set(one.parties) == set(session.parties)
    if one.place and session.place and not journey and not _same_place(one.place, session.place):
        return 0.0
    dated = session.dated
    if one.first and dated and not _overlap(one, dated):
        return 0.0
    many = any(_rigid(other) for other in session.mentions)
    headline = _headline(one, session)
    if _rigid(one) != many and not (
        (phrase.definite and not phrase.verb)
        or headline
        or (phrase.kind == "gathering" and len(one.parties) < 2 and "gathering" in session.kinds)
        or (phrase.kind == "visit" and one.place)
    ):
        return 0.0
    persons = session.persons
    if (
        one.persons
        and persons
        and not persons.intersection(one.persons)
        and phrase.kind in ("meeting", "call")
        and not many
    ):
        return 0.0
    if len(one.parties) >= 2 and len(session.parties) >= 2 and len(set(one.parties) & set(session.parties)) < 2:
        return 0.0
    likeness = 0.0
    likeness += 1.0 if phrase.kind in session.kinds or {phrase.kind, *session.kinds} <= {"talks", "round"} else 0.3
    likeness += 0.8 if phrase.definite and not phrase.verb else 0.0
    likeness -= 0.8 if phrase.definite is False and not headline else 0.0
    likeness += 0.5 * len(set(one.parties) & set(session.parties))
    likeness += 0.5 if one.place and session.place else 0.0
    likeness += 0.7 if one.first and dated else 0.0
    likeness += 0.5 if many and phrase.named else 0.0
    likeness += 1.0 if headline else 0.0
    likeness += 0.8 if phrase.kind == "visit" and one.place and session.place else 0.0
    likeness += (
        0.7
        if one.status in ("cancelled", "postponed") and one.status in {other.status for other in session.mentions}
        else 0.0
    )
    likeness += 0.3 if one.status and one.status in {other.status for other in session.mentions} else 0.0
    contrary = {one.status} | {other.status for other in session.mentions if other.status}
    likeness -= 1.0 if one.status == "proposed" and contrary - {"proposed", None} else 0.0
    likeness -= 0.6 if {"concluded", "scheduled"} <= contrary or {"concluded", "proposed"} <= contrary else 0.0
    return likeness


def _rigid(one: SessionMention) -> bool:
    """Whether a mention can only be a gathering of many; a summit may also be two leaders' meeting."""
    return one.phrase.kind == "gathering" and (one.phrase.named or one.phrase.head not in ("summit", "summits"))


def _headline(one: SessionMention, session: Session) -> bool:
    """Whether the session is known from the headline alone, which sums up what the text then tells."""
    return one.sentence.field == "text" and all(other.sentence.field == "title" for other in session.mentions)


def _same_place(one: str, two: str) -> bool:
    return within(one, two)


def _overlap(one: SessionMention, two: SessionMention) -> bool:
    if not (one.first and one.last and two.first and two.last):
        return True
    slack = 0 if one.precision == two.precision == "day" else 1
    return (one.first - two.last).days <= slack and (two.first - one.last).days <= slack


def _points(session: Session) -> float:
    """How far a session is in view: what makes one is a state, a day, a place, a pair of parties and a name."""
    if all(one.old for one in session.mentions):
        return 0.0
    kinds = session.kinds
    points = 0.0
    if "gathering" in kinds:
        points += 2.5 if any(one.phrase.named for one in session.mentions) else 1.8
    if "round" in kinds:
        points += 1.0
    firm = max(one.firmness for one in session.mentions)
    points += min(firm, 3.0)
    if session.dated:
        points += 2.0
    if session.place:
        points += 1.5
    points += min(len(session.parties), 2) * 0.75
    if any(one.sentence.field == "title" for one in session.mentions):
        points += 0.75
    points += 0.25 * min(len(session.mentions) - 1, 4)
    verbs = all(one.phrase.verb for one in session.mentions)
    if verbs and len(session.parties) < 2:
        points -= 3.0
    if not verbs and any(len(one.phrase.name.split()) > 1 for one in session.mentions if not one.phrase.verb):
        points += 0.5
    if (
        all(one.phrase.kind in ("meeting", "call") for one in session.mentions)
        and not session.parties
        and firm < 4
        and not session.dated
    ):
        points -= 1.5
    return points


def _without_echoes(kept: list[Session]) -> list[Session]:
    """Sessions less those that name nothing of their own beside a fuller one of the same kind."""
    out = []
    for session in kept:
        bare = not session.place and not session.dated and len(session.parties) < 2 and session.rank is None
        fuller = [
            other
            for other in kept
            if other is not session
            and other.kinds & session.kinds
            and (other.place or other.dated or len(other.parties) >= 2)
        ]
        if not (bare and fuller):
            out.append(session)
    return out


def claim(session: Session, document: Document) -> TalkClaim:
    """The claim of a session, read from the mention that says most of it."""
    best = best_of(session)
    dated = session.dated
    status, rule = status_of(session, document.published.date())
    first, last, precision = (dated.first, dated.last, dated.precision) if dated else (None, None, "unknown")
    sentence = best.sentence
    subject = topic(document)
    return TalkClaim(
        span=Span(sentence.field, sentence.start, sentence.end, sentence.text),
        rule=rule,
        confidence=round(min(0.95, 0.4 + 0.06 * _points(session)), 2),
        name=name_of(session.mentions, session.parties, session.place, subject),
        place=_where(session, document),
        start=first,
        end=last,
        precision=_precision(precision),
        status=status,
        parties=session.parties,
        mediators=session.mediators,
    )


def best_of(session: Session) -> SessionMention:
    """The mention that tells most of a session, the first of those."""
    return max(session.mentions, key=lambda one: (_told(one), -one.sentence.index))


def _where(session: Session, document: Document) -> str | None:
    """The place of a session; where the text names only a state in which the dateline's city lies, that city."""
    place = session.place
    city = dateline(document.text) if place in states() else None
    return city if city and place and within(city, place) else place


def _precision(word: Precision | str) -> Precision:
    return word if word in ("day", "week", "month") else "unknown"


def _told(one: SessionMention) -> float:
    """How much a mention tells of its session."""
    told = (
        0.3 * min(len(one.phrase.name.split()), 4)
        + one.firmness
        + (1.5 if one.place else 0.0)
        + (1.5 if one.first else 0.0)
        + 0.5 * min(len(one.parties), 2)
    )
    return told + (0.0 if one.sentence.field == "title" else 0.6)


def status_of(session: Session, today: date) -> tuple[TalkStatus, str]:
    """The state the mentions come to, and the rule of the one that decided."""
    told = [one for one in session.mentions if one.status]
    decided = max(told, key=lambda one: (one.firmness, -one.sentence.index)) if told else session.mentions[0]
    status: TalkStatus = decided.status or "scheduled"
    dated = session.dated
    if decided.status is None:
        status = "under_way" if "gathering" in session.kinds or "talks" in session.kinds else "concluded"
    if dated and dated.first and dated.last:
        firm = decided is not dated and decided.firmness >= 3 and status == "under_way"
        status = status if firm and dated.first >= today else _by_day(status, dated.first, dated.last, today)
    return status, decided.rule


def _by_day(status: TalkStatus, first: date, last: date, today: date) -> TalkStatus:
    """A status made to fit the day: what is over is concluded, what comes is not under way."""
    if first > today and status in ("under_way", "concluded"):
        return "scheduled"
    if last < today and status in ("under_way", "scheduled"):
        return "concluded"
    return status

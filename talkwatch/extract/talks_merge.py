"""Which mentions are one session: a mention joins the session most like it, or opens a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_places import within
from talkwatch.extract.talks_sessions import Session
from talkwatch.extract.talks_words import cues

JOIN = 0.9
"""Likeness above which a mention joins a session. The weights of `_likeness` were set by hand on half of the gold."""

_MOST = 200
"""Mentions that are looked at: no article names so many, and the work grows with their square."""
_SPOKEN_OF = 0.1
"""What each mention (up to four) adds for a session that is likely enough: the text is about it."""


_MET_FOR = 1.2
"""What it adds that a verb of meeting says that it is for this session."""


def merged(named: Iterable[SessionMention]) -> list[Session]:
    """The sessions that mentions make up, in the document's order; those that tell of no session are left out."""
    found: list[Session] = []
    for one in islice((one for one in named if not one.absent), _MOST):
        home = _home(one, found)
        if home is None:
            found.append(Session([one]))
        else:
            home.mentions.append(one)
    for session in found:
        _take_setting(session, found)
    return found


def _home(one: SessionMention, found: Sequence[Session]) -> Session | None:
    """The session a mention belongs to, the likeliest and of equals the latest; None for a new one."""
    best, value = None, JOIN
    for session in reversed(found):
        likeness = 0.0 if _apart(one, session) else _likeness(one, session)
        likeness += _SPOKEN_OF * min(len(session.mentions), 4) * (likeness > JOIN)
        if likeness > value:
            best, value = session, likeness
    return best


def _apart(one: SessionMention, session: Session) -> bool:
    """Whether a mention cannot speak of a session: another round, place, day, pair or kind."""
    phrase, dated = one.phrase, session.dated
    if one.old != session.old or (phrase.rank and session.rank and phrase.rank != session.rank):
        return True
    if _another(one, session):
        return True
    if phrase.kind == "call" and session.place and "call" not in session.kinds:
        return True  # who telephones is in no one place: the call is about the session
    journey = phrase.kind == "visit" and "visit" in session.kinds and set(one.parties) == set(session.named)
    if one.place and session.place and not journey and not within(one.place, session.place):
        return True
    if one.first and dated and not _overlap(one, dated):
        return True
    return _other_kind(one, session) or _other_pair(one, session)


def _another(one: SessionMention, session: Session) -> bool:
    """Whether a verb tells of another session: who has met will meet at the next one, and who reconvenes does too."""
    if not one.phrase.verb or one.status not in ("scheduled", "proposed"):
        return False
    again = one.phrase.kind == "talks" and one.phrase.head in ("meet", "reconvene", "gather", "sit down")
    held = "concluded" in session.statuses or (again and "under_way" in session.statuses)
    return held and "scheduled" not in session.statuses


def _overlap(one: SessionMention, two: SessionMention) -> bool:
    """Whether two dates have a day in common; by a day's slack unless both are exact."""
    if not (one.first and one.last and two.first and two.last):
        return True
    slack = 0 if one.precision == two.precision == "day" else 1
    return (one.first - two.last).days <= slack and (two.first - one.last).days <= slack


def _other_kind(one: SessionMention, session: Session) -> bool:
    """Whether one is a gathering of many and the other is not, and nothing bridges them."""
    phrase = one.phrase
    if _rigid(one) == any(_rigid(other) for other in session.mentions):
        return False
    loose = phrase.kind == "gathering" and len(one.parties) < 2 and "gathering" in session.kinds
    journey = phrase.kind == "visit" and one.place is not None
    return not ((phrase.definite and not phrase.verb) or _headline(one, session) or loose or journey)


def _other_pair(one: SessionMention, session: Session) -> bool:
    """Whether others meet: no person in common at a meeting, or fewer than two parties of two."""
    persons, pair = session.persons, one.phrase.kind in ("meeting", "call")
    sides = len(one.persons) == len(persons) == 1 and one.status in session.statuses & {"cancelled", "postponed"}
    if one.persons and persons and not persons.intersection(one.persons) and pair and not sides:
        return not any(_rigid(other) for other in session.mentions)
    return len(one.parties) >= 2 and len(session.named) >= 2 and len(set(one.parties) & set(session.named)) < 2


def _rigid(one: SessionMention) -> bool:
    """Whether a mention can only be a gathering of many; a summit may also be two leaders' meeting."""
    return one.phrase.kind == "gathering" and (one.phrase.named or one.phrase.head not in ("summit", "summits"))


def _headline(one: SessionMention, session: Session) -> bool:
    """Whether the session is known from the headline alone, which sums up what the text then tells."""
    return one.sentence.field == "text" and all(other.sentence.field == "title" for other in session.mentions)


def _likeness(one: SessionMention, session: Session) -> float:
    """How much a mention speaks of a session that it may belong to."""
    phrase, statuses, headline = one.phrase, session.statuses, _headline(one, session)
    alike = phrase.kind in session.kinds or {phrase.kind, *session.kinds} <= {"talks", "round"}
    gone = one.status in ("cancelled", "postponed") and one.status in statuses
    here = bool(one.place and session.place)
    contrary = statuses | ({one.status} if one.status else set())
    likeness = 1.0 if alike else 0.3
    likeness += 0.8 * bool(phrase.definite and not phrase.verb) - 0.8 * (phrase.definite is False and not headline)
    likeness += 0.5 * len(set(one.parties) & set(session.named)) + 0.5 * here
    likeness += 0.7 * bool(one.first and session.dated) + 1.0 * headline
    likeness += 0.5 * (phrase.named and any(_rigid(other) for other in session.mentions))
    likeness += _MET_FOR * any(_met_for(other, one) for other in session.mentions)
    likeness += 0.8 * (phrase.kind == "visit" and here) + 0.7 * gone + 0.3 * (one.status in statuses)
    likeness -= 1.0 * (one.status == "proposed" and bool(contrary - {"proposed"}))
    likeness -= 0.6 * (phrase.verb and not alike and one.status == "concluded" and "concluded" not in statuses)
    return likeness - 0.6 * ("concluded" in contrary and bool(contrary & {"scheduled", "proposed"}))


def _met_for(other: SessionMention, one: SessionMention) -> bool:
    """Whether a verb of meeting tells that its sides met for the session ("sat down in Bern for new talks")."""
    if not other.phrase.verb or one.phrase.verb or other.sentence is not one.sentence:
        return False
    between = one.sentence.text[other.phrase.end : one.phrase.start]
    return bool(cues()["met for it"].pattern.fullmatch(between))


def _take_setting(session: Session, found: Sequence[Session]) -> None:
    """A meeting held at an unnamed gathering ("met at this month's forum in Lima") has taken its place and day."""
    for at, one in enumerate(session.mentions):
        if not (one.phrase.verb and one.phrase.kind == "meeting"):
            continue
        for other in found:
            if other is not session and _is_setting(other, one):
                setting = other.mentions[0]
                dated = one if one.first else setting
                place = one.place or setting.place
                session.mentions[at] = replace(
                    one, place=place, first=dated.first, last=dated.last, precision=dated.precision
                )
                other.mentions[0] = replace(setting, old=True)


def _is_setting(other: Session, one: SessionMention) -> bool:
    """Whether a session is only the occasion on which another's pair meets."""
    setting = other.mentions[0]
    alone = len(other.mentions) == 1 and setting.sentence is one.sentence and setting.phrase.start > one.phrase.end
    return alone and setting.phrase.kind == "gathering" and not setting.phrase.named

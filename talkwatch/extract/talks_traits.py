"""What speaks for a session: named traits, for the weights of models/talks.json to sum up."""

from __future__ import annotations

from datetime import date

from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_places import states
from talkwatch.extract.talks_sessions import SHORT, Session, status_of
from talkwatch.text.document import Document

_SOON, _WEEK, _LATE = 2, 7, 30
"""Days between publication and a session that bound the classes of distance."""
_HEADS = frozenset(
    {"talks", "negotiations", "negotiation", "discussions", "discussion", "consultations", "dialogue", "conversation"}
    | {"summit", "conference", "forum", "meeting", "meetings", "session", "call", "round", "meet", "met", "visit"}
)
_EARLY = 3
"""Sentences of the text that open a report."""


def traits(session: Session, document: Document, others: int) -> dict[str, float]:
    """The traits of a session (1.0 for most, small counts for some); `others` is the number of rival sessions."""
    today = document.published.date()
    short = len(document.text) <= SHORT
    found = _setting(session, today) | _wording(session) | _position(session, document)
    found |= {f"kind {kind}": 1.0 for kind in session.kinds}
    found |= {f"parties {min(len(session.named), 2)}": 1.0, "echo": float(others > 0)}
    found["lone echo"] = float(others > 0 and len(session.mentions) == 1)
    told = status_of(session, today)
    found |= {f"rule {told[1]}": 1.0, f"told {told[0] if session.statuses else None}": 1.0}
    found |= {f"{kind} of {min(len(session.named), 2)}": 1.0 for kind in session.kinds}
    found["mediated"] = float(bool(session.mediators))
    crossed = _crossed(found)
    found |= {f"short {name}": value for name, value in crossed.items()} if short else {}
    if not (session.dated or session.place):
        found |= {f"bare {name}": value for name, value in crossed.items() if not name.startswith(("day", "place"))}
    return {"bias": 1.0, **({"short": 1.0} if short else {}), **found}


def _crossed(found: dict[str, float]) -> dict[str, float]:
    """The traits that weigh otherwise in a feed item, and for a session without day and place."""
    kept = ("day ", "place", "kind ", "title", "parties ", "firm", "told ", "definite ", "early", "form ")
    return {name: value for name, value in found.items() if name.startswith(kept)}


def _setting(session: Session, today: date) -> dict[str, float]:
    """How its day and place are told."""
    dated, place = session.dated, session.place
    found = {f"day {_distance(dated, today)}": 1.0}
    if dated:
        found[f"precision {dated.precision}"] = 1.0
    if place:
        found["place state" if place in states() else "place city"] = 1.0
    if place and dated:
        found["place and day"] = 1.0
        found["place beside day"] = float(any(one.place and one.first for one in session.mentions))
    return found


def _distance(dated: SessionMention | None, today: date) -> str:
    """The class of a date's distance from the day of publication."""
    if dated is None or dated.first is None or dated.last is None:
        return "none"
    if dated.first <= today <= dated.last:
        return "now"
    if dated.first > today:
        ahead = (dated.first - today).days
        return "soon" if ahead <= _SOON else "next" if ahead <= _WEEK else "later" if ahead <= _LATE else "far"
    return "just" if (today - dated.last).days <= _SOON else "past"


def _wording(session: Session) -> dict[str, float]:
    """How its mentions are worded."""
    found: dict[str, float] = {}
    count = len(session.mentions)
    for one in session.mentions:
        phrase = one.phrase
        names = {f"form {phrase.form}"} if phrase.verb else {f"definite {phrase.definite}"}
        names |= {f"sign {name}" for name in one.signs}
        if phrase.head in _HEADS:
            names.add(f"head {phrase.head}")
        for name in names:
            found[name] = found.get(name, 0.0) + 1.0 / count
        if one.status:
            name = f"says {one.status}"
            found[name] = max(found.get(name, 0.0), one.firmness / 4)
    nouns = [one.phrase for one in session.mentions if not one.phrase.verb]
    found["verbs only"] = float(not nouns)
    found["named"] = float(any(phrase.named for phrase in nouns))
    found["long name"] = min(max((len(phrase.name.split()) for phrase in nouns), default=0), 5) / 5
    found["ranked"] = float(session.rank is not None)
    found["firm"] = min(max(one.firmness for one in session.mentions), 4.0) / 4
    return found


def _position(session: Session, document: Document) -> dict[str, float]:
    """Where it is spoken of, and how often."""
    in_text = [one.sentence.index for one in session.mentions if one.sentence.field == "text"]
    titles = sum(sentence.field == "title" for sentence in document.sentences)
    return {
        "title": float(len(in_text) < len(session.mentions)),
        "title only": float(not in_text),
        "early": float(bool(in_text) and min(in_text) - titles < _EARLY),
        "mentions": min(len(session.mentions), 6) / 6,
        "once": float(len(session.mentions) == 1),
    }

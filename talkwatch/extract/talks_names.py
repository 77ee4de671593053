"""The name of a talk: the fullest short noun phrase its mentions give, or one made of its subject and parties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_phrases import trimmed
from talkwatch.extract.talks_places import city_states, states
from talkwatch.extract.talks_words import cues
from talkwatch.text.document import Document

_LONGEST = 9
_VERBS = re.compile(
    r"(?:Delay|Postpone|Cancel|Skip|Boycott|Hold|Resume|Begin|Host|Jump-Start|Extend|Discuss|Attend|Join)(?:s|e?d)?"
)
"""Verbs that a headline writes with a capital within what looks like a name."""
_SHORT = re.compile(r"\b[A-Z]{2,}-?\d+\b")
_BARGAINING = ("talks", "negotiations", "discussions", "dialogue", "round")


def name_of(found: Sequence[SessionMention], parties: Sequence[str], place: str | None, subject: str) -> str:
    """A short noun phrase for a session."""
    named = [trimmed(_behind_verb(one.phrase.name)) for one in found if not one.phrase.verb]
    telling = [name for name in named if not _bare(name, place) and len(name.split()) <= _LONGEST]
    if telling:
        return max(telling, key=lambda name: (_fullness(name), -named.index(name)))
    journey = next((one.phrase.name for one in found if one.phrase.kind == "visit"), None)
    return journey or _made_up(found, named, parties, (place, subject))


def _behind_verb(name: str) -> str:
    """A headline's name from behind its verb on ("OPEC Delays Summit")."""
    words = name.split()
    verbs = [at for at, word in enumerate(words) if _VERBS.fullmatch(word)]
    return " ".join(words[verbs[-1] + 1 :]) if verbs and 0 < verbs[-1] < len(words) - 1 else name


def _fullness(name: str) -> int:
    """How much a name tells: its words, a session's own short name ("COP28") like two more."""
    return min(len(name.split()), 5) + 2 * bool(_SHORT.search(name))


def _bare(name: str, place: str | None) -> bool:
    """Whether a name tells nothing of its session beside its place ("Doha talks", "further talks")."""
    rest = name.removeprefix(f"{place} ") if place and name.rsplit(maxsplit=1)[-1].lower() in _BARGAINING else name
    return bool(cues()["bare name"].pattern.match(rest))


def _made_up(
    found: Sequence[SessionMention], named: Sequence[str], parties: Sequence[str], about: tuple[str | None, str]
) -> str:
    """A name for a session that no phrase names: its subject, its city or its parties, and what it is."""
    place, subject = about
    head = next((name.split()[-1].lower() for name in named), "meeting")
    if not named:
        head = "talks" if any(one.phrase.kind == "talks" for one in found) else "meeting"
    head = "talks" if head in ("round", "rounds") else head
    if head in _BARGAINING and subject:
        where = f"{place} " if place and subject.islower() and place not in states() else ""
        return f"{where}{subject} {head}"
    if place and head == "talks" and place not in states():
        return f"{place} talks"
    if len(parties) >= 2:
        return f"{parties[0]}–{parties[1]} {head}"
    if place:
        return f"{head} in {place}"
    return named[0] if named else head


def topic(document: Document) -> str:
    """What a document is about in one or two words ("Gaza cease-fire"), from its first words of that kind, or ""."""
    for field in (document.title, document.text):
        for match in cues()["topic"].pattern.finditer(field[:3000]):
            where = match["place"] or (
                match["front"] if match["front"] and match["front"] not in ("The", "A", "In", "As") else ""
            )
            named = where if where == "Gaza" or where not in city_states() else ""
            if named or match["topic"] != "deal":
                return f"{named} {match['topic']}".strip()
    return ""

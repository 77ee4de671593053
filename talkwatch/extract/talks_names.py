"""The name of a talk: the fullest short noun phrase its mentions give, or one made of its subject and parties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.text.document import Document

_LONGEST = 9
_TOPIC = re.compile(
    r"\b(?:(?P<front>[A-Z][\w-]+) )?(?P<topic>cease-?fire|truce|hostage|nuclear|trade|peace|budget|climate|labou?r contract|contract|debt ceiling|tariff|border)"
    r"(?: (?:deal|agreement|accord|negotiations|talks|dispute|war|proposal))?(?: in (?:the )?(?P<place>[A-Z][\w-]+))?",
)
_BARE = re.compile(
    r"^(?:(?:new|next|upcoming|latest|first|second|third|further|current|ongoing|planned|such|productive|highly anticipated|final|formal|indirect|direct) )*(?:talks|meetings?|negotiations?|discussions?|summit|session|call|round|conference|dialogue|visit|met|meets?|conversation|consultations)$",
    re.IGNORECASE,
)
_DROP = re.compile(
    r"^(?:upcoming|planned|scheduled|latest|current|ongoing|productive|highly anticipated|long-awaited|final day of|first day of|second day of|last|this (?:week|month|year)['’]s|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s|today['’]s|such) ",
    re.IGNORECASE,
)


def name_of(found: Sequence[SessionMention], parties: Sequence[str], place: str | None, subject: str) -> str:
    """A short noun phrase for a session."""
    named = [_trim(one.phrase.name) for one in found if not one.phrase.verb]
    telling = [name for name in named if not _BARE.match(name) and len(name.split()) <= _LONGEST]
    if telling:
        return max(telling, key=lambda name: (min(len(name.split()), 5), -named.index(name)))
    journey = next((one.phrase.name for one in found if one.phrase.kind == "visit"), None)
    if journey:
        return journey
    head = next((name.split()[-1].lower() for name in named), "meeting")
    if any(one.phrase.verb for one in found) and not named:
        head = "meeting"
    if head in ("talks", "negotiations", "discussions", "round", "dialogue") and subject:
        return f"{subject} {'talks' if head == 'round' else head}"
    if len(parties) >= 2:
        return f"{parties[0]}–{parties[1]} {head}"
    if place:
        return f"{head} in {place}"
    return named[0] if named else head


def topic(document: Document) -> str:
    """What a document is about in one or two words ("Gaza cease-fire"), from its first words of that kind, or ""."""
    for field in (document.title, document.text):
        match = _TOPIC.search(field[:3000])
        if match:
            where = match["place"] or (
                match["front"] if match["front"] and match["front"] not in ("The", "A", "In", "As") else ""
            )
            return f"{where} {match['topic']}".strip()
    return ""


def _trim(name: str) -> str:
    before = None
    while before != name:
        before, name = name, _DROP.sub("", name)
    return name

"""Groups that come to talks without a name of their own: "the rebels", "Arab leaders", "developing nations"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.attendance_rules import cue
from talkwatch.text.document import Document, Sentence
from talkwatch.text.needed import holds

_CROWDS = (
    "nations",
    "countries",
    "states",
    "powers",
    "leaders",
    "ministers",
    "factions",
    "parties",
    "chiefs",
    "diplomats",
)
"""The heads of the cue of a crowd, which save looking for it."""
_BANDS = ("rebels", "separatists", "insurgents", "guerrillas", "secessionists", "mutineers")
"""Those of the cue of a band."""
_OFFICES = (
    " president",
    " prime",
    " premier",
    " chancellor",
    " vice",
    " foreign m",
    " secretary",
    " envoy",
    " special e",
)
"""Letters of the cue of an office."""


def crowds_of(document: Document) -> Mapping[str, str]:
    """By the bare name of each armed group ("rebels") what the text calls it at its fullest ("northern rebels")."""
    called: dict[str, str] = {}
    if not holds(document.text.lower(), _BANDS):
        return called
    for sentence in document.sentences:
        for match in cue("a band").finditer(sentence.text) if holds(sentence.text, _BANDS) else ():
            if match["which"]:
                called.setdefault(match["head"].lower(), match[0])
    full = next(iter(called.values()), "")
    return {"": full, **called} if full else {}


def crowds_in(
    sentence: Sentence, taken: Sequence[Mention], called: Mapping[str, str], movement: str | None
) -> list[Mention]:
    """The groups named in a sentence beside those that the cast knows; an armed one is the text's only movement."""
    text, found = sentence.text, list[Mention]()
    if holds(text, _CROWDS):
        found += [Mention(one.start(), one.end(), one[0], one[0], "other") for one in cue("a crowd").finditer(text)]
    for match in cue("a band").finditer(text) if holds(text, _BANDS) else ():
        name = movement or called.get(match["head"].lower()) or called.get("") or match["head"]
        found.append(Mention(match.start(), match.end(), match[0], name, "movement"))
    return [one for one in found if not _covers(taken, one)]


def _covers(taken: Iterable[Mention], one: Mention) -> bool:
    return any(one.start < other.end and other.start < one.end for other in taken)


def officers_in(sentence: Sentence, taken: Sequence[Mention], cast: Cast) -> list[Mention]:
    """Those whom a sentence calls by their office alone ("the president"), where the text has one of it."""
    found: list[Mention] = []
    for match in cue("an office").finditer(sentence.text) if holds(sentence.text.lower(), _OFFICES) else ():
        told = cast.describe(match[0], sentence.start + match.start())
        if told.person and told.actor:
            one = Mention(match.start(), match.end(), match[0], told.actor, "person", told.person)
            found += [] if _covers(taken, one) else [one]
    return found


def in_person(one: Mention, sentence: Sentence, cast: Cast) -> Mention:
    """The mention, with the person who holds an office of its actor ("the Danish premier") where the text has one."""
    if one.kind != "office" or one.person or not holds(f" {one.text.lower()}", _OFFICES):
        return one
    told = cast.describe(one.text, sentence.start + one.start)
    return replace(one, kind="person", person=told.person) if told.person and told.actor == one.actor else one

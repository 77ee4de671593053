"""Where a sentence tells of a session by a verb: meeting, sitting down, convening, telephoning, travelling to talk."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from talkwatch.extract.talks_phrase import Phrase, tense
from talkwatch.extract.talks_places import longest, longest_region
from talkwatch.extract.talks_words import Kind, act_rows, cues, lexicon
from talkwatch.model.claims import TalkStatus

_SUBJECT = 90
"""Characters before a verb in which its subject stands."""
_WORD = re.compile(r"[a-z]+")
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


@dataclass(frozen=True, slots=True)
class Act:
    """A class of verbs that tell of a session.

    `words` are the small-letter words without one of which the pattern cannot take. Its groups: "verb" is what § stands
    for (else all), "place" a place that must be known. `sides` asks for people who negotiate before the verb, `pair`
    for two who meet; `whole` leaves it where a session's noun follows ("convened a summit"). `status` is what it tells
    where no rule does.
    """

    name: str
    kind: Kind
    words: frozenset[str]
    pattern: re.Pattern[str]
    takes: str
    leaves: str
    sides: bool
    whole: bool
    pair: bool
    status: TalkStatus | None


@cache
def acts() -> tuple[Act, ...]:
    """The acts of talks.toml."""
    return tuple(
        Act(
            name=row["name"],
            kind=row["kind"],
            words=frozenset(row["words"].split()),
            pattern=re.compile(row["pattern"]),
            takes=row["takes"],
            leaves=row["leaves"],
            sides=row.get("sides", False),
            whole=row.get("whole", False),
            pair=row.get("pair", False),
            status=row.get("status"),
        )
        for row in act_rows()
    )


def told(text: str, present: Collection[str], nouns: Collection[Phrase]) -> list[Phrase]:
    """The acts in a sentence whose words in small letters are `present`; `nouns` are its sessions' nouns."""
    found: list[Phrase] = []
    for act in acts():
        if act.words.isdisjoint(present):
            continue
        for match in act.pattern.finditer(text):
            phrase = _phrase(act, match)
            if phrase and not _bare(act, match, nouns):
                found.append(phrase)
    return found


def _phrase(act: Act, match: re.Match[str]) -> Phrase | None:
    """The phrase of one act; None where its place is unknown or a body meets by itself."""
    text, groups = match.string, match.re.groupindex
    start = match.start("verb") if "verb" in groups else match.start()
    end, name = match.end(), match[0]
    if "place" in groups:
        place = longest(match["place"]) or longest_region(match["place"])
        if place is None:
            return None
        end = match.start("place") + len(place)
        name = f"visit to {place}"
    if act.name == "meet" and _alone(text, match):
        return None
    kind = act.kind
    if text.startswith(" again", end):  # who meets again goes on with talks
        kind, name = "talks", "talks"
    elif kind == "talks":
        name = "contract talks" if act.name == "deal" else "talks"
    return Phrase(
        start, end, kind, name, act.name, verb=True, form=tense(text, start, end), status=act.status, pair=act.pair
    )


def _bare(act: Act, match: re.Match[str], nouns: Collection[Phrase]) -> bool:
    """Whether an act names no session of its own: nobody who negotiates before it, or a noun that does."""
    if act.sides and not negotiators(match.string[max(0, match.start() - _SUBJECT) : match.start()]):
        return True
    return act.whole and any(
        0 <= noun.start - match.end() <= 2 or match.start() <= noun.start < match.end() for noun in nouns
    )


def negotiators(text: str) -> bool:
    """Whether a piece of text names people who negotiate ("the delegations", "ministers")."""
    return not lexicon().words["sides"].isdisjoint(_WORD.findall(text.lower()))


def _alone(text: str, match: re.Match[str]) -> bool:
    """Whether a body meets by itself ("the cabinet met to vote"), or something "is met with" an answer."""
    before = cues()["no meeting of two"].pattern.search(text[: match.start()])
    if before is None or match["verb"] == "meeting":
        return False
    by_itself = not cues()["other side met"].pattern.search(text[match.end() :])
    return by_itself or before[0].split()[0] in _BE

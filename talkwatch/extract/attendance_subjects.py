"""Whose coming a rule's words tell, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from talkwatch.extract.actors import Mention
from talkwatch.extract.attendance_rules import StanceRule, cue

_FARTHEST = 110
"""Characters between a subject and the words of its coming."""
_MOST_WORDS = 14
"""Words between them, unless a pronoun takes the subject up."""
_POSSESSIVE = ("'s", "’s")


def guests_of(
    text: str, actors: Sequence[Mention], rule: StanceRule, match: re.Match[str], at: list[int]
) -> list[Mention]:
    """Those of whose coming a turn of phrase tells; `at` maps the match's offsets to the text's."""
    start, end = at[match.start()], at[min(match.end(), len(at) - 1)]
    if rule.who == "inside":
        first, stop = (at[place] for place in match.span("who"))
        return [one for one in actors if first <= one.start and one.end <= stop + 1]
    if rule.who == "after":
        after = [one for one in actors if end - 1 <= one.start]
        return _list_from(text, after) if after and after[0].start <= end + 30 else []
    found = subject_of(text, actors, start)
    if found and text[start : start + 2] in _POSSESSIVE and found.who[-1].end < start:
        return []  # "Bell will come in Cork's absence": of whom that is told, no name is known
    if found and len(found.who) == 1 and text[: found.who[0].start].endswith(" in ") and found.who[0].person:
        return [replace(found.who[0], actor=found.who[0].person)]  # somebody of his side comes in his absence
    return found.who if found else []


@dataclass(frozen=True, slots=True)
class Subject:
    """Those whose coming a verb tells; the words that turn it begin at `end`."""

    who: list[Mention]
    end: int


def subject_of(text: str, actors: Sequence[Mention], start: int) -> Subject | None:
    """The subject of a verb at `start`: the nearest name before it with those joined to it.

    A pronoun takes the sentence's first name, a verb that hangs on another ("after attending") its clause's first.
    """
    before = [one for one in actors if one.end <= start]
    if not before:
        return None
    gap = text[before[-1].end : start]
    if cue("of its subject").search(text[:start]):
        return Subject(_list_from(text, before), start)
    if cue("pronoun").search(gap) and not cue("own clause").match(gap):
        who = [] if cue("another subject").search(gap) else _meant(text, before, gap)
        if who and who[-1] is not before[-1] and cue("its own verb").match(gap) and not _object(text, before):
            who = _list_to(text, before)
        if cue("a body").search(gap):  # "Bell said the union would come": it is not told that she does
            who = [replace(one, person=None) if one.person and one.actor else one for one in who]
        return Subject(who, before[-1].end if before[-1].end == who[-1].end else who[-1].end) if who else None
    crowded = cue("another subject").search(gap) and not cue("joined crowd").match(gap)
    if crowded or len(gap) > _FARTHEST or gap.count(" ") > _MOST_WORDS:
        return None
    owns = text[start : start + 2] in _POSSESSIVE or gap.startswith(_POSSESSIVE)
    return Subject(_named_subject(text, before, gap, owns=owns), before[-1].end)


def _named_subject(text: str, before: Sequence[Mention], gap: str, *, owns: bool) -> list[Mention]:
    """The nearest name with those joined to it; the first where the nearest is only an object of its clause."""
    outer = _outer(text, before, gap)
    if outer:
        return [outer]
    chosen = _list_to(text, before)
    object_of = cue("object").search(text[: chosen[0].start]) and not cue("infinitive").match(gap)
    if cue("own participle").match(text, before[-1].end) or cue("who").match(gap):
        return chosen
    return chosen if owns or len(chosen) > 1 or len(before) == 1 or not object_of else [before[0]]


def _object(text: str, before: Sequence[Mention]) -> bool:
    """Whether the last name with those joined to it is only an object ("Ghana's talks with Togo were long; it …")."""
    return bool(cue("object").search(text[: _list_to(text, before)[0].start]))


def _meant(text: str, before: Sequence[Mention], gap: str) -> list[Mention]:
    """Whom a pronoun means: "she" the sentence's first person, "they" its first list, any other its first name."""
    if cue("another office").search(gap) and cue("lesser office").search(before[0].text):
        return []  # "Vice President Bell will come after the president chose not to": he is not named
    if cue("a person").search(gap):
        return [one for one in before if one.kind in ("person", "office")][:1]
    return _list_from(text, before) if re.search(r"\bthey\b", gap, re.IGNORECASE) else [before[0]]


def _outer(text: str, before: Sequence[Mention], gap: str) -> Mention | None:
    """Whom the nearest name only describes ("Anna Bell, an Irish envoy, will …", "Bell, whom Cork sent, will …")."""
    if "," not in gap:
        return None
    for one in before[:-1]:
        between = text[one.end : before[-1].start]
        if cue("its clause").match(between) or (one.kind == "person" and cue("apposed").match(between)):
            return one
    return None


def _list_to(text: str, before: Sequence[Mention]) -> list[Mention]:
    """The last name with those that a list joins to it."""
    chosen = [before[-1]]
    for one in reversed(before[:-1]):
        between = text[one.end : chosen[0].start]
        together = one.start == chosen[0].start
        if not together and (not cue("joined").match(between) or between.startswith(_POSSESSIVE)):
            break
        chosen.insert(0, one)
    return chosen


def _list_from(text: str, before: Sequence[Mention]) -> list[Mention]:
    """The first name with those that a list joins to it."""
    chosen = [before[0]]
    for one in before[1:]:
        if one.start != chosen[-1].start and not cue("joined").match(text[chosen[-1].end : one.start]):
            break
        chosen.append(one)
    return chosen


def teller(text: str, actors: Sequence[Mention], subject: Mention, start: int) -> str | None:
    """Who says so, where the sentence tells it."""
    for one in actors:
        if one is subject and one.end > start:
            continue
        says = cue("says").match(text[one.end : one.end + 40])
        if says or cue("according to").search(text[max(0, one.start - 16) : one.start]):
            return one.person or one.text
    unnamed = cue("unnamed source").search(text)
    return unnamed["who"] if unnamed else None

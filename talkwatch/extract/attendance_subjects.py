"""Whose coming a rule's words tell, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from talkwatch.extract.actors import Mention
from talkwatch.extract.attendance_rules import StanceRule, cue

_FARTHEST = 110
"""Characters between a subject and the words of its coming."""
_POSSESSIVE = ("'s", "’s")


def subjects(
    text: str, actors: Sequence[Mention], rule: StanceRule, match: re.Match[str], at: list[int]
) -> list[Mention]:
    """Those whose coming a match tells; `at` maps the match's offsets to the text's."""
    start, end = at[match.start()], at[min(match.end(), len(at) - 1)]
    if rule.who == "inside":
        first, stop = (at[place] for place in match.span("who"))
        inside = [one for one in actors if first <= one.start and one.end <= stop + 1]
        pronoun = re.search(r"\b(?:he|she|it|they|the \w+)\b", text[first:stop])
        most = len(inside) if rule.stance == "confirmed" else 2
        return inside[:most] or ([one for one in actors if one.end <= start][-1:] if pronoun else [])
    if rule.who == "after":
        return [one for one in actors if end - 1 <= one.start <= end + 30][:1]
    inside = [one for one in actors if start <= one.start < end and match[0].lower().startswith("neither")]
    return inside or _before(text, [one for one in actors if one.end <= start], start)


def _before(text: str, before: Sequence[Mention], start: int) -> list[Mention]:
    """The subject before `start`: the nearest name, with those joined to it; a pronoun takes the sentence's first."""
    if not before:
        return []
    gap = text[before[-1].end : start]
    if cue("pronoun").search(gap) and not cue("own clause").match(gap):
        return _meant(text, before, gap)
    if len(gap) > _FARTHEST or (cue("another subject").search(gap) and not cue("joined crowd").match(gap)):
        return []
    apposed = _apposed(text, before, gap)
    if apposed:
        return [apposed]
    chosen = _list_to(text, before)
    owns = text[start : start + 2] in _POSSESSIVE or gap.startswith(_POSSESSIVE)
    if owns or len(chosen) > 1 or len(before) == 1 or not cue("object").search(text[: chosen[0].start]):
        return chosen
    return [before[0]]


def _meant(text: str, before: Sequence[Mention], gap: str) -> list[Mention]:
    """Whom a pronoun means: "she" the sentence's first person, "they" its first list, any other its first name."""
    if cue("a person").search(gap):
        return [one for one in before if one.kind in ("person", "office")][:1]
    return _list_from(text, before) if re.search(r"\bthey\b", gap, re.IGNORECASE) else [before[0]]


def _apposed(text: str, before: Sequence[Mention], gap: str) -> Mention | None:
    """The person whom the nearest name only describes ("Anna Bell, an Irish envoy, will …")."""
    for one in before[:-1]:
        between = text[one.end : before[-1].start]
        if one.kind == "person" and "," in gap and re.fullmatch(r", (?:an? |the )?[\w -]*", between):
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

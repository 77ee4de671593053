"""Truces: what a document tells of one, from its being near to its end. A truce is no session, and has no guests."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal

from talkwatch.extract.actors import Cast, Mention
from talkwatch.model.claims import Precision, Span, TalkClaim, TalkStatus
from talkwatch.text.dates import dates
from talkwatch.text.document import Document, Sentence

TITLE, TEXT = 0.85, 0.7
"""How far (0-1) a headline and a sentence of the text are trusted: a sentence looks back or ahead oftener."""
FIRST = 8
"""Sentences of a text that are read: farther on a report tells what went before."""
_FARTHEST = 80
"""Characters from the words to the date that is the truce's."""
_PAST, _AHEAD = 3, 31
"""Days before and after publication beyond which a date is not that of the turn which a sentence tells."""
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_NUMBERS = {"a": 1, "another": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_JOINED = re.compile(r"\s*(?:[-–—/]|,? and (?:the )?|, )\s*(?:[a-z]+ ){0,2}")
_COMPOUND = re.compile(r"\b([A-Z]\w+)[-–]([A-Z]\w+)\b")
_SAYS = re.compile(r"\b(?:says?|said|tells?|told|according to|by|with) (?:the )?$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:since|when|after|before|until|which)\b[^,.;]{0,40}$", re.IGNORECASE)
_THAT = re.compile(r"\b(?:that|which|since)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|through|to|before) (?:at least )?(?:\w+ )?$", re.IGNORECASE)
_LENGTH = re.compile(r"\b(\w+)-day\b", re.IGNORECASE)
_REGIONS = ("Gaza", "Kashmir", "Darfur", "Nagorno-Karabakh", "Donbas", "Tigray")
"""Lands that wars are named after and that are no states."""
_SIDES = frozenset({"state", "demonym", "movement", "body", "party"})


@dataclass(frozen=True, slots=True)
class TruceRule:
    """A turn of phrase and the status it tells; see lexicons/truces.toml."""

    name: str
    status: TalkStatus
    day: Literal["start", "end", ""]
    today: bool
    longer: bool
    pattern: re.Pattern[str]
    takes: str
    leaves: str


@cache
def rules() -> tuple[TruceRule, ...]:
    """The rules in the order of the table; the first that takes in a sentence wins."""
    return tuple(
        TruceRule(
            name=row["name"],
            status=row["status"],
            day=row["day"],
            today=row.get("today", False),
            longer=row.get("longer", False),
            pattern=_pattern(row["pattern"]),
            takes=row["takes"],
            leaves=row["leaves"],
        )
        for row in _table()["rule"]
    )


@cache
def unmade() -> re.Pattern[str]:
    """Words that speak of a truce which nobody has made."""
    return _pattern(_table()["leaves"]["pattern"] + "{truce}")


@cache
def noun() -> re.Pattern[str]:
    """The words of a truce."""
    return _pattern(r"\b{truce}\b")


def truces(document: Document, cast: Cast) -> tuple[TalkClaim, ...]:
    """The truce that a document tells of, if any: its newest state by the headline, else by the first sentence."""
    found: list[_Told] = []
    for sentence in _sentences(document):
        found.extend(_told(sentence, document, lead=not found))
    if not found:
        return ()
    sides = _sides(document, cast)
    place = _place(document, sides)
    if len(sides) < 2 and place is None:
        return ()
    first = found[0]
    start = next((one.start for one in found if one.start and one.rule.status == first.rule.status), None)
    end = next((one.end for one in found if one.end and one.rule.status == first.rule.status), None)
    sentence = first.sentence
    return (
        TalkClaim(
            span=Span(sentence.field, sentence.start, sentence.end, sentence.text),
            rule=first.rule.name,
            confidence=TITLE if sentence.field == "title" else TEXT,
            name=f"{'–'.join(sides)} truce" if len(sides) == 2 else f"{place} truce",
            place=place,
            start=start,
            end=end if end is None or start is None or end >= start else None,
            precision=_precision(start or end),
            status=first.rule.status,
            parties=sides,
            kind="truce",
        ),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What one sentence tells."""

    rule: TruceRule
    sentence: Sentence
    start: date | None
    end: date | None


def _sentences(document: Document) -> list[Sentence]:
    title = [one for one in document.sentences if one.field == "title"]
    text = [one for one in document.sentences if one.field == "text"]
    return [one for one in (*title, *text[:FIRST]) if noun().search(one.text)]


def _told(sentence: Sentence, document: Document, *, lead: bool) -> Iterator[_Told]:
    if unmade().search(sentence.text):
        return
    for rule in rules():
        match = rule.pattern.search(sentence.text)
        if match is not None:
            yield _dated(rule, match, sentence, document, lead=lead)
            return


def _dated(rule: TruceRule, match: re.Match[str], sentence: Sentence, document: Document, *, lead: bool) -> _Told:
    today = document.published.date()
    added = _added(match) if rule.longer else None
    looks_back = _AFTER.search(sentence.text[: match.start()]) is not None or _THAT.search(match[0]) is not None
    day = _day(rule, match, sentence, document, ahead=looks_back) if rule.day else None
    own = today if rule.today and lead and not looks_back else None
    if rule.day == "end":
        return _Told(rule, sentence, None, day or (today + timedelta(days=added) if added else own))
    start = day or own
    return _Told(rule, sentence, start, _last(start, sentence) if start else None)


def _added(match: re.Match[str]) -> int | None:
    """How many days are added: hours count by 24."""
    words = next((word for key, word in match.groupdict().items() if key.startswith("days") and word), None)
    if words is None:
        return None
    number = _NUMBERS.get(words.lower()) or int(words)
    return max(1, number // 24) if match[0].lower().endswith("hours") else number


def _last(start: date, sentence: Sentence) -> date | None:
    """The day on whose morning a truce of so many days ends."""
    told = _LENGTH.search(sentence.text)
    days = _NUMBERS.get(told[1].lower()) or (int(told[1]) if told[1].isdigit() else None) if told else None
    return start + timedelta(days=days) if days else None


def _day(rule: TruceRule, match: re.Match[str], sentence: Sentence, document: Document, *, ahead: bool) -> date | None:
    """The day named after the words, else close before them; none that lies far off.

    A truce is extended until a day, put off to one; what is still to come is no day past. `ahead`: none before them.
    """
    today = document.published.date()
    near: list[tuple[bool, int, date]] = []
    for one in dates(sentence.text, document.published):
        if one.first is None or one.precision != "day":
            continue
        until = _UNTIL.search(sentence.text[: one.start]) is not None
        day = one.first
        if (until or rule.status in {"scheduled", "postponed"}) and day < today and _WEEKDAY.search(one.text):
            day += timedelta(days=7)
        gap = (
            max(0, one.start - match.end()) if one.start >= match.start() else _FARTHEST // 2 + match.start() - one.end
        )
        if ahead and one.start < match.start():
            continue
        if gap <= _FARTHEST and -_PAST <= (day - today).days <= _AHEAD and (until or not rule.longer):
            near.append((not until, gap, day))
    return min(near)[2] if near else None


def _sides(document: Document, cast: Cast) -> tuple[str, ...]:
    """The two sides: the first two names that the document joins ("A-B truce", "A and B agree"), or () where none."""
    for sentence in document.sentences[: FIRST + 1]:
        for match in _COMPOUND.finditer(sentence.text):
            if match[1] != match[2] and {match[1], match[2]} <= _sides_known():
                return (match[1], match[2])
    for sentence in document.sentences[: FIRST + 1]:
        named = [one for one in cast.mentions(sentence) if one.actor and one.kind in _SIDES]
        for one, two in pairwise(named):
            if one.actor != two.actor and _joins(sentence, one, two):
                return (one.actor or "", two.actor or "")
    return ()


def _joins(sentence: Sentence, one: Mention, two: Mention) -> bool:
    between = sentence.text[one.end : two.start]
    brokered = re.match(r"[^.;]{0,30}\b(?:mediat|broker|officials)", sentence.text[two.end :])
    if _JOINED.fullmatch(between) and not brokered:
        return _SAYS.search(sentence.text[: one.start]) is None
    return noun().search(between) is not None and re.search(r"\bwith\b[^.;]{0,12}$", between) is not None


def _place(document: Document, sides: Sequence[str]) -> str | None:
    """Where it holds: "the Gaza truce", "a ceasefire in Sudan"."""
    for sentence in _sentences(document):
        for match in noun().finditer(sentence.text):
            after = re.match(r"(?: deal| agreement)? in (?:the )?([A-Z]\w+)", sentence.text[match.end() :])
            before = re.search(r"\b([A-Z]\w+)(?: Strip)? (?:humanitarian )?$", sentence.text[: match.start()])
            for found in (after, before):
                if found and found[1] in _places() and found[1] not in sides:
                    return found[1]
    named = [land for land in _REGIONS if any(land in one.text for one in _sentences(document))]
    return named[0] if len(named) == 1 else None


@cache
def _places() -> frozenset[str]:
    """The lands that a truce may be named after."""
    states = tomllib.loads(files("talkwatch.extract.lexicons").joinpath("states.toml").read_text(encoding="utf-8"))
    return frozenset(states) | set(_REGIONS)


@cache
def _sides_known() -> frozenset[str]:
    """One-word names of states and armed movements, which a dash may join."""
    groups = tomllib.loads(
        files("talkwatch.extract.lexicons").joinpath("actors_groups.toml").read_text(encoding="utf-8")
    )
    return (_places() - set(_REGIONS)) | {name for name in groups["movement"]["names"] if name.isalpha()}


def _precision(day: date | None) -> Precision:
    return "day" if day else "unknown"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("talkwatch.extract.lexicons").joinpath("truces.toml").read_text(encoding="utf-8"))


def _pattern(text: str) -> re.Pattern[str]:
    pieces = _table()["pieces"]
    for suffix in ("two", "three", "four", "five", "six"):
        text = text.replace(f"{{number_{suffix}}}", pieces["number"].replace("<days>", f"<days_{suffix}>"))
    for name, piece in pieces.items():
        text = text.replace(f"{{{name}}}", piece)
    return re.compile(text, re.IGNORECASE)

"""Dates in a sentence against the day it was published: "Thursday", "early next week", "Aug. 22-25".

Right at the precision of a day, a week or a month, and never a day where the words give none ("in the coming days").
The side of a bare weekday or month (past or coming) is told from the clause's verbs: see dates_direction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from talkwatch.model.claims import Precision
from talkwatch.text.dates_rules import among, seen
from talkwatch.text.dates_words import Found, Moment
from talkwatch.text.needed import holds


@dataclass(frozen=True, slots=True)
class DateMention:
    """One expression: `text` is the sentence from `start` to `end`; `first` and `last` are inclusive days.

    Both are None where the words give none ("two days later"). `vague` words never come to a single day. `part` is
    the part of the day ("morning", "night", "10:00") or None.
    """

    text: str
    start: int
    end: int
    first: date | None
    last: date | None
    precision: Precision
    vague: bool
    part: str | None


def dates(sentence: str, published: datetime, zone: tzinfo | None = None) -> tuple[DateMention, ...]:
    """The date expressions of a sentence, in its order.

    "Today" is the day of `published` in `zone`, else in the zone that `published` carries (UTC if none).
    """
    aware = published if published.tzinfo else published.replace(tzinfo=UTC)
    return _dates(sentence, (aware.astimezone(zone) if zone else aware).date())


LONGEST = 3000
"""Characters of a sentence that are read: longer ones are no language."""


@lru_cache(maxsize=256)
def _dates(sentence: str, today: date) -> tuple[DateMention, ...]:
    """The expressions of a sentence; kept for a while, because each kind of claim asks for the same sentences anew."""
    sentence = sentence[:LONGEST]
    there = seen(sentence)
    found = _found(Moment(sentence, today), there) if there else []
    return tuple(_shifted(_clocked(_joined(found, sentence), sentence))) if found else ()


def _found(moment: Moment, there: frozenset[str]) -> list[DateMention]:
    """What the rules that the signs call for read, none overlapping an earlier rule's."""
    taken: list[DateMention] = []
    low = moment.sentence.lower()
    for rule in among(low):
        if rule.needs.isdisjoint(there) or not holds(low, rule.letters):
            continue
        for match in rule.pattern.finditer(moment.sentence):
            if any(match.start() < other.end and other.start < match.end() for other in taken):
                continue
            read = rule.read(match, moment)
            if read is not None:
                taken.append(_mention(match, read))
    return sorted(taken, key=lambda mention: mention.start)


def _mention(match: re.Match[str], read: Found) -> DateMention:
    part = read.part if read.shift is None else f"{SHIFT}{read.shift}"
    return DateMention(match[0], match.start(), match.end(), read.first, read.last, read.precision, read.vague, part)


SHIFT = "shift "
"""Marks, until `_shifted` has run, a mention that counts from the date named before it."""
JOIN = re.compile(r",? ?\(?|\s?(?:-|–|—)\s?| to | through | thru | until | till | and ")
SAME = re.compile(r",? \(?|\(")
RANGE = re.compile(r"\s?(?:-|–|—)\s?| to | through | thru | until | till | and ")
BETWEEN = re.compile(r"\b(?:between|from)\s+(?:late |early )?$")


def _joined(found: list[DateMention], sentence: str) -> list[DateMention]:
    """Neighbours that name one day twice ("tomorrow, Aug. 15th") or the two ends of a range made one mention."""
    out: list[DateMention] = []
    for mention in found:
        joined = _pair(out[-1], mention, sentence) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(mention)
    return out


def _pair(one: DateMention, two: DateMention, sentence: str) -> DateMention | None:
    if one.vague or two.vague or not (one.first and one.last and two.first and two.last):
        return None
    gap = sentence[one.end : two.start]
    text, part = sentence[one.start : two.end], one.part or two.part
    if SAME.fullmatch(gap) and (one.first, one.last) == (two.first, two.last):
        end = two.end + (sentence[two.end : two.end + 1] == ")" and "(" in gap)
        return replace(two, text=sentence[one.start : end], start=one.start, end=end, part=part)
    if not RANGE.fullmatch(gap) or two.precision != one.precision:
        return None
    first, last = one.first, two.last
    if last < first:
        return None
    stated = "and" not in gap or BETWEEN.search(sentence, 0, one.start)
    if stated or two.first == one.last + timedelta(days=1):
        return replace(one, text=text, end=two.end, first=first, last=last, part=part)
    return None


CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.?m\b\.?|\b(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)\b",
    re.IGNORECASE,
)
NEAR = 36
"""Characters between a clock time and the day it belongs to ("at 6 p.m. (1700 GMT) on Saturday")."""


def _clocked(found: list[DateMention], sentence: str) -> list[DateMention]:
    """Mentions of a single day with the clock time that stands beside them as their part."""
    times = list(CLOCK.finditer(sentence))
    if not times:
        return found
    return [replace(mention, part=_clock(mention, times) or mention.part) for mention in found]


def _clock(mention: DateMention, times: list[re.Match[str]]) -> str | None:
    if mention.first is None or mention.first != mention.last:
        return None
    near = [
        time
        for time in times
        if time.end() <= mention.start <= time.end() + NEAR or mention.end <= time.start() <= mention.end + 6
    ]
    if not near:
        return None
    time = near[0]
    if time["h24"]:
        return f"{int(time['h24']):02}:{time['m24']}"
    hour = int(time["hour"]) % 12 + (12 if time["half"].lower() == "p" else 0)
    return f"{hour:02}:{time['minute'] or '00'}"


def _shifted(found: list[DateMention]) -> list[DateMention]:
    """Mentions that count from another ("the following day") resolved from the nearest single day before them."""
    out: list[DateMention] = []
    for mention in found:
        if not (mention.part or "").startswith(SHIFT):
            out.append(mention)
            continue
        days = int((mention.part or "")[len(SHIFT) :])
        anchor = next(
            (o for o in reversed(out) if o.first and o.first == o.last and not o.vague and o.precision == "day"), None
        )
        day = anchor.first + timedelta(days=days) if anchor and anchor.first else None
        out.append(
            replace(mention, first=day, last=day, precision="day" if day else "unknown", vague=day is None, part=None)
        )
    return out

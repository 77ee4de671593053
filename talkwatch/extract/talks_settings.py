"""Where and when: the day and the place that belong to a session, and whether it is only remembered."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from talkwatch.extract.talks_nouns import ORDINALS
from talkwatch.extract.talks_places import longest, places, states
from talkwatch.extract.talks_scene import Scene
from talkwatch.extract.talks_words import Rule, cues
from talkwatch.text.dates import DateMention

REMEMBERED = timedelta(days=7)
"""A session that ended longer ago than this is background (FORMAT.md)."""
_LONGEST_SPAN = 31
"""Days beyond which "this year" or "this decade" is no date of a session."""
_LONG_AGO = timedelta(days=60)
"""A sentence that gives a year's day longer ago than this (as a picture's caption does) tells of what was then."""
_FEW_DAYS = 10
"""Days that "the coming days" may span to be the time of a session."""
_GONE = re.compile(r"\b(?:past|recent|last)\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:half|quarter)\b", re.IGNORECASE)
_FARTHEST = 500
"""Days ahead beyond which a date is a deadline or a goal."""
_BESIDE = 30
"""Characters to another session's noun up to which both are one ("meet in Oslo for talks on Monday")."""
_NEAR, _WITHIN = 110, 70
"""Characters between a session and its place after it, and between its day and it."""
GOES_ON = "§ goes on"
"""The rule that tells of a session which has begun and will not end yet."""
_TO_COME = frozenset({"scheduled", "proposed"})
_A_WEEK, _RUN = timedelta(days=7), timedelta(days=3)
"""From one weekday to the next, and how far ahead a day may lie into which talks run on."""
_A_DAY = timedelta(days=1)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_DETERMINED = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Hh]is) $")
_POSSESSIVE = ("'s", "’s")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_LEAVING = re.compile(r"\b(?:left|leaves?|leaving) (?:the )?$")
"""Before the place that somebody leaves after a session there."""
_OPENING_YEAR = re.compile(r"In ((?:19|20)\d\d),? ")
_YEARS = re.compile(r"\b(?:years?|decades?)\b", re.IGNORECASE)
_RIGHT_AFTER = re.compile(r"(?: (?:in|at|with|between|on) (?:(?!\w+ed |that |which |who )[\w’'-]+ ){1,6}| )")
"""What stands between a session and the year it was in ("talks in Lima last year")."""
_HEAD = re.compile(r"(?:In|At) ((?:[A-Z][\w'’.-]*)(?: [A-Z][\w'’.-]*)*),? ")
_TOWARDS = re.compile(r"(?:[\w'’-]+[ ,]+){0,3}to (?:the )?")
_SEATS = frozenset({"Washington", "Brussels", "White House", "Kyiv", "Downing Street"})
"""Cities and houses that inside a phrase are oftener a party than a place ("the Washington talks team")."""


def day_of(scene: Scene, told: Rule | None, today: date) -> DateMention | None:
    """The date that belongs to the session: inside its phrase, else after it in the clause, else close before it.

    `told` is the rule that told its state: what is still to come has no day past, what goes on has begun.
    """
    named = _day_named(scene) or _day_counted(scene, today)
    if named is None or named.precision != "day" or not (named.first and named.last):
        return named
    going = told is not None and told.name == GOES_ON
    day = _this_or_next(scene, named, told, today) if _WEEKDAY.fullmatch(named.text) else named
    if going and day.first and today < day.first <= today + _RUN:
        return replace(day, first=today)
    count = cues()["days of it"].pattern.match(scene.phrase.name)
    if count and day.first == day.last and day.first and day.first <= today:
        return replace(day, first=day.first - timedelta(days=_COUNTS[count["count"].lower()] - 1))
    return day


def _day_counted(scene: Scene, today: date) -> DateMention | None:
    """The days of a session that are told from today: it opens the day after its eve, and its third day is today."""
    if cues()["eve of it"].pattern.search(scene.before):
        return _days(today + _A_DAY, today + _A_DAY)
    count = cues()["day of it"].pattern.match(scene.phrase.name)
    return _days(today - _A_DAY * (ORDINALS[count["count"].lower()] - 1), today) if count else None


def _days(first: date, last: date) -> DateMention:
    """Days that no expression of the text names."""
    return DateMention("", 0, 0, first, last, "day", vague=False, part=None)


def _this_or_next(scene: Scene, day: DateMention, told: Rule | None, today: date) -> DateMention:
    """A bare weekday read anew by the state of its session: one to come is ahead, one that fell through is near."""
    if not (day.first and day.last):
        return day
    if day.last < today and (_to_come(scene, day, told)):
        return replace(day, first=day.first + _A_WEEK, last=day.last + _A_WEEK)
    fell = told is not None and told.status in ("cancelled", "postponed")
    if fell and day.first > today and (today - (day.first - _A_WEEK)) < day.first - today:
        return replace(day, first=day.first - _A_WEEK, last=day.last - _A_WEEK)
    return day


def _to_come(scene: Scene, day: DateMention, told: Rule | None) -> bool:
    """Whether the weekday of a session is the coming one: its state says so, or "for Thursday's talks" does."""
    phrase = scene.phrase
    if told is not None and (told.name == GOES_ON or told.status in _TO_COME):
        return day.start >= phrase.start
    inside = phrase.start <= day.start < phrase.end and scene.text[day.end : day.end + 2] in _POSSESSIVE
    return inside and bool(cues()["still to come"].pattern.search(scene.before))


def _day_named(scene: Scene) -> DateMention | None:
    phrase = scene.phrase
    usable = [day for day in scene.days if _usable(day)]
    for day in usable:
        if phrase.start <= day.start < phrase.end:
            return day
    free = [day for day in usable if not _of_another(scene.text, day)]
    found = _day_after(scene, free) or _day_before(scene, free)
    return replace(found, precision="week") if found and found.vague and found.precision == "day" else found


def _of_another(text: str, day: DateMention) -> bool:
    """Whether a date is part of another thing's name ("the October 7 raids")."""
    named = cues()["named by a day"].pattern
    return bool(
        _DETERMINED.search(text, max(0, day.start - 5), day.start) and named.match(text[day.end : day.end + _BESIDE])
    )


def _usable(day: DateMention) -> bool:
    """Whether a date is narrow enough for a session."""
    if not (day.first and day.last):
        return False
    days = (day.last - day.first).days
    if day.vague and day.precision == "day":
        return days <= _FEW_DAYS and not _GONE.search(day.text)
    return (
        day.precision in ("week", "month") or (not day.vague and days <= _LONGEST_SPAN) or bool(_PART.search(day.text))
    )


def _day_after(scene: Scene, usable: list[DateMention]) -> DateMention | None:
    text, phrase = scene.text, scene.phrase
    other = min((spot.start for spot in scene.spots if spot.start >= phrase.end and not spot.verb), default=len(text))
    stop = min(scene.right + 1, len(text))
    for day in usable:
        if not phrase.end <= day.start < stop or text[day.end : day.end + 2] in _POSSESSIVE:
            continue
        gap = text[phrase.end : day.start]
        if day.first != day.last:
            gap = gap.removesuffix("from ")
        if cues()["day of a report"].pattern.search(gap) or cues()["taken up elsewhere"].pattern.search(gap):
            continue
        between = text[phrase.end : other]
        if other < day.start and not (len(between) <= _BESIDE and re.search(r"\b(?:for|to)\b", between)):
            continue
        return day
    return None


def _day_before(scene: Scene, usable: list[DateMention]) -> DateMention | None:
    text, phrase = scene.text, scene.phrase
    for day in reversed(usable):
        if day.end > phrase.start or day.start < scene.left or text[day.end : day.end + 2] in _POSSESSIVE:
            continue
        between = text[day.end : phrase.start]
        if len(between) > _WITHIN and day.start > 2:
            continue
        if cues()["day of a report"].pattern.search(text[scene.left : day.start]):
            continue
        if cues()["another clause"].pattern.match(between.lstrip(" ,")):
            continue
        if not cues()["day of another act"].pattern.search(between):
            return day
    return None


def place_of(scene: Scene) -> str | None:
    """The place of a session: after its phrase, inside it, on the way to it, or at the sentence's head."""
    if scene.phrase.kind == "visit":
        return scene.phrase.name.removeprefix("visit to ")
    found = places(scene.text)
    place = _place_after(scene, found) or _inside(scene.text[scene.phrase.start : scene.phrase.end])
    if place is None:
        host = cues()["its host"].pattern.search(scene.before)
        place = longest(host["place"]) if host else None
    if place or scene.left > 0 or not _HEAD.match(scene.text):
        return place or _place_before(scene, found)
    head = _HEAD.match(scene.text)
    return _place_before(scene, found) or (longest(head[1]) if head else None)


def _place_after(scene: Scene, found: tuple[tuple[int, int, str], ...]) -> str | None:
    for start, _, name in found:
        gap = scene.text[scene.phrase.end : start]
        if start < scene.phrase.end or len(gap) > _NEAR or cues()["place of something else"].pattern.search(gap):
            continue
        towards = _TOWARDS.fullmatch(gap.lstrip()) and "trip" not in gap and scene.phrase.kind != "meeting"
        if not towards:
            return name
    return None


def _inside(phrase: str) -> str | None:
    """A city inside the phrase ("the Doha round", "Jeddah talks"); a state there is a party, not a place."""
    for match in re.finditer(r"[A-Z][\w.-]*(?: [A-Z][\w.-]*)*", phrase):
        words = match[0].split(" ")
        for at in range(len(words)):
            name = longest(" ".join(words[at:]))
            if name and name not in states() and name not in _SEATS:
                return name
    return None


def _place_before(scene: Scene, found: tuple[tuple[int, int, str], ...]) -> str | None:
    """A place named before its session: the end of a journey to it, or where somebody comes to attend it."""
    text, phrase = scene.text, scene.phrase
    for start, end, name in reversed(found):
        between = text[end : phrase.start]
        inside = start >= scene.left or _LEAVING.search(text, 0, start)
        if end <= phrase.start and inside and cues()["on the way to it"].pattern.match(between):
            return name
    for _, end, name in reversed(found):
        between = text[end : phrase.start]
        near = end <= phrase.start and re.fullmatch(r"[^;:.]{0,45}", between)
        if phrase.kind == "gathering" and near and cues()["coming to it"].pattern.search(between):
            return name
    return None


def is_old(scene: Scene, day: DateMention | None, today: date) -> bool:
    """Whether the session is only remembered, or too far off to be one."""
    if day and day.last and today - day.last > REMEMBERED:
        return True
    if day and day.first and (day.first - today).days > _FARTHEST:
        return True
    phrase = scene.phrase
    piece = scene.text[max(0, phrase.start - 12) : phrase.end + 12]
    named = scene.text[phrase.start : phrase.end]
    if cues()["remembered"].pattern.search(named) and str(today.year) not in piece:
        return True
    if day is None and any(one.last and today - one.last > _LONG_AGO and _YEAR.search(one.text) for one in scene.days):
        return True
    year = _YEAR.search(piece) or _OPENING_YEAR.match(scene.text)
    return bool(year and int(year[1]) < today.year) or (day is None and _long_ago(scene, today))


def _long_ago(scene: Scene, today: date) -> bool:
    """Whether a year before this one opens a session's clause or follows it ("Last year, the premier skipped §")."""
    for day in scene.days:
        if not day.last or today - day.last <= _LONG_AGO or not _YEARS.search(day.text):
            continue
        opens = scene.left <= day.start <= scene.left + 2 and day.end <= scene.phrase.start
        if opens or _RIGHT_AFTER.fullmatch(scene.text, scene.phrase.end, max(scene.phrase.end, day.start)):
            return True
    return False

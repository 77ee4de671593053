"""Where and when: the day and the place that belong to a session, and whether it is only remembered."""

from __future__ import annotations

import re
from datetime import date, timedelta

from talkwatch.extract.talks_places import longest, places, states
from talkwatch.extract.talks_scene import Scene
from talkwatch.extract.talks_words import cues
from talkwatch.text.dates import DateMention

REMEMBERED = timedelta(days=7)
"""A session that ended longer ago than this is background (FORMAT.md)."""
_LONGEST_SPAN = 31
"""Days beyond which "this year" or "this decade" is no date of a session."""
_FARTHEST = 500
"""Days ahead beyond which a date is a deadline or a goal."""
_NEAR, _WITHIN = 60, 70
"""Characters between a session and its place after it, and between its day and it."""
_POSSESSIVE = ("'s", "’s")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_HEAD = re.compile(r"(?:In|At) ((?:[A-Z][\w'’.-]*)(?: [A-Z][\w'’.-]*)*),? ")
_TOWARDS = re.compile(r"(?:[\w'’-]+[ ,]+){0,3}to (?:the )?")
_SEATS = frozenset({"Washington", "Brussels", "White House", "Kyiv", "Downing Street"})
"""Cities and houses that inside a phrase are oftener a party than a place ("the Washington talks team")."""


def day_of(scene: Scene) -> DateMention | None:
    """The date that belongs to the session: inside its phrase, else after it in the clause, else close before it."""
    phrase = scene.phrase
    usable = [day for day in scene.days if _usable(day)]
    for day in usable:
        if phrase.start <= day.start < phrase.end:
            return day
    return _day_after(scene, usable) or _day_before(scene, usable)


def _usable(day: DateMention) -> bool:
    """Whether a date is narrow enough for a session."""
    if not (day.first and day.last):
        return False
    return day.precision in ("week", "month") or (not day.vague and (day.last - day.first).days <= _LONGEST_SPAN)


def _day_after(scene: Scene, usable: list[DateMention]) -> DateMention | None:
    text, phrase = scene.text, scene.phrase
    other = min((spot.start for spot in scene.spots if spot.start >= phrase.end and not spot.verb), default=len(text))
    stop = min(scene.right + 1, len(text))
    for day in usable:
        if not phrase.end <= day.start < stop or text[day.end : day.end + 2] in _POSSESSIVE:
            continue
        if cues()["day of a report"].pattern.search(text[phrase.end : day.start]):
            continue
        if other < day.start and not re.search(r"\b(?:for|to)\b", text[phrase.end : other]):
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
        if not cues()["day of another act"].pattern.search(between):
            return day
    return None


def place_of(scene: Scene) -> str | None:
    """The place of a session: after its phrase, inside it, on the way to it, or at the sentence's head."""
    if scene.phrase.kind == "visit":
        return scene.phrase.name.removeprefix("visit to ")
    found = places(scene.text)
    place = _place_after(scene, found) or _inside(scene.text[scene.phrase.start : scene.phrase.end])
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
        if end <= phrase.start and start >= scene.left and cues()["on the way to it"].pattern.match(between):
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
    year = _YEAR.search(piece)
    return bool(year and int(year[1]) < today.year)

"""Who sits at the table of a session: its parties, those who travel to it, its mediators and hosts."""

from __future__ import annotations

import re

from talkwatch.extract.actors import Cast, Mention
from talkwatch.extract.talks_acts import negotiators
from talkwatch.extract.talks_places import city_states, states
from talkwatch.extract.talks_scene import Scene
from talkwatch.extract.talks_words import cues, lexicon

_FIRST, _NEXT, _JOINED = 12, 30, 40
"""Characters up to the first actor after "with", up to the next one, and between two that are one subject."""
_LISTED = re.compile(r"(?:,| and|, and)(?: the)? ")
_SHORT = re.compile(r"(?:['’]s)?(?: [a-z]+){0,3} ")
"""What stands between two of a list, and between a subject and its verb."""
_SAYS = re.compile(
    r"(?:['’]s)?(?: (?!and\b|will\b|would\b|to\b|has\b|have\b|had\b)[\w’'-]+){0,4} "
    r"(?:said|says|told|announced|confirmed)\b"
)
"""What follows somebody who tells."""
_PRONOUN = re.compile(r"\b(?:he|she)\b(?: (?:had|has|also|last|later|\w+ly))* $")
"""A pronoun that is the subject of a verb of meeting."""
_HOSTING = ("host", "mediat", "facilitat", "broker", "Host", "Mediat")
"""Letters without one of which nobody hosts or mediates."""
_NEAR_ITS_SUBJECT = frozenset({"table", "negotiate", "convene", "reconvene", "gather", "sit down"})
"""Acts that are often asked of others ("… for the two sides to return to the table"): the nearest is their subject."""
_BARGAINING = ("talks", "round")
_REDUCED = re.compile(r" [^,.;]{3,60} (?:had|held) ")
"""What follows a phrase whose holders stand after it ("a conversation the two had on Sunday")."""


def parties_of(scene: Scene) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parties as actors and as persons: named in the phrase, by its "between" and "with", or as holding it."""
    phrase, many = scene.phrase, scene.phrase.kind == "gathering"
    guests = _guests(scene)
    if guests:
        return guests, ()
    linked = _linked(scene)
    subjects = _subjects(scene)
    if phrase.kind == "call" and linked is None and not subjects[1:]:
        linked = _spoken_with(scene)
    named = [one for one in scene.actors if phrase.start <= one.start < phrase.end and not many]
    named += linked or []
    joined = phrase.verb or linked is not None
    if joined or (subjects and cues()["holds it"].pattern.search(scene.before)):
        named = [*subjects, *named]
    if linked is not None and not subjects and not phrase.verb and not many:
        named = [*_nearest(scene), *named]
    names = tuple(dict.fromkeys(one.actor for one in named if one.actor and one.kind != "medium"))
    if len(names) < 2:
        around = scene.text[phrase.start : phrase.end + 20]
        names = next((held for pact, held in lexicon().pacts if pact.search(around)), names)
    return names, tuple(dict.fromkeys(one.person for one in named if one.person))


def _hosts_before(scene: Scene, end: int) -> list[str | None]:
    """Who stands before the word of inviting: the nearest actor and those joined to it, none of them a medium."""
    before = [one for one in scene.actors if one.end <= end and one.kind != "medium"]
    chosen: list[Mention] = []
    for one in reversed(before):
        gap = scene.text[one.end : chosen[-1].start if chosen else end]
        if not (_LISTED if chosen else _SHORT).fullmatch(gap):
            break
        chosen.append(one)
    return [one.actor for one in reversed(chosen)]


def _guests(scene: Scene) -> tuple[str, ...]:
    """The two or more whom somebody invites, presses or brings to talks."""
    asked = cues()["brings the sides"].pattern.search(scene.marked) if scene.phrase.kind in _BARGAINING else None
    if asked is None:
        return ()
    first, stop = asked.span("who")
    names = tuple(dict.fromkeys(one.actor for one in scene.actors if one.actor and first <= one.start < stop))
    return names if len(names) >= 2 else ()


def _linked(scene: Scene) -> list[Mention] | None:
    """The actors that "with" or "between" joins to a phrase, or that follow its verb; None where nothing links."""
    rest = scene.text[scene.phrase.end : scene.right]
    link = cues()["with whom"].pattern.match(rest)
    if link is None and (scene.phrase.verb or _REDUCED.match(scene.after)):
        link = re.match(r" ", rest)
    if link is None:
        return None
    begin, stop = scene.phrase.end + link.end(), scene.phrase.end + len(rest)
    reach = begin + _FIRST
    found = []
    for one in scene.actors:
        if begin <= one.start <= reach and one.end <= stop + 1 and not _tells(scene.text, one):
            found.append(one)
            reach = one.end + _NEXT
    return found


def _spoken_with(scene: Scene) -> list[Mention] | None:
    """Whom somebody spoke with in a call that is named last ("discussed it with the king in a phone call")."""
    with_whom = scene.text.rfind(" with ", scene.left, scene.phrase.start)
    found = [one for one in scene.actors if with_whom >= 0 and with_whom < one.start <= with_whom + _FIRST + _NEXT]
    return [one for one in found if one.end <= scene.phrase.start][:1] or None


def _tells(text: str, one: Mention) -> bool:
    """Whether somebody after a comma only tells of it ("…, Danish officials said")."""
    return text[: one.start].rstrip().endswith(",") and bool(_SAYS.match(text, one.end))


def _subjects(scene: Scene) -> list[Mention]:
    """The actors that are the subject of the clause before a phrase: its first one and those joined to it."""
    before = [one for one in scene.actors if scene.left <= one.start and one.end <= scene.phrase.start]
    if not before and scene.phrase.verb and _PRONOUN.search(scene.text, scene.left, scene.phrase.start):
        return [one for one in scene.actors if one.end <= scene.left and one.person][:1]
    if scene.phrase.head in _NEAR_ITS_SUBJECT:
        return _nearest_group(before, scene.text)
    return _joined(before, scene.text)


def _nearest_group(before: list[Mention], text: str) -> list[Mention]:
    """The last of some mentions with those that are one subject with it."""
    chosen = before[-1:]
    for one in reversed(before[:-1]):
        gap = text[one.end : chosen[-1].start]
        if len(gap) > _JOINED or not cues()["joined subjects"].pattern.search(gap):
            break
        chosen.append(one)
    return chosen[::-1]


def _joined(before: list[Mention], text: str) -> list[Mention]:
    """The first of some mentions with those that are one subject with it."""
    chosen = before[:1]
    for one in before[1:]:
        gap = text[chosen[-1].end : one.start]
        if len(gap) > _JOINED or not cues()["joined subjects"].pattern.search(gap):
            break
        chosen.append(one)
    return chosen


def _nearest(scene: Scene) -> list[Mention]:
    """Who spoke or acted last before a phrase ("the minister said after talks with …")."""
    kinds = ("person", "office", "state")
    return [one for one in scene.actors if one.end <= scene.phrase.start and one.kind in kinds][-1:]


def travellers(scene: Scene, cast: Cast) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The side whose envoy travels and the state of the place; nobody where no one who negotiates travels.

    An envoy is a person or an office that speaks for a state, or a delegation beside the name of its side.
    """
    text, phrase = scene.text, scene.phrase
    before = [one for one in scene.actors if scene.left <= one.start and one.end <= phrase.start]
    envoys = [one for one in before if one.kind in ("person", "office") and one.actor in states()]
    if not envoys and negotiators(text[scene.left : phrase.start]):
        envoys = [one for one in before if one.kind != "medium" and one.actor]
    place = phrase.name.removeprefix("visit to ")
    host = cast.actor(place) or (place if place in states() else city_states().get(place))
    host = host if host != place or place in states() else None  # "the Middle East" is nobody's
    guest = envoys[0].actor if envoys else None
    if guest is None or guest == host:
        return (), ()
    names = (guest, host) if host and guest in states() else (guest,)
    return names, tuple(one.person for one in envoys[:1] if one.person)


def mediators_of(scene: Scene, cast: Cast) -> tuple[str, ...]:
    """Those who mediate or host a session."""
    phrase, actors = scene.phrase, scene.actors
    found: list[str | None] = []
    for match in cues()["somebody-led"].pattern.finditer(scene.text, phrase.start, phrase.end):
        found.append(cast.actor(match[1]))
        found += [
            one.actor for one in actors if phrase.start <= one.start < phrase.end and one.text.startswith(match[1])
        ]
    for match in cues()["mediated by"].pattern.finditer(scene.text) if "ed by " in scene.text else ():
        reach = match.end() + _FIRST // 2
        for one in actors:
            if match.end() <= one.start <= reach:
                found.append(one.actor)
                reach = one.end + _FIRST
    asked = cues()["brings the sides"].pattern.search(scene.marked) if _guests(scene) else None
    if asked and asked["invite"]:
        found += _hosts_before(scene, asked.start())
    hosting = any(letters in scene.text for letters in _HOSTING)
    hosts = cues()["hosts it"].pattern.search(scene.marked) if hosting else None
    if hosts:
        found += [one.actor for one in actors if one.end <= hosts.start()][:1]
    return tuple(dict.fromkeys(name for name in found if name))

"""What in a sentence speaks for or against its being the evidence of a sticking point, as features of a model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from talkwatch.extract.sticking_choice import Choice
from talkwatch.extract.sticking_cues import Mark
from talkwatch.extract.sticking_holders import STRONG, Scene, Told

YEAR = re.compile(r"(?:19|20)\d\d")
FIRST = frozenset(("we", "i", "our"))
NUMBERS = frozenset(("$", "%", "percent"))
SIZES = (8, 14, 22, 32)
"""Words of a sentence up to which it belongs to a class of lengths."""
STEM = 5
"""Letters of a cue's first word that make a feature."""
WORD = 0.7
"""Its value: below 1, so that the class has the say where a word was seen seldom."""
HELD = frozenset(("demand", "press", "want", "must", "reject", "will-not", "unless", "offer", "accept", "breach"))


@dataclass(frozen=True, slots=True)
class Held:
    """A cue with those who hold its position."""

    mark: Mark
    holders: tuple[str, ...]


def held(scene: Scene, told: Told) -> tuple[Held, ...]:
    """A sentence's cues that tell a position, with their holders."""
    return tuple(Held(mark, scene.holders(told, mark)) for mark in told.marks if mark.kind.hold)


def outside(scene: Scene, at: int, positions: Sequence[Held]) -> bool:
    """Whether a sentence tells only what an outsider of the talks demands, and names no side."""
    holders = {holder for one in positions for holder in one.holders}
    named = {name.actor for name in scene.told[at].named}
    return bool(holders) and not (holders | named) & scene.sides


def features(scene: Scene, at: int, positions: Sequence[Held]) -> dict[str, float]:
    """The features of the scene's sentence number `at`."""
    told = scene.told[at]
    found: dict[str, float] = {"bias": 1.0}
    cues = {mark.kind.name for mark in told.marks if mark.kind.kind == "cue"}
    matters = {mark.kind.name for mark in told.marks if mark.kind.kind == "matter"}
    for name in told.names:
        found[name] = 1.0
    for mark in told.marks:
        if mark.kind.kind == "cue":
            found[f"{mark.kind.name}={told.words[mark.first][:STEM]}"] = WORD
    if scene.short:
        found["short"] = 1.0
    _holding(scene, positions, matters, found)
    _shape(told, found)
    _place(scene, at, found)
    found["cues"] = min(len(cues), 5) / 5
    found["matters"] = min(len(matters), 3) / 3
    if cues & STRONG:
        found["strong"] = 1.0
        if matters:
            found["strong+matter"] = 1.0
    _objects(told, positions, scene, found)
    _opening(told, found)
    here = {name.actor for name in told.named} & scene.sides
    found["sides:" + str(min(len(here), 2))] = 1.0
    return found


def _holding(scene: Scene, positions: Sequence[Held], matters: set[str], found: dict[str, float]) -> None:
    """Who holds the positions: a side or not, and several."""
    sides: set[str] = set()
    for one in positions:
        mine = [holder for holder in one.holders if holder in scene.sides]
        sides.update(mine)
        name = one.mark.kind.name
        who = "side" if mine else ("other" if one.holders else "none")
        found[f"{name}:{who}"] = 1.0
        if mine and matters:
            found["side+matter"] = 1.0
            found[f"{one.mark.kind.hold}+matter"] = 1.0
        if one.mark.noun:
            found[f"{name}:noun"] = 1.0
    if not sides and any(one.holders for one in positions):
        found["outsiders"] = 1.0
    if len(sides) > 1:
        found["two-hold"] = 1.0


LONG, BRIEF = 10, 3
"""Words of an issue from which it is long, and up to which it is short."""


def issue_features(chosen: Choice | None) -> dict[str, float]:
    """The features of what a sentence's issue would be; all begin with "issue:"."""
    if chosen is None:
        return {"issue:none": 1.0}
    size = len(chosen.issues[0].split())
    long = "long" if size > LONG else "short" if size <= BRIEF else "middling"
    found = {f"issue:{chosen.rule}": 1.0, f"issue:{long}": 1.0}
    if chosen.about:
        found["issue:matter"] = 1.0
    if len(chosen.issues) > 1:
        found["issue:several"] = 1.0
    return found


REACH = 8
"""Words after a cue among which its object is looked for."""


def _objects(told: Told, positions: Sequence[Held], scene: Scene, found: dict[str, float]) -> None:
    """What follows the cues: a matter, another side, or nothing but "such terms" or the talks themselves."""
    for one in positions:
        start, stop = one.mark.last, one.mark.last + REACH
        near = [mark for mark in told.marks if start <= mark.first < stop]
        hold = one.mark.kind.hold
        matters = any(mark.kind.kind == "matter" for mark in near)
        if matters:
            found[f"{hold}>matter"] = 1.0
        if any(mark.kind.name == "anaphor" and mark.first <= start + 1 for mark in near):
            found["cue>anaphor"] = 1.0
        if any(mark.kind.name == "talks" for mark in near) and not matters:
            found["cue>talks"] = 1.0
        if any(
            name.first >= start and name.actor in scene.sides and name.actor not in one.holders for name in told.named
        ):
            found[f"{hold}>rival"] = 1.0
        if not one.holders and any(
            mark.kind.name in ("group", "sides") and start - 8 <= mark.first < start for mark in told.marks
        ):
            found[f"{hold}:group"] = 1.0
    things = [mark.first for mark in told.marks if mark.kind.kind == "matter"]
    for mark in told.marks:
        if mark.kind.kind == "cue" and any(mark.last <= at < mark.last + REACH for at in things):
            found[f"{mark.kind.name}>matter"] = 1.0


def _opening(told: Told, found: dict[str, float]) -> None:
    """How the sentence begins."""
    first = next((word for word in told.words if word[0].isalnum()), "")
    if first in ("but", "while", "although", "despite", "yet", "still", "even", "though", "however", "meanwhile"):
        found["opens:contrast"] = 1.0
    elif first in ("he", "she", "it", "they", "we", "i", "this", "that", "these", "those"):
        found["opens:pronoun"] = 1.0
    elif first in ("if", "when", "after", "before", "as", "since"):
        found["opens:when"] = 1.0
    elif first in ("in", "on", "at", "last", "earlier", "during"):
        found["opens:where"] = 1.0


def _shape(told: Told, found: dict[str, float]) -> None:
    """Length, quotation, question, years."""
    size = 0
    for word in told.words:
        size += word[0].isalnum()
        if word in FIRST:
            found["first-person"] = 1.0
        elif word[0].isdigit() or word in NUMBERS:
            found["number"] = 1.0
            if YEAR.fullmatch(word):
                found["year"] = 1.0
    found["size:" + next((str(limit) for limit in SIZES if size < limit), "more")] = 1.0
    text = told.sentence.text.rstrip()
    if text[0] in "“\"'‘" and text[-1] in "”\"'’":
        found["quoted"] = 1.0
    elif any(mark in text for mark in '“”"'):
        found["partly-quoted"] = 1.0
    if text.rstrip(' ”"').endswith("?"):
        found["asks"] = 1.0
    if told.speaker:
        found["spoken"] = 1.0


def _place(scene: Scene, at: int, found: dict[str, float]) -> None:
    """Where in the text, and what its neighbours say."""
    told, size = scene.told[at], len(scene.told)
    if told.sentence.field == "title":
        found["title"] = 1.0
    share = at / max(1, size - 1)
    found["place:" + ("lead" if at <= 2 else "early" if share < 0.34 else "middle" if share < 0.67 else "late")] = 1.0
    if told.speaker:
        found["spoken:side" if told.speaker in scene.sides else "spoken:other"] = 1.0
    for name, near in (("before", at - 1), ("after", at + 1)):
        if 0 <= near < size and scene.told[near].sentence.paragraph == told.sentence.paragraph:
            there = scene.told[near].names
            if there & STRONG:
                found[f"{name}:strong"] = 1.0
            if there & HELD:
                found[f"{name}:held"] = 1.0
    if scene.title:
        shared = sum(word[:6] in scene.title for word in told.words)
        found["titled"] = min(shared, 4) / 4
    if at and scene.told[at - 1].sentence.paragraph == told.sentence.paragraph:
        found["inside"] = 1.0
    if scene.paper:
        found["paper"] = 1.0
    found["text:strong"] = min(scene.strong, 6) / 6
    found["text:held"] = min(scene.held, 10) / 10


def score(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    """The log-odds that a sentence with these features is evidence."""
    total = 0.0
    for name, value in found.items():
        weight = weights.get(name)
        if weight:
            total += weight * value
    return total

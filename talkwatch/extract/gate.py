"""The relevance gate: whether an item is about a negotiation at all, told from its words alone."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from talkwatch.extract.odds import chance, log_odds

THRESHOLD = 0.5
"""Items below this relevance yield no claim."""
FIRM = 0.6
"""Items below this relevance that name no session yield none either: what is said in them is about something near."""
_READ = 1500
"""Characters of the text that are looked at: what an item is about stands at its head."""
_TITLE = 2.0
"""What a group is worth in the title, against once in the text."""
_AGAINST = -4.0
"""Log-odds that all groups against an item take together from one field: a long text has a word of everything."""
_CORELESS = -1.0
"""Log-odds of an item in which nobody meets, bargains or stops fighting."""
_LESS = 0.8
"""What such an item loses among what is learned too: the labelled items are nearer to our matter than a feed's."""
_SURE, _SPREAD = 6.0, 3.0
"""Log-odds beyond which the groups' own weights tell nothing more, and what they are divided by among other traits."""
_PLAIN = re.compile(r"[^\\.^$*+?{}\[\]|()]{1,3}(?![?*{])")
"""Letters of a pattern that stand for themselves."""
_WORD = re.compile(r"[a-z0-9][a-z0-9+'’-]*")


@dataclass(frozen=True, slots=True)
class Group:
    """Words of one subject and what they add to the log-odds of relevance."""

    name: str
    weight: float
    core: bool
    words: frozenset[str]
    stems: tuple[str, ...]
    phrases: re.Pattern[str] | None
    takes: str
    leaves: str


@dataclass(frozen=True, slots=True)
class _Gate:
    """All groups, arranged so that one pass over the words finds those that fire."""

    bias: float
    groups: tuple[Group, ...]
    exact: dict[str, int]
    stems: re.Pattern[str]
    stem_of: dict[str, int]
    phrases: re.Pattern[str]


def relevance(title: str, text: str) -> float:
    """How likely an item is about negotiations, 0–1, from the words of its title and the head of its text.

    Linear in what it reads (the title and 1,500 characters), well under 0.2 ms.
    """
    return weighed(gate_traits(title, text), _learned())


def gate_traits(title: str, text: str) -> dict[str, float]:
    """What models/gate.json weighs: the groups that fire in title and text, and what their own weights come to."""
    gate = _gate()
    head = _fired(gate, title[:400].lower())
    body = _fired(gate, text[:_READ].lower()) if text and text != title else frozenset()
    fired = head | body
    core = any(gate.groups[index].core for index in fired)
    odds = gate.bias + _TITLE * _sum(gate, head) + _sum(gate, body)
    found = {f"title:{gate.groups[index].name}": 1.0 for index in head}
    found |= {f"text:{gate.groups[index].name}": 1.0 for index in body}
    found["bias"] = 1.0
    found["core"] = float(core)
    found["against"] = float(sum(gate.groups[index].weight < 0 for index in fired))
    found["odds"] = max(-_SURE, min(_SURE, odds if core else min(odds, _CORELESS))) / _SPREAD
    return found


def weighed(traits: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The relevance, 0–1, of an item with these traits; lower where nobody meets, bargains or stops fighting."""
    total = log_odds(traits, weights)
    return chance(total if traits["core"] else total - _LESS)


@cache
def _learned() -> Mapping[str, float]:
    """The weights that the package ships; made by `python -m talkwatch.extract.training.gate`."""
    read: Mapping[str, float] = json.loads(
        files("talkwatch.extract.models").joinpath("gate.json").read_text(encoding="utf-8")
    )
    return read


def groups() -> tuple[Group, ...]:
    """The groups of lexicons/gate.toml, each with the lines it must take and leave."""
    return _gate().groups


def _sum(gate: _Gate, fired: AbstractSet[int]) -> float:
    weights = [gate.groups[index].weight for index in fired]
    against = sum(weight for weight in weights if weight < 0)
    return max(against, _AGAINST) + sum(weight for weight in weights if weight > 0)


def _fired(gate: _Gate, lowered: str) -> AbstractSet[int]:
    """The groups that have a word or phrase in a lower-case text, by index.

    A word inside a phrase that speaks for an item does not speak against it ("the White House" is no house).
    """
    phrases = [(int((match.lastgroup or "g0")[1:]), match.group()) for match in gate.phrases.finditer(lowered)]
    fired = {index for index, _ in phrases}
    spared = {word for index, phrase in phrases if gate.groups[index].weight > 0 for word in _words(phrase)}
    found = _words(lowered)
    told = {(word, gate.exact[word]) for word in gate.exact.keys() & found}
    told |= {(match.group(), gate.stem_of[match.group()]) for match in gate.stems.finditer(" ".join(found))}
    return fired | {index for word, index in told if gate.groups[index].weight > 0 or word not in spared}


def _words(lowered: str) -> set[str]:
    """The words of a lower-case text; a possessive counts as its noun."""
    return {word.split("’")[0].split("'")[0] for word in _WORD.findall(lowered)}


@cache
def _gate() -> _Gate:
    table = tomllib.loads(files("talkwatch.extract.lexicons").joinpath("gate.toml").read_text(encoding="utf-8"))
    found = tuple(_group(row) for row in table["group"])
    stem_of = {stem: index for index, group in enumerate(found) for stem in group.stems}
    phrases = [f"(?P<g{index}>{group.phrases.pattern})" for index, group in enumerate(found) if group.phrases]
    first = _beginning([phrase for row in table["group"] for phrase in row.get("phrases", [])])
    return _Gate(
        bias=table["bias"],
        groups=found,
        exact={word: index for index, group in enumerate(found) for word in group.words},
        stems=re.compile(r"\b(?:" + "|".join(sorted(stem_of, key=len, reverse=True)) + ")"),
        stem_of=stem_of,
        phrases=re.compile(rf"\b{first}(?:{'|'.join(phrases)})"),
    )


def _beginning(phrases: Sequence[str]) -> str:
    """A look ahead at the letters that phrases begin with, so that nearly all words are passed over at a glance."""
    seconds: dict[str, set[str]] = {}
    starts = {start for phrase in phrases for start in _starts(phrase)}
    if "" in starts:
        return ""
    for letters in starts:
        seconds.setdefault(letters[0], set()).add(letters[1:])
    ways = [
        re.escape(one) + (f"(?:{'|'.join(map(re.escape, sorted(two)))})" if "" not in two else "")
        for one, two in sorted(seconds.items())
    ]
    return f"(?={'|'.join(ways)})"


def _starts(phrase: str) -> list[str]:
    """The first three letters of each way a phrase may begin, fewer where its pattern soon varies."""
    if "|" in re.sub(r"\([^()]*\)", "", phrase):
        return [""]
    group = re.match(r"\(\?:([^()]*)\)(?![?*{])", phrase)
    ways = group[1].split("|") if group else [phrase]
    return [match[0] if (match := _PLAIN.match(way)) else "" for way in ways]


def _group(row: dict[str, Any]) -> Group:
    words = row.get("words", "").split()
    phrases = row.get("phrases", [])
    return Group(
        name=row["name"],
        weight=row["weight"],
        core=row.get("core", False),
        words=frozenset(word for word in words if not word.endswith("*")),
        stems=tuple(word[:-1] for word in words if word.endswith("*")),
        phrases=re.compile(r"\b(?:" + "|".join(phrases) + r")(?!\w)") if phrases else None,
        takes=row["takes"],
        leaves=row["leaves"],
    )

"""The classes of words in lexicons/sticking.toml, and where they stand in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, Literal

from talkwatch.extract.actors_lexicon import read_lexicon
from talkwatch.model.claims import Hold, IssueStatus

Side = Literal["after", "before", "none"]
_ENDED = re.compile(r"[^aeiou]y$")


@dataclass(frozen=True, slots=True)
class Class:
    """One class of words; the fields are told at the head of sticking.toml."""

    name: str
    kind: Literal["cue", "matter", "setting"]
    hold: Hold | None
    issue: Side
    status: IssueStatus
    takes: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(slots=True)
class Mark:
    """A class's words at tokens `first` to `last` (excluded); `noun` where they can be a noun, `verb` a verb."""

    kind: Class
    first: int
    last: int
    noun: bool
    verb: bool


@dataclass(slots=True)
class _Node:
    """What the words so far lead to."""

    further: dict[str, _Node]
    ends: dict[str, frozenset[str]]


@cache
def _table() -> dict[str, Any]:
    return read_lexicon("sticking.toml")


def lexicon_words(name: str) -> frozenset[str]:
    """One of the plain lists of words."""
    return frozenset(_table()["words"][name].split())


@cache
def classes() -> Mapping[str, Class]:
    """All classes by name, in the file's order."""
    return {
        entry["name"]: Class(
            name=entry["name"],
            kind=entry["kind"],
            hold=entry.get("hold"),
            issue=entry.get("issue", "after"),
            status=entry.get("status", "open"),
            takes=tuple(entry["takes"]),
            leaves=tuple(entry["leaves"]),
        )
        for entry in _table()["class"]
    }


@cache
def cues() -> frozenset[str]:
    """The classes that say that sides differ or where one stands."""
    return frozenset(one.name for one in classes().values() if one.kind == "cue")


@cache
def holding() -> frozenset[str]:
    """The classes that tell a position."""
    return frozenset(one.name for one in classes().values() if one.hold)


def marks(words: Sequence[str]) -> tuple[Mark, ...]:
    """Every class's words among the small words of a sentence, in order; of one class the longest, none overlapping."""
    start, known, size = _root().further, classes(), len(words)
    found: list[Mark] = []
    until: dict[str, int] = {}
    for first in [at for at, word in enumerate(words) if word in start]:
        node: _Node | None = start[words[first]]
        assert node
        last = first + 1
        longest = [(last, node.ends)] if node.ends else []
        while node and node.further and last < size:
            node = node.further.get(words[last])
            last += 1
            if node and node.ends:
                longest.insert(0, (last, node.ends))
        for end, ends in longest:
            for name, parts in ends.items():
                if until.get(name, 0) <= first:
                    found.append(Mark(known[name], first, end, "nouns" in parts, "verbs" in parts))
                    until[name] = end
    return tuple(found)


@cache
def _root() -> _Node:
    root = _Node({}, {})
    for entry in _table()["class"]:
        for key in ("verbs", "words", "nouns"):
            for pattern in entry.get(key, ()):
                for phrase in _phrases(pattern, verb=key == "verbs"):
                    node = root
                    for word in phrase:
                        node = node.further.setdefault(word, _Node({}, {}))
                    node.ends[entry["name"]] = node.ends.get(entry["name"], frozenset()) | {key}
    return root


def _phrases(pattern: str, *, verb: bool) -> Iterator[tuple[str, ...]]:
    """The runs of words that a pattern stands for."""
    choices: list[tuple[str, ...]] = []
    for at, part in enumerate(pattern.split(" ")):
        words = tuple(part.rstrip("?").split("|"))
        if verb and at == 0:
            words = tuple(form for word in words for form in forms(word))
        choices.append((*words, "") if part.endswith("?") else words)
    for choice in product(*choices):
        yield tuple(word for word in choice if word)


def forms(verb: str) -> tuple[str, ...]:
    """A verb with its -s, -ed and -ing forms."""
    irregular = _table()["irregular"].get(verb)
    if irregular:
        return (verb, *irregular.split())
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if _ENDED.search(verb):
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    end = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return verb, f"{verb}{end}", f"{verb}ed", f"{verb}ing"

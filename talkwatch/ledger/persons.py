"""Who is meant by a claim of attendance: one person by however much of the name, and the actor it stands for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from talkwatch.ledger.tracks import Lens
from talkwatch.ledger.wording import name_key
from talkwatch.model.board import Told
from talkwatch.model.claims import AttendanceClaim

Who = tuple[str, str | None]
"""An actor, and the person where one is meant."""

_OFTEN = 3
"""So often a person is named in full before its surname alone means it."""
_LONGEST = 3
"""Words of a person's name; a longer one has a title or a headline's label before it."""


class Persons:
    """The persons that a board's claims name, each with its fullest usual name and the actor it stands for."""

    def __init__(self, told: Iterable[Told[AttendanceClaim]], lens: Lens) -> None:
        self._lens = lens
        self._names: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        """By each word of a person's name: the actor and the name, with how often both were given."""
        self._of: dict[tuple[str, str], Who] = {}
        counted: set[tuple[str, str]] = set()
        for one in told:
            self._count(one.claim.person, one.claim.actor)
            for number, said in enumerate(one.report.reading.statements):
                key = (one.report.reading.item, str(number))
                if said.actor and key not in counted:
                    counted.add(key)
                    self._count(said.speaker, said.actor)

    def _count(self, person: str | None, actor: str) -> None:
        words = name_key(person).split() if person else []
        if person is None or not 2 <= len(words) <= _LONGEST or not person[:1].isupper():
            return
        actor = self._lens.canonical(actor)
        if name_key(actor) != name_key(person):
            for word in words:
                self._names[word][actor, person] += 1

    def of(self, claim: AttendanceClaim) -> Who:
        """The actor and the person a claim means: "Xi" of China is Xi Jinping, "Kamala Harris" stands for her state."""
        key = (claim.actor, claim.person or "")
        if key not in self._of:
            self._of[key] = self._find(*key)
        return self._of[key]

    def _find(self, actor: str, person: str) -> Who:
        actor = self._lens.canonical(actor)
        if not person or name_key(person) == name_key(actor):
            known = None if self._lens.is_actor(actor) else self._known(actor, None)
            return known or (actor, None)
        known = self._known(person, actor)
        return known or (actor, person)

    def _known(self, name: str, actor: str | None) -> Who | None:
        """The person known by that name, of that actor if one is given; None where nobody or several are."""
        words = name_key(name).split()
        if not words:
            return None
        found: Counter[Who] = Counter()
        for (theirs, full), count in self._names.get(words[-1], {}).items():
            if actor in {None, theirs} and _same(words, name_key(full).split()):
                found[theirs, full] += count
        best = min(found, key=lambda who: (-found[who], who), default=None)
        if best is None or (actor is None and len(words) == 1 and not _is_clear(found, best, words[0])):
            return None
        return best


def _is_clear(found: Counter[Who], best: Who, name: str) -> bool:
    """Whether a surname alone ("Biden") means one person of a board: it is that one's, and nearly always."""
    surname = best[1] is not None and name_key(best[1]).split()[-1] == name
    return surname and found[best] >= _OFTEN and found[best] * 5 >= found.total() * 4


def _same(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a name means the person of a full name: a part of it, or its last word with as much before it."""
    if len(words) == 1:
        return words[0] in known
    if words[-1] != known[-1]:
        return list(words) == list(known)
    return len(words) > _LONGEST or words[0][:1] == known[0][:1]


def usual(names: Iterable[str | None]) -> str | None:
    """The name given most often, of equals the longest; None where none is."""
    counts = Counter(name for name in names if name)
    return min(counts, key=lambda name: (-counts[name], -len(name), name)) if counts else None

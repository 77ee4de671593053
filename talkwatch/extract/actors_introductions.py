"""People as a text introduces them: "Hamas representative Osama Hamdan", "Ana Ionescu, Moldova's foreign minister,"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from talkwatch.extract.actors_lexicon import (
    Name,
    common_principals,
    organisations,
    principals,
    roles,
    titled_people,
    word_set,
)
from talkwatch.extract.actors_names import Spot
from talkwatch.extract.actors_phrases import (
    ADJECTIVES,
    OPEN_CAPITALS,
    Hit,
    affiliation,
    is_capital,
    join,
    organisation,
    role_ends,
)
from talkwatch.text.document import Sentence, Token
from talkwatch.text.tokens import tokens

NEARBY = 400
"""Characters before an office without a state within which the state is looked for."""
FEMALE = word_set("female")
PARTY_MARK = re.compile(r"^([RD])-[A-Z]")
PARTIES = {"R": "Republicans", "D": "Democrats"}


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a text: the fullest name and the actor that it speaks for (None: nobody, or not told)."""

    full: str
    actor: str | None
    told: bool
    female: bool = False
    roles: frozenset[str] = frozenset()
    """The words that it was introduced with, lower case."""


def introduced(sentences: Sequence[tuple[Sentence, tuple[Hit, ...], tuple[Spot, ...]]], year: int) -> dict[str, Person]:
    """The people of a document by their fullest names."""
    people: dict[str, Person] = {}
    home = Home(sentences, year)
    for sentence, found, people_here in sentences:
        for spot in people_here:
            told, actor = _side(sentence.tokens, found, spot, home)
            full = spot.principal.person if spot.principal and spot.last - spot.first > 1 else spot.name
            full = spot.name if full is None or len(spot.name.split()) > 1 else full
            before = people.get(full)
            female = _female(sentence.tokens, spot) or bool(before and before.female)
            words = _role_words(sentence.tokens, spot) | (before.roles if before else frozenset())
            if before is None or (told and not before.told):
                people[full] = Person(full, actor, told, female, words)
            else:
                people[full] = replace(before, female=female, roles=words)
    return people


def _role_words(words: Sequence[Token], spot: Spot) -> frozenset[str]:
    return frozenset(word.text.lower() for part in (spot.left, spot.right) for word in words[slice(*part)])


def _female(words: Sequence[Token], spot: Spot) -> bool:
    nearby = (*words[max(0, spot.left[0] - 1) : spot.first], *words[slice(*spot.right)])
    return any(word.text.lower().rstrip(".") in FEMALE for word in nearby)


def _side(words: Sequence[Token], found: Sequence[Hit], spot: Spot, home: Home) -> tuple[bool, str | None]:
    """Whether it is told whom a person speaks for, and whom."""
    if spot.principal and (len(spot.principal.words) > 1 or spot.principal.actor is None):
        return True, spot.principal.actor
    namesake = home.namesake(spot.name) if spot.principal is None else None
    if namesake and (spot.left[0] == spot.left[1] or _office(words[slice(*spot.left)])):
        return True, namesake.actor
    medium = _medium_of(words, found, spot.first)
    if medium:
        return True, medium
    apposed = (0, 0) if spot.principal or spot.last - spot.first == 1 else spot.right
    for start, stop in (spot.left, apposed):
        told, actor = described(words, found, start, stop, home) if start < stop else (False, None)
        if told and (start, stop) == spot.left and not _named_in(found, start, stop) and _office(words[start:stop]):
            actor = home.holder(spot, join(words[start : spot.last])) or actor
        if told:
            return True, actor
    return (True, spot.principal.actor) if spot.principal else (False, None)


def _named_in(found: Sequence[Hit], start: int, stop: int) -> bool:
    """Whether a description at tokens `start` to `stop` names a state or body."""
    return any(start <= hit.first and hit.last <= stop for hit in found)


def _medium_of(words: Sequence[Token], found: Sequence[Hit], first: int) -> str | None:
    """The medium whose reporter a name is ("Radio Norte's Ana Ionescu")."""
    for hit in found:
        if hit.name.kind == "medium" and hit.last + 1 == first and words[hit.last].text in ("'s", "’s"):
            return join(words[hit.first : hit.last])
    return None


def described(
    words: Sequence[Token], found: Sequence[Hit], start: int, stop: int, home: Home
) -> tuple[bool, str | None]:
    """Whom a description at tokens `start` to `stop` says that somebody speaks for."""
    part = words[start:stop]
    mark = PARTY_MARK.match(part[0].text)
    if mark:
        return True, PARTIES[mark.group(1)]
    inside = [
        Hit(hit.first - start, hit.last - start, hit.name) for hit in found if start <= hit.first and hit.last <= stop
    ]
    former = any(word.text.lower() in roles().former for word in part[:2])
    told, actor, name = affiliation(part, inside)
    if told:
        retired = former and name is not None and name.kind in ("state", "demonym", "seat")
        return True, None if retired else actor
    group = organisation(part) if not former else None
    owner = group or _owner_in_capitals(part) or _imposed_by(part)
    if owner:
        return True, owner
    if _office(part) and not former:
        actor = home.at(words[start].start, words[start])
        return actor is not None, actor
    return False, None


def _imposed_by(part: Sequence[Token]) -> str | None:
    """The state behind a "Russian-installed" role."""
    for word in part:
        owner, _, verb = word.text.partition("-")
        if verb in ("imposed", "installed", "appointed", "run", "controlled", "led"):
            name = organisations().at([Token(owner, 0, 0)], 0)
            return name.actor if name else None
    return None


def _owner_in_capitals(part: Sequence[Token]) -> str | None:
    """An unknown owner before a role ("Michigan Governor")."""
    ends = role_ends(part)
    if not ends:
        return None
    owner = []
    for word in part[: ends[0] - 1]:
        low = word.text.lower()
        if is_capital(word.text) and low not in ADJECTIVES and low not in roles().people and low not in OPEN_CAPITALS:
            owner.append(word)
        elif owner:
            break
    return join(owner) if owner and owner[0].text.isalpha() and not owner[0].text.lower().endswith("ern") else None


def _office(part: Sequence[Token]) -> bool:
    """Whether a description names one of a state's offices without the state."""
    text = " ".join(word.text.lower() for word in part)
    return any(office in text for office in roles().offices) or "ministry" in text or "army" in text


class Home:
    """Whose "the president" is: the state last named before, else the state most named."""

    def __init__(self, sentences: Sequence[tuple[Sentence, tuple[Hit, ...], tuple[Spot, ...]]], year: int) -> None:
        self._people = principals(year)
        self._common = common_principals(year)
        self._read(sentences)

    def _read(self, sentences: Sequence[tuple[Sentence, tuple[Hit, ...], tuple[Spot, ...]]]) -> None:
        self._named: list[tuple[int, int, str]] = []
        counts: Counter[str] = Counter()
        for sentence, found, _ in sentences:
            for hit in found:
                if hit.name.kind in ("state", "demonym", "seat") and hit.name.actor:
                    counts[hit.name.actor] += 1
                    start = sentence.tokens[hit.first].start
                    self._named.append((sentence.field != "title", start, hit.name.actor))
        self._most = counts.most_common(1)[0][0] if counts else None

    def holder(self, spot: Spot, called: str) -> str | None:
        """Whom the principal of an office beside a surname speaks for ("President Biden", "Vice President Harris")."""
        if spot.principal:
            return spot.principal.actor
        titled = next((actor for title, actor in titled_people().items() if called.endswith(title)), None)
        return titled or self._common.get(spot.name)

    def namesake(self, name: str) -> Name | None:
        """The principal whose surname ends a name, if given names and initials agree ("Donald J. Trump")."""
        words = [word for word in tokens(name) if not word.text.endswith(".")]
        if len(words) < 2:
            return None
        last = self._people.at(words, len(words) - 1)
        if last is None or last.person is None:
            return None
        given, known = words[0].text, last.person.split()[0]
        return last if given[:2] == known[:2] else None

    def at(self, start: int, _token: Token) -> str | None:
        """The state most likely meant by an office without a state at a character of the text."""
        before = [actor for body, at, actor in self._named if body and start - NEARBY < at < start]
        return self._most if self._most in before or not before else before[-1]

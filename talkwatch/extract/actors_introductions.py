"""People as a text introduces them: "Hamas representative Osama Hamdan", "Ana Ionescu, Moldova's foreign minister,"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from talkwatch.extract.actors_home import Home, titled
from talkwatch.extract.actors_lexicon import (
    opposition,
    organisations,
    roles,
    word_set,
)
from talkwatch.extract.actors_names import OFFICES, Spot
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

FEMALE = word_set("female")
LEGISLATORS = word_set("legislators")
"""Who speaks for a party: the place beside them is where they were elected."""
PORTFOLIOS = LEGISLATORS | word_set("portfolios")
"""Roles before which a capital tells what they are for or where they were elected ("Jobs Minister")."""
PROFESSIONS = word_set("professions")
"""Who has a nationality but speaks for an employer or nobody."""
PORTFOLIO_WORDS = frozenset(("minister", "ministry", "army", "treasury"))
"""Words of a state's office, whatever stands before them."""
OWN = frozenset(("body", "movement", "party", "union", "company"))
"""Kinds of owner by which a text may introduce somebody otherwise than the table does."""
MINISTRIES = frozenset(("ministry", "ministries"))
_NO_OWNERS = OPEN_CAPITALS | roles().people
SPOKES = word_set("spokes")
"""Roles that, without an owner, are those of whoever was named last."""
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


def introduced(
    sentences: Sequence[tuple[Sentence, tuple[Hit, ...], tuple[Spot, ...]]], home: Home
) -> dict[str, Person]:
    """The people of a document by their fullest names."""
    people: dict[str, Person] = {}
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
        return True, _introduced_anew(words, found, spot, home) or spot.principal.actor
    namesake = home.namesake(spot.name) if spot.principal is None else None
    if namesake and (spot.left[0] == spot.left[1] or _office(words[slice(*spot.left)])):
        return True, namesake.actor
    if _reports(words, found, spot.first):
        return True, None
    known = titled(join(words[spot.left[0] : spot.last]))
    if known:
        return True, known
    apposed = (0, 0) if spot.principal or spot.last - spot.first == 1 else spot.right
    for start, stop in (spot.left, apposed):
        told, actor = described(words, found, (start, stop), home) if start < stop else (False, None)
        if told and (start, stop) == spot.left and not _named_in(found, start, stop) and _office(words[start:stop]):
            actor = home.holder(spot, join(words[start : spot.last])) or actor
        if told:
            return True, actor
    return (True, spot.principal.actor) if spot.principal else (False, None)


def _introduced_anew(words: Sequence[Token], found: Sequence[Hit], spot: Spot, home: Home) -> str | None:
    """The body, movement or party that a text's own words, which come before the table, say a known person is of."""
    for start, stop in (spot.left, spot.right):
        inside = [hit for hit in found if start <= hit.first and hit.last <= stop and hit.name.kind in OWN]
        if inside and not any(word.text.lower() in roles().former for word in words[start : start + 2]):
            told, actor = described(words, found, (start, stop), home)
            if told and actor in {hit.name.actor for hit in inside}:
                return actor
    return None


def _named_in(found: Sequence[Hit], start: int, stop: int) -> bool:
    """Whether a description at tokens `start` to `stop` names a state or body."""
    return any(start <= hit.first and hit.last <= stop for hit in found)


def _reports(words: Sequence[Token], found: Sequence[Hit], first: int) -> bool:
    """Whether a name is that of a medium's reporter, who speaks for nobody ("Radio Norte's Ana Ionescu")."""
    return any(
        hit.name.kind == "medium" and hit.last + 1 == first and words[hit.last].text in ("'s", "’s") for hit in found
    )


def described(
    words: Sequence[Token], found: Sequence[Hit], place: tuple[int, int], home: Home, base: int = 0
) -> tuple[bool, str | None]:
    """Whom a description at a range of tokens says that somebody speaks for.

    `base` is where in its field the tokens' characters count from.
    """
    start, stop = place
    part = words[start:stop]
    mark = PARTY_MARK.match(part[0].text)
    if mark:
        return True, PARTIES[mark.group(1)]
    inside = [
        Hit(hit.first - start, hit.last - start, hit.name) for hit in found if start <= hit.first and hit.last <= stop
    ]
    former = any(word.text.lower() in roles().former for word in part[:2])
    owner = None if former else _imposed_by(part) or home.owner(part, inside, base)
    if owner:
        return True, owner
    told, actor, name = affiliation(part, inside)
    if told:
        of_state = name is not None and name.kind in ("state", "demonym", "seat")
        if of_state and any(word.text.lower() in PROFESSIONS for word in part):
            return True, organisation(part)
        if of_state and actor and any(word.text.lower() == "opposition" for word in part):
            return True, opposition(actor)
        return True, None if former and of_state else actor
    owner = None if former else _unnamed_owner(part, home, base)
    return owner is not None, owner


def _unnamed_owner(part: Sequence[Token], home: Home, base: int) -> str | None:
    """Whom a description speaks for that names nobody known: a body in capitals, a state, or whom it points back to."""
    lows = {word.text.lower().rstrip(".") for word in part}
    if part[-1].text.lower() in OFFICES and "of" in lows:  # "Minister of Foreign Affairs" is no body's name
        return home.at(base + part[0].start)
    group = None if lows & LEGISLATORS or lows & MINISTRIES else organisation(part) or _owner_in_capitals(part)
    if group or _imposed_by(part):
        return group or _imposed_by(part)
    pointed = home.pointed(part, base)
    if pointed:
        return pointed
    if part[0].text.lower() in ("its", "their"):
        return home.nearest(base + part[0].start)
    if _office(part):
        return home.at(base + part[0].start)
    return home.nearest(base + part[0].start) if part[-1].text.lower() in SPOKES and len(part) == 1 else None


def _imposed_by(part: Sequence[Token]) -> str | None:
    """The state behind a "Russian-installed" role."""
    for word in part:
        owner, _, verb = word.text.partition("-")
        if verb in ("imposed", "installed", "appointed", "run", "controlled", "led"):
            name = organisations().at([Token(owner, 0, 0)], 0)
            return name.actor if name else None
    return None


def _owner_in_capitals(part: Sequence[Token]) -> str | None:
    """An unknown owner right before a role ("Michigan Governor"); what stands before a minister is a portfolio."""
    ends = role_ends(part)
    if not ends or part[ends[0] - 1].text.lower() in PORTFOLIOS:
        return None
    stop = ends[0] - 1
    while stop > 0 and (part[stop - 1].text.lower() in ADJECTIVES or part[stop - 1].text.lower() in roles().people):
        stop -= 1
    if stop > 1 and part[stop - 1].text in ("'s", "’s"):
        stop -= 1
    first = stop
    while first > 0 and is_capital(part[first - 1].text) and part[first - 1].text.lower() not in _NO_OWNERS:
        first -= 1
    owner = part[first:stop]
    if any(organisations().at(part, at) and part[at - 1].text != "New" for at in range(first, stop)):
        return None
    return join(owner) if owner and owner[0].text.isalpha() and not owner[0].text.lower().endswith("ern") else None


def _office(part: Sequence[Token]) -> bool:
    """Whether a description names one of a state's offices without the state."""
    text = " ".join(word.text.lower() for word in part)
    return any(office in text for office in roles().offices) or not PORTFOLIO_WORDS.isdisjoint(text.split())

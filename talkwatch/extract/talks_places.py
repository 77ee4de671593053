"""Places where people meet: cities, states and a few small venues, found where a preposition of place stands."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from talkwatch.extract.talks_words import lexicon

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_SMALL = (
    r"(?:[ae]l-|ez-|nell'|(?:(?:de|del|da|do|dos|das|la|las|los|le|el|es|ed|ash|ya|am|upon|under|of|the|and) ){1,3})?"
)
"""What stands small inside a place's name ("Dar es Salaam", "Port of Spain")."""
_AFTER = re.compile(
    r"\b(?:[Ii]n|[Aa]t|to|near|from|outside|visits?|visited|visiting|(?:left|leaves?|leaving)(?=[^,.;]{3,40} after\b))"
    r"\s+(?:the\s+)?"
    rf"({_NAME}(?:[ -]{_SMALL}{_NAME}){{0,4}})"
)
_KIND = r"(?:city|town|resort|port|village|suburb|capital|hill station|oasis|spa)"
_OF_KIND = re.compile(
    rf"\b{_KIND}(?: (?:city|town|village))?(?: of|,) (?P<of>{_NAME}(?: (?:al-|el-)?{_NAME}){{0,2}})|"
    rf"\b(?:in|at|to|near|outside) (?P<told>{_NAME}(?: {_NAME})?), an? (?:[\w-]+ ){{0,3}}?{_KIND}\b|"
    rf"\b(?:in|to|at|outside) the (?P<capital>[A-Z]\w+(?: [A-Z]\w+)?) capital\b"
)
_OR = re.compile(rf" or ({_NAME}(?: {_NAME})*)")
_ANOTHER = frozenset(
    ("Court", "Bridge", "Park", "Street", "University", "Airport", "Stadium", "Road", "County", "School")
)
"""Words after a town's name that make it the name of something else ("Hampton Court")."""
_LONGEST = 6
"""Words of a place's name."""


@cache
def known_places() -> frozenset[str]:
    """Names of cities and states that may be the place of a session."""
    states = tomllib.loads(files("talkwatch.extract.lexicons").joinpath("states.toml").read_text(encoding="utf-8"))
    capitals = {names[0] for names in states.values() if names and names[0]}
    words = lexicon()
    return frozenset(
        (set(city_states()) | capitals | set(states) | words.venues) - words.not_places - {"Gaza", "Israel"}
    )


@cache
def city_states() -> dict[str, str]:
    """The state of each city known."""
    lines = files("talkwatch.extract.lexicons").joinpath("talks_places.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def within(place: str, other: str) -> bool:
    """Whether one place is the other or lies in it ("Jeddah" in "Saudi Arabia")."""
    if place in other or other in place:
        return True
    short = {
        "UAE": "United Arab Emirates",
        "U.A.E.": "United Arab Emirates",
        "Saudi": "Saudi Arabia",
        "UK": "United Kingdom",
    }
    one, two = short.get(place, place), short.get(other, other)
    return city_states().get(one) == two or city_states().get(two) == one


def dateline(text: str) -> str | None:
    """The city in capitals before a report's first dash ("MEXICO CITY (Reuters) - …"), None if there is none."""
    match = re.match(r"([A-Z][A-Z .’'-]{3,30}?)(?:,[^—–-]{2,30})?(?: \([^)]{2,30}\))?\s*(?:—|–|--?)", text)
    return longest(match[1].strip().title()) if match else None


@cache
def states() -> frozenset[str]:
    """Names of states and territories."""
    table = tomllib.loads(files("talkwatch.extract.lexicons").joinpath("states.toml").read_text(encoding="utf-8"))
    return frozenset(table) | {"UAE", "U.A.E.", "UK", "U.K.", "Britain"}


@cache
def capitals() -> dict[str, str]:
    """The capital of each state, by the state's name and its demonyms ("Saudi", "Qatari")."""
    table = tomllib.loads(files("talkwatch.extract.lexicons").joinpath("states.toml").read_text(encoding="utf-8"))
    return {
        name: names[0]
        for state, names in table.items()
        if names and names[0]
        for name in (state, *names[1:], state.split(" ")[0])
    }


def places(text: str) -> tuple[tuple[int, int, str], ...]:
    """Each place after a preposition of place, as (start, end, name) in order; offsets into `text`.

    A name that no list knows is taken where the text calls it a town ("the resort of …", "…, a town in").
    """
    found = _called(text)
    for match in _AFTER.finditer(text):
        name = longest(match[1])
        if name and match[1][len(name) :].lstrip().split(" ")[0] in _ANOTHER:
            continue
        if name and text[match.start(1) + len(name) :][:2] not in ("'s", "’s"):
            end = match.start(1) + len(name)
            if any(start <= match.start(1) + len(name) and match.start(1) < stop for start, stop, _ in found):
                continue
            other = _OR.match(text, end)
            second = longest(other[1]) if other else None
            if other and second:  # "in Doha or Cairo" names one undecided place
                end = other.start(1) + len(second)
            found.append((match.start(1), end, text[match.start(1) : end]))
    return tuple(sorted(found))


def _called(text: str) -> list[tuple[int, int, str]]:
    """The places that the text itself calls a town or a state's capital; a range covers the words that call it so."""
    found = []
    for match in _OF_KIND.finditer(text):
        name = match["of"] or match["told"] or capitals().get(match["capital"])
        if name:
            known = longest(name) or (name if match["capital"] else name.rstrip(".,"))
            begin = max(0, text.rfind(" the ", 0, match.start() + 5)) if match["of"] else match.start()
            found.append((begin + 1 if match["of"] else begin, match.end(), known))
    return found


_REGIONS = ("Israel", "Gaza", "West Bank", "Middle East", "Kiev")
"""Where envoys travel, but what elsewhere is a side or a theatre of war and no place of talks."""


def longest_region(run: str) -> str | None:
    """The region with which a run of capitalised words begins, of those that are the end of a journey only."""
    return next((name for name in _REGIONS if re.match(rf"{name}\b", run)), None)


def longest(run: str) -> str | None:
    """The longest known place at the start of a run of capitalised words ("Abu Dhabi Thursday" has "Abu Dhabi")."""
    words = run.split(" ")
    for count in range(min(_LONGEST, len(words)), 0, -1):
        name = " ".join(words[:count]).rstrip(".,") if not run.startswith("U.") else " ".join(words[:count])
        for form in (name, name.removesuffix("'s").removesuffix("’s")):
            if form in known_places():
                return form
    return None

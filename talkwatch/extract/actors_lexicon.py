"""The names that speak for somebody, read from lexicons/, and the words by which people are introduced."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from talkwatch.text.document import Token
from talkwatch.text.tokens import tokens

Kind = Literal[
    "state", "seat", "demonym", "movement", "body", "party", "union", "company", "medium", "person", "office", "other"
]


def read_lexicon(name: str) -> dict[str, Any]:
    """One TOML file of lexicons/."""
    return tomllib.loads(files("talkwatch.extract.lexicons").joinpath(name).read_text(encoding="utf-8"))


@cache
def _words_of(name: str) -> dict[str, Any]:
    return read_lexicon(name)


def word_set(name: str) -> frozenset[str]:
    """A closed class of words from actors_words.toml."""
    return frozenset(_words_of("actors_words.toml")[name].split())


GROUPS: tuple[Kind, ...] = ("movement", "body", "party", "union", "company")
FAMILY_FIRST = frozenset({"China", "North Korea", "South Korea", "Taiwan", "Cambodia", "Vietnam"})
"""States whose people put the family's name first ("Xi Jinping" is "Xi")."""
COMMON_SURNAMES = word_set("common_surnames")
"""Surnames too common to name a principal where the text does not give the full name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its words, whom it speaks for (None: nobody), and its kind. `person` is a principal's name."""

    words: tuple[str, ...]
    actor: str | None
    kind: Kind
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    """Words of introduction, lower case; see actors_roles.toml. `people` and `offices` may be phrases of two words.

    `heads` are people and organs.
    """

    people: frozenset[str]
    organs: frozenset[str]
    courtesies: frozenset[str]
    offices: frozenset[str]
    former: frozenset[str]
    points: Mapping[str, frozenset[str]]
    heads: frozenset[str]


class Names:
    """Names by their first word, the longest first."""

    def __init__(self, names: Iterable[Name]) -> None:
        table: dict[str, list[Name]] = {}
        for name in names:
            table.setdefault(name.words[0], []).append(name)
        for found in table.values():
            if len(found) > 1:
                found.sort(key=lambda name: -len(name.words))
        self._table = table

    @property
    def starts(self) -> AbstractSet[str]:
        """The first words of all names."""
        return self._table.keys()

    def at(self, words: Sequence[Token], at: int) -> Name | None:
        """The longest name that begins at a token, if any."""
        named = self._table.get(words[at].text)
        if named is None:
            return None
        for name in named:
            size = len(name.words)
            if size == 1 or (
                at + size <= len(words) and all(words[at + n].text == name.words[n] for n in range(1, size))
            ):
                return name
        return None


@cache
def roles() -> Roles:
    """The words of introduction."""
    table = read_lexicon("actors_roles.toml")
    people, organs = ({form for word in table[key] for form in (word, f"{word}s")} for key in ("people", "organs"))
    return Roles(
        people=frozenset(people),
        organs=frozenset(organs),
        courtesies=frozenset(table["courtesies"]),
        offices=frozenset(table["offices"]),
        former=frozenset(table["former"]),
        points={word: frozenset(kinds) for word, kinds in table["points"].items()},
        heads=frozenset(people | organs),
    )


@cache
def organisations() -> Names:
    """States, their demonyms and seats, movements, bodies, parties, unions, companies and media."""
    return Names([*_states(), *_groups(), *_media()])


@cache
def principals(year: int) -> Names:
    """The principals as of a year, by full name and by a surname that only one side's people share."""
    return _Principals(year)


class _Principals(Names):
    """The principals as of a year, made of the entries as their first words are met: a text names few of them."""

    def __init__(self, year: int) -> None:
        super().__init__(())
        self._year = year
        self._left = set(_bearers())

    @property
    def starts(self) -> AbstractSet[str]:
        """The first words of all names, the same for all years."""
        return _bearers().keys()

    def at(self, words: Sequence[Token], at: int) -> Name | None:
        """The longest name that begins at a token, if any."""
        text = words[at].text
        if text in self._left:
            self._left.remove(text)
            self._table[text] = sorted(self._beginning(text), key=lambda name: -len(name.words))
        return super().at(words, at)

    def _beginning(self, first: str) -> Iterator[Name]:
        """The names that begin with a word, full names first."""
        for (name, full), bearers in _bearers()[first].items():
            spoke = [(entry.actor, entry.person) for entry in bearers if entry.active(self._year)]
            if full:
                yield Name(_words(name), spoke[-1][0] if spoke else None, "person", name)
            elif len({actor for actor, _ in spoke}) <= 1:
                actor, person = spoke[0] if spoke else (None, bearers[0].person)
                yield Name(_words(name), actor, "person", person)


@cache
def titled_people() -> Mapping[str, str]:
    """Whom an office with a surname means ("Vice President Harris")."""
    titled: Mapping[str, str] = _words_of("actors_people.toml")["titled"]
    return titled


@cache
def common_principals(year: int) -> Mapping[str, str]:
    """Whom a principal with a common surname speaks for as of a year, by surname; where only one side has one."""
    sides: dict[str, set[str]] = defaultdict(set)
    for entry in _entries():
        common = [surname for surname in entry.surnames if surname in COMMON_SURNAMES]
        if common and entry.active(year):
            for surname in common:
                sides[surname].add(entry.actor)
    return {surname: found.pop() for surname, found in sides.items() if len(found) == 1}


def family_names(person: str, *, first: bool = False) -> tuple[str, ...]:
    """What a person is called later: the last word, with and without its article ("al-Assad", "Assad")."""
    words = person.split()
    if len(words) == 1 or (words[0].lower() in ("king", "pope", "mullah") and len(words) == 2):
        return ()
    if first and len(words[0]) <= 5:
        return (words[0],)
    last = words[-1] if words[-1].rstrip(".") not in ("Jr", "Sr", "II", "III") else words[-2]
    for article in ("al-", "Al-", "el-", "El-", "Abdel-"):
        if last.startswith(article):
            return (last, last.removeprefix(article))
    if len(words) > 2 and words[-2].lower() in ("al", "el", "de", "von", "van", "der", "bin", "le", "di"):
        return (last, f"{words[-2]} {last}")
    return (last,)


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """An entry of actors_people.toml: who spoke for an actor, and from which year to which (all where it has none)."""

    actor: str
    person: str
    surnames: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def active(self, year: int) -> bool:
        """Whether the entry's years hold `year`."""
        return not self.spans or any(first <= year <= last for first, last in self.spans)


@cache
def _entries() -> tuple[_Entry, ...]:
    """All entries in the file's order, taken apart once for all years."""
    people = _words_of("actors_people.toml")["people"]
    return tuple(_entry(actor, entry) for actor, entries in people.items() for entry in entries)


@cache
def _bearers() -> Mapping[str, Mapping[tuple[str, bool], Sequence[_Entry]]]:
    """The entries by the names they give, full (True) or a surname not too common, and those by their first words."""
    found: dict[tuple[str, bool], list[_Entry]] = defaultdict(list)
    for entry in _entries():
        found[entry.person, True].append(entry)
    for entry in _entries():
        for surname in entry.surnames:
            if surname not in COMMON_SURNAMES:
                found[surname, False].append(entry)
    begun: dict[str, dict[tuple[str, bool], list[_Entry]]] = defaultdict(dict)
    for name, bearers in found.items():
        begun[_words(name[0])[0]][name] = bearers
    return dict(begun)


def _entry(actor: str, entry: str) -> _Entry:
    words = entry.split()
    years = [word for word in words if word[:4].isdigit()]
    person = " ".join(words[: len(words) - len(years)])
    spans = [
        (int(start), int(end or (9999 if dash else start))) for start, dash, end in (y.partition("-") for y in years)
    ]
    return _Entry(actor, person, family_names(person, first=actor in FAMILY_FIRST), tuple(spans))


@cache
def _words(name: str) -> tuple[str, ...]:
    """A name as the tokens of news text."""
    return tuple(token.text for token in tokens(name))


def _forms(name: str) -> tuple[str, ...]:
    """A name with straight and with curly apostrophes."""
    return (name, name.replace("'", "’")) if "'" in name else (name,)


def _named(alias: str, actor: str | None, kind: Kind) -> list[Name]:
    return [Name(_words(form), actor, kind) for form in _forms(alias)]


def _states() -> list[Name]:
    """States with what stands for them; a hand-written entry wins over a generated one."""
    hand = read_lexicon("actors_states.toml")
    dropped = set(hand["drop"])
    found: dict[str, tuple[str, Kind]] = {}
    for state, extra in hand["state"].items():
        found[state] = (state, "state")
        found |= dict.fromkeys(extra.get("seats", ()), (state, "seat"))
        found |= {name: (state, _state_kind(name)) for name in extra.get("names", ())}
    for state, (capital, *people) in read_lexicon("states.toml").items():
        owner = found[state][0] if state in found else state
        found.setdefault(state, (owner, "state"))
        if capital not in dropped:
            found.setdefault(capital, (owner, "seat"))
        for word in people:
            if word not in dropped:
                found.setdefault(word, (owner, "demonym"))
                found.setdefault(f"{word}s", (owner, "state"))
    return [name for alias, (state, kind) in found.items() for name in _named(alias, state, kind)]


@cache
def capitals() -> frozenset[str]:
    """The capitals of all states."""
    return frozenset(capital for capital, *_ in read_lexicon("states.toml").values() if capital)


@cache
def opposition(state: str) -> str:
    """What the opposition of a state is called ("Venezuelan opposition")."""
    names = read_lexicon("states.toml").get(state, ())
    return f"{names[1] if len(names) > 1 else state} opposition"


ADJECTIVE_ENDS = (
    "ish",
    "ese",
    "ian",
    "ean",
    "ch",
    "tch",
    "ine",
    "ndic",
    "ss",
    "kh",
    "gyz",
    "jik",
    "bek",
    "ari",
    "var",
    "van",
    "lan",
    "Saudi",
    "Briton",
    "Turk",
)


def _state_kind(name: str) -> Kind:
    """Whether a hand-written one-word name is an adjective or a name of the state."""
    single = " " not in name and name[0].isupper() and not name.isupper()
    return "demonym" if single and name.endswith(ADJECTIVE_ENDS) else "state"


def _groups() -> list[Name]:
    table = read_lexicon("actors_groups.toml")
    return [
        name
        for kind in GROUPS
        for actor, aliases in table[kind]["names"].items()
        for alias in (actor, *aliases)
        for name in _named(alias, actor, kind)
    ]


def _media() -> list[Name]:
    table = read_lexicon("actors_media.toml")
    free = [name for medium in table["media"] for name in _named(medium, None, "medium")]
    return free + [
        name for state, media in table["state"].items() for medium in media for name in _named(medium, state, "medium")
    ]

"""Words as the ledger compares them: content stems, names, labels and places. Nothing here knows a claim."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:['’.&+-][^\W_]+)*\+?")
_STOP = frozenset(
    """
    a an the of to in on at for from by with and or but as that this these those it its is are was were be been
    being he she they them his her their we our us i my you your who whom which what when where why how not no nor
    if then than so such into over under after before between about against during will would shall should can could
    may might must do does did has have had having said says say saying told tell also more most some any all both
    each other another new up out off down only just very there here own same too s t re ve ll d mr mrs ms dr
    """.split()  # noqa: SIM905 - a list of words reads as prose
)
_GENERIC = frozenset(
    """
    talks talk meeting meetings summit summits conference negotiation negotiations round session visit meet meets
    discussions discussion dialogue call phone upcoming next planned annual leaders leader ministers minister
    foreign ministerial virtual online video extraordinary emergency high-level bilateral trilateral peace latest
    second first third day days week month year talks' delegation delegations deal agreement tense intensive long
    longer term further monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday january
    february march april june july august september october november december possible crucial key
    secret indirect direct fresh renewed closed-door behind-the-scenes further possible weeks months hours
    """.split()  # noqa: SIM905 - a list of words reads as prose
)


def plain(text: str) -> str:
    """Lower case without accents, and with straight apostrophes."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        if any(map(unicodedata.combining, set(text))):
            text = "".join(c for c in text if not unicodedata.combining(c))
    return text.lower().replace("’", "'")


@lru_cache(maxsize=65536)
def stems(text: str) -> frozenset[str]:
    """The content words of a text, each cut to six letters, so that "releasing" and "released" are one."""
    return frozenset(word[:6] for word in _words(text) if word not in _STOP)


@lru_cache(maxsize=16384)
def topic(name: str) -> frozenset[str]:
    """The stems of a talk's name that say what it is about: no "talks", "summit" or "second round"."""
    return frozenset(word[:6] for word in _words(name) if word not in _STOP and word not in _GENERIC)


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """A person's or party's name for comparing: plain, without its article; a person's last word is `last_word`."""
    return re.sub(r"^the ", "", " ".join(plain(name).replace(".", "").split()))


@lru_cache(maxsize=16384)
def last_word(name: str) -> str:
    """The last word of a name, plain ("Osama Hamdan" → "hamdan")."""
    return name_key(name).split(" ")[-1]


_SAME = {
    "cease-fire": "truce",
    "ceasefire": "truce",
    "ceasefires": "truce",
    "captives": "hostage",
    "captive": "hostage",
}
"""Words that the news uses for one thing."""


def _words(text: str) -> list[str]:
    words = []
    for word in _WORD.findall(plain(text)):
        if word.isalnum():  # most are, and need no look within
            words.append(_SAME.get(word, word))
            continue
        bare = word.removesuffix("'s").replace(".", "")
        bare = _SAME.get(bare, bare)
        words.extend([bare] if "-" not in bare else [bare.replace("-", ""), *bare.split("-")])
    return [word for word in words if word]


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """The part of the smaller set that both share, 0-1; 0 where one is empty."""
    small = min(len(left), len(right))
    return len(left & right) / small if small else 0.0


def jaccard(left: frozenset[object], right: frozenset[object]) -> float:
    """The part of both sets together that both share, 0-1; 0 where both are empty."""
    union = len(left | right)
    return len(left & right) / union if union else 0.0


@cache
def gatherings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Labels with the pattern over a talk's plain name, from lexicons/gatherings.toml."""
    table = tomllib.loads(_lexicon("talkwatch.ledger.lexicons", "gatherings.toml"))
    return tuple((row["label"], re.compile(row["words"])) for row in table["gathering"])


@cache
def _editions() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(_lexicon("talkwatch.ledger.lexicons", "gatherings.toml"))
    return {row["label"]: re.compile(row["edition"]) for row in table["gathering"] if "edition" in row}


@lru_cache(maxsize=16384)
def edition(name: str) -> str | None:
    """The number of a gathering's session that its name gives ("28" of "COP28"), or None."""
    numbered = _editions().get(label(name) or "")
    found = numbered.search(plain(name)) if numbered else None
    return found.group(1) if found else None


@lru_cache(maxsize=16384)
def label(name: str) -> str | None:
    """The gathering that a talk's name means ("UN climate conference"), or None."""
    wanted = plain(name)
    return next((known for known, words in gatherings() if words.search(wanted)), None)


@cache
def _lands() -> tuple[dict[str, str], dict[str, str]]:
    """Towns with their lands, and other names of lands with the one that is used; all plain."""
    towns: dict[str, str] = {}
    for state, names in tomllib.loads(_lexicon("talkwatch.extract.lexicons", "states.toml")).items():
        if names and names[0] != state:
            towns.setdefault(name_key(names[0]), name_key(state))
    own = tomllib.loads(_lexicon("talkwatch.ledger.lexicons", "towns.toml"))
    towns |= {name_key(town): name_key(state) for town, state in own["towns"].items()}
    return towns, {name_key(name): name_key(state) for name, state in own["lands"].items()}


@lru_cache(maxsize=4096)
def land(place: str) -> str:
    """The state or land that a place lies in, plain; the place itself where it is not known."""
    towns, names = _lands()
    key = name_key(place)
    return towns.get(key) or names.get(key, key)


def is_town(place: str) -> bool:
    """Whether a place is a known town within a land, rather than the land itself."""
    return name_key(place) in _lands()[0]


@lru_cache(maxsize=16384)
def near(left: str, right: str) -> bool:
    """Whether two places can be one: the same town, or a town and its land."""
    if name_key(left) == name_key(right):
        return True
    return land(left) == land(right) and not (is_town(left) and is_town(right))


def _lexicon(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")

"""What a noun phrase says about whom it speaks for: "Turkey's U.N. ambassador", "head of the IAEA", "UAW officials"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from talkwatch.extract.actors_lexicon import Name, organisations, roles, word_set
from talkwatch.text.document import Token

ADJECTIVES = word_set("adjectives")
"""Small words that may stand between an owner and a role ("Israel's deputy foreign minister")."""
DETERMINERS = word_set("determiners")
PARTICLES = word_set("particles")
CONNECTORS = word_set("connectors")
LINKS = word_set("links")
SERVING = word_set("serving")
"""Roles that belong to whom "to" leads."""
HEADLINE_VERBS = word_set("headline_verbs")
"""Verbs that end a name in a headline written with capitals ("Ionescu Says")."""
ORGANISATION_HEADS = word_set("organisation_heads")
"""Words that make a run of capitals an organisation rather than a person."""
STRONGER = frozenset({"movement", "party", "union", "company"})
"""Kinds that a state's adjective beside them only describes."""
OPEN_CAPITALS = word_set("open_capitals")
"""Words that carry a capital without being, alone, somebody's name."""


@dataclass(slots=True)
class Hit:
    """A lexicon name at tokens `first` to `last` (excluded)."""

    first: int
    last: int
    name: Name


def hits(
    words: Sequence[Token],
    starts: tuple[AbstractSet[str], AbstractSet[str]],
    find: Callable[[Sequence[Token], int], Name | None],
) -> tuple[Hit, ...]:
    """The names in a run of tokens, from left to right, none overlapping; `starts` are the words that can begin one."""
    found: list[Hit] = []
    known, own = starts
    for at, word in enumerate(words):
        text = word.text
        if (text not in known and text not in own) or (found and at < found[-1].last):
            continue
        name = find(words, at)
        if name:
            found.append(Hit(at, at + len(name.words), name))
    return tuple(found)


def is_capital(word: str) -> bool:
    """Whether a word is written like a name ("Putin", "al-Assad", "O'Neill")."""
    return word[0].isupper() or (len(word) > 3 and word[2] == "-" and word[:2] in ("al", "el") and word[3].isupper())


def capital_runs(words: Sequence[Token], taken: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words outside of the names taken, as token ranges; particles and initials join."""
    busy = {at for hit in taken for at in range(hit.first, hit.last)}
    at, size = 0, len(words)
    while at < size:
        if at in busy or not is_capital(words[at].text) or _opens(words, at) or _headline_verb(words, at):
            at += 1
            continue
        last = at + 1
        while last < size and last not in busy and (is_capital(words[last].text) or _joins(words, last, busy)):
            if words[last].text.lower() in HEADLINE_VERBS:
                break
            last += 1
        if last - at > 1 or not _compound(words[at].text):
            yield at, last
        at = last


def _headline_verb(words: Sequence[Token], at: int) -> bool:
    """Whether a capital word is the verb of a headline written with capitals ("World Leaders Urge Truce")."""
    return at > 0 and words[at].text.lower() in HEADLINE_VERBS and words[at - 1].text[0].isupper()


def _compound(word: str) -> bool:
    """Whether a word is an adjective made with a name ("Russian-backed")."""
    return "-" in word and word.rpartition("-")[2].islower()


def _opens(words: Sequence[Token], at: int) -> bool:
    """Whether a capital is only that of a common word that opens a sentence or quotation."""
    return words[at].text.lower() in OPEN_CAPITALS and not (at and words[at - 1].text[0].isupper())


def _joins(words: Sequence[Token], at: int, busy: set[int]) -> bool:
    """Whether a small word inside a run belongs to the name ("Mohammed bin Salman")."""
    following = at + 1 < len(words) and at + 1 not in busy and is_capital(words[at + 1].text)
    return following and words[at].text.lower() in PARTICLES


def role_ends(words: Sequence[Token]) -> tuple[int, ...]:
    """Where (token index, excluded) the words of a role end in a run of tokens."""
    people = roles().people
    found = []
    for at, token in enumerate(words):
        word = token.text.lower().rstrip(".")
        if (
            word in people
            or (at and f"{words[at - 1].text.lower()} {word}" in people)
            or (word.rpartition("-")[2] in people and "-" in word)
        ):
            found.append(at + 1)
    return tuple(found)


def affiliation(words: Sequence[Token], found: Sequence[Hit]) -> tuple[bool, str | None, Name | None]:
    """Whether a phrase names whom its head speaks for, the actor, and the name that says so.

    The first name counts ("Turkey's U.N. ambassador"), but a movement, party, union or company beside a state's
    adjective wins ("Lebanese Hezbollah commander"), and what follows "to", "on" or "in" is only where or about what.
    """
    usable = [hit for hit in found if _says_whom(words, hit)]
    if not usable:
        return False, None, None
    first = usable[0]
    for hit in usable[1:]:
        between = {token.text for token in words[first.last : hit.first]}
        beside = not between & {"'s", "’s", "and", ",", "of", "for"}
        if beside and first.name.kind in ("demonym", "state") and hit.name.kind in STRONGER:
            return True, hit.name.actor, hit.name
    return True, first.name.actor, first.name


def _says_whom(words: Sequence[Token], hit: Hit) -> bool:
    """Whether a name in a phrase is its owner rather than a place or topic."""
    at = hit.first - 1
    while at >= 0 and (words[at].text.lower() in DETERMINERS or words[at].text.lower() in ("former", "senior", "new")):
        at -= 1
    before = words[at].text.lower() if at >= 0 else ""
    if before == "to" and any(word.text.lower() in SERVING for word in words[max(0, at - 1) : at]):
        return True
    if before == "for":
        return any(word.text.lower().startswith(("spoke", "negotiat", "lawyer", "represent")) for word in words[:at])
    return before not in (
        "to",
        "on",
        "in",
        "about",
        "against",
        "over",
        "near",
        "into",
        "between",
        "inside",
        "across",
        "by",
    )


def organisation(words: Sequence[Token]) -> str | None:
    """The name of an organisation written in capitals after "of", "at", "with" or at the head of the phrase."""
    size = len(words)
    found: str | None = None
    for at in range(size):
        before = words[at - 1].text.lower() if at else ""
        start = at if at == 0 or before in DETERMINERS or before in LINKS else -1
        if start < 0 or not is_capital(words[at].text):
            continue
        last = at + 1
        while last < size and (is_capital(words[last].text) or _connects(words, last)):
            last += 1
        names = {word.text.lower() for word in words[at:last]}
        if last - at == 1 and at and words[at - 1].text in ("at", "with") and words[at].text not in OPEN_CAPITALS:
            return words[at].text
        if names & ORGANISATION_HEADS and last - at > 1:
            found = (
                join(words[at:last])
                if found is None or words[at - 1].text == "at" or words[at - 2].text == "at"
                else found
            )
            continue
        if found:
            continue
        if before in ("at", "for", "of", "with", "the") and last - at > 1 and not role_ends(words[last - 1 : last]):
            return join(words[at:last])
    return found


def _connects(words: Sequence[Token], at: int) -> bool:
    """Whether a small word joins two capitals of an organisation's name ("Institute for International Economics")."""
    ahead = at + 1
    while ahead < len(words) and ahead < at + 2 and words[ahead].text.lower() in CONNECTORS:
        ahead += 1
    return words[at].text.lower() in CONNECTORS and ahead < len(words) and is_capital(words[ahead].text)


def join(words: Sequence[Token]) -> str:
    """The words as they stood, one space where there was any."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts.append(word.text if word.start == before.end else f" {word.text}")
    return "".join(parts)


def lexicon_hits(words: Sequence[Token]) -> tuple[Hit, ...]:
    """The names of organisations and states in a run of tokens."""
    known = organisations()
    return hits(words, (known.starts, frozenset()), known.at)

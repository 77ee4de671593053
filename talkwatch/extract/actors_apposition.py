"""The description left or right of a name: "State Department spokesman X", "X, a senior Hamas official,"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from talkwatch.extract.actors_lexicon import roles, word_set
from talkwatch.extract.actors_phrases import ADJECTIVES, DETERMINERS, LINKS, OPEN_CAPITALS, is_capital, role_ends
from talkwatch.text.document import Token

SAYING = word_set("saying")
"""Verbs that end an apposition."""
RELATIONS = word_set("relations")
"""Verbs after "who" that tell whom somebody speaks for."""
_OBJECTS = DETERMINERS | {"its", "his", "their", "her"}
PARTY_MARK = re.compile(r"^([RD])-[A-Z]")
LONGEST_OFFICE = 5
"""Tokens of what a role is of."""
LONGEST_APPOSITION = 26
"""Tokens after a name within which its apposition ends."""


def left_of(words: Sequence[Token], first: int) -> tuple[int, int]:
    """The description before a name and its title, as a token range: "State Department spokesman", or nothing."""
    stop = first
    while stop and is_title(words[stop - 1]):
        stop -= 1
    first = stop
    comma = first > 1 and words[first - 1].text == ","
    if comma:
        stop -= 1
    start = stop
    while start > 0 and stop - start < 12:
        word = words[start - 1]
        low = word.text.lower().rstrip(".")
        if low in DETERMINERS:
            start -= 1
            break
        if not _describes(low, word.text, loose=comma):
            break
        start -= 1
    ends = role_ends(words[start:stop])
    if not ends or (not comma and ends[-1] != stop - start and not _of_office(words[start + ends[-1] : stop])):
        return first, first
    if comma and not _definite(words, start, stop):
        return first, first
    return start, stop


def _of_office(rest: Sequence[Token]) -> bool:
    """Whether what stands between a role and a name is what it is of ("Secretary" of State)."""
    return 1 < len(rest) <= LONGEST_OFFICE and rest[0].text == "of" and is_capital(rest[-1].text)


def is_title(word: Token) -> bool:
    """Whether a word before a name is a title that tells nothing of what its bearer does ("Sheikh", "Dr")."""
    low = word.text.lower().rstrip(".")
    return low in roles().courtesies and low not in roles().people


def _describes(low: str, word: str, *, loose: bool) -> bool:
    """Whether a word may be part of a description before a name."""
    table = roles()
    if low in table.people or low in table.organs or low in ADJECTIVES or word in ("'s", "’s", "'", "’"):
        return True
    if low in OPEN_CAPITALS and low not in ("of", "for") and not low.endswith("ern"):
        return False
    if is_capital(word) or "-" in low or word.isdigit():
        return True
    return low == "of" or (loose and low in LINKS)


def _definite(words: Sequence[Token], start: int, stop: int) -> bool:
    """Whether a description before a comma speaks of one person only ("the head of the IAEA, Rafael Grossi")."""
    return (
        words[start].text.lower() in ("the", "an", "a", "its", "his", "their", "her")
        or any(word.text in ("'s", "’s") for word in words[start:stop])
        or (start + 1 < stop and is_capital(words[start].text))
    )


def _acts(words: Sequence[Token], start: int) -> bool:
    """Whether what follows a comma is a verb with its object ("…, represents a change") rather than a description."""
    if start + 1 >= len(words):
        return False
    word, after = words[start].text, words[start + 1].text.lower()
    return word.islower() and word.endswith(("s", "ed")) and word not in roles().people and after in _OBJECTS


def right_of(words: Sequence[Token], last: int) -> tuple[int, int]:
    """The description after a name, as a token range: ", a senior Hamas official," or "of the Hudson Institute"."""
    if last >= len(words):
        return last, last
    mark = words[last].text
    if mark not in (",", "(", "–", "—", "-", "of", "from", "with"):
        return last, last
    start = last + 1
    if mark == "," and start + 1 < len(words) and words[start].text == "who" and words[start + 1].text in RELATIONS:
        start += 2
    onward = start < len(words) and words[start].text.lower() in ("and", "but", "or", "while", "as")
    if mark == "," and (onward or _acts(words, start)):
        return last, last
    stop = start
    while stop < len(words) and stop - start < LONGEST_APPOSITION:
        word = words[stop].text
        if (
            word in (",", ")", "(", ";", ":", "–", "—", "“", "”", '"', ".")
            or word.lower() in SAYING
            or word.lower() in ("who", "which", "whose", "was", "is", "has", "had")
        ):
            break
        stop += 1
    if stop > start and PARTY_MARK.match(words[start].text):
        return start, stop
    if mark in LINKS:
        return (
            (last, stop)
            if start < len(words) and (is_capital(words[start].text) or words[start].text == "the")
            else (last, last)
        )
    ended = (
        stop >= len(words)
        or words[stop].text in (",", ")", ".", "–", "—", "”", '"')
        or words[stop].text.lower() in ("who", "which", "whose")
    )
    return (start, stop) if ended and stop > start else (last, last)

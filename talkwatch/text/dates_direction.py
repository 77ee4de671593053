"""Whether a day in a sentence lies behind the writer or before him, told from the verbs and words around it.

No library decides this: they parse "Thursday" and leave the side to a setting. The verb that governs a day stands, in
news English, mostly as the nearest one to its left in the same clause, else as the first finite one to its right.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Side = Literal["past", "weakly past", "unknown", "weakly coming", "coming", "either"]
"""Either: a plan that came to nothing, whose day may lie on both sides."""
WORD = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*|['’](?:ll|re)\b|[;:()]|,| [-–—] |—|[!?](?=\s|$)|(?<=[a-z]{3})\.(?=\s)")
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
FIXED_PAST = re.compile(r"\bsince (?:late |early |mid-|last |the )*$", re.IGNORECASE)
FIXED_COMING = re.compile(r"\bas soon as (?:late |early |mid-|the )*$", re.IGNORECASE)
PLANNED = re.compile(
    r"\b(?:was|were|had been)\b[^,;]{0,25}\b(?:supposed|due|scheduled|meant|expected|planned|set|slated)\b[^;]{0,60}$"
)
SUPPOSED = re.compile(r"\b(?:was|were|had been) (?:\w+ly )?(?:supposed|meant) to\b[^,;]*$")
FOILED = re.compile(r"^[^;.]{0,40}\b(?:but|before being|until|when)\b")
STOPS = frozenset({";", "(", ")", "-", "–", "—", ".", "!", "?"})
GROUPS = ("past", "not_past", "future", "scheduled", "present", "leads", "before", "not_verbs")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word groups of lexicons/direction.toml, lower case."""

    past: frozenset[str]
    not_past: frozenset[str]
    future: frozenset[str]
    scheduled: frozenset[str]
    present: frozenset[str]
    leads: frozenset[str]
    before: frozenset[str]
    not_verbs: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    table = tomllib.loads(files("talkwatch.text").joinpath("lexicons/direction.toml").read_text(encoding="utf-8"))
    return Lexicon(**{group: frozenset(table[group]["words"].split()) for group in GROUPS})


def direction(sentence: str, start: int, end: int) -> Side:
    """On which side of the moment of writing the expression at `start` to `end` stands."""
    fixed = _fixed(sentence, start, end)
    if fixed:
        return fixed
    left_raw = [match[0] for match in WORD.finditer(ASIDE.sub("", sentence[:start]))]
    left = [_plain(word) for word in left_raw]
    right = [_plain(match[0]) for match in WORD.finditer(ASIDE.sub("", sentence[end:]))]
    side, distance = _leftwards(left, left_raw)
    relative = side != "unknown" and left[-distance - 2 : -distance - 1] in (["who"], ["which"], ["that"])
    if distance > 1 and _subject_of(right) and not relative:
        return _rightwards(right)
    if side == "unknown":
        later = _rightwards(right)
        if left and left[-1] in lexicon().before and later in {"unknown", "weakly past"}:
            return "coming"
        return later
    return side


def _fixed(sentence: str, start: int, end: int) -> Side | None:
    """The side that words before the expression settle, whatever the verbs say."""
    if FIXED_PAST.search(sentence, 0, start):
        return "past"
    if FIXED_COMING.search(sentence, 0, start):
        return "coming"
    if SUPPOSED.search(sentence, 0, start):
        return "either"
    return "either" if PLANNED.search(sentence, 0, start) and FOILED.search(sentence[end:]) else None


def _plain(word: str) -> str:
    return word.strip().lower().replace("’", "'")


def _subject_of(right: list[str]) -> bool:
    """True when a finite helper verb follows at once: the expression ends its subject ("the talks Friday would")."""
    return bool(right) and right[0] in {
        "will",
        "would",
        "was",
        "were",
        "is",
        "are",
        "has",
        "had",
        "could",
        "may",
        "should",
    }


def _leftwards(words: list[str], raw: list[str]) -> tuple[Side, int]:
    """The side that the nearest telling word to the left points to, and how many words off it stands."""
    known = lexicon()
    for back, word in enumerate(reversed(words)):
        index = len(words) - 1 - back
        if word in STOPS:
            return "unknown", back
        if word in known.before and back <= 4:
            return _before(word, words[:index], raw[:index], near=back == 0), back
        side = _side(words, raw, index)
        if side == "coming" and word == "to" and back > FAR and _past_lead(words[:index]):
            return "either", back
        if side != "unknown":
            return side, back
    return "unknown", len(words)


FAR = 6
"""Words between an infinitive and a day beyond which the day may be the verb's before ("pledged to … on Friday")."""
ATTRIBUTIVE = frozenset({"planned", "scheduled", "expected", "anticipated", "slated"})
DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their", "this"})


def _past_lead(words: list[str]) -> bool:
    return bool(words) and words[-1].endswith("ed")


def _before(word: str, words: list[str], raw: list[str], *, near: bool) -> Side:
    """What stands before, by or until a day is ahead; by and until give way to a past ("had left by Friday")."""
    if words and words[-1] in {"day", "week", "month", "year", "days", "weeks", "months", "years", "night"}:
        return "unknown"
    if word in {"before", "ahead"}:
        return "coming" if near or word == "ahead" else "weakly coming"
    side, distance = _leftwards(words, raw)
    return side if side == "past" and distance <= 1 else "coming"


def _side(words: list[str], raw: list[str], index: int) -> Side:  # noqa: PLR0911 - a ladder of word classes, one rung a line
    """What one word says by itself and with its helpers."""
    known = lexicon()
    word = words[index]
    before = words[index - 1] if index else ""
    if word == "to" and _infinitive(words, raw, index):
        return _to(words, index)
    if word in known.present:
        return "weakly coming" if word not in {"be", "being"} else _helped(words, index)
    if word == "set" and index + 1 < len(words) and words[index + 1] in {"to", "for"}:
        return "coming"
    if word in ATTRIBUTIVE and before in DETERMINERS:
        return "either"
    if word in known.future and not (word == "might" and before in {"the", "of"}):
        return _future(words, raw, index)
    if _past(word, raw[index], index):
        return _helped(words, index)
    if word in known.scheduled and raw[index][0].islower() and before not in {"the", "a", "an", "of", "its", "their"}:
        return _helped(words, index) if _has_helper(words, index) else "coming"
    return "unknown"


def _future(words: list[str], raw: list[str], index: int) -> Side:
    """A word that looks ahead; "may" in capitals is a month or a name, and "would" may be a broken plan."""
    word = words[index]
    if word == "may" and raw[index] == "May":
        return "unknown"
    if word in {"would", "could", "should", "might"} and words[index + 1 : index + 2] == ["have"]:
        return "past"
    return "coming"


def _past(word: str, raw: str, index: int) -> bool:
    known = lexicon()
    if word in known.not_past or (raw[:1].isupper() and index):
        return False
    return word in known.past or (word.endswith("ed") and len(word) > 3) or (word.endswith("ed") and "-" in word)


def _has_helper(words: list[str], index: int) -> bool:
    return any(word in HELPERS for word in words[max(0, index - 3) : index])


HELPERS = {
    "will": "coming",
    "'ll": "coming",
    "won't": "coming",
    "would": "coming",
    "shall": "coming",
    "may": "coming",
    "might": "coming",
    "could": "coming",
    "should": "coming",
    "must": "coming",
    "can": "coming",
    "to": "coming",
    "has": "past",
    "have": "past",
    "had": "past",
    "was": "past",
    "were": "past",
    "did": "past",
}
"""Helpers that decide for the verb they stand before."""


def _helped(words: list[str], index: int) -> Side:
    """The side of a participle or plain form after its helper ("to be held", "has met"), else past."""
    for word in reversed(words[max(0, index - 4) : index]):
        if word in {"be", "been", "being", "not", "also", "never", "now", "then", "again", "formally", "still"}:
            continue
        side = HELPERS.get(word)
        if side == "coming":
            return "coming"
        break
    bare = words[index - 1 : index] == ["be"] and not any(word in HELPERS for word in words[max(0, index - 4) : index])
    return "weakly coming" if bare else "past"


def _infinitive(words: list[str], raw: list[str], index: int) -> bool:
    """True when the word after "to" can be a verb's base form."""
    if index + 1 >= len(words):
        return False
    following = words[index + 1]
    if not following.isalpha() or raw[index + 1][0].isupper() or following.endswith("ing"):
        return False
    if following.endswith("s") and not following.endswith("ss"):
        return following == "focus"
    return following not in lexicon().not_verbs


def _to(words: list[str], index: int) -> Side:
    """A "to" with a verb: ahead after a word that leads there or in a clause without a past verb; else only purpose."""
    known = lexicon()
    if any(word in known.leads for word in words[max(0, index - 2) : index]):
        return "coming"
    for back in range(index - 1, -1, -1):
        word = words[back]
        if word in STOPS:
            break
        if word in known.past or (word.endswith("ed") and word not in known.not_past and len(word) > 3):
            return "unknown"
    return "coming"


def _rightwards(words: list[str]) -> Side:  # noqa: PLR0911 - a ladder of word classes, one rung a line
    """The side of the first finite verb to the right."""
    known = lexicon()
    for index, word in enumerate(words[:40]):
        following = words[index + 1 : index + 4]
        if word in {"is", "are", "am"}:
            return _present(following)
        if word in {"has", "have", "had"}:
            return "past"
        if word == "set" and following[:1] and following[0] in {"to", "for"}:
            return "coming"
        if word in known.future and word not in {"may", "deadline", "hope", "plan", "target", "due", "promise"}:
            return "coming"
        if word == "to" and index and words[index - 1] in known.leads:
            return "coming"
        if word in known.past or _finite_ed(words, index):
            return "past"
        if word in known.scheduled and index and words[index - 1] not in {"the", "a", "an", "of", "to"}:
            return "coming"
        if word in {"say", "says"} and index <= 6:
            return "unknown"
        if word in STOPS and index:
            break
    return "unknown"


def _present(following: list[str]) -> Side:
    known = lexicon()
    if any(word in known.future or word in {"set", "going", "likely"} for word in following):
        return "coming"
    if following and following[0].endswith("ing"):
        return "coming"
    return "weakly coming"


def _finite_ed(words: list[str], index: int) -> bool:
    """True for an -ed form that is a verb of its own, not a participle with its agent ("held by", "a agreed text")."""
    word = words[index]
    if not word.endswith("ed") or len(word) <= 3 or word in lexicon().not_past:
        return False
    following = words[index + 1] if index + 1 < len(words) else ""
    before = words[index - 1] if index else ""
    return following != "by" and before not in {"the", "a", "an", "its", "their", "of"}

"""Whether a text passes a filter, and by which word not. Case and accents do not count, words are matched whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from talkwatch.model.filters import Filter

SAID = "filter: "
"""How the reason begins for which a filter left an item out."""


def left_out(wanted: Filter, title: str, text: str) -> str:
    """Why the filter leaves the item out ("filter: has “football”"), or "" where it passes."""
    if not wanted.include and not wanted.exclude:
        return ""
    flat = _flat(f"{title}\n{text}")
    found = _pattern(wanted.exclude).search(flat) if wanted.exclude else None
    if found:
        return f"{SAID}has “{found[0]}”"
    if wanted.include and not _pattern(wanted.include).search(flat):
        return f"{SAID}has none of {', '.join(f'“{word}”' for word in wanted.include)}"
    return ""


def words_of(said: Iterable[str]) -> tuple[str, ...]:
    """The words of a filter as it keeps them: trimmed, each once; several may stand in one, parted by commas."""
    parts = (" ".join(part.split()) for one in said for part in one.split(","))
    return tuple(dict.fromkeys(part for part in parts if _key(part)))


def _key(word: str) -> str:
    """What of a word counts."""
    return _flat(word).rstrip("*").strip()


@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of the words, whole. A word that names no letter at its edge ("C++") ends where it ends."""
    return re.compile("|".join(_one(word) for word in words if _key(word)) or r"(?!)")


def _one(word: str) -> str:
    key = _key(word)
    inner = r"\s+".join(re.escape(part) for part in key.split())
    before = r"\b" if key[0].isalnum() else ""
    after = "" if not key[-1].isalnum() else r"\w*" if word.rstrip().endswith("*") else r"\b"
    return f"{before}{inner}{after}"


def _flat(words: str) -> str:
    """Lower case without accents: "Malmö" and "malmo" are one."""
    if words.isascii():
        return words.lower()
    parted = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))

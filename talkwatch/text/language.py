"""The language of a text, cheaply: by its script, then by the small words in it, then by what its feed declares."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

READ = 600
"""Characters looked at: enough small words stand in them, and a long text costs no more than a short one."""
SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
)
"""One language for each script, the likeliest; kana before Han, for Japanese uses both."""
OTHER_SCRIPT = re.compile("[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufdff]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
SMALL_WORD = re.compile("(?<![A-Za-z\u00c0-\u024f'’-])[a-z\u00df-\u024f\u1e00-\u1eff]+(?![A-Za-z\u00c0-\u024f-])")


def language(text: str, declared: str = "") -> str:
    """ISO 639-1 of the text; `declared` ("en-GB", "") is what the feed says, and holds where the text shows nothing.

    A text that shows nothing and declares nothing is "en".
    """
    said = declared.strip().lower().replace("_", "-").split("-")[0]
    beginning = text[:READ]
    script = _script(beginning)
    if script:
        return said if said in SISTERS.get(script, ()) else script
    found = _codes().keys() & set(words_in(beginning))
    english = len(found & small_words()["en"])
    if len(found) > english:
        hits = _hits(found - small_words()["en"])
        best = max(hits, key=lambda code: (hits[code], code == said))
        foreign = hits[best]
    else:
        hits, best, foreign = {}, "", 0
    if foreign >= _needed(said) and foreign > 2 * english:
        return said if said != "en" and hits.get(said, 0) == foreign else best
    if said in {"", "en"} or english >= ENGLISH_NEEDED or (english and english > foreign):
        return "en"
    return said if len(said) == CODE_LENGTH else "en"


SISTERS = {"ru": ("uk", "bg", "sr", "mk", "be", "kk"), "ar": ("fa", "ur", "ps", "ckb"), "hi": ("mr", "ne")}
"""Languages of one script that only the feed's word can tell apart."""
ENGLISH_NEEDED = 3
CODE_LENGTH = 2


def _needed(said: str) -> int:
    """Small words of another language that it takes to go against the feed: names bring one or two of them."""
    return 3 if said in {"", "en"} else 2


def _script(text: str) -> str:
    """The language of a script that is not Latin and makes up most of the letters, else ""."""
    if text.isascii():
        return ""
    others = len(OTHER_SCRIPT.findall(text))
    if not others or others <= len(LATIN.findall(text)):
        return ""
    counts = {code: len(pattern.findall(text)) for code, pattern in SCRIPTS}
    if counts["ja"] * 5 >= counts["zh"] and counts["ja"]:
        return "ja"
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "und"


@cache
def small_words() -> dict[str, frozenset[str]]:
    """The small words of each language, read once."""
    table = tomllib.loads(files("talkwatch.text").joinpath("lexicons/languages.toml").read_text(encoding="utf-8"))
    return {code: frozenset(entry["words"].split()) for code, entry in table.items()}


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Each small word with the languages it shows."""
    codes: dict[str, tuple[str, ...]] = {}
    for code, words in small_words().items():
        for word in words:
            codes[word] = (*codes.get(word, ()), code)
    return codes


def _hits(words: Iterable[str]) -> dict[str, int]:
    """How many of the small words show each other language; one of several shows each, but English has first call."""
    codes = _codes()
    hits = {code: 0 for code in small_words() if code != "en"}
    for word in words:
        for code in codes[word]:
            hits[code] += 1
    return hits


_APART = "".join(sign if sign.isalpha() or sign in "'-" else " " for sign in map(chr, range(128)))


def words_in(text: str) -> list[str]:
    """What `SMALL_WORD` finds, and for ASCII some that is no small word: found four times as fast."""
    if not text.isascii():
        return SMALL_WORD.findall(text)
    return text.translate(_APART).replace("'", " '").split()

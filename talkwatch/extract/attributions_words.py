"""What the attribution model knows of a single word: its key, kind, lemma, form and shape."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

_LEXICON = "lexicons/attributions.toml"
_MARKS = {
    ",": "comma", ".": "stop", "?": "stop", "!": "stop", ":": "colon", ";": "semi", "(": "open", ")": "close",
    "-": "dash", "–": "dash", "—": "dash", "―": "dash", "--": "dash", "...": "dots", "…": "dots",
}  # fmt: skip
_DOUBLE = frozenset('"“”„«»`')
_SINGLE = frozenset("‘’'")
_CACHED = 40_000
"""Distinct words remembered before the memory is emptied (about 12 MB)."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word form. `key` is the word itself where many articles use it, else its shape or ending.

    `kind` is its class by lexicon or form, `lemma` "~" where unknown, `form` s, ed, ing, b (base) or p (mark).
    """

    lower: str
    key: str
    kind: str
    lemma: str
    form: str
    shape: str


class Words:
    """The lexicon's classes with the vocabulary: words that many articles use, and how often each one is a cue.

    `common` holds small words seen in at least ten articles of the training text; `cues` maps a word to the share of
    its uses that were the head of a cue (0–1), `seen` tells which other words were seen often enough to know better.
    `joined` are the kinds of neighbours that no source and no content parts.
    """

    def __init__(
        self,
        common: frozenset[str],
        cues: Mapping[str, float],
        seen: frozenset[str],
        joined: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        self.common = common
        self.cues = cues
        self.seen = seen
        self.joined = joined
        self._read_lexicon()
        self._cache: dict[str, Word] = {}

    @classmethod
    def load(cls) -> Words:
        """The vocabulary that the package ships."""
        found = json.loads((files("talkwatch.extract") / "models/words.json").read_text("utf-8"))
        joined = frozenset((before, after) for before, afters in found["joined"].items() for after in afters.split())
        return cls(frozenset(found["common"]), found["cues"], frozenset(found["seen"]), joined)

    def _read_lexicon(self) -> None:
        lexicon = tomllib.loads((files("talkwatch.extract") / _LEXICON).read_text("utf-8"))
        self._verbs = _classes(lexicon["verbs"])
        self._nouns = _classes(lexicon["nouns"])
        self._closed = _classes(lexicon["words"])
        self._named = frozenset(lexicon["words"]) | frozenset(lexicon["nouns"])
        self._forms: dict[str, str] = lexicon["forms"]

    def look(self, text: str) -> Word:
        """What is known of the word written `text`."""
        word = self._cache.get(text)
        if word is None:
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            word = self._cache[text] = self._look(text[:40])
        return word

    def look_titled(self, text: str) -> Word:
        """The same in A Headline Whose Words Are Capitalised, where a known word's capital tells nothing."""
        lower = text.lower()
        if lower == text or not text[0].isalpha():
            return self.look(text)
        plain = self.look(lower)
        known = plain.lower in self.common or plain.kind[0] == "V" or plain.kind in self._named
        return plain if known else self.look(text)

    def _look(self, text: str) -> Word:
        lower = text.lower().replace("’", "'")
        shape = _shape(text)
        if shape == "p":
            return Word(lower, lower[:3], self._mark(text, lower), lower[:3], "p", shape)
        if shape == "9":
            return Word(lower, "9", "num", "9", "p", shape)
        lemma, form = self._lemma(lower)
        known = lemma in self._verbs or lemma in self.common
        kind = self._kind(lower, lemma, form, shape)
        stand_in = "~" + (lower[-3:] if shape == "a" else shape)
        key = lower if lower in self.common or lower in self._closed else stand_in
        return Word(lower, key, kind, lemma if known else "~", form, shape)

    def _mark(self, text: str, lower: str) -> str:
        if lower == "'s":
            return "pos"
        if lower in self._closed:
            return self._closed[lower]
        if text[0] in _DOUBLE or text == "''":
            return "quote"
        return "squote" if text[0] in _SINGLE and len(text) < 3 else _MARKS.get(text, "p")

    def _kind(self, lower: str, lemma: str, form: str, shape: str) -> str:
        if lower in self._closed:
            return self._closed[lower]
        noun = self._nouns.get(lower) or (self._nouns.get(lemma) if form == "s" else None)
        if shape != "a":
            return "cap" + (noun or "")
        verb = self._verbs.get(lemma)
        if verb:
            return f"V{verb}{form}"
        if noun:
            return noun
        if lower.endswith("ly"):
            return "adv"
        return form if form in {"ed", "ing"} else "o" + form.replace("b", "")

    def _lemma(self, lower: str) -> tuple[str, str]:
        """A verb's or noun's base form and which form it was."""
        if lower in self._forms:
            return self._forms[lower], "s" if lower == "says" else "ed"
        size = len(lower)
        if size > 3 and lower.endswith(("ied", "ies")):
            return lower[:-3] + "y", "ed" if lower[-1] == "d" else "s"
        if size > 4 and lower.endswith("ing"):
            return self._first_known(lower[:-3]), "ing"
        if size > 3 and lower.endswith("ed"):
            return self._first_known(lower[:-2]), "ed"
        if size > 3 and lower.endswith("s") and not lower.endswith("ss"):
            stems = [lower[:-1]] + ([lower[:-2]] if lower.endswith("es") else [])
            return next((stem for stem in stems if stem in self._verbs or stem in self.common), lower[:-1]), "s"
        return lower, "b"

    def _first_known(self, stem: str) -> str:
        """The base of a stem that lost an e or doubled its consonant; verbs of the lexicon come first."""
        bases = [stem, stem + "e"] + ([stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else [])
        for known in (self._verbs, self.common):
            for base in bases:
                if base in known:
                    return base
        return stem


def _classes(table: Mapping[str, str]) -> dict[str, str]:
    """Each word with the first class that lists it."""
    found: dict[str, str] = {}
    for kind, words in table.items():
        for word in words.split():
            found.setdefault(word, kind)
    return found


def _shape(text: str) -> str:
    first = text[0]
    if first.isdigit():
        return "9"
    if not first.isalpha():
        return "p"
    if text.islower():
        return "a"
    if text.isupper() and len(text) > 1:
        return "AA"
    return "Aa" if first.isupper() else "aA"

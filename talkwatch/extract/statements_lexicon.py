"""Which cues are speech, and where something was said: lexicons/statements.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from talkwatch.extract.actors_lexicon import organisations, read_lexicon
from talkwatch.text.needed import Sieve, needed
from talkwatch.text.tokens import tokens

CueKind = Literal["speech", "other", "study", "dropped", "unknown"]
_WORD = re.compile(r"[a-z][a-z’'-]*")


@dataclass(frozen=True, slots=True)
class MediumRule:
    """A pattern whose group "medium" says where; `known` asks that it is in the lexicon; `name` replaces it.

    A text in which it is found holds one of `letters`.
    """

    pattern: re.Pattern[str]
    known: bool
    name: str
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables of statements.toml. `stems` maps a stem to its kind of cue, `phrases` are those of several words."""

    stems: Mapping[str, CueKind]
    phrases: tuple[tuple[str, CueKind], ...]
    dropped: re.Pattern[str]
    media: Sieve[MediumRule]
    studies: frozenset[str]
    pronouns: Mapping[str, str]
    crowds: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The tables, read once."""
    table = read_lexicon("statements.toml")
    stems: dict[str, CueKind] = {stem: entry["kind"] for entry in table["cue"] for stem in entry["stems"]}
    return Lexicon(
        stems=stems,
        phrases=tuple((stem, kind) for stem, kind in stems.items() if " " in stem),
        dropped=re.compile("|".join(table["dropped"]["patterns"])),
        media=Sieve(map(_medium, table["medium"]), lambda rule: rule.letters),
        studies=frozenset(table["study"]["sources"]),
        pronouns={word: kind for kind, words in table["pronouns"].items() for word in words},
        crowds=frozenset(table["crowds"]["words"]),
    )


@cache
def verbs() -> Mapping[str, str]:
    """The verbs that the rules read, in all their forms: "that", "act", "told" or "participle"."""
    table = read_lexicon("statements.toml")["verbs"]
    kinds = {word: kind for kind in ("that", "told") for word in table[kind].split()}
    kinds |= dict.fromkeys([*table["act"].split(), *table["naming"].split()], "act")
    found = {form: kinds[lemma] for form, lemma in table["past"].items()}
    for lemma, kind in kinds.items():
        found |= {_third(lemma): kind, _with(lemma, "ing"): "participle"}
        if lemma not in table["past"].values():
            found[_with(lemma, "ed")] = kind
    return {word: kind for word, kind in found.items() if word not in table["never"].split()} | {
        word: kinds[word] for word in table["bare"].split()
    }


def frame_words(name: str) -> frozenset[str]:
    """A closed class of words around a verb of saying."""
    return frozenset(read_lexicon("statements.toml")["frames"][name].split())


@cache
def naming() -> frozenset[str]:
    """The verbs that call a thing something, in all their forms."""
    return _forms("naming")


@cache
def brief() -> frozenset[str]:
    """The verbs whose object may be one word: those that call it something, and those that deny it."""
    return _forms("naming") | _forms("denying")


def _forms(name: str) -> frozenset[str]:
    lemmas = read_lexicon("statements.toml")["verbs"][name].split()
    return frozenset(
        form for lemma in lemmas for form in (lemma, _third(lemma), _with(lemma, "ed"), _with(lemma, "ing"))
    )


def _medium(row: dict[str, Any]) -> MediumRule:
    pattern = re.compile(row["pattern"])
    return MediumRule(pattern, row.get("known", False), row.get("name", ""), needed(pattern))


def _third(lemma: str) -> str:
    """A verb's form after "she"."""
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x")) else f"{lemma}s"


def _with(lemma: str, ending: str) -> str:
    """A verb with "ed" or "ing"."""
    if lemma.endswith("y") and lemma[-2] not in "aeiou" and ending == "ed":
        return f"{lemma[:-1]}ied"
    if lemma in _DOUBLED:
        return f"{lemma}{lemma[-1]}{ending}"
    return f"{lemma.removesuffix('e')}{ending}"


_DOUBLED = frozenset(("slam", "admit", "dub", "quip"))


@lru_cache(maxsize=1024)
def cue_kind(cue: str) -> CueKind:
    """What a cue does: the first of its words with a known stem decides, the longest stem counts."""
    table = lexicon()
    low = cue.lower()
    if table.dropped.search(low):
        return "dropped"
    kinds = [kind for phrase, kind in table.phrases if phrase in low]
    kinds += [kind for kind in (_stem(word) for word in _WORD.findall(low)) if kind]
    if "speech" in kinds:
        return "speech"
    return kinds[0] if kinds else "unknown"


def _stem(word: str) -> CueKind | None:
    """The kind of the longest stem that begins a word."""
    stems = lexicon().stems
    for size in range(len(word), 1, -1):
        kind = stems.get(word[:size])
        if kind:
            return kind if size > 3 or len(word) - size <= 3 else None
    return None


def media_in(text: str) -> Iterator[tuple[int, str]]:
    """Where and by what medium a stretch of text says that something was said, in the order of the rules."""
    for rule in lexicon().media.among(text):
        for match in rule.pattern.finditer(text):
            medium = match["medium"].strip()
            if not rule.known or is_medium(medium):
                yield match.start(), rule.name or medium


@lru_cache(maxsize=1024)
def is_medium(name: str) -> bool:
    """Whether a name begins with that of a medium in the lexicon."""
    words = tokens(name)
    found = organisations().at(words, 0) if words else None
    return found is not None and found.kind == "medium"

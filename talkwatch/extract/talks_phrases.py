"""Where a sentence names a session: its noun phrases ("the second round of indirect talks") and its verbs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from talkwatch.extract.talks_acts import acts, told
from talkwatch.extract.talks_nouns import Noun, noun_at
from talkwatch.extract.talks_phrase import Phrase
from talkwatch.extract.talks_words import cues, lexicon
from talkwatch.text.document import Sentence

__all__ = ["Phrase", "phrases", "trimmed"]


_MOST = 16
"""Sessions of one sentence that are looked at: prose names no more, and each costs a look at the whole sentence."""


def phrases(sentence: Sentence) -> tuple[Phrase, ...]:
    """The sessions a sentence names, in its order, none inside another. Offsets are into `sentence.text`."""
    text, words = sentence.text, sentence.lows
    present = _triggers().intersection(words)
    if not present and "COP" not in text and "Cop" not in text:
        return ()
    nouns = [*_standing(text), *_nouns(sentence, words)]
    found: list[Phrase] = []
    for phrase in (*nouns, *told(text, present, nouns)):
        if not any(phrase.start < other.end and other.start < phrase.end for other in found):
            found.append(phrase)
    if any(not phrase.verb for phrase in found):  # a journey to talks is no second session
        found = [phrase for phrase in found if phrase.kind != "visit"]
    return tuple(sorted(found, key=lambda phrase: phrase.start)[:_MOST])


@cache
def _triggers() -> frozenset[str]:
    """The small-letter words without one of which a sentence names no session."""
    bare = {"apec", "asean", "brics", "davos", "unga", "assembly", "g7", "g20", "g-7", "g-20", "g"}
    return frozenset(lexicon().heads).union(bare, *(act.words for act in acts()))


def _standing(text: str) -> list[Phrase]:
    """Gatherings that go by their own name, with or without a noun behind it."""
    spans = [match.span() for match in lexicon().named.finditer(text)] if "cop" in text.lower() else []
    spans += [match.span("name") for match in lexicon().bare.finditer(text)]
    return [
        Phrase(start, end, "gathering", trimmed(text[start:end]), "summit", definite=True, named=True)
        for start, end in spans
    ]


def trimmed(name: str) -> str:
    """A name without what is only said of its time ("upcoming", "this week's")."""
    before = None
    while before != name:
        before, name = name, cues()["said of its time"].pattern.sub("", name)
    return name


def _nouns(sentence: Sentence, words: Sequence[str]) -> list[Phrase]:
    """The noun phrases whose head is a word for a session."""
    heads = lexicon().heads
    tokens = sentence.tokens
    nouns = [noun_at(tokens, at) for at, word in enumerate(words) if word in heads]
    return [_phrase(noun, sentence) for noun in nouns if noun]


def _phrase(noun: Noun, sentence: Sentence) -> Phrase:
    tokens, base = sentence.tokens, sentence.start
    start, end = tokens[noun.first].start - base, tokens[noun.last].end - base
    name = sentence.text[tokens[noun.bare].start - base : end]
    return Phrase(start, end, noun.kind, name, noun.head, definite=noun.definite, rank=noun.rank, named=noun.named)

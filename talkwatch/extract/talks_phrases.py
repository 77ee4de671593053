"""Where a sentence names a session: its noun phrases ("the second round of indirect talks") and its verbs "meet"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from talkwatch.extract.talks_nouns import Noun, noun_at
from talkwatch.extract.talks_places import longest
from talkwatch.extract.talks_words import Kind, cues, lexicon
from talkwatch.text.document import Sentence

TRIGGER = re.compile(
    r"\b(?:talks|negotiat|renegotiat|discussion|consultation|dialogue|summit|conference|forum|assembl|meet|met\b|"
    r"session|sit-down|gathering|bilateral|call\b|spoke|talked|round|ceremony|visit|trip|travel|journey|arriv|flew|fly|"
    r"flies|head|cop ?-?\d|g-?\d|apec|asean|brics|davos|unga|conversation|encounter|phone|tentative|provisional|"
    r"preliminary|parley|reconven|huddle|videoc|tete)"
)
"""What every naming of a session holds, in lower case; a sentence without it costs one search."""

_AUXILIARY = 40
"""Characters before a verb in which its auxiliary stands."""
_TENSES = {
    word: tense
    for tense, words in {
        "will": "will shall 'll ’ll won't",
        "modal": "would could may might can should must",
        "to": "to",
        "are": "is are am",
        "were": "was were",
        "have": "has have",
        "had": "had",
        "do": "do does did not never n't",
        "been": "been be being",
    }.items()
    for word in words.split()
}
"""The word before a verb of meeting that tells its tense."""
_PAST = ("ed", "met", "spoke", "held", "sat", "flew", "struck", "saw")
_COP = "cop"
"""What every gathering that `named` finds is called by."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A session's noun phrase or verb at `start` to `end` of its sentence.

    `name` is the phrase without its determiner, `definite` tells "the talks" from "a meeting" (None: neither),
    `rank` is the ordinal of a round, `verb` is true where § stands for a verb, `named` for a standing gathering.
    """

    start: int
    end: int
    kind: Kind
    name: str
    head: str
    definite: bool | None = None
    rank: int | None = None
    verb: bool = False
    named: bool = False
    form: str = ""


def phrases(sentence: Sentence) -> tuple[Phrase, ...]:
    """The sessions a sentence names, in its order, none inside another. Offsets are into `sentence.text`."""
    text = sentence.text
    if not TRIGGER.search(text.lower()):
        return ()
    found: list[Phrase] = []
    for phrase in (*_standing(text), *_nouns(sentence), *_verbs(text)):
        if not any(phrase.start < other.end and other.start < phrase.end for other in found):
            found.append(phrase)
    if all(phrase.verb for phrase in found):
        found += _journeys(text)
    found = [replace(one, form=form(text, one)) if one.verb else one for one in found]
    return tuple(sorted(found, key=lambda phrase: phrase.start))


def form(text: str, phrase: Phrase) -> str:
    """The tense of a verb: its auxiliary or the word that asks for it, else its own ending."""
    words = text[max(0, phrase.start - _AUXILIARY) : phrase.start].lower().split()
    for word in reversed(words[-4:]):
        if word in _TENSES:
            return _TENSES[word]
        if word[-1] in ",.;:":
            break
    first = text[phrase.start : phrase.end].split(" ", 1)[0].lower()
    return "past" if first.endswith(_PAST) else "ing" if first.endswith("ing") else "base"


def _standing(text: str) -> list[Phrase]:
    """Gatherings that go by their own name, with or without a noun behind it."""
    spans = [match.span() for match in lexicon().named.finditer(text)] if _COP in text.lower() else []
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


def _nouns(sentence: Sentence) -> list[Phrase]:
    """The noun phrases whose head is a word for a session."""
    heads = lexicon().heads
    tokens = sentence.tokens
    nouns = [noun_at(tokens, at) for at, token in enumerate(tokens) if token.text.lower() in heads]
    return [_phrase(noun, sentence) for noun in nouns if noun]


def _phrase(noun: Noun, sentence: Sentence) -> Phrase:
    tokens, base = sentence.tokens, sentence.start
    start, end = tokens[noun.first].start - base, tokens[noun.last].end - base
    name = sentence.text[tokens[noun.bare].start - base : end]
    return Phrase(start, end, noun.kind, name, noun.head, definite=noun.definite, rank=noun.rank, named=noun.named)


def _verbs(text: str) -> list[Phrase]:
    """The verbs that tell of a session: meeting, speaking by telephone, striking a tentative deal."""
    found = [
        Phrase(match.start(), match.end(), *_again(text, match), verb=True)
        for match in cues()["meet"].pattern.finditer(text)
        if not _alone(text, match)
    ]
    found += [
        Phrase(match.start("verb"), match.end(), "talks", "talks", "meet", verb=True)
        for match in cues()["reconvene"].pattern.finditer(text)
    ]
    found += [
        Phrase(match.start(), match.end(), "call", match[0], "call", verb=True)
        for match in cues()["spoke"].pattern.finditer(text)
    ]
    found += [
        Phrase(match.start(), match.end(), "talks", "contract talks", "deal", verb=True)
        for match in cues()["deal"].pattern.finditer(text)
    ]
    return found


def _alone(text: str, match: re.Match[str]) -> bool:
    """Whether a body meets by itself ("the cabinet met to vote"), or something "is met with" an answer."""
    before = cues()["no meeting of two"].pattern.search(text[: match.start()])
    if before is None or match["verb"] == "meeting":
        return False
    by_itself = not cues()["other side met"].pattern.search(text[match.end() :])
    return by_itself or before[0].split()[0] in {"is", "are", "was", "were", "be", "been", "being"}


def _again(text: str, match: re.Match[str]) -> tuple[Kind, str, str]:
    """Kind, name and head of a verb of meeting; who meets again goes on with talks."""
    head = match[0].lower()
    return ("talks", "talks", head) if text.startswith(" again", match.end()) else ("meeting", match[0], head)


def _journeys(text: str) -> list[Phrase]:
    """Journeys to a known place; whether the traveller speaks for a state is for `talks_table` to ask."""
    found = []
    for match in cues()["journey"].pattern.finditer(text):
        place = longest(match["place"])
        if place:
            end = match.start("place") + len(place)
            found.append(Phrase(match.start(), end, "visit", f"visit to {place}", match["how"].lower(), verb=True))
    return found

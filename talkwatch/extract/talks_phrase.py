"""The phrase by which a sentence names a session, and the tense of one that is a verb."""

from __future__ import annotations

from dataclasses import dataclass

from talkwatch.extract.talks_words import Kind
from talkwatch.model.claims import TalkStatus

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


@dataclass(frozen=True, slots=True)
class Phrase:
    """A session's noun phrase or verb at `start` to `end` of its sentence.

    `name` is the phrase without its determiner, `definite` tells "the talks" from "a meeting" (None: neither),
    `rank` is the ordinal of a round, `verb` is true where § stands for a verb, `named` for a standing gathering.
    `form` is the tense of a verb, `status` the state that its class of verbs tells by itself, `pair` that it
    is no session unless two are named.
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
    status: TalkStatus | None = None
    pair: bool = False


def tense(text: str, start: int, end: int) -> str:
    """The tense of a verb: its auxiliary or the word that asks for it, else its own ending."""
    words = text[max(0, start - _AUXILIARY) : start].lower().split()
    for word in reversed(words[-4:]):
        if word in _TENSES:
            return _TENSES[word]
        if word[-1] in ",.;:":
            break
    first = text[start:end].split(" ", 1)[0].lower()
    return "past" if first.endswith(_PAST) else "ing" if first.endswith("ing") else "base"

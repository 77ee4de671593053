"""What the words between a subject and its verb of coming make of it: negation, hedges, questions, reversals."""

from __future__ import annotations

import re
from functools import cache

from talkwatch.extract.attendance_rules import Mood, cue, low_cue, moods
from talkwatch.model.claims import Stance


def read(stance: Stance, text: str, subject: int, gap: str) -> Stance | None:
    """What a verb's stance comes to in its sentence: its subject begins at `subject`, `gap` is between the two.

    Asked whether it comes, the subject may or may not; asked or wished to come, or "if it comes", nothing is said.
    """
    lead = text[:subject]
    if cue("wished for").search(lead) or (cue("asked").search(lead) and cue("infinitive").match(gap)):
        return None
    if cue("asks whether").search(lead) or cue("question").match(text):
        return "uncertain"
    if cue("supposed").search(lead) and not cue("opening condition").match(text):
        return None
    return turned(stance, gap)


def words_between(text: str, start: int, end: int) -> str:
    """The words between two offsets in lower case, with curly apostrophes."""
    return text[start:end].lower().replace("'", "’")


def turned(stance: Stance, words: str) -> Stance | None:
    """What a stance comes to under the words before its verb, the nearest to the verb first; None if to nothing.

    `words` are in lower case, with curly apostrophes.
    """
    now: Stance | None = stance
    for name in reversed(mood_names(words)):
        turns = _by_name()[name].turns
        now = turns.get(now, now) if now else None
        if now is None:
            return None
    return now


def mood_names(words: str) -> list[str]:
    """The moods that the clause right before a verb holds, in its order."""
    clause = words
    for edge in low_cue("clause edge").finditer(words):
        clause = words[edge.end() :]
    return [match.lastgroup.replace("_", " ") for match in _all().finditer(clause) if match.lastgroup]


def may_hang(words: str) -> bool:
    """Whether a verb after these words can hang on a condition: it is not told as done."""
    return bool(low_cue("not yet done").search(words))


def condition_after(text: str, start: int, words: str) -> str | None:
    """The condition, verbatim, that follows a verb which ends at `start`; `words` stand before the verb."""
    found = cue("condition").match(text, start, start + 400)
    if found is None or not may_hang(words):
        return None
    first = found["condition"]
    only_negated = re.match(r"(?:until|before)\b", first, re.IGNORECASE)
    if only_negated and not low_cue("negated").search(words):
        return None
    return re.sub(r"^(?:but )?only ", "", first.strip()).rstrip(",. ")


def condition_before(text: str, start: int, words: str) -> str | None:
    """The condition, verbatim, with which a sentence opens before its subject at `start`."""
    found = cue("opening condition").match(text)
    if found is None or found.end() > start or not may_hang(words):
        return None
    return found["condition"].strip()


@cache
def _all() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{mood.name.replace(' ', '_')}>{mood.pattern.pattern})" for mood in moods()))


@cache
def _by_name() -> dict[str, Mood]:
    return {mood.name: mood for mood in moods()}

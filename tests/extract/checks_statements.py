"""What it means for a line to take an entry of the lexicon of statements."""

from __future__ import annotations

from collections.abc import Mapping

from talkwatch.extract.statements_lexicon import cue_kind
from talkwatch.extract.statements_sound import speaker
from talkwatch.model.claims import StatementClaim
from tests.extract.telling import told
from tests.frames import Check, Entry

BEFORE = {"he": "Oleg Tarasov", "she": "Mrs. Ana Ionescu", "they": "Hamas", "it": "Hamas"}
"""Somebody whom each kind of pronoun can mean."""


def heard(line: str) -> tuple[StatementClaim, ...]:
    """The statements that the rules alone read in a line."""
    return told(line)


def moldova_is_heard(_: Entry, line: str) -> bool:
    """The one who says something speaks for Moldova."""
    return "Moldova" in [claim.actor for claim in heard(line)]


def heard_by_what_it_found(_: Entry, line: str) -> bool:
    """A finding is what its source says."""
    source, said = line.rstrip(".").split(" found that ")
    return bool(told(line, (source, "found", said)))


def points_back(entry: Entry, line: str) -> bool:
    """A source is the one who spoke in the sentence before."""
    name = BEFORE[entry.owner]
    source, said = line.rstrip(".").split(" said ")
    claims = told(
        f"{name} said the report was false. {line}", (name, "said", "the report was false"), (source, "said", said)
    )
    return len(claims) > 1 and claims[1].speaker == claims[0].speaker


def whoever_was_told(_: Entry, line: str) -> bool:
    """The words said begin after those they were said to."""
    return [claim.content for claim in heard(line)] == ["port fees would rise by half on Sunday"]


def ends_before_the_comma(_: Entry, line: str) -> bool:
    """The words said are those before the comma."""
    return [claim.content for claim in heard(line)] == ["the port was closed to ships"]


def the_entry_is_heard(entry: Entry, line: str) -> bool:
    """The one who says something ends with the entry."""
    return any(f" {claim.speaker.lower()}".endswith(f" {entry.text}") for claim in heard(line))


CHECKS: Mapping[str, Check] = {
    "a cue of its kind": lambda entry, line: cue_kind(line) == entry.owner,
    "a cue that is dropped": lambda _, line: cue_kind(line) == "dropped",
    "somebody is heard by what it found": heard_by_what_it_found,
    "points back to the one before": points_back,
    "Moldova is heard": moldova_is_heard,
    "nobody is heard": lambda _, line: not heard(line),
    "the entry is heard": the_entry_is_heard,
    "whoever was told is not in the words": whoever_was_told,
    "the words end before the comma": ends_before_the_comma,
    "the speaker is the envoy": lambda _, line: speaker(line) == "the envoy",
    "no speaker": lambda _, line: speaker(line) == "",
}

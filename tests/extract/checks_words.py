"""What it means for a line to take a word of the attribution model's classes, of the gate, or of the places."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from talkwatch.extract.attributions_words import Word, Words
from talkwatch.extract.gate import gate_traits, groups
from tests.frames import Check, Entry


@cache
def words() -> Words:
    """The vocabulary that the package ships."""
    return Words.load()


def look(line: str) -> Word:
    """What the model is told of a word."""
    return words().look(line)


def moves_relevance(entry: Entry, line: str) -> bool:
    """A line with the entry leans to our matter more than one without, or less, as the group's own weight says."""
    group = next(group for group in groups() if group.name == entry.owner)
    moved = gate_traits(line.replace("*", ""), "")["odds"] - gate_traits("A quiet line on it there", "")["odds"]
    return moved * group.weight > 0


def a_form_of_its_lemma(entry: Entry, line: str) -> bool:
    """A word is told as another form of the verb it stands for, where the model knows that verb."""
    return look(line).form != "b" and look(line).lemma in (entry.value, look(entry.value).lemma)


CHECKS: Mapping[str, Check] = {
    "a verb of its class": lambda entry, line: look(line).kind == f"V{entry.owner}{look(line).form}",
    "a form of its lemma": a_form_of_its_lemma,
    "a noun of its class": lambda entry, line: look(line).kind in (entry.owner, f"cap{entry.owner}"),
    "a small word of its class": lambda entry, line: look(line).kind == entry.owner,
    "moves relevance": moves_relevance,
}

"""How likely a statement read from a text is one: a logistic regression over what it was read by and looks like."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import log
from typing import TYPE_CHECKING

from talkwatch.extract.attributions_trust import trust
from talkwatch.extract.statements_lexicon import cue_kind, lexicon, naming, verbs
from talkwatch.extract.statements_repeats import ITEM
from talkwatch.extract.statements_trim import FINITE
from talkwatch.text.document import Document

if TYPE_CHECKING:
    from talkwatch.extract.statements import Draft

LEAST = 0.27
"""Worth from which a reading counts as a statement; tuned by cross-validation on the articles and items of training."""
_BEGINS = (
    ("infinitive", re.compile(r"to [a-z]+\b")),
    ("gerund", re.compile(r"\w+ing\b")),
    ("about", re.compile(r"(?:of|over|for|about|on|in|at|with|from|by|as)\b")),
    ("pronoun", re.compile(r"(?:he|she|it|they|we|i|him|her|them|us)\b", re.IGNORECASE)),
)


@cache
def weights() -> Mapping[str, float]:
    """The weights that the package ships, made by extract/training/worth.py."""
    found: Mapping[str, float] = json.loads((files("talkwatch.extract") / "models" / "worth.json").read_text("utf-8"))
    return found


def worth(document: Document, draft: Draft) -> float:
    """The probability (0–1) that a draft is a statement."""
    return trust(weights(), evidence(document, draft))


def evidence(document: Document, draft: Draft) -> dict[str, float]:
    """What speaks for and against a draft. Features of short texts also stand apart, as "short …"."""
    text = document.field(draft.field)
    words = " ".join(text[start:end] for start, end in draft.parts)
    size = len(words.split())
    odds = min(max(draft.confidence, 0.01), 0.99)
    found = {
        "bias": 1.0,
        "odds": log(odds / (1 - odds)),
        "size": log(1 + size),
        f"size {min(size, 5)}": 1.0,
        f"rule {draft.rule}": 1.0,
        f"form {draft.form}": 1.0,
        f"place {draft.field}": 1.0,
        f"source {draft.who.kind if draft.source else 'none'}": 1.0,
        "known" if draft.who.actor else "unknown": 1.0,
        f"clause {bool(FINITE.search(words))}": 1.0,
        "before" if draft.cue and draft.parts[0][1] <= draft.cue[0] else "after": 1.0,
        f"pieces {min(len(draft.parts), 3)}": 1.0,
    }
    begins = next((name for name, pattern in _BEGINS if pattern.match(words)), "other")
    found[f"begins {begins}"] = 1.0
    found |= dict.fromkeys(_cue(text, draft), 1.0)
    found |= dict.fromkeys(_source(text, draft), 1.0)
    if len(document.text) <= ITEM:
        found |= {f"short {name}": value for name, value in found.items()}
    return found


def _cue(text: str, draft: Draft) -> list[str]:
    """What kind of cue it is, in which form, and how far from the words."""
    if draft.cue is None:
        return ["cue none"]
    cue = text[slice(*draft.cue)].lower()
    table = verbs()
    parts = cue.split()
    verb = next((word for word in parts if word in table), "")
    name = "naming" if not naming().isdisjoint(parts) else table.get(verb) or cue_kind(cue)
    form = next((end for end in ("ing", "ed", "s") if verb.endswith(end)), "noun")
    if verb in ("said", "says"):
        form = "said"
    gap = max(draft.parts[0][0] - draft.cue[1], draft.cue[0] - draft.parts[-1][1], 0)
    size = min(len(parts), 4)
    return [
        f"cue {name}",
        f"form of cue {form}",
        f"cue {name} {form}",
        f"gap {min(gap // 12, 4)}",
        f"words of cue {size}",
    ]


def _source(text: str, draft: Draft) -> list[str]:
    """How the words of the source look."""
    if draft.source is None:
        return []
    source = text[slice(*draft.source)]
    low = source.lower()
    if low in lexicon().pronouns:
        return ["source pronoun"]
    side = "after" if draft.cue and draft.source[0] > draft.cue[1] else "before"
    found = [f"words of source {min(len(source.split()), 6)}", f"source {side}"]
    return [*found, "capital"] if source[0].isupper() else found

"""Whether the wording of a claim can stand on a board: what is said, who says it, and what an issue is called."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from talkwatch.ledger.wording import name_key, plain, stems
from talkwatch.model.claims import StatementClaim, StickingClaim

CONTENT_WORDS = 3
"""Content words below which a paraphrase tells nothing; verbatim words and clauses tell something from one less."""

ISSUE_WORDS = 8
"""Words of an issue's name from which it is cut at the clause or phrase that begins before."""

SPEAKER_WORDS = 12
"""Words of a description of a speaker; a longer one is a clause."""

_WORD = re.compile(r"[^\W_]+(?:['’.&+-][^\W_]+)*")
_CLAUSE = re.compile(
    r"^(?:it|he|she|they|we|i|there|this|that|you)\b"
    r"|\b(?:is|are|was|were|will|would|must|should|can|could|may|might|has|have|had|does|do|did|not|no)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"\bappeared first\b|[a-z]{3}(?:The|In|On|But|It|A)\b|^(?:against|voted|left over)\b|(?<=[a-rt-z])['’](?=\s)"
)
"""A name glued of two paragraphs, cut from a page's foot or out of a quotation, or begun in the midst of a phrase."""
_LOOSE = re.compile(r"^(?:for|in|on|at|with|to|of|from|by|after|before|during|about|over)\b", re.IGNORECASE)
_CUT = re.compile(
    r"\s*(?:[,;:(–—]"
    r"|\s(?:that|which|who|whom|where|when|while|as|if|it|he|she|they|we|and then|because|so|but)\s)"
)
_FIELD = re.compile(r"\s(?=(?:in|on|at|for|with|from|over|after|before|by|between|during|under|through|until)\s)")
_EMPTY = frozenset(
    """
    offici mediat source talks deal agreem negoti side sides party partie leader minist govern propos plan meetin issue
    issues point points matter propos things thing demand condit senior
    """.split()  # noqa: SIM905 - a list of words reads as prose
)


_MIDST = frozenset(("also", "has", "have", "had", "is", "was", "are", "were", "been", "not", "and", "but", "as"))
"""First words of a speaker that was cut out of the midst of a clause."""
_LINKS = frozenset(("from", "of", "to", "in", "for", "at", "on", "with", "by", "as", "and"))
"""Last words of one."""


@cache
def table() -> dict[str, dict[str, Any]]:
    """lexicons/wordings.toml."""
    return tomllib.loads(files("talkwatch.ledger.lexicons").joinpath("wordings.toml").read_text(encoding="utf-8"))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table()[name]["words"].split())


@cache
def _setting() -> frozenset[str]:
    return frozenset(word[:6] for word in _listed("setting"))


@cache
def _bargaining() -> re.Pattern[str]:
    return re.compile(table()["bargaining"]["words"])


@lru_cache(maxsize=16384)
def on_talks(text: str) -> bool:
    """Whether a text speaks of talks or of what they are to bring."""
    return _bargaining().search(plain(text)) is not None


def tells(claim: StatementClaim) -> bool:
    """Whether a content says something: not only when, where or to whom, and no scrap of a clause."""
    words = _WORD.findall(claim.content)
    setting = _setting()
    meant = [stem for stem in stems(claim.content) if stem not in setting and not stem.isdigit()]
    if claim.form != "direct" and _LOOSE.match(claim.content) and len(words) <= ISSUE_WORDS and len(meant) <= 3:
        return False
    clause = is_clause(claim) and (claim.form == "direct" or len(words) >= 4)
    return len(meant) >= CONTENT_WORDS - clause


def is_clause(claim: StatementClaim) -> bool:
    """Whether a content can stand alone: verbatim words, or ones with a subject or a helping verb."""
    return claim.form == "direct" or _CLAUSE.search(claim.content) is not None


def speaker(claim: StatementClaim) -> str | None:
    """The speaker as a name or description; its actor where a fragment was read; None where neither is there."""
    words = claim.speaker.split()
    while words and words[-1].lower().strip(".,") in _listed("tail"):
        words.pop()
    plain_words = [word.lower().strip(".,") for word in words]
    fragment = not words or len(words) > SPEAKER_WORDS or any(word in _listed("headline") for word in plain_words)
    fragment = fragment or plain_words[0] in _MIDST or plain_words[-1] in _LINKS
    return claim.actor if fragment else " ".join(words)


def sound(claim: StatementClaim) -> StatementClaim | None:
    """The claim with its speaker as it can be shown, or None where it tells nothing or nobody says it."""
    who = speaker(claim)
    if who is None or not tells(claim) or name_key(who) == name_key(claim.content):
        return None
    return claim if who == claim.speaker else replace(claim, speaker=who)


def issue_name(claim: StickingClaim) -> str | None:
    """The name of an issue, at most about ISSUE_WORDS words; None where it begins within a word or names no matter."""
    name = " ".join(claim.issue.split())
    at = claim.span.words.find(claim.issue)
    if (at > 0 and claim.span.words[at - 1].isalnum()) or _BROKEN.search(name):
        return None
    name = _LOOSE.sub("", name).strip() if _LOOSE.match(name) else name
    clause = _CUT.search(name)
    if clause is not None and clause.start() > 0:
        name = name[: clause.start()].strip()
    while len(name.split()) > ISSUE_WORDS:
        cuts = [cut.start() for cut in _FIELD.finditer(name)]
        if not cuts:
            break
        name = name[: cuts[-1]].strip()
    words = [word.lower() for word in name.split()]
    if any(word in _listed("headline") for word in words):
        return None  # a clause
    return name if stems(name) - _EMPTY - _setting() else None

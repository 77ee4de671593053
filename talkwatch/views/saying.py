"""Who says it, through what, and the act of speech where it changes what the words mean ("denied", "accused")."""

from __future__ import annotations

import re

from talkwatch.model.claims import StatementClaim

PLAIN = re.compile(
    r"sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|writ(?:e|es|ten|ing)|wrote|repl(?:y|ies|ied|ying)|according|reads?|"
    r"(?:add|stat|not|explain|report|announc|declar|continu|remark|comment|observ|quot|post|tweet)(?:e|s|es|ed|d|ing)?"
)
"""Acts that leave the words as they stand: these are not shown. Takes "said"; leaves "denied"."""

_WHEN = re.compile(r"^(?:(?:on|late|early|last) )?(?:\w+day|today) ", re.IGNORECASE)
"""When it was said, before the act itself ("on Sunday called on")."""

LONGEST = 4
"""Words of a cue that are shown; a longer one holds more than the act."""


def act_of(claim: StatementClaim) -> str:
    """The claim's cue as it stands in the text ("denied that"), or "" where it only says that something was said."""
    if claim.cue is None:
        return ""
    start, end = (offset - claim.span.start for offset in claim.cue)
    cue = " ".join(claim.span.words[start:end].split()) if 0 <= start < end <= len(claim.span.words) else ""
    words = re.findall(r"[\w’'-]+", _WHEN.sub("", cue))
    if not 0 < len(words) <= LONGEST or any(PLAIN.fullmatch(word.lower()) for word in words):
        return ""
    return " ".join(words)


def spoken(act: str, words: str) -> str:
    """The words behind their act ("denied that … it had added demands"), or alone."""
    return f"{act} … {words}" if act else words


_OWN = re.compile(r"(?:its|his|her|their) (?=[a-z])", re.IGNORECASE)
_OCCASIONS = {
    "in": "statement letter release message interview commentary e-mail email tweet post speech address memo note",
    "at": "conference briefing hearing rally meeting summit",
    "on": "radio tv television twitter telegram facebook x instagram truth",
}
_LEADS = {word: lead for lead, words in _OCCASIONS.items() for word in words.split()}


def named(speaker: str, actor: str | None) -> str:
    """The speaker as it stands alone: "Its officials" of Hamas are "Hamas officials"."""
    own = _OWN.match(speaker)
    return f"{actor} {speaker[own.end() :]}" if own and actor else speaker


def through(medium: str | None) -> str:
    """A medium with its preposition: "to reporters", "to Reuters", "in a statement", "on state TV"; "" for none.

    Takes "interview" and leaves "Reuters" as one who was told.
    """
    words = (medium or "").rstrip(".").split()
    if not words:
        return ""
    lead = _LEADS.get(words[-1].lower(), "to")
    article = "" if lead in {"to", "on"} else "an " if words[0][0].lower() in "aeiou" else "a "
    return f"{lead} {article}{' '.join(words)}"

"""The act of speech behind a statement, where it changes what the words mean ("denied", "urged", "accused")."""

from __future__ import annotations

import re

from talkwatch.model.claims import StatementClaim

PLAIN = re.compile(
    r"sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|writ(?:e|es|ten|ing)|wrote|repl(?:y|ies|ied|ying)|according|reads?|"
    r"(?:add|stat|not|explain|report|announc|declar|continu|remark|comment|observ|quot|post|tweet)(?:e|s|es|ed|d|ing)?"
)
"""Acts that leave the words as they stand: these are not shown. Takes "said"; leaves "denied"."""

LONGEST = 4
"""Words of a cue that are shown; a longer one holds more than the act."""


def act_of(claim: StatementClaim) -> str:
    """The claim's cue as it stands in the text ("denied that"), or "" where it only says that something was said."""
    if claim.cue is None:
        return ""
    start, end = (offset - claim.span.start for offset in claim.cue)
    cue = " ".join(claim.span.words[start:end].split()) if 0 <= start < end <= len(claim.span.words) else ""
    words = re.findall(r"[\w’'-]+", cue)
    if not 0 < len(words) <= LONGEST or any(PLAIN.fullmatch(word.lower()) for word in words):
        return ""
    return " ".join(words)


def spoken(act: str, words: str) -> str:
    """The words behind their act ("denied that … it had added demands"), or alone."""
    return f"{act} … {words}" if act else words

"""What grammar tells where the model missed an attribution's source or content."""

from __future__ import annotations

from talkwatch.extract.attributions_labels import Parts
from talkwatch.extract.attributions_page import Page

_HELPERS = frozenset({"be", "have", "adv", "neg"})
_VERBS = frozenset({"be", "have", "do", "modal"})
_WHEN = frozenset({"day", "prep", "det", "comma", "stop", "num", "adv"})
"""Kinds of words that only tell when or where."""
_CLAUSE = 4
"""Tokens that a clause has at least."""
_NAME, _APPOSITION = 6, 12
"""Tokens that the name and its apposition have at most."""


def repaired(page: Page, parts: Parts) -> Parts:
    """The attribution with the source and content that its sentence shows, where the model's are none or no words."""
    source = parts.source or subject(page, parts.cue[0])
    return Parts(source, parts.cue, told(page, parts) or parts.content)


def told(page: Page, parts: Parts) -> tuple[int, ...]:
    """The clause before source and cue ("Talks go on, she told a briefing on Friday") where the content is no more
    than a day or a mark; () elsewhere.
    """
    bare = all(page.kind[at] in _WHEN for at in parts.content)
    first = page.sentences[page.sentence[parts.cue[0]]][0]
    comma = parts.source[0] - 1 if parts.source else -1
    if not bare or comma - first < _CLAUSE or page.kind[comma] != "comma" or parts.source[-1] > parts.cue[0]:
        return ()
    clause = range(first, comma)
    return tuple(clause) if any(page.kind[at] in _VERBS or page.kind[at][0] == "V" for at in clause) else ()


def subject(page: Page, cue: int) -> tuple[int, ...]:
    """A name that opens the cue's sentence and its apposition ("Oxfam, the aid group, is voicing"); () if none does."""
    first, before = page.sentences[page.sentence[cue]][0], cue
    while before > first and page.kind[before - 1] in _HELPERS:
        before -= 1
    if before - first > _NAME + _APPOSITION or before - 1 <= first or page.kind[before - 1] != "comma":
        return ()
    kinds = page.kind[first : before - 1]
    name = kinds.index("comma") if "comma" in kinds else 0
    named = 0 < name <= _NAME and kinds[name - 1].startswith("cap") and len(kinds) > name + 1
    if not named or any(kind[0] == "V" or kind in _VERBS for kind in kinds):
        return ()
    return tuple(range(first, before))

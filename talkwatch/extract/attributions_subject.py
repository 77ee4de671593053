"""The subject of a cue to which the model gave no source, where an apposition stands between them."""

from __future__ import annotations

from talkwatch.extract.attributions_page import Page

_HELPERS = frozenset({"be", "have", "adv", "neg"})
_VERBS = frozenset({"be", "have", "do", "modal"})
_NAME, _APPOSITION = 6, 12
"""Tokens that the name and its apposition have at most."""


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

"""Which office a description without a name means: "the Greek PM", "the top U.S. diplomat"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from talkwatch.extract.actors_lexicon import roles

_HOLDERS = roles().people | {"minister", "secretary"}
HEADS_OF_STATE = frozenset(("pm", "premier", "president", "chancellor"))
"""Roles that a text's only principal of a state has where it gives them no name ("the Greek PM")."""
LESSER = frozenset(("vice", "vice-president", "deputy", "former"))
"""Words that make another office of one: who is called so is not meant without them ("the president")."""
SAME_ROLE = {
    "premier": ("prime", "minister"),
    "pm": ("prime", "minister", "premier"),
    "fm": ("foreign", "minister"),
    "diplomat": ("secretary",),
    "leader": ("president", "premier"),
}
"""Words that the news uses for one and the same role."""
SPELLED = {"pm": ({"prime", "minister"}, {"premier"}), "fm": ({"foreign", "minister"},)}
"""Letters for an office, with the words that its holder is introduced with."""
REACH = 8
"""Last words of a description among which its role stands."""


def roles_of(low: Sequence[str]) -> AbstractSet[str]:
    """The roles that a description's small-letter words name, with those that the news uses for them."""
    return {role for word in low[-REACH:] for role in (word, *SAME_ROLE.get(word, ()))} & _HOLDERS


def fits(low: Sequence[str], held: AbstractSet[str]) -> bool:
    """Whether somebody introduced with some words can be whom a description means: no deputy, no other minister."""
    words = set(low)
    spelled = all(any(office <= held for office in SPELLED[letters]) for letters in words & SPELLED.keys())
    return held & LESSER <= words and spelled

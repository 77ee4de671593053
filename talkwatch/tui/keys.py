"""Keys as Textual has them: bindings made from the table of actions, and what is wrong with the user's choice."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, key_to_character

from talkwatch.tui.actions import ACTIONS, Where, keys_of, short

_WITHIN: dict[Where, tuple[Where, ...]] = {
    "everywhere": ("everywhere", "board", "rows", "screen", "changes", "feeds", "items"),
    "rows": ("everywhere", "rows", "board", "screen", "changes", "feeds", "items"),
    "board": ("everywhere", "rows", "board"),
    "screen": ("everywhere", "rows", "screen", "changes", "feeds", "items"),
    "changes": ("everywhere", "rows", "screen", "changes"),
    "feeds": ("everywhere", "rows", "screen", "feeds"),
    "items": ("everywhere", "rows", "screen", "items"),
}
"""Which places are alive together: a key may not mean two things in places that are."""


def bindings(where: Where) -> list[Binding]:
    """The bindings of one place, with ids by which the config changes them."""
    return [
        Binding(action.keys, action.call, action.words, id=action.id, show=bool(action.bar), system=False)
        for action in ACTIONS
        if action.where == where
    ]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the keys chosen for an action, in words, and what was probably meant."""

    action: str
    words: str
    meant: str = ""


def faults(chosen: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is wrong with the user's keys: unknown actions and keys, actions left without a key, clashes."""
    if not chosen:
        return ()
    known = {action.id: action for action in ACTIONS}
    found = [_unknown(name, known) for name in chosen if name not in known]
    for name in filter(known.__contains__, chosen):
        wanted = keys_of(known[name], chosen)
        found += [Fault(name, f"no key is called {key!r}", _MEANT) for key in wanted if not _is_key(key)]
        found += [] if wanted else [Fault(name, f"{name} has no key left", _MEANT)]
    for number, action in enumerate(ACTIONS):
        for other in ACTIONS[number + 1 :]:
            if other.where in _WITHIN[action.where]:
                shared = set(keys_of(action, chosen)) & set(keys_of(other, chosen))
                words = f"{action.id} and {other.id} both want the key"
                one = other.id if other.id in chosen else action.id
                found += [Fault(one, f"{words} {short(key)}", "give one of them another") for key in sorted(shared)]
    return tuple(found)


_MEANT = 'keys are letters, signs, or names as "f5" and "ctrl+o", several parted by commas'


def _unknown(name: str, known: Iterable[str]) -> Fault:
    near = difflib.get_close_matches(name, known, n=1)
    meant = f"did you mean `{near[0]}`?" if near else "talkwatch's help (?) lists every action by name"
    return Fault(name, f"no action is called {name!r}", meant)


_MODIFIERS = {"ctrl", "alt", "shift", "meta", "super", "hyper"}
_NAMED = {key.value.rpartition("+")[2] for key in Keys} | {*KEY_NAME_REPLACEMENTS.values()}


def _is_key(key: str) -> bool:
    """Whether Textual could ever report such a key."""
    *modifiers, name = key.split("+")
    is_named = name in _NAMED or key_to_character(name) is not None
    return set(modifiers) <= _MODIFIERS and (len(name) == 1 or name.startswith("upper_") or is_named)

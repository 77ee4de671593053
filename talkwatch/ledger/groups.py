"""Which entries are copies of one report: syndicated, posted in several sections of a house, or revised.

Two newsrooms that report one event on their own are not copies. Measured on shared/pairs: see the tests.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TypeAlias

from talkwatch.ledger.agencies import house, parts
from talkwatch.ledger.weights import COPY_HOURS
from talkwatch.ledger.wording import jaccard, plain, stems

LEAD_WORDS = 200
"""So many words of a text are compared: feeds carry the beginning of a report, and copies share it."""
SHINGLE = 4
"""Words in a row that count as one shingle."""
LEAD_SHARE = 0.6
LEAD_SHINGLES = 7
"""A lead is copied when this part of the shorter one's shingles, and so many, stand in the other …"""
LONG_SHARE = 0.47
LONG_SHINGLES = 11
"""… or, of so many shingles, this part."""
WHOLE_SHARE = 0.8
"""A house prints its own report again when so much of both leads is one, and the headline is near-same."""
TITLE_SHARE = 0.78
TITLE_PAIRS = 0.75
"""Headlines are near-same from this Jaccard similarity of their stems or this overlap of their word pairs."""
TITLE_HOURS = 36.0
"""Agency reports are printed within so many hours under a near-same headline."""
BARE_HOURS = 6.0
"""Two entries of one house with one headline and no text are one within so many hours; later it is a series."""
_FEW = 24
"""A shingle in more entries than this is a phrase, not a sign; only the last so many are compared."""
_SAME = 4
"""So many entries of one group stand for it under a key."""
_Row: TypeAlias = int
"""A row of words as its hash, which is found and compared in half the time."""
_Key: TypeAlias = _Row | str
"""What entries are found by: a row of words of the lead or of the headline, or, as text, a link or a whole headline."""
_WORD = re.compile(r"[a-z0-9]+")
_DATELINE = re.compile(r"^[A-Z][\w .,'’/()-]{1,60}?\((?:AP|Reuters|AFP|dpa|UPI)\)\s*[-–—:]+\s*")
_SLUG = re.compile(
    r"^(?:(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|EXCLUSIVE|BREAKING|FACTBOX|URGENT)(?: \d+)?\s*[-:]\s*)+"
    r"|\s+[|]\s+[^|]{1,40}$"
)
"""What agencies and sites hang on a headline that is not the headline's: "UPDATE 1-…", "… | Wire"."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry as far as grouping looks at it. `published` is UTC; `text` may be its beginning.

    `agency` is the one that wrote it, as far as that shows (talkwatch.ledger.agencies).
    """

    id: str
    link: str
    title: str
    text: str
    published: datetime
    publisher: str = ""
    agency: str = ""


@dataclass(slots=True, eq=False)
class _Print:
    """What an entry is known by, and the group it was put to when it came."""

    leaf: Leaf
    house: str
    path: str
    words: frozenset[str]
    pairs: frozenset[_Row]
    lead: frozenset[_Row]
    body: tuple[str, ...]
    group: str = ""


def groups(leaves: Iterable[Leaf]) -> dict[str, str]:
    """The group of every entry by its id: the id of the first of its copies, its own where it has none.

    Takes time about linear in the number of entries: only those that share a link, a row of words of the lead or of
    the headline are compared.
    """
    parent: dict[str, str] = {}
    seen: dict[_Key, list[_Print]] = {}
    for leaf in sorted(leaves, key=lambda leaf: (leaf.published, leaf.id)):
        if leaf.id in parent:
            continue
        own = _print(leaf)
        parent[leaf.id] = leaf.id
        since = leaf.published - timedelta(hours=COPY_HOURS)
        held, alone = _shared(own, seen, since)
        for other in _candidates(held, alone, since):
            if _root(parent, other.leaf.id) != _root(parent, leaf.id) and is_copy(own, other):
                _join(parent, other.leaf.id, leaf.id)
        own.group = _root(parent, leaf.id)
        for listed in (*held, *alone):
            if len(listed) >= _SAME and listed[-1].group == own.group == listed[-_SAME].group:
                del listed[-_SAME]
            elif len(listed) >= _FEW:
                del listed[0]
            listed.append(own)
    return {key: _root(parent, key) for key in parent}


def _shared(
    own: _Print, seen: dict[_Key, list[_Print]], since: datetime
) -> tuple[list[list[_Print]], list[list[_Print]]]:
    """The entries `since` then that each of this one's keys is held by: rows of words, and keys that suffice alone.

    Keys that nobody holds since then are its own from now on.
    """
    held: list[list[_Print]] = []
    alone: list[list[_Print]] = []
    for key in _keys(own):
        listed = seen.get(key)
        if listed is None or listed[-1].leaf.published < since:
            seen[key] = [own]
        elif isinstance(key, str):
            alone.append(listed)
        else:
            held.append(listed)
    return held, alone


def is_copy(one: _Print, other: _Print) -> bool:
    """Whether two entries are one report."""
    hours = abs((one.leaf.published - other.leaf.published).total_seconds()) / 3600
    if hours > COPY_HOURS:
        return False
    if one.house == other.house:
        same_words = one.words == other.words and one.body == other.body and bool(one.words)
        same_link = bool(one.path) and one.path == other.path
        again = jaccard(one.words, other.words) >= TITLE_SHARE and _whole_lead_copied(one, other)
        return same_link or again or (same_words and (bool(one.body) or hours <= BARE_HOURS))
    if _lead_copied(one, other):
        return True
    return hours <= TITLE_HOURS and _wired(one, other) and _same_title(one, other)


def _lead_copied(one: _Print, other: _Print) -> bool:
    shared = len(one.lead & other.lead)
    share = shared / (min(len(one.lead), len(other.lead)) or 1)
    return (shared >= LEAD_SHINGLES and share >= LEAD_SHARE) or (shared >= LONG_SHINGLES and share >= LONG_SHARE)


def _whole_lead_copied(one: _Print, other: _Print) -> bool:
    return len(one.lead) >= LEAD_SHINGLES and jaccard(one.lead, other.lead) >= WHOLE_SHARE


def _same_title(one: _Print, other: _Print) -> bool:
    if min(len(one.words), len(other.words)) < 4:
        return False
    if jaccard(one.words, other.words) >= TITLE_SHARE:
        return True
    return len(one.pairs & other.pairs) / (min(len(one.pairs), len(other.pairs)) or 1) >= TITLE_PAIRS


def _wired(one: _Print, other: _Print) -> bool:
    """Whether one report can have come to both houses from an agency: one that both name, or that serves them."""
    agencies, carriers = _wires()
    if one.leaf.agency and one.leaf.agency == other.leaf.agency:
        return True
    if one.house in agencies and other.house in agencies:
        return False
    return {one.house, other.house} <= agencies | carriers


def _print(leaf: Leaf) -> _Print:
    headline = _SLUG.sub("", leaf.title)
    title = _words(headline)
    body = _words(_DATELINE.sub("", leaf.text))[:LEAD_WORDS]
    body = [] if body == title else body
    return _Print(
        leaf=leaf,
        house=house(leaf.link, leaf.publisher),
        path=parts(leaf.link)[1],
        words=stems(headline),
        pairs=_rows(title, 2),
        lead=_rows(body, SHINGLE),
        body=tuple(body),
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text).replace("'s", "").replace("u.s.", "us"))


def _rows(words: Sequence[str], length: int) -> frozenset[_Row]:
    return frozenset(map(hash, zip(*(words[at:] for at in range(length)), strict=False)))


def _keys(own: _Print) -> list[_Key]:
    """What an entry is found again by: its link, its lead's shingles, and, at houses on the wires, its headline's."""
    agencies, carriers = _wires()
    keys: list[_Key] = [f"link {own.house}{own.path}"] if own.path else []
    keys += [f"same {' '.join(sorted(own.words))}"] if own.words else []
    keys += own.lead
    if own.leaf.agency or own.house in agencies or own.house in carriers:
        keys += own.pairs
    return keys


def _candidates(held: Sequence[Sequence[_Print]], alone: Sequence[Sequence[_Print]], since: datetime) -> list[_Print]:
    """Entries `since` then that share this one's link or headline, or at least two rows of words."""
    often = dict.fromkeys(chain.from_iterable(alone))
    if len(held) > 1:
        times = Counter(chain.from_iterable(held))
        often.update((other, None) for other, count in times.items() if count > 1)
    return [other for other in often if other.leaf.published >= since]


def _root(parent: dict[str, str], key: str) -> str:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def _join(parent: dict[str, str], earlier: str, later: str) -> None:
    """Both are one group, named after the earlier entry's."""
    first, second = _root(parent, earlier), _root(parent, later)
    if first != second:
        parent[second] = first


@cache
def _wires() -> tuple[frozenset[str], frozenset[str]]:
    """The agencies and the carriers of lexicons/wires.toml."""
    table = tomllib.loads(files("talkwatch.ledger.lexicons").joinpath("wires.toml").read_text(encoding="utf-8"))
    return frozenset(table["agencies"]), frozenset(table["carriers"])

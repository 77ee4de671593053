"""Which entries of a document are one, and which are items that are known already: pure, for the store to carry out.

A guid is believed until the feed shows that it is none: guids that several entries share, that go from one entry to
another, or that are new at every fetch. Then the links and the words tell.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from talkwatch.feeds.identity import link_identity, words_identity
from talkwatch.feeds.links import normalised, page_of
from talkwatch.model.items import Entry, FeedId, name_of

TRIED = 20
"""Candidates that one entry is held against at most; only a feed whose every guid is the same has more."""


@dataclass(frozen=True, slots=True)
class Names:
    """What an entry goes by, each a number (see model.items.name_of).

    `name` is that of its guid, else the one of its link, else of its words; `place` is None without a link of its own.
    """

    name: int
    place: int | None
    words: int

    @property
    def has_guid(self) -> bool:
        """Whether the feed gave it a guid."""
        return self.name not in {self.place, self.words}


@dataclass(frozen=True, slots=True)
class Served:
    """An entry of a document with its names."""

    entry: Entry
    names: Names


@dataclass(frozen=True, slots=True)
class Known:
    """An item that is stored, with the newest revision's words; `published` is None where the feed gave no date."""

    key: int
    names: Names
    link: str
    title: str
    text: str
    published: datetime | None


def served(feed: FeedId, entry: Entry) -> Served:
    """The entry with its names in that feed."""
    name = name_of(feed, entry.identity)
    by_link, by_words = link_identity(entry.link), words_identity(entry.title, entry.text)
    place, words = (name if by == entry.identity else name_of(feed, by) if by else None for by in (by_link, by_words))
    assert words is not None
    return Served(entry, Names(name, place, words))


def distinct(document: Iterable[Served]) -> list[Served]:
    """The document's entries, each once: of those that are one, the newest by its own date of change, else the first.

    Entries under one guid and one link are one if they say the same, else the guid is no guid. Entries under two guids
    are two, unless link, words and date are all the same.
    """
    kept: dict[Hashable, Served] = {}
    groups: dict[Hashable, list[Hashable]] = defaultdict(list)
    for each in document:
        names, published = each.names, each.entry.published
        is_told_apart = names.name == names.words and names.place is None
        whole = (names.words, names.place, published if names.place or is_told_apart else names.name)
        if whole in kept:
            continue
        group = groups[names.name, names.place]
        twin = None if is_told_apart else next((key for key in group[:TRIED] if _is_twin(kept[key], each)), None)
        if twin is None:
            group.append(whole)
            kept[whole] = each
        elif _changed(each.entry) > _changed(kept[twin].entry):
            kept[twin] = each
    return list(kept.values())


def _changed(entry: Entry) -> float:
    return entry.updated.timestamp() if entry.updated else 0.0


def _is_twin(one: Served, other: Served) -> bool:
    """Whether two entries under the same names in one document are one: both title and text may be an edit of the
    other's. Numbers tell the parts of a series apart.
    """
    first, second = one.entry, other.entry
    if one.names.words == other.names.words:
        return True
    titles, texts = (first.title, second.title), (first.text, second.text)
    return (
        _numbers(first.title) == _numbers(second.title)
        and (not any(titles) or _shared(*titles) >= TITLES)
        and (not all(texts) or _shared(*texts) >= TEXTS)
    )


def _numbers(title: str) -> list[str]:
    return re.findall(r"\d+", title)


def matched(document: Sequence[Served], known: Iterable[Known], *, is_past: bool = False) -> list[Known | None]:
    """For each entry the item that it is, or None for a new one; no item is two entries.

    Entries of the past are no document that one server wrote, which would show how far its guids can be believed.
    """
    items = list(known)
    return _Matching(document, items, is_past=is_past).found() if items else [None] * len(document)


class _Matching:
    """Goes over a document in passes, the surest kind of evidence first."""

    def __init__(self, document: Sequence[Served], known: list[Known], *, is_past: bool) -> None:
        self._document, self._known = document, known
        self._found: dict[int, Known] = {}
        self._used: set[int] = set()
        self._served = Counter(each.names.name for each in document)
        self._stored = Counter(item.names.name for item in known)
        self._placed = Counter(each.names.place for each in document)
        self._lying = Counter(item.names.place for item in known)
        self._are_guids_new = not is_past and self._whether_guids_are_new()

    def _whether_guids_are_new(self) -> bool:
        """Whether most guids are new although their entries are not, as in a feed that makes them up at every fetch."""
        places = {item.names.place for item in self._known} - {None}
        words = {item.names.words for item in self._known}
        stayed = sum(each.names.name in self._stored for each in self._document)
        renamed = sum(
            each.names.name not in self._stored and (each.names.place in places or each.names.words in words)
            for each in self._document
        )
        return renamed >= 2 and renamed > stayed

    def found(self) -> list[Known | None]:
        """The items, in the order of the document."""
        self._pass(lambda each: (each.names, each.entry.published), lambda item: (item.names, item.published))
        self._pass(lambda each: each.names, lambda item: item.names)
        for key, fits in self._rules():
            if len(self._found) == len(self._document):
                break
            self._pass(_of_entry(key), _of_item(key), fits)
        return [self._found.get(n) for n in range(len(self._document))]

    def _rules(self) -> Iterable[tuple[Callable[[Names], Hashable], Callable[[Served, Known], bool]]]:
        """What must be equal, and what else must hold."""
        yield _name_and_place, _says_alike
        yield _place, self._is_edited
        yield _words, self._keeps_words
        yield _name_and_place, self._is_only
        yield _name, self._has_moved
        yield _place, self._is_renamed
        yield _keyless, _says_alike

    def _pass(
        self,
        of_entry: Callable[[Served], Hashable],
        of_item: Callable[[Known], Hashable],
        fits: Callable[[Served, Known], bool] = lambda each, item: True,  # noqa: ARG005 - equal keys are enough
    ) -> None:
        """Entries and items of equal keys that fit are one; None is no key."""
        waiting: dict[Hashable, deque[Known]] = defaultdict(deque)
        for item in self._known:
            if item.key not in self._used and (key := of_item(item)) is not None:
                waiting[key].append(item)
        for n, each in enumerate(self._document):
            if n in self._found or (key := of_entry(each)) is None or key not in waiting:
                continue
            queue = waiting[key]
            while queue and queue[0].key in self._used:
                queue.popleft()
            tried = (item for item in islice(queue, TRIED) if item.key not in self._used)
            if (twin := next((item for item in tried if fits(each, item)), None)) is not None:
                self._found[n] = twin
                self._used.add(twin.key)

    def _is_only(self, each: Served, item: Known) -> bool:
        """Whether neither the document nor the store has another under this name: then its words may all change."""
        return self._served[each.names.name] == 1 and self._stored[item.names.name] == 1

    def _is_edited(self, each: Served, item: Known) -> bool:
        """Whether an entry with an item's link under another guid is that item: its words say so, and not its title
        alone, which a daily column keeps as well as its link.
        """
        first, numbers = each.entry, _numbers(each.entry.title) == _numbers(item.title)
        if each.names.words == item.names.words or (numbers and _shared_text(first.text, item.text) >= TEXTS):
            return True
        return (self._are_guids_new or _same_date(each, item)) and _says_alike(each, item)

    def _keeps_words(self, each: Served, item: Known) -> bool:
        """Whether the same words under other names are the same entry: with its date, or where no guid holds."""
        has_link = each.names.place is not None or item.names.place is not None
        is_telling = len(each.entry.title) + len(each.entry.text) >= TELLING
        if self._are_guids_new or _same_date(each, item):
            return is_telling or not has_link
        return is_telling and each.entry.published is None and item.published is None

    def _has_moved(self, each: Served, item: Known) -> bool:
        """Whether an entry with the guid of an item but another link is that item, and not one that got its guid."""
        if not self._is_only(each, item):
            return False
        if each.names.place is None or item.names.place is None or _says_alike(each, item):
            return True
        return _same_date(each, item) or page_of(normalised(each.entry.link)) == page_of(normalised(item.link))

    def _is_renamed(self, each: Served, item: Known) -> bool:
        """Whether an entry with an item's link, but not its guid and words, is that item."""
        if self._placed[each.names.place] > 1 or self._lying[item.names.place] > 1:
            return False
        if each.names.has_guid != item.names.has_guid or self._are_guids_new:
            return True
        guid = each.entry.identity.partition(":")[2]
        return page_of(normalised(guid)) == page_of(normalised(each.entry.link))


def _of_entry(key: Callable[[Names], Hashable]) -> Callable[[Served], Hashable]:
    return lambda each: key(each.names)


def _of_item(key: Callable[[Names], Hashable]) -> Callable[[Known], Hashable]:
    return lambda item: key(item.names)


TELLING = 40
"""Characters of title and text from which equal words alone show that two entries are one."""


def _name(names: Names) -> Hashable:
    return names.name


def _place(names: Names) -> Hashable:
    return names.place


def _words(names: Names) -> Hashable:
    return names.words


def _name_and_place(names: Names) -> Hashable:
    return names.name, names.place


def _keyless(names: Names) -> Hashable:
    """One key for all that have neither guid nor link."""
    return None if names.has_guid or names.place is not None else "words"


def _same_date(each: Served, item: Known) -> bool:
    return each.entry.published is not None and each.entry.published == item.published


def _says_alike(each: Served, item: Known) -> bool:
    return alike(each.entry.title, each.entry.text, item.title, item.text)


TITLES = 0.5
TEXTS = 0.6
"""Shares of common words from which one of two titles or texts may be an edit of the other."""
READ = 4000
"""Characters of a text that are looked at."""
FEW = 5
"""Words below which a text shows nothing."""

_WORD = re.compile(r"\w+")


def alike(title: str, text: str, other_title: str, other_text: str) -> bool:
    """Whether one may be an edit of the other: their titles or their texts have most words in common."""
    if _shared(title, other_title) >= TITLES:
        return True
    return _shared_text(text, other_text) >= TEXTS or not (title or other_title or text or other_text)


def _shared_text(one: str, other: str) -> float:
    """The same of two texts, of which each says enough to show something, else 0."""
    is_short = min(len(_WORD.findall(words[:READ])) for words in (one, other)) < FEW
    return 0.0 if is_short else _shared(one, other)


def _shared(one: str, other: str) -> float:
    """The share of common words among all of both (Jaccard's index)."""
    first, second = (set(_WORD.findall(words[:READ].casefold())) for words in (one, other))
    return len(first & second) / len(first | second) if first and second else 0.0

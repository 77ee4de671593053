"""What the second model labels: a page's items, which are tokens that practically never part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import invert

from talkwatch.extract.attributions_labels import Parts
from talkwatch.extract.attributions_page import Page

Joined = Collection[tuple[str, str]]
"""The kinds of neighbours that never part."""


@dataclass(frozen=True, slots=True)
class Items:
    """A page's items by the tokens that start them.

    `fine` parts tokens unless their kinds are joined; of `whole` what a sentence has of one quotation is one item too.
    A list of items has a start of `fine` as it is and one of `whole` as its complement (`~start`); `ends` has the token
    after each such item.
    """

    fine: list[int]
    whole: list[int]
    ends: Mapping[int, int]

    @classmethod
    def of(cls, page: Page, cues: Collection[int], joined: Joined) -> Items:
        """The page's items, each token of `cues` alone in its own."""
        kind, quote, sentence = page.kind, page.quote, page.sentence
        fine, whole = [], []
        for at in range(len(kind)):
            apart = at == 0 or sentence[at] != sentence[at - 1] or quote[at] != quote[at - 1]
            if apart or at in cues or at - 1 in cues or (kind[at - 1], kind[at]) not in joined:
                fine.append(at)
                if apart or quote[at] < 0:
                    whole.append(at)
        ends = dict(zip(fine, [*fine[1:], len(kind)], strict=True))
        ends |= zip(map(invert, whole), [*whole[1:], len(kind)], strict=True)
        return cls(fine, whole, ends)

    def window(self, first: int, last: int, within: tuple[int, int]) -> list[int]:
        """The items that start from `first` to `last`: finer ones inside the range `within`, whole ones around it."""
        fine, whole = self.fine, self.whole
        low = max(first, min(within[0], last))
        high = max(low, min(within[1], last))
        found = [~at for at in whole[bisect_left(whole, first) : bisect_left(whole, low)]]
        found += fine[bisect_left(fine, low) : bisect_left(fine, high)]
        return found + [~at for at in whole[bisect_left(whole, high) : bisect_left(whole, last)]]

    def tokens(self, item: int) -> range:
        """The tokens of one item."""
        return range(item if item >= 0 else ~item, self.ends[item])

    def spread(self, found: Sequence[int], parts: Parts) -> Parts:
        """Parts told as places in the list `found`, as tokens."""
        source, cue, content = (
            tuple(at for place in part for at in self.tokens(found[place]))
            for part in (parts.source, parts.cue, parts.content)
        )
        return Parts(source, cue, content)

    def gathered(self, found: Sequence[int], parts: Parts) -> Parts:
        """Parts told as tokens, as places in the list `found`: an item goes with at least half of its tokens."""
        named = [frozenset(part) for part in (parts.content, parts.source, parts.cue)]
        places: list[list[int]] = [[], [], []]
        for place, item in enumerate(found):
            tokens = self.tokens(item)
            for part, chosen in zip(named, places, strict=True):
                inside = sum(at in part for at in tokens)
                if inside and 2 * inside >= len(tokens):
                    chosen.append(place)
                    break
        content, source, cue = (tuple(chosen) for chosen in places)
        return Parts(source, cue, content)

"""Whom a description without a name means: "the president", "the union's lawyer", "spokesman Ana Ionescu"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from talkwatch.extract.actors_lexicon import (
    GROUPS,
    Kind,
    Name,
    common_principals,
    organisations,
    principals,
    roles,
    titled_people,
    word_set,
)
from talkwatch.extract.actors_names import Spot, is_place
from talkwatch.extract.actors_phrases import Hit
from talkwatch.extract.talks_places import city_states
from talkwatch.text.document import Sentence, Token
from talkwatch.text.tokens import tokens

NEARBY = 400
"""Characters before an office without a state within which the state is looked for."""
FIRM, PLACED = 2, 1
"""What a state counts for as the text's home where it acts, and where it is only a place or part of another name."""
BODIES = frozenset((*GROUPS, "other"))
BY_NAME = word_set("by_name")
"""Those of them that mean only an organisation that has the word in its name ("the commission")."""
POINTING = word_set("pointing") | BY_NAME
"""Nouns for an organisation named before that own a role ("the union's president", "company spokesman")."""


def titled(called: str) -> str | None:
    """Whom an office and a surname mean together ("Vice President Harris"); None where no table knows them."""
    return next((actor for title, actor in titled_people().items() if called.endswith(title)), None)


class Home:
    """Whose "the president" is: the state last named before, else the state most named."""

    def __init__(self, sentences: Sequence[tuple[Sentence, tuple[Hit, ...], tuple[Spot, ...]]], year: int) -> None:
        self._people = principals(year)
        self._common = common_principals(year)
        self._read(sentences)

    def _read(self, sentences: Sequence[tuple[Sentence, tuple[Hit, ...], tuple[Spot, ...]]]) -> None:
        self._named: list[tuple[int, int, str]] = []
        self._acting: list[tuple[int, int, str]] = []
        self._groups: list[tuple[tuple[bool, int], str, Kind, tuple[str, ...]]] = []
        self._sentences = [sentence.start for sentence, *_ in sentences if sentence.field == "text"]
        counts: Counter[str] = Counter()
        for sentence, found, _ in sentences:
            counts.update(_homes(sentence.tokens, found))
            for hit in found:
                if not hit.name.actor:
                    continue
                start = sentence.tokens[hit.first].start
                place = is_place(sentence.tokens, hit)
                if sentence.field == "text" and hit.name.kind != "medium" and not place:
                    self._acting.append((start, sentence.start, hit.name.actor))
                if hit.name.kind in ("state", "demonym", "seat"):
                    counts[hit.name.actor] += PLACED if place else FIRM
                    self._named.append((sentence.field != "title", start, hit.name.actor))
                elif hit.name.kind in BODIES:
                    self._groups.append(
                        ((sentence.field != "title", start), hit.name.actor, hit.name.kind, hit.name.words)
                    )
        best = counts.most_common(1)
        self._most = best[0][0] if best and best[0][1] >= FIRM else None

    def holder(self, spot: Spot, called: str) -> str | None:
        """Whom the principal of an office beside a surname speaks for ("President Biden", "Vice President Harris")."""
        return spot.principal.actor if spot.principal else titled(called) or self._common.get(spot.name)

    def namesake(self, name: str) -> Name | None:
        """The principal whose surname ends a name, if given names and initials agree ("Donald J. Trump")."""
        words = [word for word in tokens(name) if not word.text.endswith(".")]
        if len(words) < 2:
            return None
        last = self._people.at(words, len(words) - 1)
        if last is None or last.person is None:
            return None
        given, known = words[0].text, last.person.split()[0]
        return last if given[:2] == known[:2] else None

    def at(self, start: int) -> str | None:
        """The state most likely meant by an office without a state at a character of the text."""
        near = [(at, actor) for body, at, actor in self._named if body and start - NEARBY < at < start]
        here = self._sentences[max(0, bisect_right(self._sentences, start) - 1)] if self._sentences else 0
        same = [actor for at, actor in near if at >= here]
        if same:
            return same[0]
        return self._most if not near or self._most in {actor for _, actor in near} else near[-1][1]

    def group(self, noun: str, start: int) -> str | None:
        """The organisation that a noun at a character of the text points back to: one that has it in its name, else one
        of the kinds that it can mean; the last one named before, or the one most named where none was.
        """
        kinds = roles().points.get(noun, frozenset())
        called = [(at, actor) for at, actor, _, words in self._groups if noun in (word.lower() for word in words)]
        meant = [(at, actor) for at, actor, kind, _ in self._groups if kind in kinds]
        other = [(at, actor) for at, actor, kind, _ in self._groups if kind == "other"]
        for known in (called,) if noun in BY_NAME else (called, meant, other):
            before = bisect_left(known, ((True, start), ""))
            if before:
                return known[before - 1][1]
            if known:
                return Counter(actor for _, actor in known).most_common(1)[0][0]
        return None

    def nearest(self, start: int) -> str | None:
        """Whom "its" means at a character of the text: who is named first in the last sentence that names somebody."""
        last = bisect_left(self._acting, (start, 0, "")) - 1
        if last < 0 or start - self._acting[last][0] > NEARBY:
            return None
        return next(actor for _, sentence, actor in self._acting if sentence == self._acting[last][1])

    def owner(self, part: Sequence[Token], inside: Sequence[Hit], base: int) -> str | None:
        """Whom "the union's" or "its carrier's" at the head of a description means, before any name."""
        first = inside[0].first if inside else len(part)
        for at in range(first - 1):
            if part[at + 1].text in ("'s", "’s") and part[at].text.lower() in roles().points:
                return self.pointed(part[at : at + 2], base)
        return None

    def pointed(self, part: Sequence[Token], base: int) -> str | None:
        """Whom a noun for an organisation or state inside of a description points back to."""
        for at, word in enumerate(part):
            low = word.text.lower()
            before = part[at - 1].text.lower() if at else ""
            after = part[at + 1].text.lower() if at + 1 < len(part) else ""
            owns = after in ("'s", "’s") or after in roles().people or after in roles().organs
            if not owns and before in ("a", "an", "another", "one"):
                continue
            if low in ("country", "government", "nation"):
                return self.at(base + word.start)
            if low in POINTING:
                return self.group(low, base + word.start)
        return None


def _homes(words: Sequence[Token], found: Sequence[Hit]) -> list[str]:
    """The states of the cities named in a sentence and of the adjectives inside the names of its organisations."""
    cities = city_states()
    states = [cities[word.text] for word in words if word.text[0].isupper() and word.text in cities]
    for hit in found:
        if hit.name.kind in BODIES and len(hit.name.words) > 1:
            inside = [organisations().at(words, at) for at in range(hit.first + 1, hit.last)]
            inside.append(organisations().at(words[hit.first : hit.first + 1], 0))
            states += [name.actor for name in inside if name and name.actor and name.kind in ("state", "demonym")]
    return states

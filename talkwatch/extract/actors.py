"""Who speaks for whom in one text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from talkwatch.extract.actors_apposition import is_title
from talkwatch.extract.actors_home import Home
from talkwatch.extract.actors_introductions import Person, described, introduced
from talkwatch.extract.actors_learned import learned, titled
from talkwatch.extract.actors_lexicon import COMMON_SURNAMES, Kind, family_names, principals, roles, word_set
from talkwatch.extract.actors_names import (
    ARTICLES,
    Spot,
    acting,
    before_shared_head,
    head_of,
    names_in,
    owner_of,
    spots,
)
from talkwatch.extract.actors_offices import HEADS_OF_STATE, LESSER, fits, roles_of
from talkwatch.extract.actors_phrases import ADJECTIVES, OPEN_CAPITALS, Hit, is_capital, organisation
from talkwatch.text.document import Document, Sentence, Token
from talkwatch.text.tokens import tokens

PRIVATE = word_set("private_people")
"""Heads of descriptions of people who speak for nobody."""
TEAMS = frozenset(("administration", "government", "cabinet", "camp", "campaign"))
"""What a person's name stands before where those under him speak."""
ARMED = frozenset(("group", "movement", "faction", "militants", "fighters", "gunmen", "factions", "groups"))
"""Heads that with a people's adjective mean a movement, not the state ("the Ruritanian militant group")."""
NO_OWNERS = word_set("us_states") | {"Investigation", "Report", "Poll", "Survey", "Study"}
"""Capitals that stand for nobody who speaks for himself."""
_NO_NAMES = COMMON_SURNAMES | NO_OWNERS
_COMMON = OPEN_CAPITALS | roles().heads | ADJECTIVES
SAME_SIDE = frozenset(("team", "delegation", "aides", "advisers", "advisors", "negotiators", "staff", "government"))
"""Those of somebody who speak with him for his own side ("the minister and his team")."""
OTHERS = frozenset(("its", "his", "her", "their", "a", "an", "other"))
"""Words after "and" with which those begin who join somebody of another side."""
LONGEST_NAME = 3
"""Words of a name that nobody knows."""
PAPERS = frozenset(("statement", "readout", "communique", "communiqué", "letter"))
LONGEST_SENTENCE = 400
"""Tokens of a sentence that is read; what is longer is a table or noise, and would cost the square of its length."""
_DETERMINER = re.compile(r"^(?:the|The)\s+")


@dataclass(slots=True)
class Mention:
    """A name or description that speaks for somebody, at characters `start` to `end` of its sentence's field."""

    start: int
    end: int
    text: str
    actor: str | None
    kind: Kind
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """What a source's words say: the name at its fullest, whom it speaks for, its kind."""

    speaker: str
    actor: str | None
    kind: Kind
    person: str | None = None


class Cast:
    """The people and parties of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        read = []
        self._local = learned(
            sentence.tokens for sentence in document.sentences if len(sentence.tokens) <= LONGEST_SENTENCE
        )
        for sentence in document.sentences:
            whole = len(sentence.tokens) <= LONGEST_SENTENCE
            found = names_in(sentence.tokens, document.published, self._local) if whole else ()
            read.append((sentence, found, _people(sentence, found, document) if whole else ()))
        self._read = {sentence.index: (found, people) for sentence, found, people in read}
        self._home = Home(read, document.published.year)
        self.people = introduced(read, self._home)
        self._called = _called(self.people)
        self._small = {word.text for sentence in document.sentences for word in sentence.tokens if word.text.islower()}
        self._mentions: dict[int, tuple[Mention, ...]] = {}
        self.acting: dict[int, tuple[Mention, ...]] = {}
        """The mentions of a sentence as `talks_scene` lays them out, by the sentence's index: asked for often."""
        counts = Counter(hit.name.actor for _, found, _ in read for hit in found if hit.name.kind == "movement")
        self._movement = counts.most_common(1)[0][0] if counts else None

    @property
    def movement(self) -> str | None:
        """The armed movement that the text names most, if it names any."""
        return self._movement

    @classmethod
    def of(cls, document: Document) -> Cast:
        """The cast of a document."""
        return cls(document)

    def full(self, name: str) -> str:
        """The fullest form of a person's name in the text ("Hamdan" is "Osama Hamdan"); any other name unchanged."""
        if name in self.people and " " in name and name not in self._called:
            return name
        return self._called.get(name, name)

    def person(self, name: str) -> Person | None:
        """The person of a name, if the text knows one, with the side that any of its names was introduced with."""
        full = self.full(name)
        known = self.people.get(full)
        if known and not known.told:
            for short in family_names(full):
                other = self.people.get(short)
                if other and other.told:
                    return replace(
                        known,
                        actor=other.actor,
                        told=True,
                        female=known.female or other.female,
                        roles=known.roles | other.roles,
                    )
        return known

    def actor(self, name: str, base: int = 0) -> str | None:
        """The party, state or organisation that a name or description speaks for; None if it is not told."""
        return self.describe(name, base).actor

    def describe(self, source: str, base: int = 0) -> Described:
        """Who the words of a source are: a person by full name, a body, or an unnamed source as the text calls it.

        `base` is the character of the text where they stand, for what they may point back to.
        """
        words = tokens(source)
        found = names_in(words, self.document.published, self._local)
        if _and_others(words):
            return Described(_DETERMINER.sub("", _plain(words)), None, "office")
        named = [spot for spot in spots(words, found) if self._is_person(spot)]
        if named and not _merely_where(words, named[0]):
            return self._describe_people(words, found, named, base)
        return self._describe_group(source, words, found, base)

    def _is_person(self, spot: Spot) -> bool:
        name = spot.name
        return spot.principal is not None or name in self._called or " " in name

    def _describe_people(
        self, words: Sequence[Token], found: Sequence[Hit], named: Sequence[Spot], base: int
    ) -> Described:
        first = named[0]
        owner = first.last < len(words) and words[first.last].text in ("'s", "’s")
        if owner and len(named) > 1 and named[-1].last >= len(words) - 1:
            first = named[-1]
        known = self.person(first.name)
        full = self.full(first.name)
        after = {word.text.lower() for word in words[first.last :]}
        if first.last < len(words) and words[first.last].text in ("'s", "’s") and len(words) > first.last + 1:
            tail = f"{full}{words[first.last].text} {_plain(words[first.last + 1 :])}"
            return Described(tail, known.actor if known else None, "office")
        if first.last < len(words) and words[first.last].text.lower() in TEAMS:
            start = 1 if words[0].text.lower() in ARTICLES else 0
            return Described(_plain(words[start : first.last + 1]), known.actor if known else None, "office")
        if len(named) > 1 and after & {"and"} and not after & {","}:
            actors = {person.actor if (person := self.person(spot.name)) else None for spot in named}
            names = " and ".join(self.full(spot.name) for spot in named)
            return Described(names, actors.pop() if len(actors) == 1 else None, "person")
        actor = known.actor if known else None
        if not (known and known.told):
            for start, stop in (first.left, first.right):
                told, side = described(words, found, (start, stop), self._home, base) if start < stop else (False, None)
                if told:
                    actor = side
                    break
        return Described(full, actor, "person", full)

    def _describe_group(self, source: str, words: Sequence[Token], found: Sequence[Hit], base: int) -> Described:
        if not words:
            return Described(_plain_source(source), None, "other")
        if _listed(words, found):
            sides = {name.name.actor for name in found}
            return Described(_DETERMINER.sub("", _plain(words)), sides.pop() if len(sides) == 1 else None, "office")
        if not found and words[0].text.lower() not in self._small and _unknown_name(words):
            return Described(_plain(words), _plain(words), "other")
        hit = _named_body(words, found)
        if hit:
            lead = source[words[hit.first].start : words[hit.last - 1].end]
            return Described(lead, hit.name.actor, hit.name.kind)
        return self._describe_unnamed(_plain_source(source), words, found, base)

    def _describe_unnamed(self, name: str, words: Sequence[Token], found: Sequence[Hit], base: int) -> Described:
        """Who an unnamed source is: nobody's, joint speakers, the person that holds an office, or an owner's."""
        joint = _joint(words, found)
        if joint is not None or any(word.text.lower() in PRIVATE for word in words[:6]):
            listed = joint is not None and sum(word.text == "," for word in words) > 0 and found[-1].last == len(words)
            whole = _DETERMINER.sub("", _plain(words)) if listed else name
            return Described(whole, joint[0] if joint else None, "office")
        if words[0].text[0].isupper() and not found and words[0].text.lower() in self._small:
            words = (replace(words[0], text=words[0].text.lower()), *words[1:])
        told, actor = described(words, found, (0, len(words)), self._home, base)
        holder = self._holder(words, actor)
        if holder:
            return Described(holder.full, holder.actor, "person", holder.full)
        if told and len(found) == 1 and found[0].name.kind == "demonym" and words[-1].text.lower() in ARMED:
            return Described(name, self._movement, "movement")
        if not told:
            actor = organisation(words)
            return Described(name, actor, "other" if actor else "office")
        return Described(name, actor, found[0].name.kind if found and found[0].last == len(words) else "office")

    def _holder(self, words: Sequence[Token], actor: str | None) -> Person | None:
        """The one person of the text that a definite description ("Chile's president", "the bloc's negotiator") is."""
        low = [word.text.lower() for word in words]
        if low[0] in ("a", "an", "one", "another", "some", "several") or low[-1].endswith("s"):
            return None
        wanted = roles_of(low)
        told = [
            person
            for person in self.people.values()
            if person.told and person.actor == actor and wanted & person.roles and fits(low, person.roles)
        ]
        full = {self.full(person.full): person for person in told}
        if not full and actor and (low[-1] in HEADS_OF_STATE or low[-2:] == ["prime", "minister"]):
            full = {} if LESSER & set(low) else self._principals_of(actor)
        if len(full) > 1:
            best = max(len(person.roles & set(low)) for person in full.values())
            full = {name: person for name, person in full.items() if len(person.roles & set(low)) == best}
        return replace(next(iter(full.values())), full=next(iter(full))) if len(full) == 1 and wanted else None

    def _principals_of(self, actor: str) -> dict[str, Person]:
        """The people of the text whom the table of principals has for an actor, by their full names."""
        known = principals(self.document.published.year)
        found: dict[str, Person] = {}
        for person in self.people.values():
            words = tokens(person.full)
            name = known.at(words, 0) if words else None
            if name and name.person and name.actor == actor == person.actor:
                found[self.full(person.full)] = person
        return found

    def mentions(self, sentence: Sentence) -> tuple[Mention, ...]:
        """Those in a sentence who speak for somebody, in order; names of places are left out."""
        if sentence.index not in self._mentions:
            self._mentions[sentence.index] = tuple(self._mention(sentence))
        return self._mentions[sentence.index]

    def _mention(self, sentence: Sentence) -> list[Mention]:
        words = sentence.tokens
        found, people = self._read[sentence.index]
        marked: list[tuple[int, int, str | None, Kind, str | None]] = []
        for spot in people:
            known = self.person(spot.name)
            if (
                spot.principal is None
                and not (known and (known.told or " " in spot.name))
                and spot.name not in self._called
            ):
                continue
            beside = all(map(is_title, words[spot.left[1] : spot.first]))
            start = spot.left[0] if beside else spot.first
            marked.append((start, spot.last, known.actor if known else None, "person", self.full(spot.name)))
        taken = {at for first, last, *_ in marked for at in range(first, last)}
        for hit in acting(words, found):
            if hit.name.kind == "person" or hit.first in taken:
                continue
            stop, kind = head_of(words, hit)
            if hit.name.kind == "demonym" and stop == hit.last and not before_shared_head(words, hit, found):
                continue
            armed = hit.name.kind == "demonym" and words[stop - 1].text.lower() in ARMED
            actor = self._movement if armed else owner_of(words, hit, stop, self._movement)
            marked.append((hit.first, stop, actor, kind, None))
        text = self.document.field(sentence.field)
        return [
            Mention(
                words[first].start,
                words[last - 1].end,
                text[words[first].start : words[last - 1].end],
                actor,
                kind,
                person,
            )
            for first, last, actor, kind, person in sorted(marked, key=lambda mark: mark[0])
        ]


def _people(sentence: Sentence, found: Sequence[Hit], document: Document) -> tuple[Spot, ...]:
    """The people named in a sentence; a headline in capitals names only those with a role or known from elsewhere."""
    words = sentence.tokens
    people = spots(words, found)
    if not people or not titled(words, [at for at, word in enumerate(words) if word.text[0].isupper()]):
        return people
    text = document.text if sentence.field == "title" else document.title
    return tuple(one for one in people if one.principal or one.left[0] < one.left[1] or one.name in text)


def _and_others(words: Sequence[Token]) -> bool:
    """Whether a source joins somebody with people of another side ("Norland and its allies", "Ana and an official")."""
    lows = [word.text.lower() for word in words]
    at = lows.index("and") if "and" in lows[:6] else 0
    plain = at > 0 and "," not in lows[:at] and "of" not in lows[:at] and at + 2 < len(words)
    if not plain or lows[at + 1] not in OTHERS:
        return False
    own = lows[at + 1] in ("his", "her", "their", "its") and SAME_SIDE & set(lows[at + 2 :])
    return is_capital(words[at - 1].text) and not own


def _unknown_name(words: Sequence[Token]) -> bool:
    """Whether a source is nothing but a name in capitals that nobody knows ("Samhold", "SUD-Rail")."""
    if len(words) > LONGEST_NAME or not all(is_capital(word.text) and word.text[0].isalpha() for word in words):
        return False
    lows = {word.text.lower() for word in words}
    if {word.text for word in words} & _NO_NAMES:
        return False
    return not lows & _COMMON


def _merely_where(words: Sequence[Token], spot: Spot) -> bool:
    """Whether a name in a source only tells where its people are ("residents of Narvik", "the mayor of Split")."""
    low = [word.text.lower() for word in words[: spot.first]]
    return (
        spot.principal is None
        and bool(low)
        and low[-1] in ("of", "in", "from", "near", "at")
        and spot.last - spot.first == 1
    )


def _listed(words: Sequence[Token], found: Sequence[Hit]) -> bool:
    """Whether a source is nothing but a list of names ("Norland, Sudland and Ostland")."""
    named = {at for hit in found for at in range(hit.first, hit.last)}
    rest = {word.text.lower() for at, word in enumerate(words) if at not in named}
    return len(found) > 1 and "and" in rest and rest <= {",", "and", "the", "both"}


def _named_body(words: Sequence[Token], found: Sequence[Hit]) -> Hit | None:
    """The body that a source is: named alone or before a comma, by its statement, or as a state's medium."""
    if not found:
        return None
    first, last = found[0], found[-1]
    if words[-1].text.lower() in PAPERS or (last.name.kind == "medium" and last.name.actor):
        return last
    alone = first.first <= 1 and (first.last == len(words) or words[first.last].text in (",", "("))
    return first if alone else None


def _called(people: dict[str, Person]) -> dict[str, str]:
    """Shorter names by the fullest name they stand for; a given name only where no surname is the same."""
    called: dict[str, str] = {}
    for full in people:
        if " " in full:
            for short in family_names(full):
                called.setdefault(short, full)
                called.setdefault(short[0].upper() + short[1:], full)
    suffixes = {" ".join(full.split()[at:]): full for full in people for at in range(1, full.count(" "))}
    for full in people:
        if full in suffixes:
            called[full] = suffixes[full]
    for full in people:
        first = full.split()[0]
        if " " in full and first in people and first not in called:
            called[first] = full
    for full, person in people.items():
        if " " not in full and person.told:
            called.setdefault(full, full)
    return called


def _joint(words: Sequence[Token], found: Sequence[Hit]) -> tuple[str | None] | None:
    """The one actor of joint speakers, (None,) if they speak for different ones, None if they are not joint."""
    if len(found) < 2:
        return None
    between = {word.text.lower() for word in words[found[0].last : found[1].first]}
    if "and" not in between:
        return None if between != {","} else (None,)
    actors = {hit.name.actor for hit in found}
    return (actors.pop(),) if len(actors) == 1 else (None,)


def _plain_source(source: str) -> str:
    """A source's words without the article and without what follows a comma."""
    head = source.strip().strip(",;: ")
    return _DETERMINER.sub("", head.split(", ")[0]) if head else head


def _plain(words: Sequence[Token]) -> str:
    out = ""
    last = words[0].start
    for word in words:
        out += (" " if word.start > last and out else "") + word.text
        last = word.end
    return out.rstrip(" ,;")

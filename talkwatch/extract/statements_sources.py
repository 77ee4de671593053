"""Who a source is: a name, or a word that points back ("he", "the spokesman", "the group") to an earlier one."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from talkwatch.extract.actors import Cast, Described, Mention
from talkwatch.extract.actors_lexicon import roles
from talkwatch.extract.actors_phrases import ADJECTIVES
from talkwatch.extract.statements_lexicon import lexicon
from talkwatch.extract.statements_sound import speaker
from talkwatch.text.document import Sentence

FAR = 80
"""Sentences or speakers back within which a role or an unnamed source is looked for."""
REACH = 5
"""Sentences back within which a pronoun finds its owner."""
HEAD = 60
"""Characters from a sentence's beginning within which its subject stands."""
_ADJECTIVAL = frozenset(
    ("armed", "activist", "monitoring", "trade", "ruling", "terror", "terrorist", "resistance", "own", "whole", "us")
)
_HEADS = roles().heads | {"statement", "letter", "document", "source"}
_PEOPLES = ("ese", "ian", "ish", "ani", "aqi", "eni", "uthi", "based", "backed", "aligned", "wing", "an")
_PAIR = re.compile(r"^(?:both|the|the two) (?:leaders|presidents|ministers|prime ministers|foreign ministers)$")
_OWNED = re.compile(
    r"^(his|her) (team|spokes\w+|aides?|office|lawyers?|government|administration|staff|party|group|union|company|"
    r"firm|movement|organi[sz]ation|association)$"
)
_AUTHOR = re.compile(
    r"(?i)\b(?:statement|remarks|address|letter|message|speech) (?:from|by|of) (?:the )?"
    r"(.+?)(?: on | about | regarding |$)"
)
_ACRONYM = re.compile(r"[A-Z]{2,7}")
_SAME = re.compile(r"^(?:same|latter|former) ")
_ARTICLE = re.compile(r"^(?:the|this|that|these|those|both|its|his|her|their)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heard:
    """An earlier speaker with the sentence it spoke in."""

    sentence: int
    who: Described


class Sources:
    """The speakers of a document so far; made for one pass from its beginning to its end."""

    def __init__(self, cast: Cast, sentences: Sequence[Sentence]) -> None:
        self._cast = cast
        self._sentences = sentences
        self._heard: deque[Heard] = deque(maxlen=FAR)
        self._women = any(person.female for person in cast.people.values())

    def resolve(self, words: str, start: int, sentence: int) -> Described | None:
        """Who the words of a source at a character of a field are; None where they point back to nobody."""
        plain = speaker(words)
        if not plain:
            return None
        low = plain.lower()
        kind = lexicon().pronouns.get(low)
        if kind:
            found = self._pronoun(kind, start, sentence)
        elif _PAIR.match(low):
            found = self._pair(sentence) or self._cast.describe(plain)
        elif low in ("we", "i"):
            found = self._author()
        elif (owned := _OWNED.match(low)) is not None:
            found = self._person("she" if owned[1] == "her" else "he", start, sentence)
            if found and found.actor and owned[2] in roles().points:
                found = self._cast.describe(found.actor)
        elif low in ("who", "which", "that"):
            found = self._relative(start, sentence)
        else:
            found = self._pointing(low, start, sentence) or self._cast.describe(plain, start)
        if found:
            found = self._spelled(found)
            self._heard.append(Heard(sentence, found))
        return found

    def _spelled(self, who: Described) -> Described:
        """The same with a body's name as the text spells it out ("HNC" is the "High Negotiations Committee")."""
        if not _ACRONYM.fullmatch(who.speaker) or who.actor is None:
            return who
        for sentence in self._sentences:
            for mention in self._cast.mentions(sentence):
                words = [word for word in _ARTICLE.sub("", mention.text).split() if word[0].isupper()]
                if mention.actor == who.actor and "".join(word[0] for word in words) == who.speaker:
                    return replace(who, speaker=_ARTICLE.sub("", mention.text))
        return who

    def _pair(self, sentence: int, reach: int = FAR) -> Described | None:
        """The two people that "both leaders" are: those named together last, of different sides."""
        for index in range(sentence, max(-1, sentence - reach), -1):
            people = dict.fromkeys(
                mention.person for mention in self._cast.mentions(self._sentences[index]) if mention.person
            )
            known = [self._cast.describe(person) for person in people if person]
            if len(known) > 1 and known[0].actor and known[1].actor and known[0].actor != known[1].actor:
                return Described(f"{known[0].speaker} and {known[1].speaker}", None, "office")
        return None

    def _author(self) -> Described | None:
        """Whose statement the document is, told by its title ("Statement from the Ministry of …")."""
        match = _AUTHOR.search(self._cast.document.title)
        return self._cast.describe(match[1]) if match else None

    def last(self, sentence: int, reach: int = REACH) -> Described | None:
        """The latest speaker, if it spoke within `reach` sentences."""
        if self._heard and sentence - self._heard[-1].sentence <= reach:
            return self._heard[-1].who
        return None

    def _pronoun(self, kind: str, start: int, sentence: int) -> Described | None:
        if kind in ("he", "she"):
            return self._person(kind, start, sentence)
        if kind == "they":
            return (
                self._pair(sentence, 2)
                or self._of_kind(sentence, lambda who: who.kind != "person" or " and " in who.speaker)
                or self._party(start, sentence)
            )
        return self._of_kind(sentence, lambda who: who.kind != "person") or self._party(start, sentence)

    def _person(self, kind: str, start: int, sentence: int) -> Described | None:
        """The latest person who spoke or is the subject: of this sentence, else of those before."""
        for index in range(sentence, max(-1, sentence - REACH), -1):
            spoke = [heard.who for heard in self._heard if heard.sentence == index and heard.who.person]
            named = [
                mention
                for mention in self._cast.mentions(self._sentences[index])
                if mention.person and (index < sentence or mention.end <= start) and self._subject(mention, index)
            ]
            options = [self._cast.describe(mention.person) for mention in named[:1] if mention.person]
            unnamed = [heard.who for heard in self._heard if heard.sentence == index < sentence and _single(heard.who)]
            for who in (*reversed(spoke), *reversed(unnamed), *options):
                if self._fits(who, kind):
                    return who
        return None

    def _subject(self, mention: Mention, index: int) -> bool:
        """Whether a mention stands like a subject: near the head of its sentence, and not as somebody's owner."""
        sentence = self._sentences[index]
        text = self._cast.document.field(sentence.field)
        return mention.start - sentence.start <= HEAD and text[mention.end : mention.end + 2] not in ("'s", "’s")

    def _fits(self, who: Described, kind: str) -> bool:
        known = self._cast.person(who.person) if who.person else None
        if known is None:
            return True
        return known.female if kind == "she" and self._women else not known.female or kind == "she"

    def _of_kind(self, sentence: int, test: object) -> Described | None:
        assert callable(test)
        for heard in reversed(self._heard):
            if sentence - heard.sentence > REACH:
                return None
            if test(heard.who):
                return heard.who
        return None

    def _party(self, start: int, sentence: int) -> Described | None:
        """The latest state or body named before: in this sentence, else first in the sentence before."""
        here = self._sentences[sentence]
        before = [mention for mention in self._cast.mentions(here) if mention.end <= start and not mention.person]
        if not before and sentence:
            before = [mention for mention in self._cast.mentions(self._sentences[sentence - 1]) if not mention.person][
                :1
            ]
        return self._cast.describe(before[0].text) if before else None

    def _relative(self, start: int, sentence: int) -> Described | None:
        """The name right before "who"."""
        before = [mention for mention in self._cast.mentions(self._sentences[sentence]) if mention.end <= start]
        return self._cast.describe(before[-1].person or before[-1].text) if before else None

    def _pointing(self, low: str, start: int, sentence: int) -> Described | None:
        """Whom a bare description points back to: "the group", "the ministry", "the spokesman", "the president"."""
        if not _ARTICLE.match(low):
            return None
        head = _SAME.sub("", _ARTICLE.sub("", low))
        words = head.split()
        kinds = roles().points.get(head) or (roles().points.get(words[-1]) if _merely_described(words) else None)
        if kinds:
            return self._of_kind(sentence, lambda who: who.kind in kinds) or self._named(kinds, start, sentence)
        if len(words) > 3 or words[-1] not in _HEADS:
            return None
        if words[-1] in ("statement", "letter", "document"):
            return self.last(sentence)
        return self._same_head(head) or self._by_role(head, start, sentence)

    def _named(self, kinds: frozenset[str], start: int, sentence: int) -> Described | None:
        for index in range(sentence, max(-1, sentence - REACH), -1):
            for mention in reversed(self._cast.mentions(self._sentences[index])):
                if mention.kind in kinds and (index < sentence or mention.end <= start):
                    return self._cast.describe(mention.text)
        return None

    def _same_head(self, head: str) -> Described | None:
        """An earlier unnamed source with the same head ("a Gulf official" is later "the official")."""
        for heard in reversed(self._heard):
            if (
                heard.who.person is None
                and heard.who.speaker.lower().endswith(head)
                and len(heard.who.speaker) > len(head)
            ):
                return heard.who
        return None

    def _by_role(self, head: str, start: int, sentence: int) -> Described | None:
        """The person introduced with a role ("the minister"): the latest to speak, else the latest named."""
        role = head.rsplit(maxsplit=1)[-1]
        for heard in reversed(self._heard):
            known = self._cast.person(heard.who.person) if heard.who.person else None
            if known and role in known.roles and sentence - heard.sentence <= 3 * REACH:
                return heard.who
        named: Counter[str] = Counter()
        for index in range(max(0, sentence - FAR), sentence + 1):
            for mention in self._cast.mentions(self._sentences[index]):
                known = self._cast.person(mention.person) if mention.person else None
                if known and role in known.roles and (index < sentence or mention.end <= start):
                    named[known.full] += 1
        if named:
            return self._cast.describe(named.most_common(1)[0][0])
        leads = role in ("president", "premier", "minister", "chancellor", "leader", "pontiff")
        return next((heard.who for heard in reversed(self._heard) if heard.who.person), None) if leads else None


def _merely_described(words: Sequence[str]) -> bool:
    """Whether only adjectives stand before a noun ("the Lebanese militant group")."""
    return all(word in ADJECTIVES or word in _ADJECTIVAL or word.endswith(_PEOPLES) for word in words[:-1])


def _single(who: Described) -> bool:
    """Whether an unnamed source is one person ("a senior official")."""
    if who.kind != "office":
        return False
    return who.speaker.lower().startswith(("a ", "an ", "one ")) or who.speaker.lower().endswith(
        ("spokesman", "spokeswoman", "spokesperson", "official", "minister")
    )

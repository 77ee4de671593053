"""Who holds what a sentence's cues tell: subjects, owners, agents of a passive, pronouns and speakers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from talkwatch.extract.actors import LONGEST_SENTENCE, Cast
from talkwatch.extract.actors_lexicon import word_set
from talkwatch.extract.actors_phrases import lexicon_hits
from talkwatch.extract.sticking_cues import Mark, holding, lexicon_words, marks
from talkwatch.model.claims import Place, StatementClaim
from talkwatch.text.document import Document, Sentence

BREAKS = frozenset(("but", "while", "whereas", "although", "though", ";", "because", "–", "—", ":"))
"""Words at which a clause with a subject of its own can begin."""
LINKS = lexicon_words("links")
"""Words after which a name is no subject of what follows, if there is another."""
SMALL = frozenset(("the", "a", "an", "both", "also", "its", "their", "his", "her"))
HERE = frozenset(("it", "they", "he", "she"))
FIRST = frozenset(("we", "i", "us", "our", "my"))
_PRONOUNS = HERE | FIRST
ONE = frozenset(("he", "she", "his", "her"))
"""Pronouns that stand for a person."""
POSSESSIVE = frozenset(("its", "their", "his", "her"))
BE = frozenset(("is", "are", "was", "were", "been", "be", "being"))
POINTING = word_set("pointing")
"""Nouns for an organisation named before ("the union")."""
SHORT = 700
"""Characters of a feed item's text: it has to speak plainer than an article, and its title counts."""
BEFORE_NOUN = lexicon_words("before_noun")
"""Words after which a word that is verb and noun is a noun ("the demands")."""
MAKING = lexicon_words("making")
"""Verbs whose subject is the one who demands or offers."""
DUTIES = frozenset(("must", "should"))
"""Cues whose subject is not the one who asks ("Norland said that Sudland must withdraw")."""
NEAR = 7
"""Words before a cue within which a pronoun is its subject."""
STRONG = frozenset(("sticking", "hard", "unsettled", "differ", "no-deal-on", "left"))
"""Cues that name a difference by themselves."""
MAIN = 4
"""Actors that a text names most, beside those of its headline, who can be a side."""


@dataclass(slots=True)
class Named:
    """An actor named at tokens `first` to `last` (excluded); `link` where a preposition comes before.

    `person` where one is named who speaks for the actor.
    """

    first: int
    last: int
    actor: str
    link: bool
    person: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its marks, their classes' `names`, and those named in it; `speaker` says it, if told.

    `before` is the subject named last before it, `person` the side of the person named last before it.
    """

    sentence: Sentence
    words: tuple[str, ...]
    marks: tuple[Mark, ...]
    names: frozenset[str]
    named: tuple[Named, ...]
    speaker: str | None
    before: str | None
    person: str | None


class Scene:
    """A document's sentences told apart, with its sides."""

    def __init__(self, document: Document, cast: Cast, said: Iterable[StatementClaim]) -> None:
        speakers = _speakers(document, said)
        self.counts: Counter[str] = Counter()
        self.titled: set[str] = set()
        self.told: list[Told] = []
        before: str | None = None
        person: str | None = None
        for sentence in document.sentences:
            if len(sentence.tokens) > LONGEST_SENTENCE:
                continue
            words = sentence.lows
            if "’" in sentence.text:
                words = tuple([word.replace("’", "'") for word in words])
            named = _named(sentence, words, cast)
            found = marks(words)
            names = frozenset([mark.kind.name for mark in found])
            self.told.append(Told(sentence, words, found, names, named, speakers.get(sentence.index), before, person))
            before = next((name.actor for name in named if not name.link), before)
            person = next((name.actor for name in named if name.person and not name.link), person)
            for actor in dict.fromkeys(name.actor for name in named):
                self.counts[actor] += 1
            if sentence.field == "title":
                self.titled.update(name.actor for name in named)
        top = {actor for actor, count in self.counts.most_common(MAIN) if count > 1}
        self.sides = frozenset(top | self.titled)
        self.ranks = {actor: rank for rank, (actor, _) in enumerate(self.counts.most_common(3))}
        self.short = len(document.text) < SHORT
        self.title = {
            word[:6] for told in self.told if told.sentence.field == "title" for word in told.words if len(word) > 3
        }
        self.paper = any(
            word in ("readout", "statement", "remarks", "glance", "live") for word in document.title.lower().split()
        )
        self.strong = sum(bool(told.names & STRONG) for told in self.told)
        self.held = sum(bool(told.names & holding()) for told in self.told)

    def counts_at(self, at: int) -> bool:
        """Whether a sentence can be evidence: one of the text, or an item's title."""
        return self.short or self.told[at].sentence.field == "text"

    def holders(self, told: Told, mark: Mark) -> tuple[str, ...]:
        """Who holds the position that a cue tells; nobody where it is not told."""
        if mark.noun:
            acts = mark.verb and not (mark.first and told.words[mark.first - 1] in BEFORE_NOUN)
            return _owners(told, mark) or (_subjects(told, mark) if acts else _makers(told, mark))
        if mark.kind.name in DUTIES:
            return _askers(told, mark)
        return _subjects(told, mark)


def _speakers(document: Document, said: Iterable[StatementClaim]) -> dict[int, str]:
    """The actor whose words a sentence holds, by the sentence's index."""
    starts: dict[Place, list[Sentence]] = {"title": [], "text": []}
    for sentence in document.sentences:
        starts[sentence.field].append(sentence)
    found: dict[int, str] = {}
    for claim in said:
        if claim.actor is None:
            continue
        sentences = starts[claim.span.field]
        for start, end in claim.contents or ((claim.span.start, claim.span.end),):
            first = max(bisect_right(sentences, start, key=lambda one: one.start) - 1, 0)
            for sentence in sentences[first : bisect_left(sentences, end, key=lambda one: one.start)]:
                found.setdefault(sentence.index, claim.actor)
    return found


def _named(sentence: Sentence, words: Sequence[str], cast: Cast) -> tuple[Named, ...]:
    """The actors named in a sentence, places left out."""
    starts = [token.start for token in sentence.tokens]
    found = []
    for mention in cast.mentions(sentence):
        if mention.actor is None or mention.kind == "medium":
            continue
        first = bisect_left(starts, mention.start)
        last = bisect_left(starts, mention.end)
        at = first - 1
        while at >= 0 and words[at] in SMALL:
            at -= 1
        found.append(Named(first, last, mention.actor, at >= 0 and words[at] in LINKS, mention.person is not None))
    pointing = [at for at, word in enumerate(words) if at and word in POINTING and words[at - 1] == "the"]
    for at in pointing:
        actor = cast.actor(f"the {words[at]}", sentence.tokens[at].start)
        if actor and not any(name.first <= at < name.last for name in found):
            found.append(Named(at, at + 1, actor, at > 1 and words[at - 2] in LINKS, person=False))
    return tuple(sorted(found, key=lambda name: name.first)) if pointing else tuple(found)


def _subjects(told: Told, mark: Mark) -> tuple[str, ...]:
    """The subject of a verb: the nearest name before it in its clause, else who a pronoun there stands for."""
    words, at = told.words, mark.first
    if at and words[at - 1] in BE and mark.last < len(words) and words[mark.last] == "by":
        after = [name for name in told.named if mark.last < name.first <= mark.last + 4]
        return (after[0].actor,) if after else ()
    start = next((here + 1 for here in range(at - 1, -1, -1) if words[here] in BREAKS), 0)
    clause = [name for name in told.named if start <= name.first and name.last <= at]
    free = [name for name in clause if not name.link]
    pronoun = next((here for here in range(at - 1, max(start, at - NEAR) - 1, -1) if words[here] in _PRONOUNS), -1)
    if free and free[-1].last > pronoun:
        return _joined(told, clause, free[-1])
    if pronoun >= 0:
        return _meant(told, words[pronoun], pronoun)
    if clause:
        return (clause[-1].actor,)
    earlier = [name for name in told.named if name.last <= at and not name.link]
    if earlier:
        return (earlier[0].actor,)
    return (told.speaker,) if told.speaker else ()


def _makers(told: Told, mark: Mark) -> tuple[str, ...]:
    """Who makes a demand that has no owner: the subject of the verb before it ("has introduced new demands")."""
    near = any(word in MAKING for word in told.words[max(0, mark.first - 4) : mark.first])
    return _subjects(told, mark) if near else ()


def _askers(told: Told, mark: Mark) -> tuple[str, ...]:
    """Who says that somebody must do something: the subject of the verb of saying before it, else the speaker."""
    saying = [one for one in told.marks if one.kind.name == "speech" and one.last <= mark.first]
    found = _subjects(told, saying[-1]) if saying else ()
    if found:
        return found
    return (told.speaker,) if told.speaker else _subjects(told, mark)


def _joined(told: Told, clause: Sequence[Named], last: Named) -> tuple[str, ...]:
    """A name with those that "and" or a comma joins to it."""
    found = [last.actor]
    later = last
    for name in reversed(clause[: clause.index(last)]):
        if set(told.words[name.last : later.first]) <= {"and", ",", "the", "'s", "'"} and later.first - name.last <= 3:
            found.append(name.actor)
            later = name
        else:
            break
    return tuple(dict.fromkeys(found))


def _meant(told: Told, pronoun: str, at: int) -> tuple[str, ...]:
    """Who a pronoun stands for: the speaker for "we", else who is named first before it, else the last subject."""
    if pronoun in FIRST:
        return (told.speaker,) if told.speaker else ()
    sayer = _sayer(told, at)
    if sayer:
        return sayer
    earlier = [name for name in told.named if name.last <= at and not name.link]
    if earlier and pronoun in ("they", "their"):
        group = [earlier[0].actor]
        for before, after in pairwise(earlier):
            if set(told.words[before.last : after.first]) <= {"and", ",", "the"}:
                group.append(after.actor)
            else:
                break
        return tuple(dict.fromkeys(group))
    people = [name for name in earlier if name.person] if pronoun in ONE else []
    if pronoun in ONE and told.person and not people:
        return (told.person,)
    actor = (people or earlier)[0].actor if earlier else (told.before or told.speaker)
    return (actor,) if actor else ()


def _sayer(told: Told, at: int) -> tuple[str, ...]:
    """Who says in the pronoun's own clause what the pronoun begins ("; Chile says it will")."""
    saying = at - 1 if told.words[at - 1 : at] != ("that",) else at - 2
    marked = any(one.kind.name == "speech" and one.last == saying + 1 for one in told.marks)
    close = [name for name in told.named if saying - 2 <= name.last <= saying] if marked else []
    return (close[-1].actor,) if close else ()


def _owners(told: Told, mark: Mark) -> tuple[str, ...]:
    """Whose demand or offer a noun tells: a name or possessive right before it, or one after "by" or "from"."""
    words = told.words
    before = told.sentence.tokens[max(0, mark.first - 6) : mark.first]
    hits = [hit for hit in lexicon_hits(before) if hit.name.actor]
    if (
        hits
        and len([word for word in words[mark.first - len(before) + hits[-1].last : mark.first] if word[0] != "'"]) <= 1
    ):
        return (hits[-1].name.actor or "",)
    close = [name for name in told.named if mark.first - 3 <= name.last <= mark.first]
    if close and words[close[-1].last - 1 : close[-1].last + 1] and "'s" in words[close[-1].last - 1 : mark.first]:
        return (close[-1].actor,)
    by = [name for name in told.named if mark.last < name.first <= mark.last + 2]
    if by and words[mark.last] in ("by", "from"):
        return (by[0].actor,)
    owner = next((at for at in range(mark.first - 1, max(-1, mark.first - 4), -1) if words[at] in POSSESSIVE), -1)
    return _meant(told, words[owner], owner) if owner >= 0 else ()

"""What speaks for somebody's coming to a session: named traits, for the weights of models/attendance.json to sum up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from talkwatch.extract.actors import Cast
from talkwatch.extract.attendance_findings import BESIDE, DOUBTS, Candidate, Finding
from talkwatch.extract.attendance_moods import mood_names, words_between
from talkwatch.extract.attendance_rules import cue
from talkwatch.extract.talks_mentions import SessionMention
from talkwatch.extract.talks_places import city_states, states
from talkwatch.extract.talks_sessions import SHORT, Session, status_of
from talkwatch.text.document import Document

_BEFORE = frozenset(
    [
        "with",
        "by",
        "and",
        "of",
        "in",
        "on",
        "to",
        "from",
        "against",
        "for",
        "between",
        "over",
        "at",
        "as",
        "about",
        "the",
        ",",
        "(",
        "but",
        "or",
        "among",
        "after",
    ]
)
"""Words before a name that tell what it is in its sentence."""
_AFTER = frozenset(
    [
        "'s",
        "’s",
        "said",
        "says",
        "and",
        ",",
        ".",
        "to",
        "will",
        "would",
        "has",
        "have",
        "is",
        "are",
        "was",
        "were",
        "in",
        "on",
        "at",
        "with",
        "of",
        "for",
        "talks",
        "also",
        "not",
    ]
)
"""Words after it."""
_NEAR, _FAR = 25, 80
"""Characters between a name and its session's phrase that bound the classes of distance."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What all candidates of a document share."""

    document: Document
    sessions: Sequence[Session]
    states: Sequence[str]
    named: Mapping[str, int]
    titled: frozenset[str]
    short: bool


def traits_of(
    found: Sequence[Candidate], document: Document, cast: Cast, sessions: Sequence[Session]
) -> list[dict[str, float]]:
    """The traits of each candidate (1.0 for most, small counts for some)."""
    if not found:
        return []
    counts: Counter[str] = Counter()
    titled: set[str] = set()
    for sentence in document.sentences:
        for one in cast.mentions(sentence):
            if one.actor:
                counts[one.actor] += 1
                if sentence.field == "title":
                    titled.add(one.actor)
    today = document.published.date()
    told = [status_of(one, today)[0] for one in sessions]
    scope = Scope(document, sessions, told, counts, frozenset(titled), len(document.text) <= SHORT)
    ranks, friends = _ranks(found), _friends(found)
    return [_traits(one, ranks[at], scope) | friends[at] for at, one in enumerate(found)]


def _friends(found: Sequence[Candidate]) -> list[dict[str, float]]:
    """For each candidate, how firmly the coming is told of those whom a list joins to it."""
    spots: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for at, one in enumerate(found):
        for told in one.found:
            if told.mention.end:
                key = (one.best.talk, told.sentence.index)
                spots.setdefault(key, []).append((told.mention.start, told.mention.end, at))
    friends: list[dict[str, float]] = [{} for _ in found]
    for (_, index), places in spots.items():
        for (_, end, left), (start, _, right) in pairwise(sorted(set(places))):
            text = next(told.sentence.text for told in found[left].found if told.sentence.index == index)
            if left != right and cue("joined").match(text[end:start]):
                for mine, other in ((left, right), (right, left)):
                    friends[mine][f"joined {_firm(found[other].best)}"] = 1.0
    return friends


def _firm(one: Finding) -> str:
    return "outright" if one.weight > 1 else "supposed" if one.weight > BESIDE else "beside"


def _ranks(found: Sequence[Candidate]) -> list[int]:
    """For each candidate, how many sessions there are to which the same actor's coming is told more firmly."""
    order: dict[str, list[int]] = {}
    for at, one in enumerate(found):
        order.setdefault(one.name, []).append(at)
    ranks = [0] * len(found)
    for places in order.values():
        for rank, at in enumerate(sorted(places, key=lambda at: (-_strength(found[at]), found[at].best.talk))):
            ranks[at] = rank
    return ranks


def _strength(one: Candidate) -> float:
    return one.best.weight + sum(other.weight for other in one.found) / 10


def _traits(one: Candidate, rank: int, scope: Scope) -> dict[str, float]:
    best, session = one.best, scope.sessions[one.best.talk]
    state = scope.states[best.talk]
    firm = _firm(best)
    names = {f"rule {best.rule}", f"firm {firm}", f"state {state}", f"{firm} {state}", f"rank {min(rank, 2)}"}
    names |= {f"also {other.rule}" for other in one.found if other is not best}
    names |= {f"{firm} kind {kind}" for kind in session.kinds} | {f"kind {kind}" for kind in session.kinds}
    names |= {f"{firm} rank {min(rank, 2)}", f"doubt {best.stance in DOUBTS}", f"is {best.mention.kind}"}
    names |= set(_role(one, session, firm, scope)) | set(_wording(best, session, firm))
    found = dict.fromkeys(names, 1.0)
    found["told"] = min(sum(other.weight > BESIDE for other in one.found), 3) / 3
    found["beside"] = min(sum(other.weight == BESIDE for other in one.found), 4) / 4
    found["likely"] = session.likely
    found["named"] = min(scope.named[one.name], 6) / 6
    if scope.short:
        crossed = ("rule ", "firm ", "state ", "role ", "outright ", "supposed ", "beside ", "titled", "rank", "kind ")
        found |= {f"short {name}": value for name, value in found.items() if name.startswith(crossed)}
        found["short"] = 1.0
    return {"bias": 1.0, **found}


def _role(one: Candidate, session: Session, firm: str, scope: Scope) -> Iterator[str]:
    """What the actor is to the session and to the text."""
    name, many = one.name, len(session.parties)
    role = "none"
    if name in session.named:
        role = f"party {min(session.named.index(name), 2)}"
    elif name in session.supposed:
        role = "supposed"
    if name in session.mediators:
        yield f"{firm} mediator"
    yield f"role {role}"
    yield f"{firm} {role}"
    yield f"{firm} parties {min(many, 3)}"
    yield f"sessions {min(len(scope.sessions), 4)}"
    if session.place and name in (session.place, city_states().get(session.place)):
        yield f"{firm} at home"
    if name in scope.titled:
        yield "titled"
        yield f"{firm} titled"
    if one.best.mention.person:
        yield "person"
        yield f"{firm} person"
    if one.best.mention.actor is None:
        yield "of no side"
    elif name not in states():
        yield "no state"
        yield f"{firm} no state"
    if name == "United Nations" or any(one.best.mention.text in said.phrase.name for said in session.mentions):
        yield f"{firm} its own {'gathering' if 'gathering' in session.kinds else 'talks'}"
    yield f"field {one.best.sentence.field}"


def _wording(best: Finding, session: Session, firm: str) -> Iterator[str]:
    """Where the name stands in its sentence, beside what, and how far from the session."""
    who, sentence = best.mention, best.sentence
    text = sentence.text
    if not who.end:
        yield f"{firm} unnamed"
        return
    before, after = text[: who.start].rstrip(), text[who.end :].lstrip()
    last = before.rpartition(" ")[2].lower() if before else "^"
    last = last[-1:] if last[-1:] in (",", "(") else last
    yield f"before {last if last in _BEFORE or last == '^' else '*'}"
    yield f"{firm} before {last if last in _BEFORE or last == '^' else '*'}"
    first = next((word for word in (after[:2], *after.lower().split(" ", 1)[:1], after[:1]) if word in _AFTER), "*")
    yield f"after {first}"
    near = _nearest(best, session)
    if near is None:
        yield f"{firm} elsewhere"
        return
    ahead = who.end <= near.phrase.start
    inside = near.phrase.start <= who.start < near.phrase.end
    side = "in it" if inside else "ahead" if ahead else "behind"
    gap = near.phrase.start - who.end if ahead else who.start - near.phrase.end
    reach = "near" if gap < _NEAR else "off" if gap < _FAR else "far"
    yield f"{firm} {side}"
    if not inside:
        yield f"{firm} {side} {reach}"
    left, right = (who.end, near.phrase.start) if ahead else (near.phrase.end, who.start)
    between = words_between(text, left, right)
    for mood in mood_names(between) if ahead else ():
        yield f"mood {mood}"
    for word in sorted(_BEFORE & set(between.split())):
        yield f"{firm} {side} past {word}"
    yield f"{firm} form {near.phrase.form if near.phrase.verb else 'noun'}"
    if any(mark in between for mark in (";", ":", "“", '"', "”")):
        yield f"{firm} past a mark"


def _nearest(best: Finding, session: Session) -> SessionMention | None:
    """The naming of the session in a finding's sentence that stands nearest to the actor."""
    here = [one for one in session.mentions if one.sentence.index == best.sentence.index]
    return min(here, key=lambda one: abs(one.phrase.start - best.mention.start), default=None)

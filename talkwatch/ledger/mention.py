"""What one mention of a talk says of its identity, and how near two such sayings are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from talkwatch.ledger.tracks import Lens
from talkwatch.ledger.weights import JOIN_AT
from talkwatch.ledger.wording import edition, label, name_key, near, overlap, topic
from talkwatch.model.claims import Precision, TalkClaim, TalkKind

AFFINITY = {
    "same gathering": 3.0,
    "other gathering": -5.0,
    "one is a gathering": -1.0,
    "same parties": 2.5,
    "one lone party": 1.0,
    "two parties of more": 1.5,
    "one party shared": 0.5,
    "party named as mediator": 0.5,
    "other parties": -3.0,
    "same matter": 1.5,
    "other matter": -1.0,
    "same place": 1.0,
    "other place": -1.5,
    "gathering said elsewhere": -0.5,
    "gathering said another day": -1.0,
    "same day": 1.5,
    "same week": 0.5,
    "each day apart": -0.6,
    "at most apart": -3.5,
    "its day had passed": -2.0,
    "it had ended": -3.0,
    "both called off": 1.4,
    "same item": -1.0,
    "same track": 0.5,
    "same truce": 1.5,
    "a truce is no talk": -9.0,
}
"""What each likeness and difference adds; a mention joins the talk of the highest sum, if that is JOIN_AT or more.

Two parties and a day, or a gathering's name, suffice; a place or a day alone do not. A move by a few days is
forgiven where parties, matter and place agree; a round whose day had passed is not reopened.
"""

_SHORT = re.compile(r"[^.;:()]{0,60}\(([\w+-]{2,12})\)")

_REST = sum(AFFINITY[name] for name in ("same matter", "same place", "same day", "same track"))
"""The most that all but the parties and a gathering's name can add."""

_PLACE_AND_DAY = _REST - AFFINITY["same matter"] - AFFINITY["other matter"]
"""The most that is still added when the matter is known; in a track another matter is taken back."""

_SLACK: dict[Precision, int] = {"day": 0, "week": 3, "month": 15, "unknown": 0}


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days as a source gave it."""

    first: date
    last: date
    precision: Precision

    def gap(self, other: Days) -> int:
        """Days between the two ranges after both precisions' slack; 0 where they meet."""
        if self.first <= other.last and other.first <= self.last:
            return 0
        apart = (other.first - self.last).days if other.first > self.last else (self.first - other.last).days
        return max(0, apart - _SLACK[self.precision] - _SLACK[other.precision])


@dataclass(frozen=True, slots=True)
class Mention:
    """What a claim says of a talk's identity: names are plain keys, `matter` the stems of what it is about."""

    parties: frozenset[str]
    helpers: frozenset[str]
    label: str | None
    matter: frozenset[str]
    place: str | None
    days: Days | None
    edition: str | None = None
    """The number of the gathering's session ("28"), where the name gives it."""
    running: bool = False
    """Whether it goes on for days, so that its days are those on which it was reported."""
    kind: TalkKind = "session"

    @property
    def vague(self) -> bool:
        """Whether nothing but "talks" is said."""
        return not (self.parties or self.label or self.place or self.days or self.matter)


def mention(claim: TalkClaim, lens: Lens) -> Mention:
    """What a claim says of its talk's identity, actors by their track's names."""
    parties = frozenset(name_key(lens.canonical(name)) for name in claim.parties)
    helpers = frozenset(name_key(lens.canonical(name)) for name in claim.mediators)
    named = frozenset(stem for name in (*claim.parties, *claim.mediators, claim.place or "") for stem in topic(name))
    return Mention(
        parties=parties,
        helpers=helpers - parties,
        label=_label(claim),
        matter=topic(claim.name) - named,
        place=claim.place,
        days=None if claim.kind == "truce" and claim.start is None else days_of(claim),
        edition=edition(claim.name) or edition(_short_name(claim)),
        running=claim.status == "under_way",
        kind=claim.kind,
    )


def _label(claim: TalkClaim) -> str | None:
    """The gathering that the name means; where the name is only "the meeting", the one of its parties or sentence."""
    named = label(claim.name) or label(_short_name(claim))
    if named or claim.kind == "truce":
        return named
    of_parties = [known for known in map(label, claim.parties) if known]
    if of_parties and (not topic(claim.name) or "–" not in claim.name):
        return of_parties[0]
    if topic(claim.name) or claim.parties:
        return None
    return label(claim.span.words)


def _short_name(claim: TalkClaim) -> str:
    """The short name in brackets that its sentence gives a talk after its full one ("28th Conference … (COP28)")."""
    at = claim.span.words.find(claim.name)
    found = _SHORT.match(claim.span.words, at + len(claim.name)) if at >= 0 else None
    return found.group(1) if found else ""


def days_of(claim: TalkClaim) -> Days | None:
    """The days a claim gives its talk, or None."""
    first = claim.start or claim.end
    if first is None or claim.precision == "unknown":
        return None
    return Days(first, max(first, claim.end or first), claim.precision)


def affinity(one: Mention, other: Mention, *, passed: bool = False) -> float:
    """How much speaks for two mentions being of one talk; `passed`: the other was over when this one was heard.

    Under JOIN_AT it may be less than all: what cannot be reached any more is not added up.
    """
    if one.kind != other.kind:
        return AFFINITY["a truce is no talk"]
    if one.kind == "truce":
        return _truces(one, other, passed=passed)
    total = _gathering(one, other) + _parties(one, other)
    if total + _REST < JOIN_AT:
        return total  # nothing else could make them one talk
    total += _matter(one, other)
    if total + _PLACE_AND_DAY < JOIN_AT:
        return total
    if one.place and other.place:
        if near(one.place, other.place):
            total += AFFINITY["same place"]
        else:
            total += AFFINITY["gathering said elsewhere" if one.label and one.label == other.label else "other place"]
    if (one.running or other.running) and total >= AFFINITY["same parties"]:
        return total
    same = one.label is not None and one.label == other.label
    apart = _days(one.days, other.days, passed=passed and not same)
    return total + (max(apart, AFFINITY["gathering said another day"]) if same and _near_days(one, other) else apart)


def _truces(one: Mention, other: Mention, *, passed: bool) -> float:
    """Two mentions of truces are of one where the sides or the land are the same, whoever else is named."""
    sides = _parties(one, other)
    here = one.place is not None and other.place is not None and near(one.place, other.place)
    total = AFFINITY["same truce"] + (max(0.0, sides) + AFFINITY["same place"] if here else sides)
    later = one.days is not None and other.days is not None and one.days.first > other.days.last
    return total + (AFFINITY["it had ended"] if passed and later else 0.0)


def _near_days(one: Mention, other: Mention) -> bool:
    """Whether two mentions of one gathering can be of the same: most of them meet for a week or two, once a year."""
    return one.days is None or other.days is None or one.days.gap(other.days) <= 14


def _gathering(one: Mention, other: Mention) -> float:
    if one.label and other.label:
        same = one.label == other.label and (not one.edition or not other.edition or one.edition == other.edition)
        return AFFINITY["same gathering" if same else "other gathering"]
    return AFFINITY["one is a gathering"] if one.label or other.label else 0.0


def _parties(one: Mention, other: Mention) -> float:
    mine, theirs = one.parties, other.parties
    if not mine or not theirs:
        crossed = mine & other.helpers or one.helpers & theirs
        return AFFINITY["party named as mediator"] if crossed else 0.0
    shared = len(mine & theirs)
    if shared:
        if len(mine) == len(theirs) == 1:
            return AFFINITY["one lone party"]  # whom it meets is not told: that may be many
        if shared * 5 >= (len(mine) + len(theirs) - shared) * 3:
            return AFFINITY["same parties"]
        return AFFINITY["two parties of more" if shared >= 2 else "one party shared"]
    if one.label and one.label == other.label:
        return 0.0
    within = mine <= theirs | other.helpers or theirs <= mine | one.helpers
    return AFFINITY["party named as mediator" if within else "other parties"]


def _matter(one: Mention, other: Mention) -> float:
    if not one.matter or not other.matter or (one.label and one.label == other.label):
        return 0.0
    shared = overlap(one.matter, other.matter)
    return AFFINITY["same matter"] * shared if shared else AFFINITY["other matter"]


def _days(one: Days | None, other: Days | None, *, passed: bool) -> float:
    if one is None or other is None:
        return 0.0
    gap = one.gap(other)
    if gap == 0:
        exact = one.precision == "day" and other.precision == "day"
        return AFFINITY["same day" if exact else "same week"]
    late = AFFINITY["its day had passed"] if passed and one.first > other.last else 0.0
    return max(AFFINITY["at most apart"], gap * AFFINITY["each day apart"]) + late

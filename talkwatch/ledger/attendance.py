"""How sure it is that an actor will be at a talk: a weighted mean of what is said, in log-odds.

The mean over all claims predicts who came better than the first or the last claim (shared/outcomes: Brier 0.063 by
hand), and a mean cannot run away: ten times "confirmed" is no surer than the surest source.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from talkwatch.ledger.persons import Persons, Who, usual
from talkwatch.ledger.rows import attendance_key
from talkwatch.ledger.talks import Gathering, Ledger
from talkwatch.ledger.tracks import Lens
from talkwatch.ledger.weights import (
    ATTENDANCE_HALF_LIFE,
    CALLED_OFF,
    DISAGREE_SHARE,
    GRADE,
    PRIOR_ODDS,
    PRIOR_WEIGHT,
    PROBABILITY_FLOOR,
    STANCE_ODDS,
    SURE_SHARE,
    VOICE,
    YOUR_WEIGHT,
)
from talkwatch.ledger.wording import last_word, name_key
from talkwatch.ledger.yardstick import EVEN, band
from talkwatch.model.board import Attendance, Share, Talk, Told, Turn
from talkwatch.model.claims import AttendanceClaim, Stance
from talkwatch.model.corrections import YOUR_FEED

COURSE_DAYS = 7
"""A week of probabilities is kept for each row, a day apart."""

Heard = Told[AttendanceClaim]
_COMES: frozenset[Stance] = frozenset({"confirmed", "likely"})
_STAYS_AWAY: frozenset[Stance] = frozenset({"unlikely", "declined"})
_UNNAMED = re.compile(r"\b(?:sources?|officials?|people|persons?|diplomats?|insiders?|aides?|someone|reports?)\b")


@dataclass(slots=True)
class _Sum:
    """The running mean: `odds` is the weighted sum, `weight` the sum of weights, both as of the newest claim."""

    odds: float = 0.0
    weight: float = 0.0
    stances: dict[Stance, float] = field(default_factory=dict)

    def fade(self, factor: float) -> None:
        self.odds *= factor
        self.weight *= factor
        self.stances = {stance: weight * factor for stance, weight in self.stances.items()}

    def add(self, stance: Stance, weight: float) -> None:
        self.odds += weight * STANCE_ODDS[stance]
        self.weight += weight
        self.stances[stance] = self.stances.get(stance, 0.0) + weight

    def probability(self) -> float:
        return chance((self.odds + PRIOR_WEIGHT * PRIOR_ODDS) / (self.weight + PRIOR_WEIGHT))

    def stance(self) -> Stance:
        return _believed(self.stances, self.probability())


def chance(log_odds: float) -> float:
    """The probability of a sum of log-odds, kept off 0 and 1 by PROBABILITY_FLOOR."""
    return min(1 - PROBABILITY_FLOOR, max(PROBABILITY_FLOOR, 1 / (1 + math.exp(-log_odds))))


def attendance(
    told: Sequence[Heard], ledger: Ledger, lens: Lens, as_of: datetime, shown: Iterable[Talk]
) -> dict[str, list[Attendance]]:
    """The rows of the talks shown, by the talk's id; within a talk those in doubt first, then the best-sourced."""
    wanted = {ledger.of[one.id].key for talk in shown for one in talk.told[:1]}
    claims: dict[str, list[Heard]] = defaultdict(list)
    talks: dict[str, Gathering] = {}
    for one in told:
        talk = ledger.of.get(f"{one.report.reading.item}.t{one.claim.talk}")
        if talk is not None and talk.key in wanted:
            claims[talk.key].append(one)
            talks[talk.key] = talk
    rows: dict[str, list[Attendance]] = {}
    persons = Persons(told, lens)
    for key, heard in claims.items():
        split = _by_actor(heard, talks[key], persons)
        made = [_row(talks[key], who, own, lens, as_of) for who, own in split if _known(who, own, lens)]
        rows[talks[key].id] = sorted(made, key=_order)
    return rows


def _known(who: Who, own: Sequence[Heard], lens: Lens) -> bool:
    """Whether an actor can be at a track's talk: one of its own, or one whom two sources or the user name."""
    if any(_yours(one) for one in own):
        return True
    return lens.track.everything or lens.is_actor(who[0]) or len({one.group for one in own}) > 1


def _order(row: Attendance) -> tuple[bool, bool, int, str, str]:
    """Those whose coming is no matter of course first, then those of whom most is reported.

    Last come those of whom one source tells, and nobody for whom they stand.
    """
    course = _side(row.stance) == 1 and not row.against and not row.condition
    sources = len({one.group for one in row.told})
    lone = sources == 1 and row.person is None and all(one.claim.person == one.claim.actor for one in row.told)
    return (lone, course, -sources, row.actor, row.person or "")


def _by_actor(heard: Iterable[Heard], talk: Gathering, persons: Persons) -> list[tuple[Who, list[Heard]]]:
    """Claims by actor, and by person where the persons of one actor differ or several are named.

    Where one person alone is named for an actor, all is said of that one, if all say the same; if they do not, then
    only at a meeting of sides, where most claims name the person: to a gathering an actor may send others.
    """
    actors: dict[str, list[tuple[str | None, Heard]]] = defaultdict(list)
    for one in heard:
        actor, person = persons.of(one.claim)
        actors[actor].append((person, one))
    found: list[tuple[Who, list[Heard]]] = []
    for actor, own in actors.items():
        split: dict[str, list[tuple[str | None, Heard]]] = defaultdict(list)
        for person, one in own:
            split[last_word(person) if person else ""].append((person, one))
        named = [key for key in split if key]
        theirs = [one for _, one in own if not _yours(one)] or [one for _, one in own]
        agreed = len({one.claim.stance for one in theirs}) == 1 or {one.claim.stance for one in theirs} <= _COMES
        meant = len(named) == 1 and not talk.labels and len(split[named[0]]) * 2 > len(own)
        if len(named) == 1 and (agreed or meant):
            split = {named[0]: own}
        found.extend(
            ((actor, usual(person for person, _ in some)), [one for _, one in some]) for some in split.values()
        )
    return found


def _yours(one: Heard) -> bool:
    """Whether the user says it."""
    return one.report.feed == YOUR_FEED


def _row(talk: Gathering, who: Who, own: Sequence[Heard], lens: Lens, as_of: datetime) -> Attendance:
    actor, person = who
    latest = _one_a_group(own)
    shares = _shares(latest, talk, lens)
    total = sum(share.weight for share in shares) + PRIOR_WEIGHT
    stances: dict[Stance, float] = defaultdict(float)
    for share in shares:
        stances[share.told.claim.stance] += share.weight
    prior = PRIOR_WEIGHT * PRIOR_ODDS / total
    probability = chance(prior + sum(share.adds for share in shares))
    stance = _believed(stances, probability)
    off = talk.belief.status(as_of) == "cancelled"
    leading = [one for one in latest if one.claim.stance == stance]
    return Attendance(
        id=attendance_key(talk.id, actor, person),
        talk=talk.id,
        actor=actor,
        person=person,
        stance=stance,
        probability=min(CALLED_OFF if off else 1.0, probability),
        earlier=_earlier(own, talk, lens, as_of),
        course=_course(own, talk, lens, as_of),
        shares=shares,
        prior=prior,
        called_off=off,
        condition=_condition(latest),
        by=next((one.claim.by for one in leading if one.claim.by), None),
        against=_against(stance, stances, latest, _origins(own)),
        told=tuple(own),
        history=_turns(own, talk, lens),
    )


def _one_a_group(own: Sequence[Heard]) -> list[Heard]:
    """The newest claim of each independent source, newest first."""
    newest = {one.group: one for one in own}
    return sorted(newest.values(), key=lambda one: (one.heard, one.id), reverse=True)


def _shares(latest: Sequence[Heard], talk: Gathering, lens: Lens) -> tuple[Share, ...]:
    """What each source adds to the sum: its stance's log-odds by its part of all weights (the prior's included)."""
    if not latest:
        return ()
    weighed = [(one, _parts(one, latest[0].heard, talk, lens)) for one in latest]
    weights = [math.prod(factor for _, factor in parts) for _, parts in weighed]
    total = sum(weights) + PRIOR_WEIGHT
    return tuple(
        Share(one, STANCE_ODDS[one.claim.stance], weight, parts, STANCE_ODDS[one.claim.stance] * weight / total)
        for (one, parts), weight in zip(weighed, weights, strict=True)
    )


def _parts(one: Heard, newest: datetime, talk: Gathering, lens: Lens) -> tuple[tuple[str, float], ...]:
    hours = (newest - one.heard).total_seconds() / 3600
    if _yours(one):
        return (("you say so", YOUR_WEIGHT), ("age", 0.5 ** (hours / ATTENDANCE_HALF_LIFE)))
    voice = voice_of(one, talk, lens)
    return (
        (f"says {voice}" if voice != "writer" else "the writer", VOICE[voice]),
        ("age", 0.5 ** (hours / ATTENDANCE_HALF_LIFE)),
        ("confidence", one.claim.confidence),
        (f"grade {one.report.grade}", GRADE.get(one.report.grade, 1.0)),
    )


def voice_of(one: Heard, talk: Gathering, lens: Lens) -> str:
    """Who says it, as weights.VOICE knows them: "itself", "host", "writer", "unnamed" or "other side"."""
    by = one.claim.by
    if not by:
        return "writer"
    speaks_for = {name_key(lens.canonical(by))} | {
        name_key(lens.canonical(said.actor))
        for said in one.report.reading.statements
        if said.actor and last_word(said.speaker) == last_word(by)
    }
    own = {name_key(lens.canonical(one.claim.actor)), name_key(one.claim.person or "")}
    if speaks_for & own or (one.claim.person and last_word(by) == last_word(one.claim.person)):
        return "itself"
    if speaks_for & talk.helpers:
        return "host"
    if _UNNAMED.search(name_key(by)):
        return "unnamed"
    return "other side" if speaks_for & talk.parties else "writer"


def _earlier(own: Sequence[Heard], talk: Gathering, lens: Lens, as_of: datetime) -> float | None:
    """The probability a day ago; where nothing had been heard by then, that before the last news."""
    before = [one for one in own if one.heard <= as_of - timedelta(days=1)]
    if not before:
        before = [one for one in own if one.heard < own[-1].heard]
    return _by(before, talk, lens) if before else None


def _by(before: Sequence[Heard], talk: Gathering, lens: Lens) -> float:
    """The probability by those claims, at least one."""
    shares = _shares(_one_a_group(before), talk, lens)
    total = sum(share.weight for share in shares) + PRIOR_WEIGHT
    return chance(PRIOR_WEIGHT * PRIOR_ODDS / total + sum(share.adds for share in shares))


def _course(own: Sequence[Heard], talk: Gathering, lens: Lens, as_of: datetime) -> tuple[float | None, ...]:
    """The probability by what was heard six days ago, five, and so on to now; None before the first claim."""
    course: list[float | None] = []
    counted = 0
    for days in range(COURSE_DAYS - 1, -1, -1):
        before = [one for one in own if one.heard <= as_of - timedelta(days=days)]
        # Weights go by the newest claim's age among them, so that without a new one nothing moves.
        same = bool(course) and len(before) == counted
        course.append(course[-1] if same else _by(before, talk, lens) if before else None)
        counted = len(before)
    return tuple(course)


def _condition(latest: Sequence[Heard]) -> str | None:
    """The condition that is still open: none once a newer source says yes or no outright."""
    for one in latest:
        if one.claim.condition:
            return one.claim.condition
        if one.claim.stance in {"confirmed", "declined"}:
            return None
    return None


def _origins(own: Iterable[Heard]) -> dict[str, str]:
    """Who wrote each report, by its group: the agency, else the outlet that had it first."""
    first: dict[str, str] = {}
    for one in own:
        first.setdefault(one.group, one.report.agency or one.report.publisher)
    return first


def _against(
    stance: Stance, weights: dict[Stance, float], latest: Sequence[Heard], origins: Mapping[str, str]
) -> tuple[tuple[Stance, int], ...]:
    """How many sources hold each stance of another side, by their latest word; none where those weigh too little."""
    others = {other: weight for other, weight in weights.items() if _side(other) != _side(stance)}
    if sum(others.values()) < DISAGREE_SHARE * sum(weights.values()):
        return ()
    newest: dict[str, Stance] = {}
    for one in latest:
        newest.setdefault(origins[one.group] or one.group, one.claim.stance)
    counted = Counter(said for said in newest.values() if said in others)
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _turns(own: Sequence[Heard], talk: Gathering, lens: Lens) -> tuple[Turn, ...]:
    """Each time the stance, or the yardstick's band of the probability, became another."""
    turns: list[Turn] = []
    running, last, shown, voted = _Sum(), None, "", set()
    for one in own:
        if (one.group, one.claim.stance) in voted:
            continue
        voted.add((one.group, one.claim.stance))
        if last is not None:
            running.fade(0.5 ** ((one.heard - last).total_seconds() / 3600 / ATTENDANCE_HALF_LIFE))
        last = one.heard
        running.add(one.claim.stance, math.prod(factor for _, factor in _parts(one, one.heard, talk, lens)))
        now = f"{running.stance()}, {band(running.probability()).word}"
        if now != shown:
            turns.append(Turn(one.heard, "stance", shown, now, one.id, one.report.publisher))
        shown = now
    return tuple(turns)


def _leading(weights: dict[Stance, float]) -> Stance:
    return max(weights, key=lambda stance: (round(weights[stance], 9), stance), default="uncertain")


def _believed(weights: dict[Stance, float], probability: float) -> Stance:
    """The stance with the most weight; where that is "uncertain" and the chance is not even, the likelier side's.

    That side must weigh half as much at least: that some do not know says little against those who do.
    """
    leading = _leading(weights)
    if leading != "uncertain" or EVEN.low <= probability < EVEN.high:
        return leading
    side = 1 if probability >= EVEN.high else -1
    sure = {stance: weight for stance, weight in weights.items() if _side(stance) == side}
    return _leading(sure) if sum(sure.values()) >= SURE_SHARE * weights[leading] else leading


def _side(stance: Stance) -> int:
    return 1 if stance in _COMES else -1 if stance in _STAYS_AWAY else 0

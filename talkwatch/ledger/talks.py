"""Which mentions are one talk, and what is believed of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from talkwatch.ledger.belief import Belief, ends_at
from talkwatch.ledger.marks import NO_MARKS, Marks
from talkwatch.ledger.mention import AFFINITY, Mention, affinity, mention
from talkwatch.ledger.rows import row_key, seen
from talkwatch.ledger.tracks import Lens
from talkwatch.ledger.weights import JOIN_AT, TALK_STAYS, THIN_STAYS, UNDATED_STAYS
from talkwatch.ledger.wording import label, land, name_key, near, topic
from talkwatch.model.board import Talk, Told
from talkwatch.model.claims import TalkClaim

_REMEMBERED = timedelta(days=21)
"""A mention joins only a talk heard of so lately; an older one is another round."""


class Gathering:
    """The mentions of one talk so far, and what they make one believe."""

    def __init__(self, first: Told[TalkClaim]) -> None:
        self.key = first.id
        """Tells it from the others while the mentions are heard."""
        self.first = first
        """The mention that was seen first."""
        self.told: list[Told[TalkClaim]] = []
        self.last = first.heard
        """When the newest of its mentions was heard."""
        self.belief = Belief()
        self.parties: set[str] = set()
        self.helpers: set[str] = set()
        self.counted: Counter[str] = Counter()
        self.matter: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()
        self.editions: Counter[str] = Counter()
        self.items: set[str] = set()
        self._own: Mention | None = None
        self._ends: datetime | None = None
        """When the days believed are over, as long as `_own` stands."""

    def hear(self, told: Told[TalkClaim], said: Mention, lens: Lens) -> None:
        """One more mention, heard no earlier than those before."""
        self._own = None
        self.told.append(told)
        self.last = told.heard
        self.first = min(self.first, told, key=seen)
        self.items.add(told.report.reading.item)
        self.parties |= said.parties
        self.helpers |= said.helpers
        for counts, values in (
            (self.counted, said.parties),
            (self.matter, said.matter),
            (self.labels, [said.label] if said.label else ()),
            (self.editions, [said.edition] if said.edition else ()),
        ):
            for value in values:
                counts[value] += 1  # Counter.update asks each time what it is given
        names = [tuple(map(lens.canonical, named)) for named in (told.claim.parties, told.claim.mediators)]
        self.belief.hear(told, *names)

    @property
    def id(self) -> str:
        """The talk's key on the board."""
        return row_key("t", self.first)

    def as_mention(self) -> Mention:
        """What is believed of the talk, as a mention would say it."""
        if self._own is None:
            self._own = self._mention()
            self._ends = ends_at(self._own.days) if self._own.days else None
        return self._own

    def _mention(self) -> Mention:
        often = [(count, stem) for stem, count in self.matter.items() if count * 10 >= len(self.told)]
        common = [stem for _, stem in sorted(often, key=lambda pair: -pair[0])[:12]]
        return Mention(
            parties=self._core(),
            helpers=frozenset(self.helpers - self.parties),
            label=self.labels.most_common(1)[0][0] if self.labels else None,
            matter=frozenset(common),
            place=self.belief.place(),
            days=self.belief.days(),
            edition=self.editions.most_common(1)[0][0] if self.editions else None,
            running=self.belief.reported() == "under_way",
            kind=self.first.claim.kind,
        )

    def _core(self) -> frozenset[str]:
        """The parties that a fair part of the mentions names."""
        floor = max(self.counted.values(), default=0) / 5
        return frozenset(name for name, count in self.counted.items() if count >= floor)

    def nearness(self, said: Mention, told: Told[TalkClaim], lens: Lens) -> float:
        """How much speaks for a mention being of this talk; see mention.AFFINITY."""
        own = self._own or self.as_mention()
        passed = self._ends is not None and told.heard >= self._ends
        total = affinity(said, own, passed=passed)
        off = told.claim.status == "cancelled" and self.belief.reported() == "cancelled"
        if off and len(said.parties & own.parties) > 1:
            total += AFFINITY["both called off"]  # two sides hardly call off two meetings in a few days
        everything = lens.track.everything
        if everything and total < JOIN_AT:
            return total  # all that follows speaks against it
        if not everything and not said.matter & own.matter and said.matter and own.matter:
            total -= AFFINITY["other matter"]  # a track's matters are parts of one negotiation
        if told.report.reading.item in self.items and not (said.label and said.label == own.label):
            total += AFFINITY["same item"]
        elsewhere = said.place and own.place and not near(said.place, own.place)
        if elsewhere and told.claim.status in {"proposed", "scheduled"} and self.belief.reported() == "concluded":
            total += AFFINITY["it had ended"]  # what is still to come is the next round
        return total if everything else total + AFFINITY["same track"]


class Ledger:
    """All talks of a track, found again by whatever a mention shares with them."""

    def __init__(self, lens: Lens) -> None:
        self.lens = lens
        self.talks: list[Gathering] = []
        self.of: dict[str, Gathering] = {}
        self.items: set[str] = set()
        """The items that tell of a talk of the track."""
        self._by_word: dict[str, dict[str, Gathering]] = defaultdict(dict)
        """Those heard of in the last _REMEMBERED, by the words of their mentions."""
        self._lately: dict[str, Gathering] = {}

    def hear(self, told: Told[TalkClaim]) -> None:
        """Put a mention to its talk, or open a new one. Mentions come in the order they were heard.

        One that is the track's by place and day alone opens none.
        """
        said = mention(told.claim, self.lens)
        if not self.lens.takes_talk(told.report, told.claim):
            talk = self._at(said, told.heard)
            if talk is None:
                return
        else:
            talk = self._find(said, told)
        if talk is None:
            talk = Gathering(told)
            self.talks.append(talk)
        self._lately[talk.key] = talk
        talk.hear(told, said, self.lens)
        self.of[told.id] = talk
        self.items.add(told.report.reading.item)
        for word in _words(said):
            self._by_word[word][talk.key] = talk

    def _at(self, said: Mention, heard: datetime) -> Gathering | None:
        """The track's latest talk in that very town on those days, if the mention names no others."""
        found = []
        for talk in _recent(self._by_word.get(f"place:{land(said.place or '')}", {}), heard).values():
            place, days = talk.belief.place(), talk.belief.days()
            here = place is not None and said.place is not None and name_key(place) == name_key(said.place)
            if not here or talk.first.claim.kind != said.kind or heard - talk.last > timedelta(days=TALK_STAYS):
                continue
            if days is not None and (said.days.gap(days) <= 1 if said.days else not _over(talk, heard)):
                found.append(talk)
        return max(found, key=lambda talk: (talk.last, talk.key), default=None)

    def _find(self, said: Mention, told: Told[TalkClaim]) -> Gathering | None:
        known = self._candidates(said, told.heard)
        best: tuple[float, str] = (JOIN_AT, "")
        for key, talk in known.items():
            near = talk.nearness(said, told, self.lens)
            if near >= JOIN_AT:
                best = max(best, (round(near, 9), key))
        if best[1]:
            return known[best[1]]
        return self._only(said, told) if self._is_loose(said) else None

    def _is_loose(self, said: Mention) -> bool:
        """Whether a mention names neither place nor day, so that it can only mean the talk everyone means."""
        return not (said.place or said.days or said.label)

    def _only(self, said: Mention, told: Told[TalkClaim]) -> Gathering | None:
        """The track's latest talk of the same parties: what "the talks" means without place and day."""
        if self.lens.track.everything:
            return None
        stays = timedelta(days=UNDATED_STAYS)
        lately = [t for t in _recent(self._lately, told.heard).values() if told.heard - t.last <= stays]
        fitting = [
            t
            for t in lately
            if t.first.claim.kind == said.kind
            and (said.parties <= t.parties | t.helpers or not said.parties)
            and not t.labels
            and not _over(t, told.heard)
        ]
        return max(fitting, key=lambda t: (len(said.parties & t.parties), t.last, t.key), default=None)

    def _candidates(self, said: Mention, heard: datetime) -> dict[str, Gathering]:
        """The talks that share a word with a mention, by their keys."""
        found: dict[str, Gathering] = {}
        for word in _words(said):
            if word in self._by_word:
                found |= _recent(self._by_word[word], heard)
        return found


def _recent(listed: dict[str, Gathering], heard: datetime) -> dict[str, Gathering]:
    """The talks heard of in the last _REMEMBERED; older ones are forgotten, as no mention joins them any more."""
    since = heard - _REMEMBERED
    for key in [key for key, talk in listed.items() if talk.last < since]:
        del listed[key]
    return listed


def talks(told: Sequence[Told[TalkClaim]], lens: Lens) -> Ledger:
    """The talks that the mentions, in the order they were heard, are of."""
    ledger = Ledger(lens)
    for one in told:
        ledger.hear(one)
    return ledger


def board_talks(ledger: Ledger, as_of: datetime, marks: Marks = NO_MARKS) -> tuple[Talk, ...]:
    """The talks that belong on a board at a moment, soonest first; those past stand last, newest first.

    What the user pinned stands before all.
    """
    maybe = [talk for talk in ledger.talks if _may_stay(talk, as_of) or marks.pins(talk.told)]
    made = [board_talk(talk, ledger.lens, as_of, marks) for talk in maybe]
    shown = [talk for talk in made if marks.keeps(talk.told, stays=_stays(talk, as_of))]
    return tuple(sorted(shown, key=lambda talk: (not marks.pins(talk.told), _place_in_panel(talk, as_of))))


def board_talk(talk: Gathering, lens: Lens, as_of: datetime, marks: Marks = NO_MARKS) -> Talk:
    """One talk as it is believed at a moment."""
    belief = talk.belief
    days = belief.days()
    parties, helpers = _sides(belief, lens)
    return Talk(
        id=talk.id,
        name=marks.name(talk.told, _name(talk)),
        place=belief.place(),
        start=days.first if days else None,
        end=days.last if days and (belief.has_end() or days.precision != "day") else None,
        precision=days.precision if days else "unknown",
        status=belief.status(as_of),
        parties=parties,
        mediators=helpers,
        told=tuple(talk.told),
        conflicts=belief.conflicts(),
        history=tuple(belief.turns),
    )


def _words(said: Mention) -> set[str]:
    words = {f"party:{name}" for name in said.parties | said.helpers} | {f"matter:{stem}" for stem in said.matter}
    if said.label:
        words.add(f"label:{said.label}")
    if said.place:
        words.add(f"place:{land(said.place)}")
    return words


def _sides(belief: Belief, lens: Lens) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parties and mediators: where a track's own parties face each other, its mediators are no party."""
    parties, helpers = _named(belief.parties), _named(belief.helpers)
    if sum(lens.is_party(name) for name in parties) >= 2:
        between = tuple(name for name in parties if lens.rank(name) == 1)
        parties = tuple(name for name in parties if name not in between)
        helpers = (*helpers, *between)
    return parties, tuple(dict.fromkeys(name for name in helpers if name not in parties))


def _named(counts: Counter[str]) -> tuple[str, ...]:
    """The names that a fair part of the mentions gives, the most frequent first; a lone slip is left out."""
    if not counts:
        return ()
    floor = max(counts.values()) / 5
    kept = [name for name, count in counts.items() if count >= floor]
    return tuple(sorted(kept, key=lambda name: (-counts[name], name)))


def _name(talk: Gathering) -> str:
    """The name most reports give; of equals the fuller, then the one that sorts first.

    A gathering is called by its own name, not by that of one of its sessions.
    """
    known = talk.labels.most_common(1)[0][0] if talk.labels else None
    told = [one for one in talk.told if known is None or label(one.claim.name) == known]
    if known is not None and not told:
        return known
    votes: Counter[str] = Counter()
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for one in told:
        key = name_key(one.claim.name)
        votes[key] += 2 if label(one.claim.name) or topic(one.claim.name) else 1
        spelled[key][one.claim.name] += 1
    best = min(votes, key=lambda key: (-votes[key], -len(topic(key)), key))
    return min(spelled[best], key=lambda name: (-spelled[best][name], name))


def _over(talk: Gathering, when: datetime) -> bool:
    days = talk.belief.days()
    return days is not None and when >= ends_at(days)


def _may_stay(talk: Gathering, as_of: datetime) -> bool:
    """Whether a talk can be on the board at all, at a glance: it was heard of lately, or its days are not long over."""
    if as_of - talk.last <= _REMEMBERED or talk.belief.reported() == "in_doubt":
        return True
    days = talk.belief.days()
    return days is not None and (as_of.date() - days.last).days <= TALK_STAYS + 1


def _stays(talk: Talk, as_of: datetime) -> bool:
    silent = as_of - talk.told[-1].heard
    if _thin(talk) and silent > timedelta(days=THIN_STAYS):
        return False
    if talk.start is not None and talk.status in {"scheduled", "proposed", "under_way", "in_doubt"}:
        return True
    last = talk.end or talk.start
    if last is not None and talk.status in {"concluded", "unreported"}:
        return (as_of.date() - last).days <= TALK_STAYS
    if talk.status in {"postponed", "cancelled", "concluded", "unreported"}:
        return silent <= timedelta(days=TALK_STAYS)
    return silent <= timedelta(days=UNDATED_STAYS)


def _thin(talk: Talk) -> bool:
    """Whether one source alone tells of it, and not enough to find it again: who, where, when."""
    known = (
        (len(talk.parties) > 1 or label(talk.name) is not None) + (talk.place is not None) + (talk.start is not None)
    )
    return known < 2 and len({one.group for one in talk.told}) == 1


def _place_in_panel(talk: Talk, as_of: datetime) -> tuple[int, int, int, str, str]:
    """Under way and dated ones by day, then undated by last news, then thin ones, then the past, newest first.

    Equals stand by their names: an id hashes which of a talk's reports we saw first.
    """
    groups = -len({one.group for one in talk.told})
    last = -int(talk.told[-1].heard.timestamp())
    today = as_of.date()
    off = talk.status == "cancelled" and not (talk.start and talk.start >= today)
    if off or talk.status in {"concluded", "unreported"}:
        past = talk.end or talk.start or talk.told[-1].heard.date()
        return (3, -min(past, today).toordinal(), groups, talk.name, talk.id)
    if _thin(talk):
        return (2, 0, last, talk.name, talk.id)
    if talk.start is not None and (talk.status != "postponed" or talk.start >= today):
        return (0, max(talk.start, today).toordinal(), groups, talk.name, talk.id)
    if talk.status == "under_way":
        return (0, today.toordinal(), groups, talk.name, talk.id)
    return (1, 0, last, talk.name, talk.id)

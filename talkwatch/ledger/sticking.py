"""Which claims are of one issue between the sides, where each side stands, and where it is heading."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from talkwatch.ledger.marks import NO_MARKS, Marks
from talkwatch.ledger.rows import row_id, row_key, seen
from talkwatch.ledger.soundness import issue_name
from talkwatch.ledger.tally import Tally
from talkwatch.ledger.tracks import CEASEFIRE, OUTRIGHT, TRUCES, Lens
from talkwatch.ledger.weights import (
    GRADE,
    ISSUE_HALF_LIFE,
    ISSUE_STAYS,
    LONE_ISSUE_STAYS,
    MOVE_HOURS,
    OUTRIGHT_ISSUE,
    SAME_ISSUE_SHARE,
    TALK_STAYS,
)
from talkwatch.ledger.wording import jaccard, name_key, plain, stems
from talkwatch.model.board import Issue, IssueTrend, Matter, Stand, Told, Turn
from talkwatch.model.claims import Hold, IssueStatus, StickingClaim
from talkwatch.model.tracks import TrackIssue

Heard = Told[StickingClaim]
_SOFT: frozenset[Hold] = frozenset({"accepts", "offers"})
_REMEMBERED = timedelta(days=ISSUE_STAYS)
_NAMES = 6
"""So many different names of an issue are kept to compare with."""
_RANK: dict[IssueStatus, int] = {"open": 0, "narrowing": 1, "resolved": 2}


class Dispute:
    """The claims on one issue so far; `hear` must be called in the order they were heard."""

    def __init__(self, first: Heard, name: str | None) -> None:
        self.name = name
        self.told: list[Heard] = []
        self.statuses: Tally[IssueStatus] = Tally(ISSUE_HALF_LIFE)
        self.stands: dict[str, Stand] = {}
        self.turns: list[Turn] = []
        self.names = [stems(first.claim.issue)]

    def hear(self, one: Heard, lens: Lens) -> None:
        """One more claim on it."""
        self.told.append(one)
        words = stems(one.claim.issue)
        if len(self.names) < _NAMES and words not in self.names:
            self.names.append(words)
        before = self.statuses.best()
        weight = one.claim.confidence * GRADE.get(one.report.grade, 1.0) * (1.0 + 0.5 * _RANK[one.claim.status])
        self.statuses.add(one.claim.status, weight, one.heard, one.group, one.report.publisher)
        after = self.statuses.best()
        if after is not None and after != before:
            self._turn(one, "issue", before or "", after)
        for position in one.claim.positions:
            self._stand(one, lens.canonical(position.actor), position.hold)

    def _stand(self, one: Heard, actor: str, hold: Hold) -> None:
        held = self.stands.get(actor)
        if held is None or held.hold != hold:
            self._turn(one, "position", held.hold if held else "", hold, actor)
        self.stands[actor] = Stand(actor, hold, one.heard.date(), one.id)

    def _turn(self, one: Heard, matter: Matter, before: str, after: str, about: str = "") -> None:
        self.turns.append(Turn(one.heard, matter, before, after, one.id, one.report.publisher, about))


def issues(told: Sequence[Heard], lens: Lens, as_of: datetime, marks: Marks = NO_MARKS) -> tuple[Issue, ...]:
    """The issues that belong on a board at a moment: open ones first, the most reported first, resolved ones last.

    What the user pinned stands before all.
    """
    longest = timedelta(days=max(ISSUE_STAYS, TALK_STAYS))
    kept = [each for each in _disputes(told, lens) if as_of - each.told[-1].heard <= longest or marks.pins(each.told)]
    rows = [(_issue(dispute, lens, as_of, marks), _counts(dispute, lens)) for dispute in kept]
    shown = [row for row, counts in rows if marks.keeps(row.told, stays=counts and _stays(row, as_of))]
    return tuple(sorted(shown, key=lambda row: (not marks.pins(row.told), *_rank(row, as_of))))


def _stays(row: Issue, as_of: datetime) -> bool:
    is_lone = len({one.group for one in row.told}) == 1
    days = TALK_STAYS if row.status == "resolved" else LONE_ISSUE_STAYS if is_lone else ISSUE_STAYS
    return as_of - row.told[-1].heard <= timedelta(days=days)


def _counts(matter: Dispute, lens: Lens) -> bool:
    """Whether a matter is one between a track's sides: one that the track knows, one that two reports name, or one that
    is called a sticking point in so many words. Of 14 others on the Gaza board of late November 2023, 3 were.
    """
    if lens.track.everything or not lens.track.issues or matter.name is not None:
        return True
    return len({one.group for one in matter.told}) > 1 or any(one.claim.rule == OUTRIGHT for one in matter.told)


def _rank(row: Issue, as_of: datetime) -> tuple[bool, float, str]:
    return (_RANK[row.status] == 2, -_standing(row, as_of) * _firmness(row), row.id)


def _firmness(row: Issue) -> float:
    """How surely sides differ over it: called a dispute outright, held by two, told by two; a lone demand is 1."""
    outright = any(one.claim.rule in OUTRIGHT_ISSUE for one in row.told)
    sources = len({one.group for one in row.told})
    return (2.0 if outright else 1.0) * (1.5 if len(row.stands) > 1 else 1.0) * (1.5 if sources > 1 else 1.0)


def _disputes(told: Sequence[Heard], lens: Lens) -> list[Dispute]:
    found: list[Dispute] = []
    by_name: dict[str, Dispute] = {}
    by_word: dict[str, dict[str, Dispute]] = defaultdict(dict)
    for one in told:
        name = _track_issue(one.claim, lens)
        if name is None and issue_name(one.claim) is None:
            continue
        matter = by_name.get(name) if name else _like(one, by_word)
        if matter is None:
            matter = Dispute(one, name)
            found.append(matter)
            if name:
                by_name[name] = matter
        matter.hear(one, lens)
        if not name:
            for word in stems(one.claim.issue):
                by_word[word][matter.told[0].id] = matter
    return found


def _track_issue(claim: StickingClaim, lens: Lens) -> str | None:
    """The track's issue that a claim's phrase names, or its sentence where the phrase is empty of matter.

    Of several, the first in the track's order.
    """
    for text in (claim.issue, *([] if len(stems(claim.issue)) > 1 else [claim.span.words])):
        named = {name for kind, name in lens.touches(text) if kind == "issue"}
        for issue in lens.track.issues:
            if issue.name in named:
                return issue.name
        if CEASEFIRE in named:
            return next((issue.name for issue in lens.track.issues if _about_truce(issue)), None)
    return None


def _about_truce(issue: TrackIssue) -> bool:
    return any(truce in plain(word) for word in (issue.name, *issue.words) for truce in TRUCES)


def _like(one: Heard, by_word: dict[str, dict[str, Dispute]]) -> Dispute | None:
    words = stems(one.claim.issue)
    near: dict[str, Dispute] = {}
    for word in words:
        listed = by_word.get(word, {})
        for key in [key for key, matter in listed.items() if one.heard - matter.told[-1].heard > _REMEMBERED]:
            del listed[key]  # no claim joins it any more
        near |= listed
    lately = near.values()
    scored = [(max(jaccard(words, name) for name in matter.names), matter) for matter in lately]
    best = max(scored, key=lambda pair: (round(pair[0], 9), pair[1].told[0].id), default=None)
    return best[1] if best is not None and best[0] >= SAME_ISSUE_SHARE else None


def _worth(one: Heard, lens: Lens) -> tuple[int, datetime, float, str]:
    """What its sentence tells: the positions of the track's own first, then of the newest."""
    ours = sum(lens.is_actor(position.actor) for position in one.claim.positions)
    return (min(2, ours or bool(one.claim.positions)), one.heard, round(one.claim.confidence, 3), one.id)


def _issue(matter: Dispute, lens: Lens, as_of: datetime, marks: Marks) -> Issue:
    best = max(matter.told, key=lambda one: _worth(one, lens))
    trend, reason = _trend(matter, as_of)
    stands = sorted(matter.stands.values(), key=lambda stand: (-stand.reported.toordinal(), stand.actor))
    return Issue(
        id=row_id("k", name_key(matter.name)) if matter.name else row_key("k", min(matter.told, key=seen)),
        issue=marks.name(matter.told, matter.name or _called(matter, best)),
        status=matter.statuses.best() or "open",
        stands=tuple(stands),
        since=matter.told[0].heard.date(),
        trend=trend,
        reason=reason,
        best=best,
        told=tuple(matter.told),
        history=tuple(matter.turns),
    )


def _called(matter: Dispute, best: Heard) -> str:
    """What an issue is called: by its best source, if that is short, else by the shortest name that it has."""
    own = issue_name(best.claim)
    names = [name for one in matter.told if (name := issue_name(one.claim))]
    return own or min(names, key=lambda name: (len(name), name), default=best.claim.issue)


def _trend(matter: Dispute, as_of: datetime) -> tuple[IssueTrend, str]:
    """Where the issue is heading by its last turn in MOVE_HOURS, with the sentence that says so."""
    since = as_of - timedelta(hours=MOVE_HOURS)
    for turn in reversed([turn for turn in matter.turns if turn.when > max(since, matter.told[0].heard)]):
        heading = _heading(turn)
        if heading is not None:
            words = next(one.claim.span.words for one in matter.told if one.id == turn.told)
            return heading, " ".join(words.split())
    return "unchanged", ""


def _heading(turn: Turn) -> IssueTrend | None:
    if turn.matter == "issue":
        order = {"": 0, "open": 0, "narrowing": 1, "resolved": 2}
        moved = order[turn.after] - order[turn.before]
        return "narrowing" if moved > 0 else "hardening" if moved < 0 else None
    if turn.after in _SOFT:
        return "narrowing"
    return "hardening" if turn.before in _SOFT or turn.after == "rejects" else None


def _standing(row: Issue, as_of: datetime) -> float:
    """How much an issue is in the news: its independent reports, each fading with a half-life of two days."""
    newest = {one.group: one.heard for one in row.told}
    return math.fsum(0.5 ** ((as_of - heard).total_seconds() / 3600 / ISSUE_HALF_LIFE) for heard in newest.values())

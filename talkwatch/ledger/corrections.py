"""What the user put right, laid over what was heard: pure, and the same in any order of arrival."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from talkwatch.ledger.anchors import Claims
from talkwatch.ledger.marks import Marks
from talkwatch.ledger.mention import mention
from talkwatch.ledger.rows import AnyRow, attendance_key, rows_of
from talkwatch.ledger.talks import Gathering, Ledger
from talkwatch.ledger.tracks import Lens
from talkwatch.ledger.wording import last_word, name_key
from talkwatch.model.board import Attendance, Board, Corrected, Told
from talkwatch.model.claims import STANCES, AttendanceClaim, Reading, Report, Span, Stance, TalkClaim
from talkwatch.model.corrections import OF_ONE_BOARD, YOU, YOUR_FEED, Correction
from talkwatch.model.items import ItemId


class Mending:
    """The corrections that hold on one board, with the claims that each is about."""

    def __init__(
        self, corrections: Iterable[Correction], board: Board, reports: Sequence[Report], grouped: Mapping[str, str]
    ) -> None:
        """`board` says track and moment; `grouped` names each report's group by its item."""
        once = {one.id: one for one in corrections if one.made <= board.as_of}
        self._all = sorted(once.values(), key=lambda one: one.turn)
        self._holds = [one for one in self._all if one.holds(board.track, board.as_of)]
        self._track = board.track
        self._grouped = grouped
        out = {grouped.get(one.item) for one in self._holds if one.item is not None}
        self.reports = [report for report in reports if grouped[report.reading.item] not in out]
        claims = Claims(self.reports if self._holds else ())
        self._row = {one.id: claims.all(one.row) for one in self._holds}
        self._other = {one.id: claims.all(one.other) for one in self._holds}
        self._reread()

    def _reread(self) -> None:
        """Claims whose stance the user read otherwise are read so, in the item and its copies."""
        for one in self._holds:
            if one.deed == "stance" and not one.actor and self._row[one.id]:
                item, _, number = self._row[one.id][0].rpartition(".")
                reading = next(report.reading for report in self.reports if report.reading.item == item)
                wrong = reading.attendance[int(number[1:])]
                self.reports = [
                    _restanced(report, wrong, _stance(one.value))
                    if self._grouped[report.reading.item] == self._grouped[item]
                    else report
                    for report in self.reports
                ]

    def mend_talks(self, ledger: Ledger) -> list[Told[AttendanceClaim]]:
        """The ledger's talks are merged and split as the user wishes; what the user says of somebody's coming."""
        said = []
        for one in self._holds:
            talk, others = self._talk(one, ledger), self._other[one.id]
            if talk is None:
                continue
            if one.deed == "merge":
                other = next((ledger.of[claim] for claim in others if claim in ledger.of), talk)
                if other is not talk:
                    told = sorted([*talk.told, *other.told], key=lambda each: (each.heard, each.id))
                    _put(ledger, (talk, other), [told])
            elif one.deed == "split":
                parts = _parted(talk, set(others), one, ledger.lens)
                if all(parts):
                    _put(ledger, (talk,), parts)
        for one in self._holds:  # when the talks are what they are
            talk = self._talk(one, ledger)
            if one.deed == "stance" and one.actor and talk is not None:
                said.append(_said(one))
                ledger.of[f"{one.id}.t0"] = talk
        return said

    def marks(self, ledger: Ledger) -> Marks:
        """What the user set of talks, statements and issues."""
        meant = [(one, self._leads(one, ledger)) for one in self._holds if not one.actor]
        pinned, hidden = (frozenset(at for one, at in meant if one.deed == deed and at) for deed in ("pin", "hide"))
        names = [(at, one.value) for one, at in meant if one.deed == "rename" and at]
        return Marks(pinned, hidden, tuple(reversed(names)))

    def _leads(self, one: Correction, ledger: Ledger) -> str | None:
        """The claim that leads to a correction's row: the first that is still read, and of talks one that is told."""
        claims = self._row[one.id]
        if one.row and one.row[0].kind == "talk":
            return next((claim for claim in claims if claim in ledger.of), None)
        return next(iter(claims), None)

    def _talk(self, one: Correction, ledger: Ledger) -> Gathering | None:
        return ledger.of.get(self._leads(one, ledger) or "")

    def mend_attendance(self, rows: Iterable[Attendance], ledger: Ledger) -> list[Attendance]:
        """An actor's rows at one talk as the user wishes: without those hidden, those pinned first."""
        kept = list(rows)
        for one in self._holds:
            talk = self._talk(one, ledger)
            if one.deed not in OF_ONE_BOARD or not one.actor or talk is None:
                continue
            meant = [row for row in kept if row.talk == talk.id and is_meant(one, row)]
            kept = [row for row in kept if row not in meant]
            kept = [*meant, *kept] if one.deed == "pin" else kept
        return kept

    def corrected(self, board: Board) -> tuple[Corrected, ...]:
        """The corrections made of this track, and others that bear upon the board, each with the rows it is seen in."""
        if not self._all:
            return ()
        holder: dict[str, AnyRow] = {one.id: row for row in rows_of(board) for one in row.told}
        found = []
        for one in self._all:
            own, others = self._row.get(one.id, ()), self._other.get(one.id, ())
            first = next((claim for claim in own if claim in holder), "")
            rows = [self._seen_in(one, holder.get(claim), board) for claim in (first, *others)]
            ours = one.track == self._track or (one.deed not in OF_ONE_BOARD and any(rows))
            out = one.item is not None and one.item in self._grouped
            if ours or out:
                found.append(Corrected(one, tuple(dict.fromkeys(row for row in rows if row))))
        return tuple(found)

    def _seen_in(self, one: Correction, row: AnyRow | None, board: Board) -> str:
        if row is None or one.deed == "hide":
            return ""
        if not one.actor:
            return row.id
        key = attendance_key(row.id, one.actor, one.person)
        meant = [other for other in board.attendance if other.talk == row.id and is_meant(one, other)]
        return next((other.id for other in meant if other.id == key), meant[0].id if meant else "")


def is_meant(one: Correction, row: Attendance) -> bool:
    """Whether a correction of somebody's coming means a row of its talk; without a person, all of its actor's."""
    if name_key(row.actor) != name_key(one.actor):
        return False
    return not one.person or not row.person or last_word(one.person) == last_word(row.person)


def _restanced(report: Report, wrong: AttendanceClaim, stance: Stance) -> Report:
    """The report with its claims of that actor and stance saying the other stance."""

    def right(claim: AttendanceClaim) -> AttendanceClaim:
        if (claim.actor, claim.person, claim.stance) != (wrong.actor, wrong.person, wrong.stance):
            return claim
        condition = claim.condition if stance == "conditional" else None
        return replace(claim, stance=stance, condition=condition, rule=f"{claim.rule}; stance by {YOU}")

    attendance = tuple(map(right, report.reading.attendance))
    if attendance == report.reading.attendance:
        return report
    return replace(report, reading=replace(report.reading, attendance=attendance))


def _stance(value: str) -> Stance:
    return next((stance for stance in STANCES if stance == value), "uncertain")


def _said(one: Correction) -> Told[AttendanceClaim]:
    """A correction of somebody's coming as a claim, heard when it was made."""
    words = f"{one.person or one.actor}: {one.value}"
    span = Span("title", 0, len(words), words)
    claim = AttendanceClaim(span, YOU, 1.0, 0, one.actor, _stance(one.value), person=one.person or None)
    reading = Reading(ItemId(one.id), 1, YOU, attendance=(claim,))
    report = Report(reading, YOUR_FEED, YOU, words, "", one.made, one.made, one.id, "A")
    return Told(f"{one.id}.a0", claim, report, one.id)


def _parted(
    talk: Gathering, leave: set[str], one: Correction, lens: Lens
) -> tuple[list[Told[TalkClaim]], list[Told[TalkClaim]]]:
    """A talk's mentions that stay, and those that leave.

    Of mentions heard after the correction was made, each goes where it is nearer.
    """
    stays = _gathered([told for told in talk.told if told.heard <= one.made and told.id not in leave], lens)
    leaves = _gathered([told for told in talk.told if told.id in leave], lens)
    if stays is None or leaves is None:
        return [], []
    for told in talk.told:
        if told.heard <= one.made or told.id in leave:
            continue
        said = mention(told.claim, lens)
        is_nearer = leaves.nearness(said, told, lens) > stays.nearness(said, told, lens)
        (leaves if is_nearer else stays).hear(told, said, lens)
    return stays.told, leaves.told


def _gathered(told: Sequence[Told[TalkClaim]], lens: Lens) -> Gathering | None:
    """The talk of these mentions, or None where there are none."""
    if not told:
        return None
    made = Gathering(told[0])
    for each in sorted(told, key=lambda each: (each.heard, each.id)):
        made.hear(each, mention(each.claim, lens), lens)
    return made


def _put(ledger: Ledger, former: Iterable[Gathering], parts: Iterable[Sequence[Told[TalkClaim]]]) -> None:
    """The ledger has the talks of these mentions in place of former ones."""
    gone = {talk.key for talk in former}
    ledger.talks = [talk for talk in ledger.talks if talk.key not in gone]
    for told in parts:
        made = _gathered(told, ledger.lens)
        assert made is not None, "a part has mentions"
        ledger.talks.append(made)
        ledger.of.update(dict.fromkeys((each.id for each in made.told), made))

"""The board of any track at any moment, from the store; folded once and kept while nothing changes."""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from threading import RLock

from talkwatch.digest.compose import Digest, compose
from talkwatch.ledger.changes import changes
from talkwatch.ledger.fold import fold
from talkwatch.ledger.rows import find_row
from talkwatch.ledger.tracks import lens
from talkwatch.ledger.yardstick import YardstickName
from talkwatch.model.board import Board
from talkwatch.model.claims import Report
from talkwatch.model.corrections import Correction
from talkwatch.model.errors import UsageError
from talkwatch.model.filters import Filter
from talkwatch.model.items import Item, ItemId
from talkwatch.model.tracks import Track
from talkwatch.store import Store
from talkwatch.text.filtering import left_out
from talkwatch.views.behind import Behind, behind_claim, behind_item, behind_row
from talkwatch.views.board import board_view
from talkwatch.views.changes import change_rows
from talkwatch.views.corrections import correction_lines, correction_row
from talkwatch.views.explain import (
    article_lines,
    explain_claim,
    explain_item,
    explain_row,
    explain_unread,
    rows_behind_item,
)
from talkwatch.views.health import SECOND, health_view, second_words
from talkwatch.views.items import item_row
from talkwatch.views.retractions import retractions
from talkwatch.views.rows import BoardView, ChangeRow, RetractionRow

NONE = Filter()
_TICK = timedelta(microseconds=1)
_KEPT = 3
"""Boards that are kept: each holds the claims of all reports, a megabyte a busy week."""


class Desk:
    """Boards, changes and explanations for the screen, the digest and the verbs. Usable from any thread.

    Within `stays` of a fold, a later board on which nothing new was heard is the same with its times said anew.
    """

    def __init__(
        self,
        store: Store,
        tracks: Mapping[str, Track],
        *,
        zone: tzinfo | None = UTC,
        yardstick: YardstickName = "icd203",
        stays: timedelta = timedelta(0),
    ) -> None:
        self.store = store
        self.tracks = tracks
        self.zone = zone
        self.yardstick: YardstickName = yardstick
        self._stays = stays
        self._lock = RLock()
        self._boards: OrderedDict[tuple[str, datetime], Board] = OrderedDict()
        self._reports: tuple[Report, ...] = ()
        self._corrections: tuple[Correction, ...] = ()
        self._version: object = None
        self._chosen: dict[str, Filter] = {}
        self._passed: dict[tuple[str, ItemId, int], bool] = {}

    def board(self, track: str, as_of: datetime) -> BoardView:
        """The panels of a track as of a moment (UTC). Raises UsageError for an unknown track."""
        return board_view(
            self._lately(track, as_of) or self.fold(track, as_of), as_of.astimezone(self.zone), self.yardstick
        )

    def _lately(self, track: str, as_of: datetime) -> Board | None:
        """A board that was folded shortly before, if it would be much the same now: chances age by days."""
        with self._lock:
            self._refresh()
            for (name, moment), board in self._boards.items():
                if name == track and timedelta() < as_of - moment < self._stays and self._all_heard(moment):
                    return replace(board, as_of=as_of)
        return None

    def fold(self, track: str, as_of: datetime) -> Board:
        """What is believed of a track as of a moment (UTC). Raises UsageError for an unknown track."""
        with self._lock:
            self._refresh()
            key = (track, as_of)
            board = self._boards.get(key)
            if board is None:
                board = self._boards[key] = self._fold(track, as_of)
                while len(self._boards) > _KEPT:
                    self._boards.popitem(last=False)
            self._boards.move_to_end(key)
            return board

    def _fold(self, track: str, as_of: datetime) -> Board:
        reports = self._passing(self._until(as_of), track)
        with uncollected():
            return fold(reports, self._track(track), as_of, self._corrections)

    def changes(self, track: str, since: datetime, until: datetime, *, learned: bool = False) -> tuple[ChangeRow, ...]:
        """What moved after `since` and up to `until` (UTC), the weightiest first.

        With `learned`, what the board did not show at `since`, be it that it was heard before and read only later.
        """
        board = self.fold(track, until)
        return change_rows(changes(board, since, learned=learned), board, until.astimezone(self.zone))

    def digest(self, track: str, day: date, now: datetime, first: date | None = None) -> Digest:
        """The digest of a day of the desk's zone, up to `now` (UTC) if that day is not over; with `first`, from that
        day on.

        Raises UsageError for an unknown track.
        """
        since, end = self._midnight(first or day), self._midnight(day + timedelta(days=1))
        return self.digest_between(track, since, min(end, max(now, since)))

    def digest_between(self, track: str, since: datetime, until: datetime) -> Digest:
        """The digest from a moment on and up to, not at, another (UTC). Raises UsageError for an unknown track."""
        # What was heard at midnight belongs to the day that begins, in the digest before and in the one after.
        last, before = max(since, until - _TICK), since - _TICK
        with uncollected():
            health = health_view(self.store.feeds(), second=second_words(self.store.recall(SECOND)))
            rows = self.changes(track, before, last)
            lost = self._retractions(track, before, last)
            view, now = self.board(track, last), last.astimezone(self.zone)
            return compose(view, rows, since, now, health, retractions=lost)

    def _retractions(self, track: str, since: datetime, until: datetime) -> list[RetractionRow]:
        """Which of a track's reports no longer say at `until` what they said at `since`."""
        then = {report.reading.item: report for report in self._passing(self._until(since), track)}
        now = {report.reading.item: report for report in self._until(until)}
        moved = [
            report
            for item, report in then.items()
            if item not in now or now[item].reading.revision > report.reading.revision
        ]
        look = lens(self._track(track))
        moved = [report for report in moved if look.follows(report)]
        items = {}
        for report in moved:
            held, known = now.get(report.reading.item), report.reading.revision
            later = [item for item in self.store.revisions(report.reading.item) if item.revision > known]
            # Where nothing is read in it any more, the words that followed are those that said nothing.
            ours = [item for item in later if held is None or item.revision == held.reading.revision]
            items.update({item.id: item for item in ours[:1]})
        return retractions(moved, items, now.values())

    def _midnight(self, day: date) -> datetime:
        midnight = datetime.combine(day, time())
        return (midnight.replace(tzinfo=self.zone) if self.zone else midnight).astimezone(UTC)

    def explain(self, key: str, track: str, as_of: datetime) -> tuple[str, ...]:
        """All that is behind a row or a claim, in lines; the track's board is asked first, then every other.

        Raises UsageError if no board has it and no item bears the id.
        """
        now, item = as_of.astimezone(self.zone), key.split(".", 1)[0]
        for name in self._boards_from(track):
            board = self.fold(name, as_of)
            lines = explain_row(board, key, now) or explain_claim(board, key, now)
            if lines:
                return (f"track {name}, as of {now:%Y-%m-%d %H:%M %Z}", *lines, *self._page(item))
        for report in self._until(as_of):
            if report.reading.item == item:
                found = self.store.item(report.reading.item)
                return (
                    *explain_item(report, self._rows_behind(item, track, as_of)),
                    *self._set_aside(item),
                    *(self._by_tracks(found) if found else ()),
                    *self._page(item),
                )
        found = self.store.item(ItemId(item))
        if found is not None:
            verdict = self.store.verdicts([found.id]).get(found.id)
            return (*explain_unread(found, verdict, self._by_tracks(found)), *self._page(item))
        raise UsageError(f"nothing on the board has the id {key!r}", "`talkwatch board --json` prints the ids")

    def behind(self, key: str, track: str, as_of: datetime) -> Behind:
        """The same as plain values. Raises UsageError if no board has it and no item bears the id."""
        lines, id_ = self.explain(key, track, as_of), ItemId(key.split(".", 1)[0])
        found = next(filter(None, (self._behind(key, name, as_of) for name in self._boards_from(track))), None)
        item = None if found and found.row else self.store.item(id_)
        told = {
            "lines": lines,
            "item": item_row(item, self.store.verdicts([id_]).get(id_)) if item else None,
            "text": item.text if item else "",
        }
        return (found or Behind(id=key, track="", as_of=as_of)).model_copy(update=told)

    def _behind(self, key: str, track: str, as_of: datetime) -> Behind | None:
        row, view = find_row(self.fold(track, as_of), key), self.board(track, as_of)
        return (behind_row(view, key, row.id) if row else None) or behind_claim(view, key) or behind_item(view, key)

    def _rows_behind(self, item: str, track: str, as_of: datetime) -> tuple[str, ...]:
        """The rows of the first board with any that rests on the item, in lines."""
        now = as_of.astimezone(self.zone)
        boards = (self.fold(name, as_of) for name in self._boards_from(track))
        return next(filter(None, (rows_behind_item(board, item, now) for board in boards)), ())

    def _boards_from(self, track: str) -> tuple[str, ...]:
        """All tracks, this one first."""
        return (track, *(other for other in self.tracks if other != track))

    def _set_aside(self, item: str) -> tuple[str, ...]:
        """The user's word that an item says nothing that belongs on a board."""
        return tuple(correction_lines(correction_row(one) for one in self._corrections if one.item == item))

    def _page(self, item: str) -> tuple[str, ...]:
        """What came of asking for an item's page."""
        return article_lines(self.store.article(ItemId(item)))

    def _track(self, name: str) -> Track:
        track = self.tracks.get(name)
        if track is None:
            raise UsageError(f"there is no track {name!r}", f"tracks: {', '.join(sorted(self.tracks))}")
        return track

    def filters(self, track: str) -> tuple[Filter, ...]:
        """What an item must pass to count on the board of a track: the words of its file, and those of the user."""
        found = (self._track(track).filter, self._chosen.get(track, NONE))
        return tuple(each for each in found if each != NONE)

    def _passing(self, reports: tuple[Report, ...], track: str) -> tuple[Report, ...]:
        """The reports whose words pass the track's filters."""
        filters = self.filters(track)
        if not filters:
            return reports
        keys = [(track, report.reading.item, report.reading.revision) for report in reports]
        missing = [key[1:] for key in keys if key not in self._passed]
        for (item, revision), (title, text) in self.store.words(missing).items():
            self._passed[track, item, revision] = not any(left_out(each, title, text) for each in filters)
        return tuple(report for report, key in zip(reports, keys, strict=True) if self._passed.get(key, True))

    def _by_tracks(self, item: Item) -> tuple[str, ...]:
        """Which tracks leave the item out by their own words, and by which, in lines."""
        told = [(name, left_out(each, item.title, item.text)) for name in self.tracks for each in self.filters(name)]
        return tuple(f"not on the board of {name}, {reason}" for name, reason in told if reason)

    def _refresh(self) -> None:
        corrections, grades = self.store.corrections(), self.store.grades()
        if corrections != self._corrections:
            self._corrections = corrections
            self._boards.clear()
        chosen = chosen_filters(self.store)
        if chosen != self._chosen:
            self._chosen = chosen
            self._passed.clear()
            self._boards.clear()
        version = (self.store.counts(), grades)
        if version != self._version:
            self._reports = self.store.reports()
            self._boards.clear()
            self._version = version

    def _all_heard(self, by: datetime) -> bool:
        return all(report.heard <= by for report in self._reports)

    def _until(self, as_of: datetime) -> tuple[Report, ...]:
        """The reports known then: what is held, unless some of it was heard later."""
        if self._all_heard(as_of):
            return self._reports
        return self.store.reports(as_of)


@contextmanager
def uncollected() -> Iterator[None]:
    """The collector of cycles rests meanwhile.

    A fold makes millions of values and no cycles; walking them again and again takes a third of its time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def chosen_filters(store: Store) -> dict[str, Filter]:
    """The words that the user gave to tracks on the command line, by the track's name."""
    kept = store.recall("track filters") or {}
    return {name: Filter(tuple(include), tuple(exclude)) for name, (include, exclude) in kept.items()}


def choose_filter(store: Store, track: str, wanted: Filter) -> None:
    """The user's words for a track are these from now on."""
    kept = chosen_filters(store) | {track: wanted}
    store.remember(
        "track filters",
        {name: [list(each.include), list(each.exclude)] for name, each in kept.items() if each != NONE},
    )

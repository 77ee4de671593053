"""The desk: boards from a real store, folded once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from talkwatch.desk import Desk
from talkwatch.ledger.fold import fold
from talkwatch.model.board import Board
from talkwatch.model.claims import Report
from talkwatch.model.corrections import Correction
from talkwatch.model.errors import UsageError
from talkwatch.model.tracks import Track
from talkwatch.store import Store
from tests.fakes.reports import EVERYTHING, TRACK, at, coming, report, said, talk
from tests.fakes.stores import keep

NIGHT = at("2024-08-14T21:40")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "talkwatch.db") as opened:
        keep(
            opened,
            report("2024-08-13T08:00", talk(), coming("Hamas", "likely")),
            report("2024-08-14T08:00", talk(), coming("Hamas", "declined", by="Hamas"), publisher="AFP"),
            report("2024-08-14T09:00", said("the truce must be permanent"), publisher="AP"),
        )
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, {track.name: track for track in (TRACK, EVERYTHING)}, zone=ZoneInfo("Asia/Tokyo"))


def test_a_board_is_folded_once_until_the_store_changes(desk: Desk, store: Store) -> None:
    first = desk.fold(TRACK.name, NIGHT)
    assert desk.fold(TRACK.name, NIGHT) is first

    keep(store, report("2024-08-14T10:00", talk(place="Cairo"), publisher="DW"))

    assert len(desk.fold(TRACK.name, NIGHT).talks[0].told) == 3


def test_an_open_board_is_not_folded_each_minute_in_which_nothing_is_heard(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded = []

    def counted(reports: Iterable[Report], track: Track, as_of: datetime, corrections: Iterable[Correction]) -> Board:
        folded.append(as_of)
        return fold(reports, track, as_of, corrections)

    monkeypatch.setattr("talkwatch.desk.fold", counted)
    desk, minute = Desk(store, {TRACK.name: TRACK}, stays=timedelta(minutes=5)), timedelta(minutes=1)

    shown = [desk.board(TRACK.name, NIGHT + number * minute) for number in range(6)]
    assert [view.as_of for view in shown] == [NIGHT + number * minute for number in range(6)]
    assert folded == [NIGHT, NIGHT + 5 * minute]

    keep(store, report("2024-08-14T21:44", talk(place="Cairo"), publisher="DW"))
    assert len(desk.board(TRACK.name, NIGHT + 6 * minute).talks[0].sources) == 3
    assert desk.board(TRACK.name, at("2024-08-13T12:00")).attendance[0].stance == "likely"


def test_a_past_board_knows_only_what_was_known(desk: Desk) -> None:
    (row,) = desk.board(TRACK.name, at("2024-08-13T12:00")).attendance

    assert (row.stance, row.independent) == ("likely", 1)
    assert desk.board(TRACK.name, NIGHT).attendance[0].stance == "declined"


def test_changes_since_a_moment_name_their_source(desk: Desk) -> None:
    first, *_ = desk.changes(TRACK.name, at("2024-08-14T00:00"), NIGHT)

    assert first.words == ("Hamas at Gaza ceasefire talks: declined, very unlikely, before: likely, very likely")
    assert first.sources[0].publisher == "AFP"


def test_explain_prints_a_sum_that_can_be_redone(desk: Desk) -> None:
    row = desk.board(TRACK.name, NIGHT).attendance[0]

    lines = desk.explain(row.id, TRACK.name, NIGHT)

    assert any(line.endswith(f"= {row.probability:.3f}, kept within 0.01–0.99") for line in lines)
    assert sum("https://" in line for line in lines) == 2


def test_explain_finds_a_claim_by_its_id(desk: Desk) -> None:
    row = desk.board(TRACK.name, NIGHT).talks[0]

    lines = desk.explain(row.sources[0].claim, EVERYTHING.name, NIGHT)

    assert lines[1].startswith(f"claim {row.sources[0].claim}")


def test_an_unknown_row_or_track_is_a_word_that_is_off(desk: Desk) -> None:
    with pytest.raises(UsageError):
        desk.explain("t-nothing", TRACK.name, NIGHT)
    with pytest.raises(UsageError):
        desk.board("Atlantis", NIGHT)


def test_a_digest_is_of_a_day_in_the_desks_zone(desk: Desk) -> None:
    digest = desk.digest(TRACK.name, date(2024, 8, 14), NIGHT)

    assert digest.since == at("2024-08-13T15:00")
    assert digest.until == at("2024-08-14T15:00") - timedelta(microseconds=1)
    assert digest.day == date(2024, 8, 14)
    assert [said.actor for said in digest.statements] == ["Hamas"]

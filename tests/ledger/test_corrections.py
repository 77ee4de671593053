"""What the user puts right: laid over the claims, dated, undoable, and found again after any rereading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkwatch.ledger.changes import changes
from talkwatch.ledger.correcting import Corrector
from talkwatch.ledger.fold import fold
from talkwatch.ledger.rows import find_row, rows_of
from talkwatch.model.board import Board
from talkwatch.model.claims import Report
from talkwatch.model.corrections import Correction
from talkwatch.model.errors import UsageError
from talkwatch.model.items import ItemId
from talkwatch.views.board import board_view
from tests.fakes.reports import EVERYTHING, TRACK, at, between, coming, report, said, span, talk

NIGHT = at("2024-08-14T21:40")
LATER = NIGHT + timedelta(hours=1)


def week() -> list[Report]:
    """Two rounds, who comes to the first, words and issues."""
    cairo = talk("Cairo talks", start="2024-08-22", place="Cairo", words="Israel and Hamas meet in Cairo on 22 August.")
    return [
        report("2024-08-12T08:00", talk(), coming("Hamas", "uncertain"), coming("Israel", "likely"), item="r-1"),
        report("2024-08-12T09:00", talk(words="Israel, Hamas and Qatar meet in Doha."), publisher="AFP", item="afp-1"),
        report("2024-08-13T09:00", cairo, publisher="AP", item="ap-1"),
        report("2024-08-13T10:00", cairo, coming("Hamas", "likely"), publisher="BBC", item="bbc-1"),
        report("2024-08-14T09:00", said("the truce must be permanent"), publisher="DW", item="dw-1"),
        report("2024-08-14T10:00", between("the Egypt border", ("Israel", "demands")), publisher="Sky", item="sky-1"),
    ]


def board(*corrections: Correction, reports: list[Report] | None = None, track: str = TRACK.name) -> Board:
    found = week() if reports is None else reports
    return fold(found, TRACK if track == TRACK.name else EVERYTHING, LATER, corrections)


RIGHT = Corrector(fold(week(), TRACK, NIGHT), NIGHT)
DOHA, CAIRO = RIGHT.board.talks
HAMAS = next(row for row in RIGHT.board.attendance if row.talk == DOHA.id and row.actor == "Hamas")
(SAID,), (BORDER,) = RIGHT.board.statements, RIGHT.board.issues


def test_two_talks_merged_are_one_with_all_claims_and_all_who_come() -> None:
    made = RIGHT.merge(DOHA.id, CAIRO.id)

    (merged,) = board(made).talks

    assert [one.report.reading.item for one in merged.told] == ["r-1", "afp-1", "ap-1", "bbc-1"]
    assert {row.talk for row in board(made).attendance} == {merged.id}
    assert [one.rows for one in board(made).corrections] == [(merged.id,)]
    assert len(board(made, track="any").talks) == 1


def test_claims_split_off_are_a_talk_of_their_own_and_other_talks_stay_as_they_are() -> None:
    made = RIGHT.split(DOHA.id, ["afp-1"])
    later = report("2024-08-14T22:00", talk(start="2024-08-22", place="Cairo"), publisher="Later")

    shown = board(made, reports=[*week(), later]).talks

    assert sorted([one.report.reading.item for one in talk.told] for talk in shown[:2]) == [["afp-1"], ["r-1"]]
    assert len(shown[2].told) == 3


def test_a_talk_split_off_takes_the_news_that_is_nearer_to_it() -> None:
    reports = [
        report("2024-08-12T08:00", talk(), item="one"),
        report("2024-08-12T09:00", talk(start="2024-08-16"), publisher="AFP", item="two"),
    ]
    right = Corrector(fold(reports, TRACK, NIGHT), NIGHT)
    made = right.split(right.board.talks[0].id, ["two"])
    later = report("2024-08-14T22:00", talk(start="2024-08-16"), publisher="BBC", item="three")

    shown = board(made, reports=[*reports, later]).talks

    assert [[one.report.reading.item for one in talk.told] for talk in shown] == [["one"], ["two", "three"]]


def test_a_row_is_called_as_the_user_last_said() -> None:
    first = RIGHT.rename(DOHA.id, "Third round")
    second = Corrector(board(first), LATER).rename(DOHA.id, "Fourth round")
    issue = RIGHT.rename(BORDER.id, "the border with Egypt")

    shown = board(second, issue, first)

    assert shown.talks[0].name == "Fourth round"
    assert shown.issues[0].issue == "the border with Egypt"


def test_a_hidden_row_leaves_its_tracks_board_alone_and_an_actor_with_it() -> None:
    hidden = [RIGHT.hide(row.id) for row in (CAIRO, HAMAS, SAID, BORDER)]

    shown = board(*hidden)

    assert [talk.id for talk in shown.talks] == [DOHA.id]
    assert [row.actor for row in shown.attendance] == ["Israel"]
    assert shown.statements == ()
    assert shown.issues == ()
    assert len(board(*hidden, track="any").talks) == 2


def test_a_pinned_row_stands_first_and_stays_when_its_time_is_over() -> None:
    pins = [RIGHT.pin(row.id) for row in (CAIRO, SAID, BORDER)]
    israel = next(row for row in RIGHT.board.attendance if row.actor == "Israel")

    assert board(*pins).talks[0].id == CAIRO.id
    assert board(RIGHT.pin(israel.id)).attendance[0].actor == "Israel"
    autumn = fold(week(), TRACK, at("2024-10-01T00:00"), pins)
    assert {row.id for row in rows_of(autumn)} >= {CAIRO.id, SAID.id, BORDER.id}


def test_the_users_word_on_who_comes_outweighs_the_news_of_a_day() -> None:
    news = [
        report(f"2024-08-14T2{n}:00", talk(), coming("Hamas", "confirmed"), publisher=f"P{n}", item=f"p{n}")
        for n in range(3)
    ]
    made = RIGHT.stance(HAMAS.id, "declined")

    row = next(row for row in board(made, reports=[*week(), *news]).attendance if row.id == HAMAS.id)

    assert row.stance == "declined"
    assert row.probability < 0.15
    assert max(row.shares, key=lambda share: share.weight).told.report.publisher == "you"
    assert [turn.publisher for turn in row.history][-1] == "you"


def test_the_user_may_say_who_comes_of_whom_nobody_spoke() -> None:
    made = RIGHT.stance(DOHA.id, "confirmed", actor="Tesla", person="Elon Musk")

    row = next(row for row in board(made).attendance if row.actor == "Tesla")

    assert (row.person, row.stance) == ("Elon Musk", "confirmed")


def test_a_claim_read_otherwise_is_so_in_the_copies_too() -> None:
    reports = [
        report("2024-08-12T08:00", talk(), coming("Hamas", "confirmed"), item="one", group="wire"),
        report("2024-08-12T09:00", talk(), coming("Hamas", "confirmed"), item="two", group="wire", publisher="AP"),
    ]
    right = Corrector(fold(reports, TRACK, NIGHT), NIGHT)

    made = right.stance("one.a0", "declined")

    (row,) = board(made, reports=reports).attendance
    assert row.stance == "declined"
    assert {one.claim.stance for one in row.told} == {"declined"}
    assert right.board.attendance[0].stance == "confirmed"


def test_an_irrelevant_item_says_nothing_more_nor_do_its_copies() -> None:
    copy = report("2024-08-14T11:00", said("the truce must be permanent"), item="copy", group="only dw-1")

    shown = board(RIGHT.irrelevant(ItemId("dw-1"), "Words"), reports=[*week(), copy])

    assert shown.statements == ()
    assert [one.correction.item for one in shown.corrections] == ["dw-1"]


def test_the_board_of_before_and_that_after_undoing_do_not_know_a_correction() -> None:
    made = RIGHT.rename(DOHA.id, "Third round")
    undone = replace(made, undone=LATER)

    assert fold(week(), TRACK, NIGHT - timedelta(minutes=1), [made]).talks[0].name == DOHA.name
    assert fold(week(), TRACK, NIGHT, [undone]).talks[0].name == "Third round"
    assert fold(week(), TRACK, LATER, [undone]).talks[0].name == DOHA.name


def test_what_was_put_right_and_taken_back_is_told_among_the_changes() -> None:
    made, hidden = RIGHT.rename(DOHA.id, "Third round"), RIGHT.hide(SAID.id)
    undone = replace(made, undone=LATER)

    told = [change for change in changes(board(made, hidden), NIGHT - timedelta(seconds=1)) if change.correction]
    back = [change for change in changes(board(undone), NIGHT) if change.correction]

    assert {(one.panel, one.after, one.row.id if one.row else "") for one in told} == {
        ("talks", "rename", DOHA.id),
        ("statements", "hide", ""),
    }
    assert [(one.after, one.when) for one in back] == [("undone", LATER)]


def test_corrections_survive_a_reading_with_other_numbers_and_wider_sentences() -> None:
    made = [RIGHT.rename(DOHA.id, "Third round"), RIGHT.hide(CAIRO.id), RIGHT.stance(HAMAS.id, "declined")]
    other = talk("talks of others", start=None, place="Paris", parties=("Chad",), words="Chad speaks in Paris.")

    shown = board(*made, reports=[_reread(one, other) for one in week()])

    assert [talk.name for talk in shown.talks if talk.place == "Doha"] == ["Third round"]
    assert not [talk for talk in shown.talks if talk.place == "Cairo"]
    assert next(row.stance for row in shown.attendance if row.actor == "Hamas") == "declined"


def _reread(one: Report, first: object) -> Report:
    """The report as a later version reads it: another talk before those known, and the sentences a little longer."""
    reading = one.reading
    talks = tuple(replace(claim, span=span(f"On Monday: {claim.span.words}")) for claim in reading.talks)
    rows = tuple(replace(claim, talk=claim.talk + 1) for claim in reading.attendance)
    return replace(
        one,
        reading=replace(reading, extractor="later", talks=(first, *talks), attendance=rows),  # type: ignore[arg-type]
    )


def test_a_rows_key_stays_when_an_earlier_claim_comes_late_and_when_claims_are_numbered_anew() -> None:
    early = replace(report("2024-08-11T08:00", talk(), publisher="Slow", item="slow"), first_seen=NIGHT)
    late = board(reports=[*week(), early])
    assert late.talks[0].told[0].report.publisher == "Slow"
    assert late.talks[0].id == DOHA.id

    other = talk("talks of others", start=None, place="Paris", parties=("Chad",), words="Chad speaks in Paris.")
    anew = [
        replace(
            one,
            reading=replace(
                one.reading,
                talks=(other, *one.reading.talks),
                attendance=tuple(replace(claim, talk=claim.talk + 1) for claim in one.reading.attendance),
            ),
        )
        for one in week()
    ]
    assert {row.id for row in rows_of(board(reports=anew))} >= {row.id for row in rows_of(RIGHT.board)}


def test_a_former_key_still_leads_to_the_row_that_holds_its_claim() -> None:
    merged = board(RIGHT.merge(DOHA.id, CAIRO.id))
    his = next(row for row in RIGHT.board.attendance if row.talk == CAIRO.id)

    assert find_row(merged, CAIRO.id) == merged.talks[0]
    assert find_row(merged, his.id) == next(row for row in merged.attendance if row.actor == "Hamas")
    assert find_row(merged, "t-00000000") is None


@pytest.mark.parametrize(
    "deed",
    [
        lambda: RIGHT.merge(DOHA.id, DOHA.id),
        lambda: RIGHT.merge(DOHA.id, SAID.id),
        lambda: RIGHT.split(DOHA.id, ["r-1", "afp-1"]),
        lambda: RIGHT.split(DOHA.id, ["bbc-1"]),
        lambda: RIGHT.rename(SAID.id, "x"),
        lambda: RIGHT.rename(DOHA.id, " "),
        lambda: RIGHT.stance(DOHA.id, "declined"),
        lambda: RIGHT.stance(HAMAS.id, "maybe"),
        lambda: RIGHT.hide("t-00000000"),
    ],
)
def test_what_cannot_be_put_right_is_said(deed: Callable[[], Correction]) -> None:
    with pytest.raises(UsageError):
        deed()


DEEDS = [
    RIGHT.merge(DOHA.id, CAIRO.id),
    RIGHT.split(DOHA.id, ["afp-1"]),
    RIGHT.rename(CAIRO.id, "Fourth round"),
    RIGHT.rename(DOHA.id, "Third round"),
    RIGHT.hide(SAID.id),
    RIGHT.pin(BORDER.id),
    RIGHT.stance(HAMAS.id, "declined"),
    RIGHT.irrelevant(ItemId("sky-1"), "Sky"),
    replace(RIGHT.pin(CAIRO.id), undone=NIGHT + timedelta(minutes=5)),
]


def _older(one: Report) -> Report:
    """What an older extractor read in the same item: other claims, of which none may show."""
    strange = talk("Geneva talks", start="2024-08-19", place="Geneva", words="They meet in Geneva.")
    reading = replace(one.reading, extractor="a-former", talks=(strange,), attendance=(coming("Hamas", "confirmed"),))
    return replace(one, reading=reading)


@settings(max_examples=40, deadline=None)
@given(st.permutations([*week(), *map(_older, week())]), st.lists(st.sampled_from(DEEDS), unique=True))
def test_what_a_former_extractor_read_changes_nothing(reports: list[Report], deeds: list[Correction]) -> None:
    assert fold(reports, TRACK, LATER, deeds) == fold(week(), TRACK, LATER, deeds)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.booleans(), min_size=6, max_size=6), st.lists(st.sampled_from(DEEDS), unique=True))
def test_a_later_extractor_that_reads_the_same_gives_the_same_rows(which: list[bool], deeds: list[Correction]) -> None:
    again = [replace(one, reading=replace(one.reading, extractor="later")) for one in week()]
    mixed = [*week(), *(one for one, is_read in zip(again, which, strict=True) if is_read)]

    for track in (TRACK, EVERYTHING):
        former, later = (fold(reports, track, LATER, deeds) for reports in (week(), mixed))
        assert board_view(later, LATER) == board_view(former, LATER)


@settings(max_examples=60, deadline=None)
@given(
    st.permutations(week()), st.permutations(DEEDS), st.lists(st.sampled_from(week()), max_size=4), st.integers(0, 9)
)
def test_any_order_of_claims_and_corrections_gives_the_same_board(
    reports: list[Report], deeds: list[Correction], again: list[Report], count: int
) -> None:
    for track in (TRACK, EVERYTHING):
        some = deeds[:count]
        shown = fold([*reports, *again], track, LATER, [*some, *some[:2]])

        assert shown == fold(week(), track, LATER, sorted(some, key=lambda one: one.id))

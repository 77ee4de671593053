"""What keys do on the board and its screens."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwatch.model.polls import Moving, PollOutcome
from talkwatch.store import Store
from talkwatch.tui.screens.changes import ChangesScreen
from talkwatch.tui.screens.evidence import EvidenceScreen
from talkwatch.tui.screens.items import ItemScreen
from talkwatch.watch import Offline
from tests.fakes.boards import NOW, board, talk
from tests.tui.stage import staged


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_keys_that_come_in_one_go_are_each_for_the_panel_taken_just_before(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with staged(tmp_path, size) as stage:
        stage.app.board.action_panel("statements")
        stage.app.board.action_panel("attendance")
        assert stage.app.focused is stage.panel("attendance")


async def test_evidence_shows_sentence_publisher_rule_link_and_the_sum(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("2", "enter")

        shown = stage.text()
        for words in ("has yet to say", "Harbour Wire", "rule made.by.hand", "https://news.example/21", "sum 1.2"):
            assert words in shown


async def test_enter_in_the_evidence_opens_the_item_that_it_was_read_in(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("2", "enter", "enter")

        assert isinstance(stage.app.screen, ItemScreen)
        assert stage.app.screen.item == "i21"


@pytest.mark.parametrize(("key", "words"), [("f", ("a add", "p pause")), ("i", ("/ search",)), ("c", ("[ earlier",))])
async def test_the_key_line_names_first_what_only_its_screen_can_do(
    tmp_path: Path, key: str, words: tuple[str, ...]
) -> None:
    async with staged(tmp_path, (80, 24)) as stage:
        await stage.press(key)

        assert all(word in stage.lines()[-1] for word in (*words, "esc back", "? help", "q quit"))


async def test_a_long_line_of_the_help_goes_on_under_its_column(tmp_path: Path) -> None:
    async with staged(tmp_path, (80, 140)) as stage:
        await stage.press("question_mark")

        at = next(number for number, line in enumerate(stage.lines()) if "says something else than" in line)
        assert stage.lines()[at + 1].startswith(" " * 18)
        assert "marks" in stage.lines()[at + 1]


async def test_the_words_that_were_read_are_lit_in_the_evidence(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("1", "enter")

        lit = [s.text for s in stage.segments() if s.style and s.style.bold and "ceasefire round" in s.text]
        assert "ceasefire round" in lit


async def test_escape_leaves_the_evidence_for_the_row_it_was_opened_from(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("3", "j", "enter", "escape")

        assert stage.panel("statements").cursor == "s-2"
        assert stage.app.focused is stage.panel("statements")


async def test_evidence_of_a_row_that_went_away_says_so(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("1", "enter")

        await stage.arrives(board().model_copy(update={"talks": ()}))

        assert isinstance(stage.app.screen, EvidenceScreen)
        assert "no longer on the board" in stage.text()


async def test_a_filter_keeps_the_rows_with_all_its_words_and_their_heading(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("2", "slash", *"belmark uncertain", "enter")

        assert stage.panel("attendance").rows == 1
        assert "Port Alder, Thu 8 May" in stage.text()
        await stage.press("escape")
        assert stage.panel("attendance").rows == 3


async def test_n_and_shift_n_go_through_the_rows_that_the_filter_left(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("2", "slash", *"port", "enter")
        first = stage.panel("attendance").cursor

        await stage.press("n")
        assert stage.panel("attendance").cursor != first
        await stage.press("N")
        assert stage.panel("attendance").cursor == first


async def test_a_filter_that_nothing_meets_says_how_to_leave_it(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("2", "slash", *"zebra", "enter")

        assert "No row has “zebra”" in stage.text()


async def test_a_frozen_view_holds_still_and_counts_what_is_newer(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("space")
        await stage.arrives(board().model_copy(update={"talks": (talk(8, "border panel"), *board().talks)}))

        assert "border panel" not in "".join(block.words for block in stage.panel("talks").blocks)
        assert "frozen 18:40, 1 newer" in stage.text()

        await stage.press("space")
        assert stage.panel("talks").rows == 4


async def test_zoom_gives_the_panel_the_whole_screen_and_back(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("4", "z")
        assert "1 Upcoming talks" not in stage.text()

        await stage.press("z")
        assert "1 Upcoming talks" in stage.text()


async def test_changes_open_the_evidence_of_the_row_that_moved(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("c")
        assert isinstance(stage.app.screen, ChangesScreen)
        assert "likely → uncertain" in stage.text()

        await stage.press("enter")
        assert "Will Belmark Front come?" in stage.text()


async def test_a_feed_can_be_added_paused_and_removed(tmp_path: Path) -> None:
    async with staged(tmp_path, feeds=0) as stage:
        assert "No feeds yet" in stage.text() or stage.panel("talks").rows
        await stage.press("f", "a", *"https://other.example/feed", "enter")
        assert "https://other.example/feed" in stage.text()

        await stage.press("p")
        assert "paused" in stage.text()

        await stage.press("x", "x")
        assert stage.app.store.feeds() == ()


async def test_a_network_that_is_down_and_a_feed_that_moved_are_shown(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        store, moved = stage.app.store, Moving(kept="https://new.example/0")
        assert isinstance(store, Store)
        store.record(PollOutcome(store.feeds()[0].feed.id, NOW, "unchanged", NOW, moving=moved))
        store.note_offline(NOW)
        stage.app.told(Offline(NOW))
        await stage.settle()
        await stage.arrives(board().model_copy(update={"talks": ()}))
        shown = stage.text()
        await stage.press("f")

        assert f"offline since {NOW:%H:%M}" in shown
        assert f"Offline since {NOW:%H:%M}: no feed can be reached." in shown
        assert "https://feed.example/0 moved to https://new.example/0" in stage.text()


async def test_another_track_is_followed_by_key(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("t", "j", "enter")

        assert stage.app.track == "any"
        assert stage.lines()[0].startswith(" talkwatch · any")


async def test_the_row_panel_and_theme_are_there_again_after_a_restart(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("3", "j", "j", "T", "q")
        theme = stage.app.theme

    async with staged(tmp_path) as stage:
        assert stage.app.board.current == "statements"
        assert stage.panel("statements").cursor == "s-3"
        assert stage.app.theme == theme


async def test_a_click_takes_the_panel_and_the_row_under_it(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.pilot.click("#sticking_points", offset=(10, 4))
        await stage.settle()

        assert stage.app.board.current == "sticking_points"
        assert stage.panel("sticking_points").cursor == "p-2"


async def test_quotation_marks_stand_only_around_words_that_the_source_quoted(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert "“we come only to talk of a truce”" in stage.text()
        assert "“the delegation" not in stage.text()


async def test_a_failure_in_the_background_is_told_in_the_status_line_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with staged(tmp_path) as stage:

        def broken(track: str, as_of: object) -> None:
            raise ValueError("the desk is broken")

        monkeypatch.setattr(stage.desk, "board", broken)
        stage.app.want_board()
        await stage.settle()

        assert "! board failed: the desk is broken" in stage.lines()[0]
        await stage.press("3")
        assert stage.app.is_running

"""Putting the board right from a row, over a real desk and store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from talkwatch.clock import fixed_clock
from talkwatch.desk import Desk
from talkwatch.settings.paths import paths
from talkwatch.store import Store
from talkwatch.tui.screens.choice import ChoiceScreen
from tests.fakes.reports import TRACK, at, coming, report, talk
from tests.fakes.stores import keep
from tests.tui.stage import Stage, staged


@asynccontextmanager
async def corrected(home: Path) -> AsyncIterator[Stage]:
    """A board of two talks and one actor's coming."""
    with Store.open(paths(home).database) as store:
        other = talk("Border panel", place="Cairo", start="2024-09-20", words="A panel on the border meets in Cairo.")
        keep(
            store,
            report("2024-08-13T08:00", talk(), coming("Hamas", "likely")),
            report("2024-08-13T09:00", other, publisher="AFP"),
        )
    async with staged(home, clock=fixed_clock(at("2024-08-14T12:00"))) as stage:
        own = stage.app.store
        assert isinstance(own, Store)
        stage.app.desk = Desk(own, {TRACK.name: TRACK, "any": TRACK})
        stage.app.follow(TRACK.name)
        await stage.settle()
        yield stage


async def choose(stage: Stage, words: str) -> None:
    """Goes to the choice that begins so and takes it."""
    assert isinstance(stage.app.screen, ChoiceScreen), stage.text()
    rows = stage.open_list()
    rows.place(next(block.key for block in rows.blocks if block.words.startswith(words)))
    await stage.press("enter")


async def test_a_talk_is_renamed_and_the_evidence_says_by_whom(tmp_path: Path) -> None:
    async with corrected(tmp_path) as stage:
        await stage.press("1", "e")
        await choose(stage, "Call it otherwise")
        await stage.press("ctrl+u", *"Third round", "enter")

        assert stage.app.screen_stack == [stage.app.board]
        assert stage.app.drawn is not None
        assert stage.app.drawn.view.talks[0].name == "Third round"
        assert any("called “Third round”" in said for said in stage.said())

        await stage.press("enter")
        assert "Put right by you" in stage.text()


async def test_a_hidden_row_leaves_the_board_and_is_back_when_that_is_taken_back(tmp_path: Path) -> None:
    async with corrected(tmp_path) as stage:
        await stage.press("1", "e")
        await choose(stage, "Hide it")
        assert stage.panel("talks").rows == 1

        await stage.press("e")
        await choose(stage, "Take back")
        assert stage.panel("talks").rows == 2


async def test_reports_about_another_talk_are_split_off_and_come_back(tmp_path: Path) -> None:
    async with corrected(tmp_path) as stage:
        await stage.press("1", "e")
        await choose(stage, "It is the same talk")
        await stage.press("enter")
        assert stage.panel("talks").rows == 1

        await stage.press("e")
        await choose(stage, "Some of it is about another talk")
        assert "Split: 0 of 2 reports" in stage.text()
        await stage.press("G", "enter")
        assert "Which reports" in stage.text()
        await stage.press("g", "enter", "G")
        assert "Split: 1 of 2 reports are about another talk" in stage.text()
        await stage.press("enter")
        assert stage.panel("talks").rows == 2

        await stage.press("e")
        await choose(stage, "Take back: 1 of 2")
        assert stage.panel("talks").rows == 1


async def test_two_talks_are_merged_after_the_other_was_chosen(tmp_path: Path) -> None:
    async with corrected(tmp_path) as stage:
        await stage.press("1", "e")
        await choose(stage, "It is the same talk")
        await stage.press("enter")

        assert stage.panel("talks").rows == 1


async def test_the_users_word_on_a_stance_moves_the_row(tmp_path: Path) -> None:
    async with corrected(tmp_path) as stage:
        await stage.press("2", "e")
        await choose(stage, "Say whether they come")
        await choose(stage, "declined")

        assert stage.app.drawn is not None
        assert stage.app.drawn.view.attendance[0].stance == "declined"


async def test_an_item_that_does_not_belong_is_set_aside_from_its_evidence(tmp_path: Path) -> None:
    async with corrected(tmp_path) as stage:
        await stage.press("1", "j", "enter")
        rows = stage.open_list()
        rows.place(next(block.key for block in rows.blocks if block.key.startswith("source:")))
        await stage.press("e")
        await choose(stage, "AFP's item says nothing")
        await stage.press("escape")

        assert stage.app.drawn is not None
        assert [row.name for row in stage.app.drawn.view.talks] == ["Gaza ceasefire talks"]
        assert stage.panel("talks").rows == 1


async def test_a_pinned_row_stands_first(tmp_path: Path) -> None:
    async with corrected(tmp_path) as stage:
        await stage.press("1", "j", "e")
        await choose(stage, "Pin it")

        assert stage.app.drawn is not None
        assert stage.app.drawn.view.talks[0].name == "Border panel"


async def test_the_past_is_not_put_right(tmp_path: Path) -> None:
    async with corrected(tmp_path) as stage:
        await stage.press("1", "left_square_bracket", "e")

        assert "the past cannot be put right" in stage.said()[-1]
        assert stage.app.store.corrections() == ()

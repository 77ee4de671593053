"""The page of a talk, the page of an actor, and the board as of a past day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from talkwatch.tui.screens.choice import ChoiceScreen
from talkwatch.tui.screens.evidence import EvidenceScreen
from talkwatch.tui.screens.pages import ActorScreen, TalkScreen
from talkwatch.views.rows import BoardView
from tests.fakes.boards import NOW, FakeDesk, board, talk
from tests.tui.stage import staged


async def test_v_shows_a_talks_timeline_with_who_will_come_and_enter_the_evidence(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("1", "v")

        assert isinstance(stage.app.screen, TalkScreen)
        shown = stage.text()
        for words in ("Talk · ceasefire round", "Who will come", "Belmark Front", "Timeline", "proposed — Delta Radio"):
            assert words in shown

        await stage.press("j", "enter")
        assert isinstance(stage.app.screen, EvidenceScreen)
        assert "Will Arvenia come?" in stage.text()


async def test_v_on_a_row_of_attendance_opens_its_talk(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("2", "enter", "v")

        assert "Talk · ceasefire round" in stage.text()


async def test_v_on_a_row_without_a_talk_says_so(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("4", "v")

        assert stage.said() == ["no talk is behind this row"]


async def test_w_shows_an_actors_attendance_positions_and_statements(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("2", "w")

        assert isinstance(stage.app.screen, ActorScreen)
        shown = stage.text()
        for words in ("Actor · Arvenia", "confirmed", "demands", "foreign presence", "the delegation leaves at dawn"):
            assert words in shown
        assert "we come only to talk of a truce" not in shown


async def test_w_on_a_row_of_several_actors_asks_whose_page(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("1", "w")
        assert isinstance(stage.app.screen, ChoiceScreen)

        await stage.press("j", "enter")
        assert "Actor · Belmark Front" in stage.text()

        await stage.press("escape")
        assert stage.app.screen_stack == [stage.app.board]


class Remembering(FakeDesk):
    """Had one talk fewer before today."""

    def board(self, track: str, as_of: datetime) -> BoardView:
        self.view = board() if as_of < NOW else board().model_copy(update={"talks": (talk(8, "border panel"),)})
        return super().board(track, as_of)


async def test_brackets_step_by_day_into_the_past_and_back_to_now(tmp_path: Path) -> None:
    async with staged(tmp_path, desk=Remembering()) as stage:
        assert "border panel" in "".join(block.words for block in stage.panel("talks").blocks)

        await stage.press("left_square_bracket")
        assert "as of Tue 6 May 23:59" in stage.lines()[0]
        assert stage.panel("talks").rows == 3

        await stage.press("left_square_bracket")
        assert "as of Mon 5 May 23:59" in stage.lines()[0]

        await stage.press("right_square_bracket", "right_square_bracket")
        assert "as of" not in stage.lines()[0]
        assert stage.panel("talks").rows == 1


async def test_news_that_comes_while_the_past_is_shown_leaves_the_past_shown(tmp_path: Path) -> None:
    async with staged(tmp_path, desk=Remembering()) as stage:
        await stage.press("left_square_bracket")

        await stage.arrives(board())

        assert "as of Tue 6 May 23:59" in stage.lines()[0]
        assert stage.panel("talks").rows == 3

"""The things that never happen, each a real complaint about another monitor (SCREEN.md numbers them)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from talkwatch.tui.ports import PANELS
from talkwatch.tui.row_list import GUTTER
from talkwatch.tui.screens.evidence import EvidenceScreen
from talkwatch.views.rows import BoardView, StatementRow
from talkwatch.watch import Polled
from tests.fakes.boards import NOW, FakeDesk, board, statement, sticking, talk
from tests.tui.stage import staged


def fresh(number: int, *, after: float = 1) -> list[StatementRow]:
    """Statements heard after the screen was opened."""
    made = [statement(100 + n, "Corland", "Petra Lund", f"call number {n} was made") for n in range(number)]
    when = NOW + timedelta(minutes=after)
    return [row.model_copy(update={"changed": when, "moved": when, "learned": when}) for row in made]


def later(extra: Sequence[StatementRow]) -> BoardView:
    return board(extra=extra)


# 1


async def test_a_poll_above_the_cursor_leaves_the_cursor_on_its_statement(tmp_path: Path) -> None:
    async with staged(tmp_path, (80, 24)) as stage:
        await stage.press("3", *("j",) * 14)
        rows = stage.panel("statements")
        before, line = rows.cursor, stage.row_of(rows, rows.cursor or "")

        await stage.arrives(later(fresh(50)))

        assert rows.cursor == before
        assert stage.row_of(rows, before or "") == line


async def test_a_poll_leaves_a_view_that_was_scrolled_away_from_the_cursor_where_it_was(tmp_path: Path) -> None:
    async with staged(tmp_path, (80, 24)) as stage:
        await stage.press("3")
        rows = stage.panel("statements")
        rows.scroll_to(y=20, animate=False, immediate=True)
        await stage.settle()
        before = stage.lines()[2:-1]

        await stage.arrives(later(fresh(50)))

        assert stage.lines()[2:-1] == before


async def test_a_panel_at_rest_at_its_top_shows_what_is_newest(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("1")

        await stage.arrives(later(fresh(5)))

        assert "call number 0 was made" in stage.text()


async def test_a_refresh_leaves_the_open_evidence_on_its_row_and_its_place(tmp_path: Path) -> None:
    async with staged(tmp_path, (80, 24)) as stage:
        await stage.press("2", "j", "enter", "j", "j")
        rows = stage.open_list()
        before, heading = rows.cursor, stage.lines()[0]

        await stage.arrives(later(fresh(9)))

        assert (rows.cursor, stage.lines()[0]) == (before, heading)


async def test_a_selected_row_that_goes_away_leaves_the_cursor_on_its_neighbour(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("1", "j")
        view = board()

        await stage.arrives(view.model_copy(update={"talks": (view.talks[0], view.talks[2])}))

        assert stage.panel("talks").cursor == "t-3"


# 2


async def test_enter_opens_the_row_that_was_selected_though_others_took_its_place(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("1", "j")
        view = board()
        await stage.arrives(view.model_copy(update={"talks": (talk(8, "border panel"), *view.talks[::-1])}))

        await stage.press("enter")

        assert isinstance(stage.app.screen, EvidenceScreen)
        assert stage.app.screen.key == "t-2"


# 3


async def test_moving_the_cursor_moves_no_line_of_the_list(tmp_path: Path) -> None:
    async with staged(tmp_path, (80, 24)) as stage:
        await stage.press("4")
        before = [line[GUTTER:] for line in stage.lines()[2:-1]]

        await stage.press("j", "j", "k")

        assert [line[GUTTER:] for line in stage.lines()[2:-1]] == before


# 5


async def test_the_first_paint_shows_the_stores_board_though_no_feed_was_asked(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert "Port Alder" in stage.text()
        assert all(feed.polled is None for feed in stage.app.store.feeds())


# 6


async def test_what_was_there_at_the_first_look_is_not_new(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert "•" not in stage.text()


async def test_a_row_that_was_looked_at_is_not_new_after_a_restart(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.arrives(later(fresh(2)))
        assert stage.text().count("•") == 3  # two rows and the panel's count
        await stage.press("3", "g", "m", "q")

    async with staged(tmp_path) as stage:
        await stage.arrives(later(fresh(2)))
        assert "•" not in stage.text()


async def test_an_edited_headline_makes_no_second_row_and_no_new_one(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        view = board()
        source = view.talks[0].sources[0].model_copy(update={"title": "Envoys pack, in other words"})
        edited = view.talks[0].model_copy(update={"sources": (source,)})

        await stage.arrives(view.model_copy(update={"talks": (edited, *view.talks[1:])}))

        assert stage.panel("talks").rows == len(view.talks)
        assert "•" not in stage.text()


async def test_another_report_of_what_a_row_says_already_marks_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        view = board()
        again = view.talks[0].model_copy(update={"changed": NOW + timedelta(minutes=5), "independent": 97})

        await stage.arrives(view.model_copy(update={"talks": (again, *view.talks[1:])}))

        assert " 97" in stage.text()
        assert "•" not in stage.text()


async def test_what_comes_after_a_first_look_at_an_empty_board_is_new_and_old_news_is_not(tmp_path: Path) -> None:
    nothing = board().model_copy(
        update={"talks": (), "attendance": (), "statements": (), "sticking_points": ()},
    )
    async with staged(tmp_path, desk=FakeDesk(nothing)) as stage:
        await stage.arrives(later(fresh(2)))

        assert stage.panel("statements").rows == 41
        assert stage.text().count("•") == 3  # two rows and the panel's count


async def test_a_row_that_changes_after_it_was_looked_at_is_new_again(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.arrives(later(fresh(1)))
        await stage.press("3", "g", "m")

        await stage.arrives(later(fresh(1, after=9)))

        assert "•1" in stage.text()


# 8


async def test_no_timer_is_faster_than_a_second(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("slash", "a")

        nodes = [stage.app, *stage.app.screen.walk_children(with_self=True)]
        intervals = [timer._interval for node in nodes for timer in node._timers if timer._active.is_set()]

        assert min(intervals) >= 1


async def test_a_refresh_that_changes_nothing_repaints_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with staged(tmp_path) as stage:
        painted: list[str | None] = []
        for rows in (stage.panel("talks"), stage.panel("statements")):
            monkeypatch.setattr(rows, "render_line", _counting(rows.render_line, painted, rows.id))

        await stage.arrives(board())

        assert painted == []


def _counting(render: object, painted: list[str | None], name: str | None) -> object:
    def counted(y: int) -> object:
        painted.append(name)
        return render(y)  # type: ignore[operator]

    return counted


# 13


HOSTILE = "Talks [/b] off [@click=app.quit]here[/] \x1b]52;c;ZXZpbA==\x07 [red]now"


async def test_brackets_and_escapes_in_outside_text_are_only_text(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        view = board()
        hostile = view.talks[0].model_copy(update={"place": HOSTILE, "conflicts": (HOSTILE,)})
        hostile = hostile.model_copy(
            update={"sources": (hostile.sources[0].model_copy(update={"evidence": HOSTILE, "publisher": HOSTILE}),)}
        )
        await stage.arrives(view.model_copy(update={"talks": (hostile,), "sticking_points": (sticking(9, HOSTILE),)}))
        await stage.press("1")
        shown = [stage.segments()]
        await stage.press("enter")
        shown.append(stage.segments())

        for segments in shown:
            assert "[/b] off" in "".join(segment.text for segment in segments)
            assert not any("\x1b" in segment.text or "\x07" in segment.text for segment in segments)
            assert not any(segment.style and "@click" in str(segment.style.meta) for segment in segments)


async def test_a_filter_with_brackets_is_only_text(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.press("1", "slash", *"[/x", "enter")

        assert "/[/x" in stage.text()


# 17


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("1", "scheduled"),
        ("2", "almost certainly"),
        ("3", "“we come only to talk of a truce”"),
        ("4", "Belmark Front called it a red line"),
    ],
)
async def test_every_panel_is_whole_at_80_by_24(tmp_path: Path, key: str, words: str) -> None:
    async with staged(tmp_path, (80, 24)) as stage:
        await stage.press(key)

        lines = stage.lines()
        assert words in stage.text()
        assert all(f"{n} " in lines[1] for n in range(1, 5))
        assert "? help" in lines[-1]
        assert "q quit" in lines[-1]


async def test_below_the_floor_one_line_says_so(tmp_path: Path) -> None:
    async with staged(tmp_path, (50, 12)) as stage:
        said = [line.strip() for line in stage.lines() if line.strip()]

        assert said == ["50×12: talkwatch needs 60×15; q quits"]


# 18


async def test_a_poll_with_many_new_items_throws_no_notice_on_the_screen(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.app.told(Polled(250, 3, 1, NOW))
        await stage.settle()

        assert len(stage.app._notifications) == 0
        assert "250 new" in stage.text()


# 19


async def test_every_panel_is_a_list_of_the_same_name_in_the_boards_json(tmp_path: Path) -> None:
    twin = board().model_dump(mode="json")

    assert all(isinstance(twin[panel], list) for panel, _, _ in PANELS)

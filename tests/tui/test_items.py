"""All items, found by their words, and one item with what rests on it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from talkwatch.model.items import Entry, Feed, FeedId
from talkwatch.settings.paths import paths
from talkwatch.store import Store
from talkwatch.tui.screens.items import PAGE, ItemScreen, ItemsScreen
from tests.fakes.boards import NOW, FakeDesk, board
from tests.tui.stage import staged

FEED = Feed(FeedId("https://feed.example/0"), "https://feed.example/0", publisher="Delta Radio")


def stored(home: Path, number: int) -> list[str]:
    """Items in the store, their ids the newest first."""
    with Store.open(paths(home).database) as store:
        entries = [
            Entry(
                f"guid:{n}",
                f"https://news.example/{n}",
                f"Envoys pack for round {n}",
                f"The {'harbour' if n % 10 == 0 else 'river'} stays shut.\nNobody came, day {n}.",
                NOW - timedelta(minutes=n),
            )
            for n in range(number)
        ]
        store.backfill(FEED, entries)
        return [item.id for item in store.items(number)]


async def test_items_are_listed_newest_first_and_more_come_as_the_cursor_goes_down(tmp_path: Path) -> None:
    ids = stored(tmp_path, PAGE + 40)
    async with staged(tmp_path) as stage:
        await stage.press("i")
        screen = stage.app.screen
        assert isinstance(screen, ItemsScreen)
        assert f"Items · {PAGE}+" in stage.lines()[0]
        assert stage.open_list().cursor == ids[0]

        await stage.press("G")
        assert f"Items · {PAGE + 40}" in stage.lines()[0]
        assert stage.open_list().cursor == ids[PAGE - 1]

        await stage.press("G")
        assert stage.open_list().cursor == ids[-1]


async def test_items_are_found_by_words_of_their_text_and_esc_shows_all_again(tmp_path: Path) -> None:
    stored(tmp_path, 50)
    async with staged(tmp_path) as stage:
        await stage.press("i", "slash", *"harb", "enter")
        assert stage.open_list().rows == 5
        assert "with “harb”" in stage.lines()[0]

        await stage.press("escape")
        assert stage.open_list().rows == 50

        await stage.press("escape")
        assert stage.app.screen_stack == [stage.app.board]


async def test_words_that_no_item_has_are_said_with_the_way_out(tmp_path: Path) -> None:
    stored(tmp_path, 5)
    async with staged(tmp_path) as stage:
        await stage.press("i", "slash", *"zebra", "enter")

        assert "No item has “zebra”" in stage.text()


async def test_news_leaves_the_cursor_on_its_item(tmp_path: Path) -> None:
    ids = stored(tmp_path, 30)
    async with staged(tmp_path, (80, 24)) as stage:
        await stage.press("i", *("j",) * 15)
        line = stage.row_of(stage.open_list(), ids[15])

        entry = Entry("guid:new", "https://news.example/new", "Newest of all", "Text.", NOW)
        store = stage.app.store
        assert isinstance(store, Store)
        store.backfill(FEED, [entry])
        await stage.arrives(board())

        assert stage.open_list().cursor == ids[15]
        assert stage.row_of(stage.open_list(), ids[15]) == line


async def test_an_item_is_shown_whole_with_the_rows_that_rest_on_it(tmp_path: Path) -> None:
    (newest, *_) = stored(tmp_path, 3)
    view = board()
    first = view.talks[0]
    text = "The harbour stays shut."
    source = first.sources[0].model_copy(update={"item": newest, "evidence": text, "start": 0, "end": len(text)})
    view = view.model_copy(update={"talks": (first.model_copy(update={"sources": (source,)}),)})
    async with staged(tmp_path, desk=FakeDesk(view)) as stage:
        await stage.press("1", "enter", "j", "j", "enter")

        assert isinstance(stage.app.screen, ItemScreen)
        for words in ("Envoys pack for round 0", "not read yet", "Nobody came, day 0.", "→ ceasefire round"):
            assert words in stage.text()
        assert text in [segment.text for segment in stage.segments() if segment.style and segment.style.bold]

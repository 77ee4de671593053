"""The things that never happen (SCREEN.md numbers them), in a real terminal of each size over a feed that moves.

One dashboard a size is walked by all tests, in their order; each begins and ends on the board. What has a test of its
own in a real terminal stands there: the seventh in test_first_paint.py, the fourteenth in test_dashboard.py.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from rich.ansi import AnsiDecoder
from rich.cells import cell_len
from rich.console import Console

from talkwatch.extract.pipeline import EXTRACTOR
from talkwatch.store import Store
from talkwatch.tui.ports import PANELS
from tests.journeys.terminal import PATIENCE, TALKWATCH, clean
from tests.journeys.watched import NOISE, SIZES, Story, Watched, point, watching
from tests.tui.test_contrast import faint


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def at(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watching(tmp_path_factory.mktemp("watched"), *request.param) as watched:
        yield watched


def test_05_no_start_waits_for_the_network(at: Watched) -> None:
    assert "ceasefire talks" in at.shown_first
    assert "polled" not in at.shown_first


def test_17_no_panel_is_useless_at_this_size(at: Watched) -> None:
    for panel, words in ((1, "Doha"), (2, "confirmed"), (3, "must come before"), (4, "Philadelphi corridor")):
        shown = at.take(panel)

        assert words in shown
        assert all(word in shown.rstrip().split("\n")[-1] for word in ("enter evidence", "? help", "q quit"))
        assert max(map(cell_len, shown.split("\n"))) <= at.columns


def test_03_no_line_moves_while_only_the_cursor_does(at: Watched) -> None:
    at.take(3)
    before = at.body()

    at.it.keys("j", "j", "k")
    at.until(lambda: at.cursor()[0] == 2)

    assert at.body() == before


def test_01_no_refresh_moves_the_cursor_the_scroll_or_the_open_evidence(at: Watched) -> None:
    at.take(3)
    at.it.keys("m", "G")
    at.until(lambda: at.cursor()[0] > 2)
    at.rest()
    before, cursor = at.body(), at.cursor()

    at.arrive(2)
    at.rest()
    assert (at.body(), at.cursor()) == (before, cursor)

    at.it.keys("Enter")
    at.it.wait_for("Evidence · ")
    before = at.rest().split("\n")[:-1]
    at.said += 1
    polled = at.items()
    at.publish(point(at.said - 1))
    at.until(lambda: at.items() > polled and at.unread() == 0)
    assert at.rest().split("\n")[:-1] == before
    at.leave("Evidence · ")


def test_02_no_row_is_opened_but_that_which_the_cursor_stands_on(at: Watched) -> None:
    at.take(3)
    at.it.keys("j", "j", "j")
    at.until(lambda: at.cursor()[0] >= 6)  # three rows of two lines, and perhaps a heading
    at.rest()
    speaker = re.split(r"\s{2,}", at.cursor()[1].strip())[1].split(",")[0]

    at.arrive(3)
    at.it.keys("Enter")

    at.it.wait_for(f"Evidence · {speaker} (Hamas)")
    at.leave("Evidence · ")


def test_06_nothing_read_comes_back_unread_and_no_edited_title_makes_a_second_item(at: Watched) -> None:
    at.take(3)
    at.arrive(1)
    at.see()
    stored, newest = at.items(), at.stories[0]

    at.stories[0] = Story(newest.name, f"{newest.title}, in other words", newest.text, newest.hours)

    at.until(lambda: at.has("in other words") and at.unread() == 0)
    assert at.new(at.rest()) == 0
    assert at.items() == stored


def test_08_no_idle_screen_is_painted_though_feeds_are_asked_each_second(at: Watched) -> None:
    asked, looked = len(at.server.requests), at.record.stat().st_size

    def is_idle() -> bool:
        """The feed was asked twice while not a byte was drawn; each minute the clock is."""
        nonlocal asked, looked
        if at.record.stat().st_size != looked:
            asked, looked = len(at.server.requests), at.record.stat().st_size
        return len(at.server.requests) >= asked + 2

    at.until(is_idle)


def test_09_no_text_of_a_light_theme_is_unreadable_in_256_colours(at: Watched) -> None:
    for panel in range(1, 5):
        at.take(panel)
        lines = AnsiDecoder().decode(at.it.tmux("capture-pane", "-e", "-p", "-t", "it"))
        drawn = [segment for line in lines for segment in line.render(Console())]

        assert [words for segment in drawn if segment.text.strip() and (words := faint(segment))] == []


def test_10_no_state_is_told_by_colour_alone_and_none_is_drawn_with_no_color(at: Watched) -> None:
    bare = f"env -i TERM=screen-256color NO_COLOR=1 {clean(at.home)} {TALKWATCH} --home {at.home} watch --read-only"
    at.it.tmux("new-window", "-d", "-n", "bare", "-c", str(at.home), f"exec {bare}")
    at.until(lambda: "q quit" in at.it.tmux("capture-pane", "-p", "-t", "bare"))
    at.it.tmux("send-keys", "-t", "bare", "2")
    at.until(lambda: "confirmed" in at.it.tmux("capture-pane", "-p", "-t", "bare"))

    drawn = at.it.tmux("capture-pane", "-e", "-p", "-t", "bare")
    at.it.tmux("kill-window", "-t", "bare")

    codes = {code for found in re.findall(r"\x1b\[([0-9;]*)m", drawn) for code in found.split(";")}
    assert codes <= {"", "0", "1", "4", "7", "9", "39", "49", "22", "24", "27", "29"}


def test_11_no_key_is_there_that_cannot_be_changed(at: Watched) -> None:
    at.it.keys("?")
    at.it.wait_for("Keys and labels")
    at.leave("Keys and labels")
    at.it.keys("F7")
    at.it.wait_for("Changes since")
    at.leave("Changes since")
    at.it.keys("c")
    assert "Changes since" not in at.rest()


def test_12_no_action_is_only_on_a_key_that_terminals_swallow(at: Watched) -> None:
    at.it.keys(":")
    at.it.wait_for("Search for commands")
    at.it.tmux("send-keys", "-t", "it", "-l", "feeds health")
    at.it.wait_for("feeds and their health")
    at.it.keys("Enter")
    at.it.wait_for("Feeds · 1")
    at.leave("Feeds · 1")


def test_13_no_bracket_in_a_headline_crashes_anything_or_is_a_live_link(at: Watched) -> None:
    at.take(3)
    shown = at.narrow_down("[@click")
    assert "[/b] [@click=app.leave]here[/]" in shown
    line = next(number for number, words in enumerate(shown.split("\n"), 1) if "here[/]" in words)
    column = shown.split("\n")[line - 1].index("here") + 2
    press = f"\x1b[<0;{column};{line}M\x1b[<0;{column};{line}m"

    at.it.tmux("send-keys", "-t", "it", "-H", *(f"{byte:02x}" for byte in press.encode()))

    assert "[@click=app.leave]here[/]" in at.rest()
    at.leave("/[@click")


def test_16_no_letter_shifts_the_columns(at: Watched) -> None:
    at.take(3)
    shown = at.narrow_down("Field")
    assert "東京会談" in shown
    if at.is_wide:
        assert {cell_len(line) for line in shown.split("\n") if line.startswith(("┃", "┏", "┗"))} == {at.columns}
    else:
        ages = [line for line in shown.split("\n") if re.search(r" \d+ (h|d)$", line.rstrip())]
        assert {cell_len(line.rstrip()) for line in ages} == {at.columns - 1}
    at.leave("/Field")


def test_19_no_panel_is_without_its_json(at: Watched) -> None:
    asked = [sys.executable, "-m", "talkwatch", "--home", str(at.home), "board", "--json"]
    done = subprocess.run(asked, check=True, capture_output=True, text=True, timeout=PATIENCE)
    twin = json.loads(done.stdout)
    names = {"talks": "place", "attendance": "actor", "statements": "speaker", "sticking_points": "issue"}

    for number, (panel, _, _) in enumerate(PANELS, 1):
        assert str(twin[panel][0][names[panel]])[:24] in at.take(number)


def test_20_nothing_that_a_library_logs_is_thrown_on_the_screen(at: Watched) -> None:
    log = at.paths.log_file.read_text(encoding="utf-8")

    assert f"ERROR some.library: {NOISE} by a log" in log
    assert f"{NOISE} by a warning" in log
    assert NOISE.encode() not in at.record.read_bytes()


def test_18_no_poll_throws_more_than_one_notice(at: Watched) -> None:
    at.take(2)
    day = f"{datetime.now(UTC) + timedelta(days=3):%A}"
    refused = "will not attend the ceasefire talks in Doha on"
    at.publish(
        *(
            Story(f"no-{who}", f"{who} stays away", f"{who} {refused} {day}, its spokesman {name} said.")
            for who, name in (("Hamas", "Ilya Moss"), ("Israel", "Dana Reef"))
        ),
        *(
            Story(f"moved-{n}", "Put off", f"The ceasefire talks in Doha were postponed, Qatar said {n}.")
            for n in range(9)
        ),
    )

    shown = at.it.wait_for("▌")

    bars = ["▌" in line for line in shown.split("\n")]
    assert sum(bar and not above for above, bar in zip([False, *bars], bars, strict=False)) == 1


def test_15_nothing_is_said_to_be_copied_that_the_clipboard_has_not(at: Watched) -> None:
    at.take(3)

    at.it.keys("y")

    at.it.wait_for("copied with tmux")
    held = at.it.tmux("show-buffer")
    assert "— Harbour Wire, " in held
    assert "https://news.example/" in held


def test_04_no_key_waits_for_polling_or_reading(at: Watched) -> None:
    at.take(3)
    stored = at.items()
    many = (f"Egypt said that ceasefire talks on the {n}. village go on. " * 12 for n in range(300))
    at.publish(*(Story(f"many-{n}", f"Village {n}", text) for n, text in enumerate(many)))
    at.until(lambda: at.items() > stored)

    at.it.keys("j")
    at.until(lambda: at.cursor()[0] == 2)

    with Store.open(at.paths.database, read_only=True) as store:
        assert store.count_unread(EXTRACTOR) > 0

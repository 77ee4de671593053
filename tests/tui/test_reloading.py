"""config.toml saved while the dashboard runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from talkwatch.settings.config import Config
from talkwatch.settings.paths import paths
from talkwatch.tui.screens.help import HelpScreen
from tests.tui.stage import Stage, staged


class Asking:
    """A watcher that asks nobody; knows the settings it was made with, and whether it was ended."""

    made: list[Asking]

    def __init__(self, _told: Any, settings: Config) -> None:
        self.settings, self.is_closed = settings, False
        self.made.append(self)

    async def run(self) -> None:
        """Nothing is due."""

    async def poll_once(self, force: bool = False) -> None:
        """Nobody is asked."""

    async def close(self) -> None:
        self.is_closed = True


async def saved(stage: Stage, home: Path, text: str) -> None:
    """The file was saved, and lay still for two looks."""
    where = paths(home)
    where.config.mkdir(exist_ok=True)
    where.config_file.write_text(text, encoding="utf-8")
    await stage.app.look_at_settings()
    await stage.app.look_at_settings()
    await stage.settle()


async def test_settings_that_are_saved_are_taken_up_by_screen_and_watcher(tmp_path: Path) -> None:
    Asking.made = []
    async with staged(tmp_path, watching=Asking) as stage:
        await saved(
            stage,
            tmp_path,
            """
[poll]
every = 45
[board]
yardstick = "phia"
[screen]
zone = "Asia/Tokyo"
theme = "dracula"
keys = { help = "f9" }
""",
        )

        assert [(each.settings.poll.every, each.is_closed) for each in Asking.made] == [(30, True), (45, False)]
        assert (stage.app.theme, str(stage.app.zone), stage.desk.yardstick) == ("dracula", "Asia/Tokyo", "phia")
        await stage.press("f9")
        assert isinstance(stage.app.screen, HelpScreen)


async def test_a_watcher_stays_where_the_settings_do_not_concern_it(tmp_path: Path) -> None:
    Asking.made = []
    async with staged(tmp_path, watching=Asking) as stage:
        await saved(stage, tmp_path, "[screen]\nmouse = false\n")

        assert [each.is_closed for each in Asking.made] == [False]


async def test_a_file_that_is_off_is_told_with_its_line_and_the_settings_of_before_hold(tmp_path: Path) -> None:
    Asking.made = []
    async with staged(tmp_path, watching=Asking) as stage:
        await saved(stage, tmp_path, '[poll]\nevery = 45\n[screen]\ntheme = "dracula"\n')
        held = stage.app.config

        for line, broken in ((2, "[poll]\nevery = 0\n"), (1, "[pol]\n"), (2, '[screen.keys]\nhelp = "hlep"\n')):
            await saved(stage, tmp_path, broken)

            assert stage.app.config is held
            assert f"config.toml:{line}: " in stage.said()[-1]
            assert f"config.toml:{line}: " in stage.lines()[0]
        assert (len(Asking.made), stage.app.theme) == (2, "dracula")

        await saved(stage, tmp_path, '[screen]\ntheme = "monokai"\n')
        assert (stage.app.theme, Asking.made[-1].settings.poll.every) == ("monokai", 30)
        assert "config.toml" not in stage.lines()[0]


async def test_a_file_that_is_still_being_written_is_left_alone(tmp_path: Path) -> None:
    where = paths(tmp_path)
    where.config.mkdir()
    where.config_file.write_text("[poll]\nevery = 45\n", encoding="utf-8")
    async with staged(tmp_path) as stage:
        held = stage.app.config
        for text in ("", "[poll]\n", "[poll]\nevery = 5"):
            where.config_file.write_text(text, encoding="utf-8")
            await stage.app.look_at_settings()

        assert stage.app.config is held

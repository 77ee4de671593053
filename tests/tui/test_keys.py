"""Keys: every one can be changed, none is swallowed by a terminal, none means two things."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkwatch.model.errors import ConfigError
from talkwatch.settings.config import load_config
from talkwatch.settings.paths import paths
from talkwatch.tui.actions import ACTIONS, keys_of
from talkwatch.tui.keys import faults
from talkwatch.tui.run import check_keys
from talkwatch.tui.screens.evidence import EvidenceScreen
from talkwatch.tui.screens.help import HelpScreen
from tests.tui.stage import staged

SWALLOWED = ("ctrl+a", "ctrl+b", "ctrl+d", "ctrl+k", "ctrl+s", "ctrl+q", "ctrl+z")


def test_no_key_is_owned_by_tmux_an_editor_or_flow_control() -> None:
    assert not [action.id for action in ACTIONS if set(keys_of(action, {})) & set(SWALLOWED)]


def test_no_action_hangs_on_a_key_that_terminals_may_keep_for_themselves() -> None:
    def is_plain(key: str) -> bool:
        return not key.startswith(("ctrl+", "alt+", "f1", "f2"))

    assert not [action.id for action in ACTIONS if not any(map(is_plain, keys_of(action, {})))]


def test_the_keys_as_shipped_do_not_clash() -> None:
    assert faults({}) == ()


@pytest.mark.parametrize(
    ("chosen", "fault"),
    [
        ({"poll": "q"}, "poll and quit both want the key q"),
        ({"pol": "p"}, "no action is called 'pol'"),
        ({"quit": " , "}, "quit has no key left"),
        ({"poll": "crtl+p"}, "no key is called 'crtl+p'"),
        ({"poll": "return_key, f5"}, "no key is called 'return_key'"),
        ({"rows.down": "slash"}, "rows.down and board.filter both want the key /"),
    ],
)
def test_a_choice_of_keys_that_cannot_be_is_named(chosen: dict[str, str], fault: str) -> None:
    assert fault in [each.words for each in faults(chosen)]


def test_places_that_are_never_open_together_may_share_a_key() -> None:
    assert faults({"changes.earlier": "p"}) == ()


@pytest.mark.parametrize("key", ["p", "ä", "/", "question_mark", "pagedown", "shift+tab", "ctrl+alt+f9", "upper_g"])
def test_a_key_that_a_terminal_can_report_may_be_chosen(key: str) -> None:
    assert not [each for each in faults({"poll": key}) if "no key" in each.words]


def test_faulty_keys_end_as_an_error_with_file_line_key_and_what_was_meant(tmp_path: Path) -> None:
    home = paths(tmp_path)
    home.config.mkdir()
    home.config_file.write_text('[screen]\nmouse = true\n[screen.keys]\nhelp = "f1"\nevidense = "x"\n')

    with pytest.raises(ConfigError) as caught:
        check_keys(load_config(home), home)

    assert caught.value.message == f"{home.config_file}:5: `screen.keys.evidense`: no action is called 'evidense'"
    assert caught.value.hint == "did you mean `rows.evidence`?"
    assert caught.value.exit_code == 2


async def test_a_key_that_was_changed_is_the_one_that_works(tmp_path: Path) -> None:
    async with staged(tmp_path, config={"keys": {"rows.evidence": "x", "help": "f9"}}) as stage:
        await stage.press("enter")
        assert not isinstance(stage.app.screen, EvidenceScreen)

        await stage.press("x")
        assert isinstance(stage.app.screen, EvidenceScreen)

        await stage.press("f9")
        assert isinstance(stage.app.screen, HelpScreen)


async def test_the_key_line_and_the_help_name_the_keys_that_were_chosen(tmp_path: Path) -> None:
    async with staged(tmp_path, (120, 90), config={"keys": {"digest": "D"}}) as stage:
        assert "D digest" in stage.lines()[-1]

        await stage.press("question_mark")

        line = next(line for line in stage.lines() if "write the digest of the day" in line)
        assert line.split()[0] == "D"


async def test_help_names_every_action_by_its_id(tmp_path: Path) -> None:
    async with staged(tmp_path, (120, 90)) as stage:
        await stage.press("question_mark")

        assert not [action.id for action in ACTIONS if action.id not in stage.text()]


async def test_the_palette_has_every_action_of_the_screen_and_runs_it(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        app = stage.app
        offered = {command.help.split(" · ")[1]: command for command in app.get_system_commands(app.screen)}
        alive = {action.id for action in ACTIONS if action.where in app.board.PLACES}
        assert set(offered) == alive - {"palette"}

        await stage.press("2", "colon", *"timeline", "enter")
        await stage.settle()
        assert "Talk · ceasefire round" in stage.text()

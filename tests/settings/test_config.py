from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkwatch.model.errors import ConfigError
from talkwatch.settings.config import Config, ReaderSection, load_config, sample
from talkwatch.settings.paths import Paths, paths


@pytest.fixture
def home(tmp_path: Path) -> Paths:
    found = paths(tmp_path)
    found.config.mkdir()
    return found


def test_without_a_file_the_defaults_hold(home: Paths) -> None:
    assert load_config(home) == Config()


@pytest.mark.parametrize(
    "host", ["localhost:11434", "127.0.0.1:8080", "[::1]:1234", "192.168.1.7", "tower", "tower.local"]
)
def test_a_second_reader_may_be_anywhere_on_ones_own_network(host: str) -> None:
    assert ReaderSection(url=f"http://{host}/v1").url


def test_a_file_changes_only_what_it_names(home: Paths) -> None:
    home.config_file.write_text('[poll]\nevery = 15\n[screen.keys]\npoll_now = "p"\n', encoding="utf-8")

    config = load_config(home)

    assert config.poll.every == 15
    assert config.poll.timeout == Config().poll.timeout
    assert config.screen.keys == {"poll_now": "p"}


BROKEN = {
    "an unknown key": ("[poll]\ntimeout = 5\nevry = 15\n", 3, "poll.evry", "did you mean `every`?"),
    "an unknown table": ("[pol]\nevery = 15\n", 1, "pol", "did you mean `poll`?"),
    "a key of no likeness": ("[poll]\nxyzzy = 15\n", 2, "poll.xyzzy", "known here: every"),
    "a key outside its table": ("allow_private = 15\n", 1, "allow_private", "known here: poll"),
    "a number too small": ("[poll]\nevery = 1\n", 2, "greater than or equal to 5, found 1", "Minutes between"),
    "text for a number": ('[poll]\nevery = "often"\n', 2, "found 'often'", "Minutes between"),
    "a number in quotes": ('[poll]\nevery = "30"\n', 2, "valid integer, found '30'", "Minutes between"),
    "a number for a switch": ("[screen]\n\nmouse = 1\n", 3, "found 1", "Whether the mouse works"),
    "a word not of the list": ('[board]\nyardstick = "uk"\n', 2, "'icd203' or 'phia', found 'uk'", "US intelligence"),
    "a server far away": ('[reader]\nurl = "https://api.example.com/v1"\n', 2, "a server of your own", "chat API"),
    "no time of day": ('[digest]\nauto = "7:00"\n', 2, 'a time as "07:00"', "24 hours before"),
    "an unknown zone": ('[screen]\nzone = "Europe/Atlantis"\n', 2, "found 'Europe/Atlantis'", "time zone"),
    "a zone that is a path": ('[screen]\nzone = "../../etc/passwd"\n', 2, "a time zone as", "time zone"),
    "a key's key that is no text": ("[screen.keys]\nquit = 3\n", 2, "screen.keys.quit", "Other keys"),
    "a table where a value belongs": ("[poll.every]\nminutes = 3\n", 1, "poll.every", "Minutes between"),
    "a line break in a contact": ('[poll]\ncontact = "a\\r\\nb"\n', 2, "one line", "publishers can reach you"),
    "an address without its brackets": (
        '[poll]\nallow_private = ["::1:8000"]\n',
        2,
        '"::1:8000" names no host',
        "of your own network",
    ),
    "an inline table": ("poll = { every = 0 }\n", 1, "poll.every", "Minutes between"),
    "a dotted key": ("poll.every = 0\n", 1, "poll.every", "Minutes between"),
    "no quotes": ("[poll]\ncontact = me\n", 2, "not TOML", "text stands in quotes"),
    "an open list": ("[poll]\nevery = [1,\n", 2, "not TOML", "lists in [ ]"),
    "a key twice": ("[poll]\nevery = 5\nevery = 6\n", 3, "not TOML: cannot overwrite", ""),
    "an unknown key in quotes": ('[poll]\n"evry" = 15\n', 2, "poll.evry", "did you mean `every`?"),
    "a table twice": ("[poll]\nevery = 5\n[poll]\n", 3, "not TOML", ""),
    "a list of tables": ("[[poll]]\nevery = 5\n", 1, "poll", "How the feeds are asked"),
    "a number with a unit": ("[poll]\nevery = 30m\n", 2, "not TOML", "text stands in quotes"),
    "a fraction for a number": ("[poll]\nat_once = 2.5\n", 2, "found 2.5", "How many feeds"),
    "a number too large": ("[poll]\nlargest = 9999\n", 2, "less than or equal to 64", "largest answer"),
    "one text for a list": ('[poll]\nallow_private = "nas.local"\n', 2, "poll.allow_private", "your own network"),
    "a number in a list of texts": ("[poll]\nallow_private = [8000]\n", 2, "allow_private[1]", "your own network"),
    "a filter of signs alone": ('[filter]\nexclude = ["!!"]\n', 2, "letters or digits", "is not read"),
    "a filter that is no list": ('[filter]\ninclude = "talks"\n', 2, "filter.include", "[] for any item"),
    "a theme that is no text": ("[screen]\ntheme = 3\n", 2, "screen.theme", "theme's name"),
    "a folder that is a list": ('[digest]\nfolder = ["a"]\n', 2, "digest.folder", "folder"),
    "a colon for an equals sign": ("[poll]\nevery: 5\n", 2, "not TOML", "one `key = value` a line"),
    "an open header": ("[poll\nevery = 5\n", 1, "not TOML", ""),
    "an open text": ('[board]\ntrack = "any\n', 2, "not TOML", "text stands in quotes"),
    "a word of another language for a switch": ("[screen]\nmouse = yes\n", 2, "not TOML", "text stands in quotes"),
    "JSON": ('{"poll": {"every": 5}}\n', 1, "not TOML", "one `key = value` a line"),
    "a control character": ('[poll]\ncontact = "a\x07b"\n', 2, "not TOML", ""),
    "several faults": ('[poll]\nevery = 1\ntimeout = "x"\n', 2, "(and 1 more in this file)", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_with_its_line_its_key_and_what_was_meant(home: Paths, name: str) -> None:
    text, line, message, hint = BROKEN[name]
    home.config_file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        load_config(home)

    assert caught.value.exit_code == 2
    assert caught.value.message.startswith(f"{home.config_file}:{line}: ")
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_a_file_in_another_encoding_is_told_with_its_line(home: Paths) -> None:
    home.config_file.write_bytes('[digest]\nfolder = "Entwürfe"\n'.encode("latin-1"))

    with pytest.raises(ConfigError, match="not UTF-8") as caught:
        load_config(home)

    assert caught.value.line == 2


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(home: Paths) -> None:
    home.config_file.write_bytes(b"\xef\xbb\xbf[poll]\r\nevery = 15\r\n")

    assert load_config(home).poll.every == 15


def test_a_folder_in_the_files_place_is_told(home: Paths) -> None:
    home.config_file.mkdir()

    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(home)


def test_the_sample_holds_every_key_at_its_default_under_its_manual() -> None:
    text = sample()
    uncommented = "\n".join(
        line.removeprefix("# ") if " = " in line and '" = ' not in line and "`" not in line else line
        for line in text.splitlines()
    )

    assert Config.model_validate(tomllib.loads(uncommented)) == Config()
    assert "# Minutes between two polls" in text
    assert tomllib.loads(text) == {name: {} for name in Config.model_fields}


@given(st.text(max_size=200))
def test_any_text_is_a_config_or_a_config_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    home = paths(tmp_path_factory.mktemp("home"))
    home.config.mkdir()
    home.config_file.write_bytes(text.encode("utf-8", "surrogatepass"))

    with suppress(ConfigError):
        assert isinstance(load_config(home), Config)

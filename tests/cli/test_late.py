"""What the dashboard needs of the settings is known from the last start; the rest is loaded after the first paint."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import talkwatch
from talkwatch.cli.late import LateTracks, settings
from talkwatch.model.errors import ConfigError, UsageError
from talkwatch.settings.paths import Paths, paths
from talkwatch.store import Store

SECOND_START = """
import sys
from pathlib import Path
from talkwatch.cli import main, watch
from talkwatch.cli.late import LateDesk, settings
from talkwatch.cli.opening import store_at
from talkwatch.settings.paths import paths
from talkwatch.clock import system_clock
from talkwatch.tui.app import TalkwatchApp
where = paths(Path(sys.argv[1]))
with store_at(where) as store:
    config, tracks = settings(where, store)
    TalkwatchApp(LateDesk(lambda: None, 'icd203'), store, None, system_clock, config, where, "", tracks)
print(*{name.partition(".")[0] for name in sys.modules})
print(*(name for name in sys.modules if name.startswith("talkwatch.")))
"""


@pytest.fixture
def where(home: Path) -> Paths:
    found = paths(home)
    found.config.mkdir(parents=True)
    return found


@pytest.fixture
def store(where: Paths) -> Iterator[Store]:
    with Store.open(where.database) as opened:
        yield opened


def test_the_second_start_knows_the_settings_without_reading_them(where: Paths, store: Store) -> None:
    where.config_file.write_text('[screen]\ntheme = "dracula"\n[alerts]\nbell = true\n', encoding="utf-8")
    settings(where, store)

    config, tracks = settings(where, store)

    assert isinstance(tracks, LateTracks)
    assert config.screen.theme == "dracula"
    assert config.whole.alerts.bell
    assert "any" in tracks
    assert tracks["any"].everything
    assert "nowhere" not in tracks


def test_a_file_that_was_spoiled_since_the_last_start_is_refused_as_ever(where: Paths, store: Store) -> None:
    settings(where, store)

    where.config_file.write_text("[screen]\ntheme = 7\n", encoding="utf-8")

    with pytest.raises(ConfigError, match="theme"):
        settings(where, store)


def test_a_track_that_is_none_is_refused_and_nothing_is_kept_of_it(where: Paths, store: Store) -> None:
    where.config_file.write_text('[board]\ntrack = "Nowhere"\n', encoding="utf-8")

    for _ in range(2):
        with pytest.raises(UsageError, match="Nowhere"):
            settings(where, store)


def test_a_second_start_paints_before_anything_heavy_is_loaded(where: Paths, store: Store) -> None:
    settings(where, store)
    store.close()
    root = str(Path(talkwatch.__file__).parents[1])

    done = subprocess.run(
        [sys.executable, "-c", SECOND_START, str(where.database.parents[1])],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": root},
    )

    tops, ours = (set(line.split()) for line in done.stdout.splitlines())
    assert tops.isdisjoint({"pydantic", "pydantic_core", "httpx", "feedparser", "trafilatura", "lxml"})
    rooms = {".".join(name.split(".")[:2]) for name in ours}
    assert rooms.isdisjoint({"talkwatch.watch", "talkwatch.desk", "talkwatch.digest", "talkwatch.polling"})

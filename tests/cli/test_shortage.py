"""What the machine runs out of is told in words, and charged to nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from talkwatch.model.items import Feed, FeedId
from talkwatch.settings.paths import paths
from talkwatch.store import Store
from tests.fakes.loopback import loopback


@pytest.mark.parametrize("files", [12, 16, 20, 24])
def test_with_too_few_files_the_lack_is_told_and_no_feed_is_charged_with_it(tmp_path: Path, files: int) -> None:
    home = paths(tmp_path)
    home.config.mkdir()
    with loopback() as server, Store.open(home.database) as store:
        home.config_file.write_text(f'[poll]\nallow_private = ["{server.place}"]\n', encoding="utf-8")
        for number in range(4):
            url = server.rss(f"/{number}", "Talks open")
            store.add_feed(Feed(FeedId(url), url))
        done = subprocess.run(
            ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh", sys.executable, "-m", "talkwatch", "poll", "--once"],
            env={**os.environ, "TALKWATCH_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        charged = [health.error for health in store.feeds() if health.error]

    assert "Traceback" not in done.stderr
    assert "fault of its own" not in done.stderr
    assert charged == []
    assert done.returncode == 0 or done.stderr.startswith("talkwatch: ")

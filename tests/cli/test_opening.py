from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from talkwatch.cli.opening import holder, locked, open_store
from talkwatch.clock import system_clock
from talkwatch.model.errors import ConfigError, Locked, StoreError
from talkwatch.model.items import Feed, FeedId

FEED = Feed(FeedId("https://news.example/feed"), "https://news.example/feed")
WRITER = """
import sys
from pathlib import Path
from talkwatch.cli.opening import open_store
with open_store(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_writer(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the store open for writing."""
    command = [sys.executable, "-c", WRITER, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_writer_is_refused_with_the_first_ones_process(home: Path) -> None:
    with another_writer(home) as writer, pytest.raises(Locked) as caught, open_store(home):
        pass

    assert caught.value.exit_code == 3
    assert caught.value.pid == writer.pid


def test_a_reader_opens_beside_a_writer(home: Path) -> None:
    with another_writer(home), open_store(home, read_only=True) as opened:
        assert opened.store.feeds() == ()


def test_a_lock_is_free_after_its_holder_was_killed(home: Path) -> None:
    with another_writer(home) as writer:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        stale = (home / "state" / "talkwatch.lock").read_text(encoding="utf-8")

        with open_store(home) as opened:
            assert opened.store.add_feed(FEED)

    assert stale == f"{writer.pid}\n"


def test_a_file_that_only_looks_like_a_lock_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "talkwatch.lock"
    path.write_text("1\n", encoding="utf-8")

    with locked(path):
        assert path.read_text(encoding="utf-8") == f"{os.getpid()}\n"


def test_the_lock_tells_its_holder_while_it_is_held(tmp_path: Path) -> None:
    path = tmp_path / "talkwatch.lock"
    before = holder(path)
    with locked(path):
        during = holder(path)

    assert (before, during, holder(path)) == (None, os.getpid(), None)


def test_a_reader_sees_an_empty_store_before_the_first_poll_and_makes_nothing(home: Path) -> None:
    with open_store(home, read_only=True) as opened:
        assert opened.store.reports() == ()

    assert not home.exists()


def test_a_broken_config_is_told_before_anything_is_opened(home: Path) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("[poll]\nevery = 0\n", encoding="utf-8")

    with pytest.raises(ConfigError), open_store(home):
        pass

    assert not (home / "data").exists()


def test_a_home_that_is_a_file_is_told_in_words(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("", encoding="utf-8")

    with pytest.raises(StoreError, match="cannot be written"), open_store(home):
        pass


def test_a_damaged_store_is_restored_when_it_is_opened_and_the_loss_is_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(home) as opened:
        opened.store.add_feed(FEED)
        opened.store.back_up(system_clock())
    (home / "data" / "talkwatch.db").write_bytes(b"no database" * 1000)

    with open_store(home) as opened:
        assert opened.store.feeds()[0].feed == FEED

    assert "the store was damaged: the backup of" in capsys.readouterr().err

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from talkwatch.settings import logs
from tests.fakes.logs import logging_as_it_was


@pytest.fixture(autouse=True)
def _logging() -> Iterator[None]:
    """Logging is as it was."""
    with logging_as_it_was():
        yield


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("GET https://ann:hunter2@news.example/rss", "GET https://***@news.example/rss"),
        ("https://news.example/rss?token=hunter2&n=3", "https://news.example/rss?token=***&n=3"),
        ("https://news.example/rss?a=1&api_key=hunter2", "https://news.example/rss?a=1&api_key=***"),
        ("{'Authorization': 'Basic hunter2hunter2'}", "{'Authorization': '***'}"),
        ("sent Bearer hunter2.hunter2", "sent Bearer ***"),
        ("Cookie: session=hunter2", "Cookie: ***"),
        ("password=hunter2", "password=***"),
        ("a key figure; the monkey = 3 of Basic rules", "a key figure; the monkey = 3 of Basic rules"),
        (
            "mail ann@news.example about https://news.example/@ann",
            "mail ann@news.example about https://news.example/@ann",
        ),
    ],
)
def test_secrets_are_masked_and_other_words_are_left(words: str, left: str) -> None:
    assert logs.without_secrets(words) == left


def test_the_log_is_rotated_into_five_files_without_secrets_in_their_tracebacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logs, "BYTES", 20_000)
    path = tmp_path / "logs" / "talkwatch.log"
    logs.log_to(path)
    for number in range(2000):
        logging.getLogger("talkwatch").info("line %d of https://ann:hunter2@news.example/rss", number)
    try:
        int("https://ann:hunter2@news.example/rss")
    except ValueError:
        logging.getLogger("talkwatch").exception("told")

    found = sorted(path.parent.iterdir())
    assert len(found) == logs.FILES
    assert all(each.stat().st_size <= 20_000 for each in found)
    assert not any(b"hunter2" in each.read_bytes() for each in found)
    assert "Traceback" in path.read_text(encoding="utf-8")
    assert capfd.readouterr() == ("", "")


def test_a_log_that_cannot_be_written_stops_nobody_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way", encoding="utf-8")
    script = f"""
import logging, pathlib
from talkwatch.settings.logs import log_to
for path in ("{tmp_path}/logs/talkwatch.log", "/dev/full"):
    log_to(pathlib.Path(path))
    logging.getLogger().error("a line")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

"""What a verb loads decides how soon it answers; these run in a fresh interpreter each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("pydantic", "httpx", "textual", "rich", "feedparser", "sqlite3", "asyncio")


def loaded_by(home: Path, *words: str) -> set[str]:
    """The top-level modules that `talkwatch WORDS` had loaded when it ended."""
    script = (
        "import sys, atexit\n"
        "tops = lambda: sorted({name.partition('.')[0] for name in sys.modules})\n"
        "atexit.register(lambda: print('LOADED', *tops(), file=sys.stderr))\n"
        f"sys.argv = ['talkwatch', *{list(words)!r}]\n"
        "from talkwatch.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"TALKWATCH_HOME": str(home), "PATH": "/usr/bin:/bin"},
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("LOADED")]
    assert lines, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return set(lines[-1].split()[1:])


@pytest.mark.parametrize("words", [("--version",), ("--help",)], ids=" ".join)
def test_version_and_help_load_nothing_heavy(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert loaded_by(tmp_path, *words).isdisjoint(HEAVY)


@pytest.mark.parametrize(
    "words",
    [
        ("poll", "--once", "--json"),
        ("board", "--json"),
        ("changes", "--since", "2024-08-14", "--json"),
        ("digest", "--date", "2024-08-14"),
        ("extract", "{article}", "--published", "2024-08-14", "--json"),
        ("feeds", "list", "--json"),
        ("tracks", "--json"),
        ("groups", "--json"),
        ("doctor", "--json"),
        ("locate",),
        ("explain", "nothing"),
        ("explain", "--labels", "--json"),
        ("items", "--json"),
        ("keys", "--json"),
        ("log", "--json"),
        ("unseen", "--json"),
        ("views", "--json"),
        ("talk", "nothing", "--json"),
        ("actor", "nobody", "--json"),
        ("correct", "list", "--json"),
        ("feeds", "check", "--json"),
        ("reread",),
    ],
    ids=" ".join,
)
def test_no_verb_but_the_screen_loads_textual(tmp_path: Path, words: tuple[str, ...]) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Talks between Hamas and Israel are set for Thursday in Doha.", encoding="utf-8")

    loaded = loaded_by(tmp_path, *(word.format(article=article) for word in words))

    assert loaded.isdisjoint({"textual", "rich"})


def test_the_dashboards_process_leaves_the_reader_and_its_models_to_the_child(tmp_path: Path) -> None:
    script = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
import talkwatch.cli.watch, talkwatch.desk, talkwatch.tui.app, talkwatch.watch
from talkwatch.store import Store
from talkwatch.tui.pulse import Pulse
with Store.open(Path({str(tmp_path / "talkwatch.db")!r})) as store:
    Pulse(watching=True).look(store, datetime.now(UTC), count=True)
print(*sorted(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert {"talkwatch.extract.pipeline", "talkwatch.extract.worker", "pycrfsuite"}.isdisjoint(done.stdout.split())

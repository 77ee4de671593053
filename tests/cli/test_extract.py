from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from talkwatch.cli.app import root
from talkwatch.cli.extract_lines import when
from talkwatch.model.errors import UsageError

TEXT = (
    "Bolivia and Peru will hold cease-fire talks in Lima on Thursday. It is unclear whether Peru will attend. "
    "“We want a timetable,” Bolivian Foreign Minister Rosa Quispe said on Monday."
)
ROW = {"id": "a1", "title": "Truce talks set for Thursday", "text": TEXT, "published": "2025-06-10T09:00:00Z"}


def run(*arguments: str, stdin: bytes | None = None) -> Any:
    return CliRunner().invoke(root, ["extract", *arguments], input=stdin, standalone_mode=False)


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


def test_a_line_comes_out_for_each_line_in(tmp_path: Path) -> None:
    second = {"id": "a2", "text": "Nothing here."}
    result = run("--jsonl", str(lines(tmp_path / "in.jsonl", ROW, second)))
    assert result.return_value == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["id"] for record in found] == ["a1", "a2"]
    assert set(found[0]) == {"id", "talks", "attendance", "statements", "sticking_points"}
    assert found[0]["talks"][0]["start"] == "2025-06-12"
    assert ("Peru", "uncertain") in [(row["actor"], row["stance"]) for row in found[0]["attendance"]]
    assert found[0]["statements"][0]["speaker"] == "Rosa Quispe"
    assert found[1]["skipped"] == "not about talks"


def test_packed_lines_and_several_processes_give_the_same(tmp_path: Path) -> None:
    rows = [ROW | {"id": f"a{number}"} for number in range(40)]
    plain = lines(tmp_path / "in.jsonl", *rows)
    packed = tmp_path / "in.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    alone, together = run("--jsonl", str(plain)), run("--jsonl", str(packed), "-j", "2")
    assert alone.stdout == together.stdout
    assert [json.loads(line)["id"] for line in alone.stdout.splitlines()] == [row["id"] for row in rows]


def test_a_line_that_is_off_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", "no json", ROW, {"id": "a3"}, "[1]", ROW | {"published": "soon"})
    result = run("--jsonl", str(source))
    assert result.return_value == 1
    assert [bool(json.loads(line).get("talks")) for line in result.stdout.splitlines()] == [
        False,
        True,
        False,
        False,
        False,
    ]
    assert [word for word in ("line 1", "line 3", "line 4", "line 5") if word not in result.stderr] == []
    assert "Traceback" not in result.stderr


def test_attributions_are_ranges_of_the_text(tmp_path: Path) -> None:
    result = run("--jsonl", str(lines(tmp_path / "in.jsonl", ROW)), "--as", "attributions")
    record = json.loads(result.stdout)
    assert record["id"] == "a1"
    (start, end) = record["attributions"][-1]["cue"][0]
    assert TEXT[start:end].startswith("said")


def test_a_file_is_shown_with_places_and_rules(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT)
    result = run(str(article), "--published", "2025-06-10T11:00+02:00", "--title", "Truce talks set for Thursday")
    assert result.return_value == 0
    assert "published 2025-06-10 09:00 UTC" in result.stdout
    assert "Rosa Quispe [Bolivia], direct" in result.stdout
    assert "line 1, column" in result.stdout
    assert "rule " in result.stdout


def test_a_page_shows_no_byte_that_a_terminal_obeys(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT.replace("a timetable", "a \x1b[31mtimetable\x1b[0m"))
    result = run(str(article), "--published", "2025-06-10")
    assert "\x1b" not in result.stdout


def test_markup_is_cleaned_and_stdin_is_read(tmp_path: Path) -> None:
    article = tmp_path / "article.html"
    article.write_text(f"<html><body><p>{TEXT}</p><script>x()</script></body></html>")
    result = run(str(article), "--published", "2025-06-10", "--json")
    assert json.loads(result.stdout)["talks"][0]["place"] == "Lima"
    piped = run("-", "--published", "2025-06-10", "--json", stdin=TEXT.encode())
    assert json.loads(piped.stdout)["talks"][0]["place"] == "Lima"


@pytest.mark.parametrize("arguments", [[], ["a.txt", "--jsonl", "b.jsonl"]])
def test_file_and_lines_exclude_each_other(arguments: list[str]) -> None:
    assert "give either a FILE or --jsonl" in str(run(*arguments).exception)


def test_a_missing_file_is_told_with_a_way_out(tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.txt"))
    assert isinstance(result.exception, UsageError)
    assert result.exception.hint


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2025-06-10", "2025-06-10T12:00:00+00:00"),
        ("2025-06-10T09:30", "2025-06-10T09:30:00+00:00"),
        ("2025-06-10T09:30:00Z", "2025-06-10T09:30:00+00:00"),
        ("2025-06-10 09:30:00-04:00", "2025-06-10T09:30:00-04:00"),
    ],
)
def test_published_may_be_a_day_or_a_moment(words: str, moment: str) -> None:
    assert when(words).isoformat() == moment


def test_extracting_loads_no_screen_and_no_network() -> None:
    code = (
        "import sys; sys.argv = ['talkwatch', 'extract', '-', '--published', '2025-06-10', '--json']\n"
        "from talkwatch.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "bad = {'textual', 'rich', 'httpx', 'feedparser', 'sqlite3'} & set(sys.modules)\n"
        "assert not bad, bad"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=TEXT.encode(), capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()


def test_a_file_that_is_packed_only_by_name_is_named_with_a_way_out(tmp_path: Path) -> None:
    packed = tmp_path / "in.jsonl.gz"
    packed.write_bytes(b'{"id": "a", "text": "Nothing."}\n')

    with pytest.raises(UsageError, match="not a whole gzip file"):
        raise run("--jsonl", str(packed)).exception

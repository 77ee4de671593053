from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner

from talkwatch.cli.app import root


def run(stdin: str) -> Any:
    return CliRunner().invoke(root, ["dates", "--jsonl", "-"], input=stdin, standalone_mode=False)


def test_a_row_s_dates_come_out_as_days() -> None:
    result = run(json.dumps({"id": 7, "sentence": "They meet on Friday, but soon part.", "pub": "2025-08-13T09:00"}))
    assert result.return_value == 0
    assert json.loads(result.stdout) == {
        "id": 7,
        "dates": [
            {"text": "Friday", "start": "2025-08-15", "end": "2025-08-15", "precision": "day", "vague": False},
            {"text": "soon", "start": "2025-08-13", "end": "2025-09-10", "precision": "unknown", "vague": True},
        ],
    }


def test_a_row_that_is_off_is_told_and_the_rest_is_answered() -> None:
    good = json.dumps({"id": 2, "sentence": "No date.", "pub": "2025-08-13"})
    result = run(f'{{"id": 1}}\n{good}\nno json\n')
    assert result.return_value == 1
    assert json.loads(result.stdout) == {"id": 2, "dates": []}
    assert "line 1" in result.stderr
    assert "line 3" in result.stderr

"""What leaves as JSON is what its schema says, and the schemas that are published are those of the models."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import talkwatch.digest
from talkwatch.digest.render import render
from talkwatch.digest.schema import SCHEMAS, schema
from talkwatch.digest.tables import lines
from talkwatch.views.health import health_view
from talkwatch.views.tables import TABLES
from tests.digest.test_digest import digest
from tests.digest.test_tables import NAMES, REPORT
from tests.fakes.boards import board, change

FOLDER = Path(talkwatch.digest.__file__).parent / "schemas"


def check(name: str, value: Any) -> None:
    Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_sound_and_the_published_one_is_the_same(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))

    published = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert published == schema(name), "run `poe reference` (python -m tests.reference)"


def test_a_board_a_digest_changes_and_health_are_as_their_schemas_say() -> None:
    check("board", json.loads(board().model_dump_json()))
    check("digest", json.loads(render(digest(), "json", UTC)))
    check("changes", [change(1, "a-2", "Belmark Front is in doubt").model_dump(mode="json")])
    check("health", json.loads(health_view(()).model_dump_json()))


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_table_is_as_its_schema_says(name: Any) -> None:
    model, rows = TABLES[name]

    for line in lines(model, rows(REPORT), "jsonl"):
        check(name, json.loads(line))


def test_a_board_without_its_version_or_with_an_unknown_stance_is_not_valid() -> None:
    whole = json.loads(board().model_dump_json())
    whole["attendance"][0]["stance"] = "perhaps"

    errors = [error.message for error in Draft202012Validator(schema("board")).iter_errors(whole)]

    assert any("'perhaps' is not one of" in message for message in errors)
    assert "version" in schema("board")["required"]


def test_the_fields_of_rows_are_described_by_their_docstrings() -> None:
    made = schema("board")["$defs"]

    assert made["TalkRow"]["properties"]["countdown"]["description"].startswith("How far off")
    assert made["TalkRow"]["properties"]["independent"]["description"].startswith("Number of independent sources")

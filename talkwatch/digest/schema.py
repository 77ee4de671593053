"""JSON Schema of everything that leaves as JSON, made from the models themselves."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any

from pydantic import BaseModel, TypeAdapter

from talkwatch.digest.compose import DIGEST_VERSION, Digest
from talkwatch.views.rows import BOARD_VERSION, BoardView, ChangeRow, FeedRow, HealthView
from talkwatch.views.tables import TABLES, TABLES_VERSION

ROWS_VERSION = 1
"""Of changes, feeds and health, whose JSON carries no version of its own."""

SCHEMAS: dict[str, tuple[Any, int, str]] = {
    "board": (BoardView, BOARD_VERSION, "talkwatch board --json"),
    "changes": (list[ChangeRow], ROWS_VERSION, "talkwatch changes --json"),
    "digest": (Digest, DIGEST_VERSION, "talkwatch digest --format json"),
    "feeds": (list[FeedRow], ROWS_VERSION, "talkwatch feeds list --json"),
    "health": (HealthView, ROWS_VERSION, "talkwatch feeds check --json"),
    **{
        name: (model, TABLES_VERSION, f"talkwatch export {name} --format jsonl (each line)")
        for name, (model, _) in TABLES.items()
    },
}
"""What can be asked for: the type, the version of its schema, and the command that writes it."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one of SCHEMAS; fields have their docstrings as descriptions."""
    model, version, written_by = SCHEMAS[name]
    made = TypeAdapter(model).json_schema(mode="serialization")
    documented = {one.__name__: one for one in _models()}
    for title, definition in (*made.get("$defs", {}).items(), (getattr(model, "__name__", ""), made)):
        if title in documented:
            _describe(definition, documented[title])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:talkwatch:schema:{name}:{version}",
        "$comment": f"written by `{written_by}`",
        **made,
    }


def _models() -> list[type[BaseModel]]:
    """Every model of ours that is loaded."""
    found: list[type[BaseModel]] = []
    waiting: list[type[BaseModel]] = [BaseModel]
    while waiting:
        own = [one for one in waiting.pop().__subclasses__() if one.__module__.startswith("talkwatch.")]
        waiting += own
        found += own
    # The Row models stand under BaseModel directly, so that the walk above finds all that schemas name.
    return found


def _describe(definition: dict[str, Any], model: type[BaseModel]) -> None:
    """The properties have the docstrings of the model's fields, its bases' included; all of them are always written."""
    definition["required"] = list(definition.get("properties", {}))
    for base in reversed(model.__mro__):
        if not (issubclass(base, BaseModel) and base.__module__.startswith("talkwatch.")):
            continue
        for name, words in _docstrings(base).items():
            if name in definition.get("properties", {}):
                definition["properties"][name]["description"] = words


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """The docstring that stands under each field. pydantic would read them at import, which the screen waits for."""
    (made,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(made, ast.ClassDef)
    found = {}
    for field, words in zip(made.body, made.body[1:], strict=False):
        named = isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        said = isinstance(words, ast.Expr) and isinstance(words.value, ast.Constant)
        if named and said:
            assert isinstance(field, ast.AnnAssign)
            assert isinstance(field.target, ast.Name)
            assert isinstance(words, ast.Expr)
            assert isinstance(words.value, ast.Constant)
            found[field.target.id] = " ".join(str(words.value.value).split())
    return found

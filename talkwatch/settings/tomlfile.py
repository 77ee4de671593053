"""TOML files that users write, and complaints about them that name the line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from talkwatch.model.errors import ConfigError

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_AT_LINE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")


def read_toml(path: Path, model: type[Model]) -> Model:
    """The file as `model` has it. Raises ConfigError with the line, the key, what was meant."""
    text = _text(path)
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _syntax(path, text, error) from None
    except ValidationError as error:
        raise _complaint(path, text, model, error) from None


def _text(path: Path) -> str:
    """The file's text, without a byte order mark."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(path, "not UTF-8", "save the file as UTF-8", line) from None
    except OSError as error:
        raise ConfigError(path, f"cannot be read: {error.strerror}", "check the file and its permissions") from None


def _syntax(path: Path, text: str, error: tomllib.TOMLDecodeError) -> ConfigError:
    """What TOML's reader stumbled over, with the line it names."""
    words = str(error)
    found = _AT_LINE.search(words)
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    said = _AT_LINE.sub("", words).replace(" (at end of document)", ": the file ends too early").rstrip(".")
    hint = "text stands in quotes, lists in [ ], one `key = value` a line"
    return ConfigError(path, f"not TOML: {said[:1].lower()}{said[1:]}", hint, line)


def _complaint(path: Path, text: str, model: type[BaseModel], error: ValidationError) -> ConfigError:
    """The first fault by line as an error; how many more there are is said at its end."""
    faults = sorted(
        ((line_of(text, fault["loc"]), fault) for fault in error.errors(include_url=False)), key=lambda each: each[0]
    )
    line, fault = faults[0]
    key = _dotted(fault["loc"])
    siblings = _fields(model, fault["loc"][:-1])
    if fault["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(fault["loc"][-1]).casefold(), siblings, n=1, cutoff=0.5)
        message = f"`{key}` is not a key that talkwatch knows"
        hint = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(siblings)}"
    elif fault["type"] == "missing":
        message, hint = f"`{key}` is missing", _meaning(model, fault["loc"])
    else:
        said = str(fault["msg"]).removeprefix("Value error, ")
        said = said[:1].lower() + said[1:]
        message = f"`{key}`: {said}, found {_found(fault['input'])}" if key else said
        hint = _meaning(model, fault["loc"])
    if len(faults) > 1:
        message += f" (and {len(faults) - 1} more in this file)"
    return ConfigError(path, message, hint, line)


def _found(value: object) -> str:
    """A value as a reader of the file would know it again, cut when long."""
    words = f"{value!r}" if not isinstance(value, bool) else str(value).lower()
    return words if len(words) <= 40 else f"{words[:39]}…"


def _dotted(location: Sequence[str | int]) -> str:
    """`("actors", 2, "kind")` as `actors[3].kind`, counting from 1 as people do."""
    words = ""
    for part in location:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The model inside `Model`, `tuple[Model, ...]` or `Model | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := _inner(inner)) is not None:
            return found
    return None


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """The model whose keys stand at `location`."""
    current: type[BaseModel] | None = model
    for part in location:
        if current is None:
            return None
        if isinstance(part, str):
            field = current.model_fields.get(part)
            current = _inner(field.annotation) if field else None
    return current


def _fields(model: type[BaseModel], location: Location) -> list[str]:
    """The keys that may stand at `location`."""
    found = _model_at(model, location)
    return list(found.model_fields) if found else []


def _meaning(model: type[BaseModel], location: Location) -> str:
    """What the key is for: the field's docstring, for the deepest key of `location` that has one."""
    for end in range(len(location), 0, -1):
        part, parent = location[end - 1], _model_at(model, location[: end - 1])
        if isinstance(part, str) and parent is not None and part in parent.model_fields:
            return " ".join((parent.model_fields[part].description or "").split())
    return ""


def line_in(path: Path, location: Location) -> int:
    """The line (from 1) of a file where the key at `location` stands; 1 where the file cannot be read."""
    try:
        return line_of(_text(path), location)
    except ConfigError:
        return 1


def line_of(text: str, location: Location) -> int:
    """The line (from 1) where the key at `location` stands, else the nearest key above it, else 1."""
    best, depth = 1, 0
    table: Location = ()
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _table(header[2], seen, array=header[1] == "[[")
            here = table
        elif key := _KEY.match(line):
            here = (*table, *_parts(key[1]))
        else:
            continue
        if len(here) > depth and location[: len(here)] == here:
            best, depth = number, len(here)
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    """The parts of a dotted key, quotes off."""
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _table(name: str, seen: dict[str, int], *, array: bool) -> Location:
    """Where the keys under a `[name]` or `[[name]]` header belong; `seen` counts the arrays' members so far."""
    location: list[str | int] = []
    parts = _parts(name)
    for end in range(1, len(parts) + 1):
        dotted = ".".join(parts[:end])
        location.append(parts[end - 1])
        if array and end == len(parts):
            seen[dotted] = seen.get(dotted, -1) + 1
        if dotted in seen:
            location.append(seen[dotted])
    return tuple(location)

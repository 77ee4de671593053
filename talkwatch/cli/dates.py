"""`talkwatch dates`: date expressions in sentences to days."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click


@click.command(epilog="Example: talkwatch dates --jsonl sentences.jsonl")
@click.option(
    "--jsonl",
    "source",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help='JSON lines, "-" reads stdin.',
)
def command(source: Path) -> int:
    """Resolve the date expressions in sentences, one JSON line out a line in.

    A row in has `id`, `sentence` and `pub` (when it was published); a row out `id` and `dates`, each with its
    `text`, inclusive `start` and `end` days (null where the words give none), `precision` and `vague`.
    """
    from talkwatch.cli.lines import open_lines

    failed = False
    with open_lines(source) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                failed |= not _answer(number, line)
    return 1 if failed else 0


def _answer(number: int, line: bytes) -> bool:
    """Prints a row's dates; False if the row is off, which is said on stderr."""
    from talkwatch.cli.lines import json_row
    from talkwatch.model.errors import UsageError

    try:
        row = json_row(line)
        sentence, published = row.get("sentence"), row.get("pub")
        if not isinstance(sentence, str) or not isinstance(published, str):
            raise UsageError("sentence and pub must be there and be strings")  # noqa: TRY301 - told like every fault
        answer = {"id": row.get("id"), "dates": _dates(sentence, _moment(published))}
    except UsageError as error:
        click.echo(f"talkwatch: line {number}: {error.message}", err=True)
        return False
    click.echo(json.dumps(answer, ensure_ascii=False))
    return True


def _moment(words: str) -> datetime:
    """When a row says it was published. Raises UsageError."""
    from talkwatch.model.errors import UsageError

    try:
        return datetime.fromisoformat(words)
    except ValueError as error:
        raise UsageError(f"pub {words!r} is no time as 2024-08-14T12:00") from error


def _dates(sentence: str, published: datetime) -> list[dict[str, Any]]:
    from talkwatch.text.dates import dates

    return [
        {
            "text": mention.text,
            "start": mention.first.isoformat() if mention.first else None,
            "end": mention.last.isoformat() if mention.last else None,
            "precision": mention.precision,
            "vague": mention.vague,
        }
        for mention in dates(sentence, published)
    ]

"""`talkwatch dates`: date expressions in sentences to days."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click


@click.command()
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
    try:
        row = json.loads(line)
        answer = {"id": row["id"], "dates": _dates(row["sentence"], datetime.fromisoformat(row["pub"]))}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        click.echo(f"talkwatch: line {number}: no row of id, sentence and pub ({error})", err=True)
        return False
    click.echo(json.dumps(answer, ensure_ascii=False))
    return True


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

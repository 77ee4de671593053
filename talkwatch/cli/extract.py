"""`talkwatch extract`: articles and items to records, or to a page that shows what was found and by which rule."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Literal

import click


@click.command(epilog="Example: talkwatch extract article.txt --published 2024-08-14")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option(
    "--published", metavar="WHEN", help="When FILE was published: a date, or a date and time (UTC unless it says)."
)
@click.option("--title", default="", help="FILE's headline.")
@click.option("--json", "as_json", is_flag=True, help="Print FILE's record as JSON.")
@click.option(
    "--jsonl",
    type=click.Path(dir_okay=False, path_type=Path),
    help='JSON lines (or .gz) with id, title, text and published; "-" reads stdin.',
)
@click.option(
    "--as", "form", type=click.Choice(["record", "attributions"]), default="record", help="What --jsonl prints."
)
@click.option("-j", "--jobs", type=click.IntRange(1, 64), default=1, help="Processes for --jsonl.")
def command(
    *,
    file: Path | None,
    published: str | None,
    title: str,
    as_json: bool,
    jsonl: Path | None,
    form: Literal["record", "attributions"],
    jobs: int,
) -> int:
    """Read articles and print what was found.

    FILE is plain text or HTML ("-" reads stdin). With --jsonl one JSON line comes out for each line in, in their order:
    talks, attendance, statements and sticking points, or the bare attributions as character ranges of the text.
    """
    if (file is None) == (jsonl is None):
        raise click.UsageError("give either a FILE or --jsonl")
    if jsonl is not None:
        return _lines(jsonl, form, jobs)
    assert file is not None
    return _file(file, published, title, as_json=as_json)


def _lines(source: Path, form: Literal["record", "attributions"], jobs: int) -> int:
    """Prints a line for each line; 1 if any of them was off, which stderr has told."""
    from talkwatch.cli.extract_lines import answers
    from talkwatch.cli.lines import open_lines

    failed = False
    with open_lines(source) as lines:
        for number, (answer, error) in enumerate(answers(lines, form, jobs), 1):
            if error:
                failed = True
                click.echo(f"talkwatch: line {number}: {error}", err=True)
            sys.stdout.write(answer + "\n")
    sys.stdout.flush()
    return 1 if failed else 0


def _file(file: Path, published: str | None, title: str, *, as_json: bool) -> int:
    from talkwatch.cli.extract_lines import when
    from talkwatch.cli.extract_page import page
    from talkwatch.extract.pipeline import Reader
    from talkwatch.extract.record import record
    from talkwatch.text.clean import clean

    name = "stdin" if str(file) == "-" else file.name
    text = _read(file)
    if file.suffix.lower() in {".html", ".htm", ".xhtml"}:
        text = clean(text)
    moment = when(published)
    reading = Reader.load().read_text(name, title, text, moment, lenient=True)
    if as_json:
        click.echo(json.dumps(record(reading, name), ensure_ascii=False, indent=2))
    else:
        click.echo(page(reading, title, text, moment))
    return 0


def _read(file: Path) -> str:
    from talkwatch.model.errors import UsageError

    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{file}: {error.strerror or error}", hint='give a file that exists, or "-" for stdin'
        ) from error
    return content.decode("utf-8-sig", "replace")

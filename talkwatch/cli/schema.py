"""`talkwatch schema`: what the JSON of a verb looks like."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog="Example: talkwatch schema board -o board.schema.json")
@click.argument("name", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it there instead of printing it.")
def command(name: str | None, output: Path | None) -> None:
    """Print the JSON Schema of what a verb writes; without a NAME, the names, each with the verb.

    A schema's version (the end of its $id, and `version` in boards and digests) rises when a field goes or means
    something else. New fields may come without that: read what you know, and leave the rest.
    """
    import json

    from talkwatch.digest.schema import SCHEMAS, schema
    from talkwatch.model.errors import UsageError

    if name is None:
        for one, (_, version, written_by) in SCHEMAS.items():
            click.echo(f"{one:<11} version {version}, written by {written_by}")
        return
    if name not in SCHEMAS:
        raise UsageError(f"there is no schema {name!r}", f"schemas: {', '.join(SCHEMAS)}")
    words = json.dumps(schema(name), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(words, nl=False)
        return
    from talkwatch.filing import write_whole

    write_whole(output, words.encode())
    click.echo(f"{output}", err=True)

"""`talkwatch correct`: what the user puts right on the board."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from talkwatch.model.claims import STANCES
from talkwatch.model.errors import UsageError

if TYPE_CHECKING:
    from talkwatch.cli.opening import Opened
    from talkwatch.ledger.correcting import Corrector
    from talkwatch.model.corrections import Correction


@click.group(epilog="Example: talkwatch correct merge t-1f3a90c2 t-88d01b7e")
def command() -> None:
    """Put the board right: merge, split, rename, hide, pin, and more; every deed can be undone.

    Rows are named by the `id`, claims by the `claim` that `board --json` prints. A correction counts from the moment
    it is made; boards of before stay as they were. It outlives `reread`. What is hidden or pinned is so on one
    track's board, all else on every track's.
    """


def _places(deed: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a deed: which board, and how to answer."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print the correction as JSON."),
        click.option("--as-of", metavar="WHEN", help="On the board of then, and counting from then on, ISO 8601."),
        click.option("--track", metavar="NAME", help="Whose board; without it, the track in the config."),
        click.pass_obj,
    ):
        deed = option(deed)
    return deed


@command.command(epilog="Example: talkwatch correct merge t-1f3a90c2 t-88d01b7e")
@click.argument("row", metavar="TALK")
@click.argument("other", metavar="OTHER")
@_places
def merge(home: Path | None, row: str, other: str, **asked: Any) -> None:
    """Two talks are one."""
    _make(home, lambda corrector, _: corrector.merge(row, other), **asked)


@command.command(epilog="Example: talkwatch correct split t-1f3a90c2 0123456789abcdef.t0")
@click.argument("row", metavar="TALK")
@click.argument("claims", metavar="CLAIM...", nargs=-1, required=True)
@_places
def split(home: Path | None, row: str, claims: tuple[str, ...], **asked: Any) -> None:
    """These claims of a talk, or all that these items say in it, are of another talk.

    What is heard of either later goes where it is nearer.
    """
    _make(home, lambda corrector, _: corrector.split(row, claims), **asked)


@command.command(epilog='Example: talkwatch correct rename t-1f3a90c2 "Third round"')
@click.argument("row", metavar="ROW")
@click.argument("name")
@_places
def rename(home: Path | None, row: str, name: str, **asked: Any) -> None:
    """A talk or a sticking point is called NAME."""
    _make(home, lambda corrector, _: corrector.rename(row, name), **asked)


@command.command(epilog="Example: talkwatch correct hide s-5b0c77aa")
@click.argument("row", metavar="ROW")
@_places
def hide(home: Path | None, row: str, **asked: Any) -> None:
    """A row of any panel leaves the track's board."""
    _make(home, lambda corrector, _: corrector.hide(row), **asked)


@command.command(epilog="Example: talkwatch correct pin t-1f3a90c2")
@click.argument("row", metavar="ROW")
@_places
def pin(home: Path | None, row: str, **asked: Any) -> None:
    """A row stands first in its panel on the track's board, and stays there."""
    _make(home, lambda corrector, _: corrector.pin(row), **asked)


@command.command(epilog="Example: talkwatch correct stance a-77e0d1c4 declined")
@click.argument("row", metavar="ROW")
@click.argument("stance", metavar="STANCE", type=click.Choice(STANCES))
@click.option("--actor", default="", help="Who, where ROW is a talk.")
@click.option("--person", default="", help="Which person of the actor.")
@_places
def stance(home: Path | None, row: str, stance: str, actor: str, person: str, **asked: Any) -> None:
    """The actor of ROW comes, or not: your word weighs more than a day's news, and ages like it.

    Where ROW is a claim, that claim (and its copies) is read with this stance instead. STANCE is confirmed, likely,
    conditional, uncertain, unlikely or declined.
    """
    _make(home, lambda corrector, _: corrector.stance(row, stance, actor=actor, person=person), **asked)


@command.command(epilog="Example: talkwatch correct irrelevant 0123456789abcdef")
@click.argument("item", metavar="ITEM")
@_places
def irrelevant(home: Path | None, item: str, **asked: Any) -> None:
    """An item (or the item of a claim) and its copies say nothing that belongs on a board."""

    def deed(corrector: Corrector, opened: Opened) -> Correction:
        from talkwatch.model.items import ItemId

        found = opened.store.item(ItemId(item.split(".", 1)[0]))
        if found is None:
            raise UsageError(f"there is no item {item!r}", "`talkwatch items` lists them")
        return corrector.irrelevant(found.id, found.title or found.link)

    _make(home, deed, **asked)


def _make(
    home: Path | None,
    deed: Callable[[Corrector, Opened], Correction],
    *,
    track: str | None,
    as_of: str | None,
    as_json: bool,
) -> None:
    """The correction is made and stored, and told."""
    from talkwatch.cli.opening import open_store
    from talkwatch.cli.when import desk_of, moment, zone_of
    from talkwatch.clock import system_clock
    from talkwatch.ledger.correcting import Corrector
    from talkwatch.views.corrections import correction_row, correction_words

    with open_store(home) as opened:
        when = moment(as_of, zone_of(opened.config), end_of_day=True) if as_of else system_clock()
        desk, name = desk_of(opened, track)
        order = sum(one.made == when for one in opened.store.corrections())
        made = deed(Corrector(desk.fold(name, when), when, order), opened)
        opened.store.add_corrections([made])
    if as_json:
        click.echo(correction_row(made).model_dump_json())
        return
    click.echo(f"{made.id}: {correction_words(made)}")
    click.echo(f"  take it back: talkwatch correct undo {made.id}")


@command.command(epilog="Example: talkwatch correct undo c-4f10aa93")
@click.argument("correction", metavar="ID")
@click.pass_obj
def undo(home: Path | None, correction: str) -> None:
    """A correction counts no more from now on; boards of before stay as they were."""
    from talkwatch.cli.opening import open_store
    from talkwatch.clock import system_clock

    with open_store(home) as opened:
        if not opened.store.undo_correction(correction, system_clock()):
            raise UsageError(f"there is no correction {correction!r} to undo", "talkwatch correct list names them")
    click.echo(f"undone: {correction}")


@command.command("list", epilog="Example: talkwatch correct list")
@click.option("--json", "as_json", is_flag=True, help="A JSON list.")
@click.pass_obj
def list_(home: Path | None, as_json: bool) -> None:
    """List what was put right, the oldest first, also what was undone."""
    from talkwatch.cli.opening import open_store
    from talkwatch.views.corrections import correction_lines, correction_row

    with open_store(home, read_only=True) as opened:
        rows = [correction_row(one) for one in opened.store.corrections()]
    if as_json:
        click.echo(json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False))
        return
    click.echo("\n".join(correction_lines(rows)) or "nothing was put right yet")


@command.command(epilog="Example: talkwatch correct export mine.jsonl")
@click.argument("target", metavar="[FILE]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export(home: Path | None, target: Path | None) -> None:
    """Write all corrections, undone ones too, as JSON lines, to FILE or to stdout; `import` reads them back."""
    from pydantic import TypeAdapter

    from talkwatch.cli.opening import open_store
    from talkwatch.filing import write_whole
    from talkwatch.model.corrections import Correction

    with open_store(home, read_only=True) as opened:
        found = opened.store.corrections()
    lines = [TypeAdapter(Correction).dump_json(one, exclude_defaults=True) + b"\n" for one in found]
    if target is None:
        click.echo(b"".join(lines), nl=False)
        return
    write_whole(target, b"".join(lines))
    click.echo(f"wrote {len(lines)} correction{'s' if len(lines) != 1 else ''} to {target}")


@command.command("import", epilog="Example: talkwatch correct import mine.jsonl")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_obj
def import_(home: Path | None, source: Path) -> None:
    """Take in corrections that `export` wrote; what is there already changes nothing."""
    from pydantic import TypeAdapter, ValidationError

    from talkwatch.cli.lines import open_lines
    from talkwatch.cli.opening import open_store
    from talkwatch.model.corrections import Correction

    adapter, found = TypeAdapter(Correction), []
    with open_lines(source) as lines:
        for number, line in enumerate(lines, start=1):
            try:
                read = adapter.validate_json(line) if line.strip() else None
            except ValidationError as error:
                wrong = error.errors(include_url=False)[0]["msg"]
                raise UsageError(f"{source}:{number}: not a correction: {wrong}", "nothing was taken in") from error
            if read is not None and None in {moment.tzinfo for moment in (read.made, read.undone) if moment}:
                raise UsageError(f"{source}:{number}: a moment without its zone", "nothing was taken in")
            found += [read] if read is not None else []
    with open_store(home) as opened:
        added = opened.store.add_corrections(found)
    click.echo(f"took in {added} correction{'s' if added != 1 else ''}; {len(found) - added} there already")

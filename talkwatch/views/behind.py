"""All that is behind an id, as plain values: a row of the board, a claim, or an item."""

from __future__ import annotations

from datetime import datetime

from talkwatch.views.items import ItemRow, every_row, rows_from
from talkwatch.views.rows import AttendanceRow, BoardView, Row, SourceRow, StatementRow, StickingRow, TalkRow


class Behind(Row):
    """What stands behind `id`. `row` is set for a row's id, `source` for a claim's, `item` for those and an item's."""

    id: str
    track: str
    """The track whose board shows it, "" for an item on which no board rests."""
    as_of: datetime
    row: TalkRow | AttendanceRow | StatementRow | StickingRow | None = None
    """The row, with its sources, its history and the sum behind its probability."""
    source: SourceRow | None = None
    """The claim as a source."""
    rows: tuple[str, ...] = ()
    """The rows that rest on the claim or the item."""
    item: ItemRow | None = None
    """The item that the claim was read from."""
    text: str = ""
    """The item's text."""
    lines: tuple[str, ...] = ()
    """The same in words, as `talkwatch explain` prints it without --json."""


def behind_row(view: BoardView, key: str, row: str) -> Behind | None:
    """The row `row` of a board, which was asked for as `key` (its id before two were merged), None if it has none."""
    found = next((one for one in every_row(view) if one.id == row), None)
    return Behind.model_validate({"id": key, "track": view.track, "as_of": view.as_of, "row": found}) if found else None


def behind_claim(view: BoardView, key: str) -> Behind | None:
    """The claim of that id and the board's rows that rest on it, None if none does."""
    found = [(row.id, source) for row in every_row(view) for source in row.sources if source.claim == key]
    if not found:
        return None
    return Behind(id=key, track=view.track, as_of=view.as_of, source=found[0][1], rows=tuple(row for row, _ in found))


def behind_item(view: BoardView, key: str) -> Behind | None:
    """The board's rows that rest on the item of that id, None if none does."""
    found = tuple(row.id for row in rows_from(view, key))
    return Behind(id=key, track=view.track, as_of=view.as_of, rows=found) if found else None

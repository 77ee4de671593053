"""What the rows of every panel share: their newest link, and what copying one takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkwatch.views.rows import BoardRow, SourceRow


def newest_link(row: BoardRow) -> str:
    """The link of the newest source, or ""."""
    return row.sources[0].link if row.sources else ""


def copied(row: BoardRow) -> str:
    """The best sentence with publisher, day and link, ready to paste."""
    for source in row.sources:
        if source.evidence == row.evidence:
            return with_source(source)
    return with_source(row.sources[0]) if row.sources else row.evidence


def with_source(source: SourceRow) -> str:
    """A source's sentence with publisher, time (UTC) and link."""
    return f"{source.evidence}\n— {source.publisher}, {source.published:%Y-%m-%d %H:%M} UTC, {source.link}"

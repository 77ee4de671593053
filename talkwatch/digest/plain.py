"""The digest as plain text for mail and cables: 78 columns, every line with its sources and their addresses."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import datetime, tzinfo

from talkwatch.digest.compose import Digest, DigestTalk
from talkwatch.digest.lines import (
    TREND_WORDS,
    chance_line,
    chart_line,
    cited,
    feeds_line,
    more_line,
    place_line,
    retraction_lines,
    said_line,
    sides_line,
    span_line,
    stance_line,
    stands_line,
    title_line,
    trouble_line,
    troubled,
    who_line,
)
from talkwatch.views.rows import SourceRow, StickingRow
from talkwatch.views.sources import origin
from talkwatch.views.words import STATUS_WORDS

WIDTH = 78
"""Columns, as mail has them; an address longer than that is not broken."""


def plain(digest: Digest, zone: tzinfo | None) -> str:
    """The digest as text, ending in a newline. Times are those of the zone (None: the machine's)."""
    title = title_line(digest, zone)
    parts = [
        f"{title}\n{'=' * len(title)}\n{span_line(digest, zone)}",
        _section("What changed", [*_changes(digest, zone), *_more(digest, "changes")]),
        _section("Upcoming talks", [*_talks(digest.talks, zone), *_more(digest, "talks")]),
        _section("Who will come", _coming(digest, zone)),
        _section("Statements", [*_statements(digest, zone), *_more(digest, "statements")]),
        _section("Sticking points", [*_sticking(digest.sticking_points, zone), *_more(digest, "sticking_points")]),
        _section("Retracted or corrected", _taken_back(digest, zone)),
        _section("Feeds", _feeds(digest, zone)),
        f"{_wrapped(digest.method, '', '')}\n\n{_wrapped(digest.cite, '', '')}".rstrip(),
    ]
    return "\n\n".join(parts) + "\n"


def _wrapped(words: str, first: str, rest: str) -> str:
    """Words on lines of WIDTH columns; nothing is broken within a word or at a hyphen."""
    line = " ".join(words.split())
    return textwrap.fill(
        line, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _section(title: str, lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return f"{title.upper()}\n\n{body or 'Nothing.'}"


def _point(words: str, depth: int = 0) -> str:
    return _wrapped(words, f"{'  ' * depth}- ", f"{'  ' * depth}  ")


def _sources(rows: Iterable[SourceRow], zone: tzinfo | None, depth: int = 0) -> Iterable[str]:
    """A line for each source: whose report, when, and its address."""
    shown, more = cited(rows)
    indent = "  " * (depth + 1)
    for row in shown:
        yield _wrapped(f"[{origin(row)}, {_time(row.published, zone)}] {row.link}", indent, f"{indent}  ")
    if more:
        yield f"{indent}[{more} more]"


def _time(moment: datetime, zone: tzinfo | None) -> str:
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b %H:%M}"


def _more(digest: Digest, panel: str) -> list[str]:
    words = more_line(digest, panel)
    return [_point(words)] if words else []


def _changes(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    for row in digest.changes:
        yield _point(f"{'! ' if row.importance >= 3 else ''}{row.words}")
        if row.sources:
            yield _wrapped(row.sources[0].evidence, "  > ", "  > ")
        yield from _sources(row.sources, zone)


def _talks(talks: Iterable[DigestTalk], zone: tzinfo | None) -> Iterable[str]:
    for one in talks:
        row = one.talk
        extras = ", ".join(filter(None, [row.countdown, place_line(row), STATUS_WORDS[row.status]]))
        yield _point(f"{row.when} ({extras}): {row.name}{sides_line(row)}")
        yield from (_point(f"sources differ on the {conflict}", 1) for conflict in row.conflicts)
        if one.waiting:
            yield _point(f"not confirmed: {', '.join(one.waiting)}", 1)
        yield from _sources(row.sources, zone)


def _coming(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    shown = ""
    for row in digest.attendance:
        if row.talk_id != shown:
            shown = row.talk_id
            when = next(one.talk.when for one in digest.talks if one.talk.id == shown)
            yield _wrapped(f"{row.talk_name}, {when}:", "", "")
        chance = f"{chance_line(row)}, {TREND_WORDS[row.trend]} {chart_line(row)}".rstrip()
        yield _point(f"{who_line(row)}: {stance_line(row)}. {chance}")
        yield from _sources(row.sources, zone)


def _statements(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    for said in digest.statements:
        yield f"{said.actor}:"
        for row in said.statements:
            yield _point(said_line(row, digest.until.astimezone(zone)))
            yield from _sources(row.sources, zone)


def _sticking(rows: Iterable[StickingRow], zone: tzinfo | None) -> Iterable[str]:
    for row in rows:
        yield _point(f"{row.issue}: {stands_line(row)}")
        for stand in row.positions:
            yield _point(f"{stand.actor} {stand.position} ({stand.reported.day} {stand.reported:%b})", 1)
        yield from _sources(row.sources, zone)


def _taken_back(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    for row in digest.retractions:
        yield _point(f"{row.publisher}, {_time(row.published, zone)}")
        yield from (_point(words, 1) for words in retraction_lines(row))
        yield f"  {row.link}"
    for one in digest.corrections:
        undone = f", undone {_time(one.undone, zone)}" if one.undone else ""
        yield _point(f"by the user, {_time(one.made, zone)}{undone}: {one.words}")


def _feeds(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    yield _wrapped(feeds_line(digest.health, zone), "", "")
    yield from (_point(trouble_line(row)) for row in troubled(digest.health))

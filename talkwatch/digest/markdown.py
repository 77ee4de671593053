"""The digest as Markdown: outside text is escaped, quoted words are exact, every line has its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo

from talkwatch.digest.compose import Digest, DigestTalk
from talkwatch.digest.lines import (
    TREND_WORDS,
    chance_line,
    chart_line,
    cited,
    feeds_line,
    grid,
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

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")
_AT_START = re.compile(r"^(\d+)([.)])|^([-+=:])")


def markdown(digest: Digest, zone: tzinfo | None) -> str:
    """The digest as CommonMark with tables, ending in a newline. Times are those of the zone (None: the machine's)."""
    parts = [
        f"# {escape(title_line(digest, zone))}",
        escape(span_line(digest, zone)),
        _section("What changed", [*_changes(digest, zone), *_more(digest, "changes")]),
        _section("Upcoming talks", [*_talks(digest.talks, zone), *_more(digest, "talks")]),
        _section("Who will come", _coming(digest, zone)),
        _section("Statements", [*_statements(digest, zone), *_more(digest, "statements")]),
        _section("Sticking points", [*_sticking(digest.sticking_points, zone), *_more(digest, "sticking_points")]),
        _section("Retracted or corrected", _taken_back(digest, zone)),
        _section("Feeds", _feeds(digest, zone)),
        f"---\n\n{escape(digest.method)}\n\n{escape(digest.cite)}".rstrip(),
    ]
    return "\n\n".join(parts) + "\n"


def _more(digest: Digest, panel: str) -> list[str]:
    words = more_line(digest, panel)
    return [f"- {escape(words)}"] if words else []


def _taken_back(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    for row in digest.retractions:
        yield f"- {link(f'{row.publisher}, {_time(row.published, zone)}', row.link)}"
        yield from (f"  - {escape(words)}" for words in retraction_lines(row))
    for one in digest.corrections:
        undone = f", undone {_time(one.undone, zone)}" if one.undone else ""
        yield f"- by the user, {_time(one.made, zone)}{undone}: {escape(one.words)}"


def _feeds(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    yield escape(feeds_line(digest.health, zone))
    troubles = troubled(digest.health)
    yield from ["", *(f"- {escape(trouble_line(row))}" for row in troubles)] if troubles else []


def escape(words: str) -> str:
    """Words as Markdown that reads as exactly these words, on one line."""
    line = " ".join(words.split())
    return _AT_START.sub(lambda m: f"{m[1] or ''}\\{m[2] or m[3]}", _MARKS.sub(r"\\\1", line))


def link(words: str, address: str) -> str:
    """A link, or only its words where the address is no web address."""
    if not address.startswith(("http://", "https://")):
        return escape(words)
    safe = "".join(f"%{ord(c):02X}" if c in '<>\\"`' or ord(c) <= 32 else c for c in address)
    return f"[{escape(words)}](<{safe}>)"


def _section(title: str, lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return f"## {title}\n\n{body or 'Nothing.'}"


def cite(sources: Iterable[SourceRow], zone: tzinfo | None) -> str:
    """Sources in brackets: whose report, time and link of the newest of each, and how many more there are."""
    rows, more = cited(sources)
    shown = [link(f"{origin(row)}, {_time(row.published, zone)}", row.link) for row in rows]
    return f"({'; '.join(shown)}{f'; {more} more' if more else ''})" if shown else "(source no longer held)"


def _time(moment: datetime, zone: tzinfo | None) -> str:
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b %H:%M}"


def _changes(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    for row in digest.changes:
        strong = "**" if row.importance >= 3 else ""
        behind = f" {cite(row.sources, zone)}" if not row.correction else ""
        yield f"- {strong}{escape(row.words)}{strong}{behind}"
        if row.sources and row.panel != "statements":
            yield f"  > {escape(row.sources[0].evidence)}"


def _talks(talks: Iterable[DigestTalk], zone: tzinfo | None) -> Iterable[str]:
    for one in talks:
        row = one.talk
        off = row.status in {"postponed", "cancelled"}
        head = escape(row.when) if not off else f"~~{escape(row.when)}~~"
        extras = ", ".join(filter(None, [escape(row.countdown), escape(place_line(row)), STATUS_WORDS[row.status]]))
        yield f"- **{head}** ({extras}): {escape(row.name)}{escape(sides_line(row))} {cite(row.sources, zone)}"
        for conflict in row.conflicts:
            yield f"  - sources differ on the {escape(conflict)}"
        if one.waiting:
            yield f"  - not confirmed: {escape(', '.join(one.waiting))}"


def _coming(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    if not digest.attendance:
        return
    yield "| Talk | Who | Stance | Chance | Week | Sources |"
    yield "| --- | --- | --- | --- | --- | --- |"
    when = {one.talk.id: one.talk.when for one in digest.talks}
    for row in digest.attendance:
        talk = f"{row.talk_name}, {when.get(row.talk_id, '')}"
        week = f"{chart_line(row)} {TREND_WORDS[row.trend]}".strip()
        cells = [talk, who_line(row), stance_line(row), f"{chance_line(row)}", week]
        yield f"| {' | '.join(map(escape, cells))} | {cite(row.sources, zone)} |"


def _statements(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    for said in digest.statements:
        yield f"- **{escape(said.actor)}**"
        for row in said.statements:
            yield f"  - {escape(said_line(row, digest.until.astimezone(zone)))} {cite(row.sources, zone)}"


def _sticking(rows: Iterable[StickingRow], zone: tzinfo | None) -> Iterable[str]:
    actors, listed = grid(rows)
    if listed and actors:
        yield f"| Issue | {' | '.join(map(escape, actors))} | Status | Trend |"
        yield f"| --- |{' --- |' * (len(actors) + 2)}"
        for row, held in listed:
            yield f"| {' | '.join(map(escape, [row.issue, *held, row.status, row.trend]))} |"
        yield ""
    for row, _ in listed:
        yield f"- {escape(row.issue)}: {escape(stands_line(row))} {cite(row.sources, zone)}"

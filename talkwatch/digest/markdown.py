"""The digest as Markdown: outside text is escaped, quoted words are exact, every line has its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo

from talkwatch.digest.compose import Digest, DigestTalk
from talkwatch.digest.lines import cited, feeds_line, place_line, said_line, sides_line, stands_line, who_line
from talkwatch.views.rows import AttendanceRow, SourceRow, StickingRow
from talkwatch.views.sources import origin
from talkwatch.views.words import STATUS_WORDS, day_words

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")
_AT_START = re.compile(r"^(\d+)([.)])|^([-+=:])")


def markdown(digest: Digest, zone: tzinfo | None) -> str:
    """The digest as CommonMark with tables, ending in a newline. Times are those of the zone (None: the machine's)."""
    now = digest.until.astimezone(zone)
    parts = [
        f"# {escape(digest.track)}: {day_words(digest.day, now)} {digest.day.year}",
        f"As of {now:%H:%M} {escape(digest.zone)}, {day_words(now.date(), now)}.",
        _section("What changed", _changes(digest, zone)),
        _section("Upcoming talks", _talks(digest.talks, zone)),
        _section("Who will come", _coming(digest, zone)),
        _section("Statements of the day", _statements(digest, zone)),
        _section("Sticking points", _sticking(digest.sticking_points, zone)),
        _section("Feeds", [feeds_line(digest.health)]),
        f"---\n\n{escape(digest.method)}",
    ]
    return "\n\n".join(parts) + "\n"


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
    yield "| Talk | Who | Stance | Chance | Trend | Sources |"
    yield "| --- | --- | --- | --- | --- | --- |"
    when = {one.talk.id: one.talk.when for one in digest.talks}
    for row in digest.attendance:
        talk = f"{row.talk_name}, {when.get(row.talk_id, '')}"
        cells = [talk, who_line(row), _stance(row), f"{row.probability:.0%} {row.word}", row.trend]
        yield f"| {' | '.join(map(escape, cells))} | {cite(row.sources, zone)} |"


def _stance(row: AttendanceRow) -> str:
    extras = [row.stance, f"only if: {row.condition}" if row.condition else "", row.disagreement]
    return "; ".join(filter(None, extras))


def _statements(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    for said in digest.statements:
        yield f"- **{escape(said.actor)}**"
        for row in said.statements:
            yield f"  - {escape(said_line(row, digest.until.astimezone(zone)))} {cite(row.sources, zone)}"


def _sticking(rows: Iterable[StickingRow], zone: tzinfo | None) -> Iterable[str]:
    listed = list(rows)
    actors = sorted({stand.actor for row in listed for stand in row.positions})[:6]
    if listed and actors:
        yield f"| Issue | {' | '.join(map(escape, actors))} | Status | Trend |"
        yield f"| --- |{' --- |' * (len(actors) + 2)}"
        for row in listed:
            held = {stand.actor: f"{stand.position}, {stand.reported:%d %b}" for stand in row.positions}
            cells = [row.issue, *(held.get(actor, "") for actor in actors), row.status, row.trend]
            yield f"| {' | '.join(map(escape, cells))} |"
        yield ""
    for row in listed:
        yield f"- {escape(row.issue)}: {escape(stands_line(row))} {cite(row.sources, zone)}"

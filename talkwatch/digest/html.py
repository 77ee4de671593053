"""The digest as one self-contained HTML page: no script, no request, light and dark, fit for A4."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from html import escape

from talkwatch.digest.compose import Digest, DigestTalk
from talkwatch.digest.lines import (
    TREND_WORDS,
    chance_line,
    cited,
    course_words,
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
from talkwatch.views.rows import AttendanceRow, SourceRow
from talkwatch.views.sources import origin
from talkwatch.views.words import STATUS_WORDS

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #ffffff; --faint: #595959; --line: #d0d0d0; --link: #0b57a4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --paper: #16181b; --faint: #a6a6a6; --line: #3a3d42; --link: #8ab8f0 } }
body { font: 16px/1.5 Georgia, serif; color: var(--ink); background: var(--paper); max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere }
a { color: var(--link) } h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; border-bottom: 1px solid var(--line) }
table { border-collapse: collapse; width: 100%; font-size: .9rem } td, th { text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); padding: .25rem .5rem .25rem 0 }
td, th { overflow-wrap: break-word }
.talk th { padding-top: .6rem }
td svg { display: block } svg { stroke: var(--link); fill: none; stroke-width: 2 } .dot { fill: var(--link) }
.even { stroke: var(--line); stroke-width: 1 } .bar { width: 100%; overflow-x: auto }
.src, footer { color: var(--faint); font-size: .85rem } blockquote { margin: .2rem 0 .5rem 1rem; color: var(--faint) }
@media (max-width: 40rem) {
  table.rows tr { display: block; border-bottom: 1px solid var(--line); padding: .4rem 0 }
  table.rows .names { display: none } table.rows th, table.rows td { display: block; border: 0; padding: 0 }
  table.rows td:first-child { font-weight: bold } table.rows td svg { display: inline-block; vertical-align: middle } }
@media print { section { break-inside: auto } li, tr { break-inside: avoid } h2, tr:has(th) { break-after: avoid }
  html { font-size: 10pt } body { font-size: 1rem; margin: 0; max-width: none }
  a { color: inherit } @page { size: A4; margin: 18mm } }
"""


def html(digest: Digest, zone: tzinfo | None) -> str:
    """The digest as an HTML page. Times are those of the zone (None: the machine's)."""
    title = escape(title_line(digest, zone))
    body = [
        f"<h1>{title}</h1><p class=src>{escape(span_line(digest, zone))}</p>",
        _section("What changed", _list(_changes(digest, zone)) + _more(digest, "changes")),
        _section("Upcoming talks", _list(_talk(one, zone) for one in digest.talks) + _more(digest, "talks")),
        _section("Who will come", _coming(digest, zone)),
        _section("Statements", _said(digest, zone) + _more(digest, "statements")),
        _section("Sticking points", _sticking(digest, zone) + _more(digest, "sticking_points")),
        _section("Retracted or corrected", _list(_taken_back(digest, zone))),
        _section("Feeds", _feeds(digest, zone)),
        f"<footer><p>{escape(digest.method)}</p><p>{escape(digest.cite)}</p></footer>",
    ]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style>"
    )
    inner = "\n".join(body)
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{inner}\n</body></html>\n'


def _more(digest: Digest, panel: str) -> str:
    words = more_line(digest, panel)
    return f"<p class=src>{escape(words)}</p>" if words else ""


def _feeds(digest: Digest, zone: tzinfo | None) -> str:
    lines = _list(escape(trouble_line(row)) for row in troubled(digest.health))
    return f"<p>{escape(feeds_line(digest.health, zone))}</p>{lines}"


def _taken_back(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    for row in digest.retractions:
        head = _anchor(f"{row.publisher}, {_time(row.published, zone)}", row.link)
        yield head + _list(map(escape, retraction_lines(row)))
    for one in digest.corrections:
        undone = f", undone {_time(one.undone, zone)}" if one.undone else ""
        yield f"by the user, {_time(one.made, zone)}{undone}: {escape(one.words)}"


def _section(title: str, inner: str) -> str:
    return f"<section><h2>{title}</h2>\n{inner or '<p>Nothing.</p>'}</section>"


def _list(lines: Iterable[str]) -> str:
    inner = "\n".join(f"<li>{line}</li>" for line in lines)
    return f"<ul>\n{inner}\n</ul>" if inner else ""


def _cite(sources: Iterable[SourceRow], zone: tzinfo | None) -> str:
    rows, more = cited(sources)
    shown = [_link(row, zone) for row in rows]
    return f"<span class=src>({'; '.join(shown)}{f'; {more} more' if more else ''})</span>"


def _link(row: SourceRow, zone: tzinfo | None) -> str:
    return _anchor(f"{origin(row)}, {_time(row.published, zone)}", row.link)


def _anchor(words: str, address: str) -> str:
    """A link, or only its words where the address is no web address."""
    if not address.startswith(("http://", "https://")):
        return escape(words)
    return f'<a href="{escape(address)}" rel="noreferrer noopener">{escape(words)}</a>'


def _time(moment: datetime, zone: tzinfo | None) -> str:
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b %H:%M}"


def _changes(digest: Digest, zone: tzinfo | None) -> Iterable[str]:
    for row in digest.changes:
        words = escape(row.words)
        quote = f"<blockquote>{escape(row.sources[0].evidence)}</blockquote>" if row.sources else ""
        behind = f" {_cite(row.sources, zone)}" if not row.correction else ""
        yield f"{f'<strong>{words}</strong>' if row.importance >= 3 else words}{behind}{quote}"


def _talk(one: DigestTalk, zone: tzinfo | None) -> str:
    row = one.talk
    tag = "s" if row.status in {"postponed", "cancelled"} else "strong"
    extras = ", ".join(filter(None, [row.countdown, place_line(row), STATUS_WORDS[row.status]]))
    under = [f"sources differ on the {conflict}" for conflict in row.conflicts]
    under += [f"not confirmed: {', '.join(one.waiting)}"] if one.waiting else []
    head = f"<{tag}>{escape(row.when)}</{tag}> ({escape(extras)}): {escape(row.name + sides_line(row))}"
    return f"{head} {_cite(row.sources, zone)}{_list(map(escape, under))}"


def _coming(digest: Digest, zone: tzinfo | None) -> str:
    """Who will come, talk by talk."""
    if not digest.attendance:
        return ""
    when = {one.talk.id: one.talk.when for one in digest.talks}
    lines, shown = [], ""
    for row in digest.attendance:
        if row.talk_id != shown:
            shown = row.talk_id
            lines.append(f"<tr class=talk><th colspan=5>{escape(f'{row.talk_name}, {when[shown]}')}</th></tr>")
        cells = [*map(escape, (who_line(row), stance_line(row), chance_line(row)))]
        cells += [f"{_chart(row)} {TREND_WORDS[row.trend]}", _cite(row.sources, zone)]
        lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    head = "".join(f"<th>{name}</th>" for name in ("Who", "Stance", "Chance", "Week", "Sources"))
    return f"<table class=rows>\n<tr class=names>{head}</tr>\n{''.join(lines)}\n</table>"


def _chart(row: AttendanceRow) -> str:
    """The week's probabilities as a line, even chance as a rule behind it; the numbers are its title."""
    points = [(4 + 13 * n, 22 - 20 * one) for n, one in enumerate(row.course) if one is not None]
    if not points:
        return ""
    width = 8 + 13 * (len(row.course) - 1)
    line = " ".join(f"{x},{y:.1f}" for x, y in points)
    x, y = points[-1]
    words = escape(course_words(row))
    return (
        f'<svg width="{width}" height="24" viewBox="0 0 {width} 24" role="img"><title>{words}</title>'
        f'<path class="even" d="M4 12H{width - 4}"/><polyline points="{line}"/>'
        f'<circle class="dot" cx="{x}" cy="{y:.1f}" r="2"/></svg>'
    )


def _said(digest: Digest, zone: tzinfo | None) -> str:
    now = digest.until.astimezone(zone)
    parts = []
    for said in digest.statements:
        lines = (f"{escape(said_line(row, now))} {_cite(row.sources, zone)}" for row in said.statements)
        parts.append(f"<p><strong>{escape(said.actor)}</strong></p>{_list(lines)}")
    return "\n".join(parts)


def _sticking(digest: Digest, zone: tzinfo | None) -> str:
    """Issues against actors, then each issue with why it stands so and its sources."""
    actors, listed = grid(digest.sticking_points)
    table = ""
    if listed and actors:
        head = "".join(f"<th>{escape(name)}</th>" for name in ("Issue", *actors, "Status", "Trend"))
        lines = []
        for row, held in listed:
            cells = (row.issue, *held, row.status, row.trend)
            lines.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
        table = f"<div class=bar><table>\n<tr>{head}</tr>\n{''.join(lines)}\n</table></div>"
    named = (f"{escape(row.issue)}: {escape(stands_line(row))} {_cite(row.sources, zone)}" for row, _ in listed)
    return table + _list(named)

"""The digest as one self-contained HTML page: no script, no request, light and dark, fit for A4."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from html import escape

from talkwatch.digest.compose import Digest, DigestTalk
from talkwatch.digest.lines import cited, feeds_line, place_line, said_line, sides_line, stands_line, who_line
from talkwatch.views.rows import AttendanceRow, SourceRow, StickingRow
from talkwatch.views.sources import origin
from talkwatch.views.words import STATUS_WORDS, day_words

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #ffffff; --faint: #595959; --line: #d0d0d0; --link: #0b57a4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --paper: #16181b; --faint: #a6a6a6; --line: #3a3d42; --link: #8ab8f0 } }
body { font: 16px/1.5 Georgia, serif; color: var(--ink); background: var(--paper); max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere }
a { color: var(--link) } h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; border-bottom: 1px solid var(--line) }
table { border-collapse: collapse; width: 100%; font-size: .9rem } td, th { text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); padding: .25rem .5rem .25rem 0 }
.src, footer { color: var(--faint); font-size: .85rem } blockquote { margin: .2rem 0 .5rem 1rem; color: var(--faint) }
@media print {
  body { font-size: 10pt; margin: 0; max-width: none } a { color: inherit } @page { size: A4; margin: 18mm } }
"""


def html(digest: Digest, zone: tzinfo | None) -> str:
    """The digest as an HTML page. Times are those of the zone (None: the machine's)."""
    now = digest.until.astimezone(zone)
    title = escape(f"{digest.track}: {day_words(digest.day, now)} {digest.day.year}")
    body = [
        f"<h1>{title}</h1><p class=src>As of {now:%H:%M} {escape(digest.zone)}, {day_words(now.date(), now)}.</p>",
        _section("What changed", _list(_changes(digest, zone))),
        _section("Upcoming talks", _list(_talk(one, zone) for one in digest.talks)),
        _section("Who will come", _table(_coming(digest, zone))),
        _section("Statements of the day", _said(digest, zone)),
        _section("Sticking points", _list(_issue(row, zone) for row in digest.sticking_points)),
        _section("Feeds", f"<p>{escape(feeds_line(digest.health))}</p>"),
        f"<footer><p>{escape(digest.method)}</p></footer>",
    ]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style>"
    )
    inner = "\n".join(body)
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{inner}\n</body></html>\n'


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
    words = escape(f"{origin(row)}, {_time(row.published, zone)}")
    if not row.link.startswith(("http://", "https://")):
        return words
    return f'<a href="{escape(row.link)}" rel="noreferrer noopener">{words}</a>'


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


def _coming(digest: Digest, zone: tzinfo | None) -> Iterable[list[str]]:
    for row in digest.attendance:
        plain = [row.talk_name, who_line(row), _stance(row), f"{row.probability:.0%} {row.word}", row.trend]
        yield [*map(escape, plain), _cite(row.sources, zone)]


def _stance(row: AttendanceRow) -> str:
    extras = [row.stance, f"only if: {row.condition}" if row.condition else "", row.disagreement]
    return "; ".join(filter(None, extras))


def _table(rows: Iterable[list[str]]) -> str:
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    if not lines:
        return ""
    names = ("Talk", "Who", "Stance", "Chance", "Trend", "Sources")
    head = "".join(f"<th>{name}</th>" for name in names)
    return f"<table>\n<tr>{head}</tr>\n{''.join(lines)}\n</table>"


def _said(digest: Digest, zone: tzinfo | None) -> str:
    now = digest.until.astimezone(zone)
    parts = []
    for said in digest.statements:
        lines = (f"{escape(said_line(row, now))} {_cite(row.sources, zone)}" for row in said.statements)
        parts.append(f"<p><strong>{escape(said.actor)}</strong></p>{_list(lines)}")
    return "\n".join(parts)


def _issue(row: StickingRow, zone: tzinfo | None) -> str:
    stands = " · ".join(f"{stand.actor} {stand.position} ({stand.reported:%d %b})" for stand in row.positions)
    words = f"{escape(row.issue)}: {escape(stands_line(row))}"
    return f"{words}{f'<br>{escape(stands)}' if stands else ''} {_cite(row.sources, zone)}"

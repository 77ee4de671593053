"""What is behind a row: the sentences with their words lit, who published them when, the rule, history and sum."""

from __future__ import annotations

from datetime import datetime, tzinfo

from textual.content import Content

from talkwatch.tui.blocks import Block, heading, text_block
from talkwatch.tui.columns import age, stamp
from talkwatch.tui.panels.common import with_source
from talkwatch.tui.panels.statements import quoted
from talkwatch.tui.plain import marked, plain, wrapped
from talkwatch.views.rows import AttendanceRow, BoardRow, SourceRow, StatementRow, StickingRow, TalkRow
from talkwatch.views.saying import through
from talkwatch.views.sources import origin, reports

_TREND = {"up": "rising", "down": "falling", "same": "steady"}


def title(row: BoardRow) -> str:
    """The row's name above its evidence."""
    match row:
        case TalkRow():
            return ", ".join(part for part in (row.name, row.when) if part)
        case AttendanceRow():
            return f"Will {row.actor} come? {row.talk_name}"
        case StatementRow():
            return f"{row.speaker} ({row.actor})" if row.actor and row.actor != row.speaker else row.speaker
        case StickingRow():
            return row.issue
        case _:
            return row.id


def blocks(row: BoardRow, now: datetime, zone: tzinfo | None) -> tuple[Block, ...]:
    """Everything behind a row, top to bottom."""
    made = [*_summary(row)]
    made.append(_section("sources", f"Sources: {len(row.sources)}, independent: {row.independent}"))
    for source, copies in reports(row.sources):
        made.append(_source(source, now, zone))
        made.extend(_copy(copy, source, now, zone) for copy in copies)
    if row.corrections:
        made.append(_section("corrections", "Put right by you"))
        for each in row.corrections:
            back = f", taken back {stamp(each.undone, zone)}" if each.undone else ""
            words = plain(f"{stamp(each.made, zone)}  {each.words}{back}", "text")
            made.append(text_block(f"correction:{each.id}", words, indent=2))
    if row.history:
        made.append(_section("history", "History"))
        for change in reversed(row.history):
            told = f"{stamp(change.when, zone)}  {change.words} — {change.publisher}"
            made.append(text_block(f"history:{change.claim}:{change.when.isoformat()}", plain(told, "text"), indent=2))
    if isinstance(row, AttendanceRow) and row.reckoning:
        made.append(_section("reckoning", "How the probability was reckoned"))
        for number, line in enumerate(row.reckoning):
            made.append(text_block(f"reckoning:{number}", plain(line, "text"), indent=2))
    return tuple(made)


def _section(key: str, words: str) -> Block:
    return Block(key=f"section:{key}", draw=lambda _: (Content(""), plain(words, "title")), height=2, selectable=False)


def _summary(row: BoardRow) -> tuple[Block, ...]:
    return tuple(text_block(f"summary:{number}", line) for number, line in enumerate(_summary_lines(row)))


def _summary_lines(row: BoardRow) -> tuple[Content, ...]:
    match row:
        case TalkRow():
            sides = " – ".join(row.parties) or "parties not named"
            via = f", via {', '.join(row.mediators)}" if row.mediators else ""
            status = row.status.replace("_", " ")
            place = row.place or "no place yet"
            when = f"{row.when} ({row.countdown})" if row.countdown else row.when
            conflicts = tuple(plain(f"! {line}", "warn") for line in row.conflicts)
            return (plain(f"{when}, {place}: {status}", "strong"), plain(f"{sides}{via}", "text"), *conflicts)
        case AttendanceRow():
            percent = f"{row.probability * 100:.0f}%"
            by = f", says {row.by}" if row.by else ""
            head = plain(f"{row.stance}{by}: {percent}, {row.word}; {_TREND[row.trend]}", "strong")
            more = [plain(f"! {row.disagreement}", "warn")] if row.disagreement else []
            more += [plain(f"on condition: {row.condition}", "text")] if row.condition else []
            return (head, *more)
        case StatementRow():
            how = ", ".join(part for part in (through(row.medium), row.said_on and f"{row.said_on:%d %b %Y}") if part)
            return (plain(quoted(row), "strong"), plain(f"{row.kind}{', ' + how if how else ''}", "muted"))
        case StickingRow():
            head = plain(f"{row.status}, {row.trend}, since {row.since:%d %b %Y}", "strong")
            held = (f"{each.actor} {each.position} (reported {each.reported:%d %b})" for each in row.positions)
            reason = (plain(f"why {row.trend}: {row.reason}", "text"),) if row.reason else ()
            return (head, *(plain(line, "text") for line in held), *reason)
        case _:
            return ()


def _source(source: SourceRow, now: datetime, zone: tzinfo | None) -> Block:
    says = f": {source.says}" if source.says else ""
    weight = f" · weight {source.weight:+.2f}" if source.weight is not None else ""
    grade = f"grade {source.grade}"
    when = f"{stamp(source.published, zone)} ({age(source.published, now)})"
    head = Content.assemble(
        plain(origin(source), "strong"), plain(says, "accent"), plain(f" · {when} · {grade}", "muted")
    )
    lines = (
        head,
        marked(source.evidence, source.marks, "text"),
        plain(source.title if source.field == "text" else "in the headline", "muted"),
        plain(f"rule {source.rule} · confidence {source.confidence:.2f}{weight}", "muted"),
        plain(source.link, "accent"),
    )
    return _stacked(f"source:{source.claim}", lines, source)


def _copy(source: SourceRow, of: SourceRow, now: datetime, zone: tzinfo | None) -> Block:
    """Another print of a report that stands above: in a line, and in full only where it says something else."""
    if source.says != of.says or source.item == of.item:
        return _source(source, now, zone)
    words = f"also {source.publisher} · {stamp(source.published, zone)} · {source.link}"
    return Block(
        key=f"source:{source.claim}",
        draw=lambda width: (*wrapped(plain(words, "muted"), width, 2),),
        height=None,
        link=source.link,
        copy=with_source(source),
    )


def _stacked(key: str, lines: tuple[Content, ...], source: SourceRow) -> Block:
    def draw(width: int) -> tuple[Content, ...]:
        head, *rest = lines
        drawn = [*wrapped(head, width)]
        for line in rest:
            if line.plain:
                drawn.extend(wrapped(line, width, 2))
        return (*drawn, Content(""))

    return Block(key=key, draw=draw, height=None, link=source.link, copy=with_source(source))


def no_longer(key: str) -> tuple[Block, ...]:
    """What the screen says when the row went away while it was open."""
    return (heading(f"gone:{key}", plain("This row is no longer on the board: later reports replaced it.", "muted")),)

"""Lines that every format of the digest shares, as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from talkwatch.digest.compose import Digest
from talkwatch.views.rows import (
    AttendanceRow,
    FeedRow,
    HealthView,
    PositionRow,
    RetractionRow,
    SourceRow,
    StatementRow,
    StickingRow,
    TalkRow,
)
from talkwatch.views.saying import spoken, through
from talkwatch.views.sources import reports
from talkwatch.views.words import count_words, day_words

TICKS = "▁▂▃▄▅▆▇█"
"""A probability as a bar, from none to certain."""

TREND_WORDS = {"up": "rising", "down": "falling", "same": "steady"}
LEFT_OUT = {
    "changes": "small changes",
    "talks": "talks",
    "statements": "statements",
    "sticking_points": "sticking points",
}
ACTORS = 6
"""At most so many actors stand in the grid of positions, those with most positions; the lists name all."""


def title_line(digest: Digest, zone: tzinfo | None) -> str:
    """What the digest is of: "Gaza ceasefire: Thu 15 Aug 2024", or "…: Mon 12 Aug – Thu 15 Aug 2024"."""
    now = digest.until.astimezone(zone)
    last = f"{day_words(digest.day, now).removesuffix(f' {digest.day.year}')} {digest.day.year}"
    if digest.first == digest.day:
        return f"{digest.track}: {last}"
    return f"{digest.track}: {day_words(digest.first, now)} – {last}"


def span_line(digest: Digest, zone: tzinfo | None) -> str:
    """Which moments it covers ("The whole day, in UTC.", "From Wed 14 Aug 07:00 to Thu 15 Aug 07:00 UTC.")."""
    # A digest ends a microsecond before the moment that belongs to the next one.
    since, until = (one.astimezone(zone) for one in (digest.since, digest.until + timedelta(microseconds=1)))
    whole = not any((since.hour, since.minute, until.hour, until.minute))
    if whole and until.date() > digest.day:
        return f"The whole {'day' if digest.first == digest.day else 'span'}, in {digest.zone}."
    first, last = (f"{day_words(one.date(), until)} {one:%H:%M}" for one in (since, until))
    return f"From {first} to {last} {digest.zone}."


def chance_line(row: AttendanceRow) -> str:
    """The probability with its word ("31% unlikely")."""
    return f"{row.probability:.0%} {row.word}"


def chart_line(row: AttendanceRow) -> str:
    """The week's probabilities as bars ("··▂▂▅▇█"), a dot a day before the first claim."""
    return "".join("·" if one is None else TICKS[min(7, int(one * 8))] for one in row.course)


def course_words(row: AttendanceRow) -> str:
    """The same in numbers, for those who do not see the bars: "the last 7 days: no report, 31 %, 47 %"."""
    told = ["no report" if one is None else f"{one:.0%}" for one in row.course]
    return f"the last {len(told)} days: {', '.join(told)}" if told else ""


def stance_line(row: AttendanceRow) -> str:
    """The stance, the condition that it hangs on, and how sources disagree."""
    condition = (row.condition or "").strip()
    only = f"only {condition}" if condition.lower().startswith("if ") else f"only if: {condition}"
    return "; ".join(filter(None, [row.stance, only if condition else "", row.disagreement]))


def retraction_lines(row: RetractionRow) -> list[str]:
    """What a report took back, in lines: its headline's change, and each sentence that is gone."""
    lines = [f"headline now “{row.title}”, before “{row.before}”"] if row.before else []
    return lines + [f"no longer says: “{' '.join(words.split())}”" for words in row.lost]


def grid(rows: Iterable[StickingRow]) -> tuple[list[str], list[tuple[StickingRow, list[str]]]]:
    """Issues against actors: the actors, and for each issue where each of them stands and since which report."""
    listed = list(rows)
    counts: dict[str, int] = {}
    for row in listed:
        for stand in row.positions:
            counts[stand.actor] = counts.get(stand.actor, 0) + 1
    actors = sorted(sorted(counts, key=lambda actor: (-counts[actor], actor))[:ACTORS])
    made = []
    for row in listed:
        held = {stand.actor: _held(stand) for stand in row.positions}
        made.append((row, [held.get(actor, "") for actor in actors]))
    return actors, made


def _held(stand: PositionRow) -> str:
    return f"{stand.position}, {stand.reported.day} {stand.reported:%b}"


def more_line(digest: Digest, panel: str) -> str:
    """How many were left out of a section, "" where all are there."""
    number = digest.left_out.get(panel, 0)
    return f"{number} more {LEFT_OUT[panel]} are in `talkwatch board`." if number else ""


def trouble_line(row: FeedRow) -> str:
    """A feed that does not answer: its name, its state and the error."""
    return f"{row.publisher or row.title or row.url}: {row.state}" + (f", {row.error}" if row.error else "")


def troubled(health: HealthView | None) -> list[FeedRow]:
    """The feeds that do not answer."""
    return [row for row in health.rows if row.state in {"failing", "gone"}] if health else []


def place_line(row: TalkRow) -> str:
    """Where a talk is held ("Doha", "place not known")."""
    return row.place or "place not known"


def sides_line(row: TalkRow) -> str:
    """Who is at the table: ", Israel – Hamas, via Qatar and Egypt", or ""."""
    sides = f", {' – '.join(row.parties)}" if row.parties else ""
    return sides + (f", via {', '.join(row.mediators)}" if row.mediators else "")


def who_line(row: AttendanceRow) -> str:
    """Whose coming it is about ("Joe Biden (United States)", "Hamas")."""
    return f"{row.person} ({row.actor})" if row.person and row.person != row.actor else row.actor


def said_line(row: StatementRow, now: datetime) -> str:
    """Who said what, through which medium and when; quotation marks only around words that the source quotes."""
    words = " ".join(row.content.split())
    quoted = spoken(row.act, f"“{words}”" if row.kind == "direct" else words)
    day = day_words(row.said_on, now) if row.said_on else ""
    return f"{', '.join(filter(None, [row.speaker, through(row.medium), day]))}: {quoted}"


def stands_line(row: StickingRow) -> str:
    """Where an issue stands, since when and why: "open since 12 Aug, unchanged: …"."""
    return f"{row.status} since {row.since.day} {row.since:%b}, {row.trend}: {row.reason}"


SOURCES = 3
"""So many sources stand beside a line, one for each report and publisher, the newest first."""


def cited(sources: Iterable[SourceRow]) -> tuple[tuple[SourceRow, ...], int]:
    """The sources that stand beside a line, and how many more there are: each report counts once, in however many
    outlets, and so does each publisher.
    """
    newest: dict[str, SourceRow] = {}
    for row, _ in reports(sources):
        newest.setdefault(row.agency or row.publisher or row.item, row)
    return tuple(newest.values())[:SOURCES], max(0, len(newest) - SOURCES)


def feeds_line(health: HealthView | None, zone: tzinfo | None) -> str:
    """How the feeds stand when the digest is written, in a sentence."""
    if health is None or not health.feeds:
        return "No feed is subscribed."
    last = health.polled.astimezone(zone) if health.polled else None
    polled = f"last polled {last.day} {last:%b %Y %H:%M}" if last else "not polled yet"
    words = f"{count_words(health.feeds, 'feed')}, {health.failing} failing, {polled}"
    words += f"; {health.unread} items not read yet" if health.unread else ""
    return words + (f"; {health.second}." if health.second else ".")

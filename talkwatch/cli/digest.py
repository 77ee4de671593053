"""`talkwatch digest`: a day of a track as a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from talkwatch.desk import Desk
    from talkwatch.digest.compose import Digest

FORMATS = ("md", "html", "json", "txt", "ics")
ALL = "all"
_FORMAT = (
    "What to write; without it, what the file's name ends in, or the config says ([digest] format): md by default."
)


@dataclass(frozen=True, slots=True)
class _Span:
    """The days that were asked for, or the 24 hours up to a time of day (`auto`)."""

    first: date
    last: date
    auto: time | None

    def of(self, desk: Desk, track: str, now: datetime, zone: tzinfo | None) -> Digest:
        """A track's digest."""
        from talkwatch.filing import latest

        if self.auto is not None:
            return desk.digest_between(track, *latest(self.auto, now, zone))
        return desk.digest(track, self.last, now, self.first)

    def name(self, digest: Digest, kind: str) -> str:
        """The file it goes to in a folder."""
        from talkwatch.filing import digest_name

        return digest_name(digest.track, digest.first, digest.day, kind, f"{self.auto:%H%M}" if self.auto else "")


@click.command(epilog="Example: talkwatch digest --date 2024-08-15 --format html -o digest.html")
@click.option("--date", "day_words", metavar="DAY", help="The day, as 2024-08-15; without it, today.")
@click.option("--since", metavar="DAY", help="The first of several days.")
@click.option("--until", metavar="DAY", help="The last of several days; without it, today.")
@click.option("--auto", metavar="HH:MM", help="The 24 hours up to that time, once, into the folder: for cron.")
@click.option("--format", "kind", type=click.Choice(FORMATS), help=_FORMAT)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it to this file, or into this folder.")
@click.option("--save", is_flag=True, help="Write it into the folder that the config names ([digest] folder).")
@click.option("--force", is_flag=True, help="Write it into the folder even if the same digest was written before.")
@click.option("--track", metavar="NAME", help='A track\'s name, or "all"; without it, the one in the config.')
@click.pass_obj
def command(  # noqa: PLR0917 - click names each
    home: Path | None,
    day_words: str | None,
    since: str | None,
    until: str | None,
    auto: str | None,
    kind: str | None,
    output: Path | None,
    save: bool,
    force: bool,
    track: str | None,
) -> None:
    """Write the digest of a day: what changed, upcoming talks, who will come, what was said, what is in the way.

    In a folder it is named after its day and track, and never written twice while it says the same. For a digest each
    morning, let cron run `talkwatch digest --auto 07:00`, every hour if need be: it writes one. An open dashboard
    does so by itself where the config has `auto = "07:00"` under [digest].
    """
    from talkwatch.cli.opening import open_store
    from talkwatch.cli.when import desk_of, zone_of
    from talkwatch.clock import system_clock
    from talkwatch.digest.render import render
    from talkwatch.settings.config import digest_folder

    with open_store(home, read_only=True) as opened:
        zone, now = zone_of(opened.config), system_clock()
        span = _span(day_words, since, until, auto, now.astimezone(zone).date())
        desk, name = desk_of(opened, None if track == ALL else track)
        tracks = sorted(desk.tracks) if track == ALL else [name]
        folder = output if output and (output.is_dir() or track == ALL) else None
        folder = folder or (
            digest_folder(opened.config) if save or (output is None and (auto or track == ALL)) else None
        )
        known = opened.paths.digests_file
        kind = kind or _kind_of(output) or opened.config.digest.format
        for digest in _digests(desk, tracks, span, now, zone):
            words = render(digest, kind, zone)
            if folder is not None:
                _file(folder / span.name(digest, kind), words, digest, known, force=force)
            elif output is not None:
                _file(output, words, digest, known, force=True)
            else:
                click.echo(words, nl=False)


def _kind_of(output: Path | None) -> str | None:
    """The format that a file's name ends in."""
    ending = output.suffix.lower().lstrip(".") if output else ""
    return ending if ending in FORMATS else None


def _digests(desk: Desk, tracks: list[str], span: _Span, now: datetime, zone: tzinfo | None) -> Iterator[Digest]:
    """Each track's digest; of several, those that have something to tell."""
    for track in tracks:
        digest = span.of(desk, track, now, zone)
        if len(tracks) == 1 or digest.changes or digest.talks or digest.statements or digest.sticking_points:
            yield digest


def _file(path: Path, words: bytes, digest: Digest, known: Path, *, force: bool) -> None:
    """The digest is in the file, and where is told."""
    from talkwatch.digest.compose import fingerprint
    from talkwatch.filing import file_once

    written = file_once(path, words, fingerprint(digest), known, force=force)
    click.echo(f"{path}" if written else f"{path}: nothing new since it was written; --force writes it again", err=True)


def _span(day_words: str | None, since: str | None, until: str | None, auto: str | None, today: date) -> _Span:
    """The days asked for. Raises UsageError for words that are none, and for those that do not go together."""
    from talkwatch.cli.when import day
    from talkwatch.model.errors import UsageError

    if sum((bool(day_words), bool(since or until), bool(auto))) > 1:
        raise UsageError("--date, --since with --until, and --auto: only one of them can be given")
    if until and not since:
        raise UsageError("--until needs --since: the first day", "one day alone is --date")
    last = day(day_words) if day_words else day(until) if until else today
    first = day(since) if since else last
    if last < first:
        raise UsageError(f"--until {last} lies before --since {first}")
    return _Span(first, last, _time(auto) if auto else None)


def _time(words: str) -> time:
    """A time of day. Raises UsageError."""
    from talkwatch.model.errors import UsageError

    try:
        return datetime.strptime(words.strip(), "%H:%M").time()  # noqa: DTZ007 - a time without a day has no zone
    except ValueError as error:
        raise UsageError(f"{words!r} is no time of day", "a time as 07:00") from error

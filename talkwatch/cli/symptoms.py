"""The likeliest troubles, looked for one by one, each with its cure. Nothing here uses the network."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from talkwatch.feeds.addresses import masked
from talkwatch.model.errors import TalkwatchError

if TYPE_CHECKING:
    from talkwatch.settings.config import Config
    from talkwatch.settings.paths import Paths
    from talkwatch.store import Store

SCARCE = 200
"""Megabytes of free disk under which it is time to look; a month of ten feeds takes about a quarter of it."""
NONE_LEFT = 20
"""Megabytes of free disk under which a write may fail at any moment."""
LATE = 3
"""Polls missed in a row before their lateness is worth a word."""
SKEW = timedelta(minutes=10)
"""How far ahead of the clock a stored moment may be before the clock is suspected."""
FOLLOW = '`talkwatch feeds add URL`, or `talkwatch feeds add --track "Gaza ceasefire"`'


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: "ok", a "note" that need not trouble anybody, or "trouble" with its cure."""

    about: str
    state: Literal["ok", "note", "trouble"]
    words: str
    cure: str = ""


def examine(paths: Paths, now: datetime) -> Iterator[Finding]:
    """Every finding, in the order in which one would look."""
    yield from _folders(paths)
    yield _disk(paths)
    config, finding = _config(paths)
    yield finding
    yield _tracks(paths, config)
    yield _lock(paths)
    yield from _store(paths, config, now)
    yield from _terminal()
    yield Finding("network", "note", "not tried: doctor asks nobody; `talkwatch poll` does, and names what fails")


def _nearest(path: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next(folder for folder in (path, *path.parents) if folder.exists())


def _folders(paths: Paths) -> Iterator[Finding]:
    """Whether what must be written can be."""
    for name, path in (("data", paths.data), ("state", paths.state), ("logs", paths.logs)):
        folder = _nearest(path)
        if not folder.is_dir():
            yield Finding(name, "trouble", f"{folder} is not a folder", "move it away, or use --home")
        elif not os.access(folder, os.W_OK | os.X_OK):
            yield Finding(name, "trouble", f"{folder} cannot be written", "make it yours, or use --home")
        else:
            yield Finding(name, "ok", f"{path}" + ("" if path.exists() else " (made when it is needed)"))


def _disk(paths: Paths) -> Finding:
    """Whether there is room to store."""
    try:
        free = shutil.disk_usage(_nearest(paths.data)).free // 1_000_000
    except OSError as error:
        return Finding("disk", "trouble", f"cannot be asked: {error.strerror}", "check that the disk is there")
    if free < NONE_LEFT:
        return Finding("disk", "trouble", f"full: {free} MB are free", "free some space; nothing stored is lost")
    if free < SCARCE:
        return Finding("disk", "trouble", f"nearly full: {free} MB are free", "free some space")
    return Finding("disk", "ok", f"{free:,} MB are free")


def _config(paths: Paths) -> tuple[Config, Finding]:
    """The settings, or the defaults with what is off."""
    from talkwatch.settings.config import Config, load_config

    try:
        config = load_config(paths)
    except TalkwatchError as error:
        return Config(), Finding("config", "trouble", error.message, error.hint or "mend the line, or take it out")
    there = paths.config_file.exists()
    words = f"{paths.config_file}" if there else "none: the defaults hold (`talkwatch locate --sample` prints one)"
    return config, Finding("config", "ok", words)


def _tracks(paths: Paths, config: Config) -> Finding:
    """Whether every track can be read, and the one to open is among them."""
    from talkwatch.settings.tracks import find_track, load_tracks

    try:
        tracks = load_tracks(paths)
        first = find_track(tracks, config.board.track)
    except TalkwatchError as error:
        return Finding("tracks", "trouble", error.message, error.hint)
    return Finding("tracks", "ok", f"{len(tracks)}, first shown: {first.name}")


def _lock(paths: Paths) -> Finding:
    """Whether somebody writes at the moment."""
    from talkwatch.cli.opening import holder

    pid = holder(paths.lock)
    if pid is None:
        return Finding("lock", "ok", "free")
    who = f"process {pid}" if pid else "a process"
    return Finding(
        "lock", "note", f"{who} has the store open for writing", "poll, backfill and reread wait for its end"
    )


def _store(paths: Paths, config: Config, now: datetime) -> Iterator[Finding]:
    """Whether the file is sound, and what stands in it."""
    from talkwatch.store import Store

    if not paths.database.exists():
        yield Finding("store", "ok", f"none yet; {paths.database} is made by the first poll")
        yield Finding("feeds", "note", "none", FOLLOW)
        return
    try:
        with Store.open(paths.database, read_only=True) as store:
            yield _soundness(store)
            yield from _copies(store)
            yield from _feeds(store, config, now)
            yield _clock(store, now)
            yield _unread(store)
            yield from _second(store, config)
    except TalkwatchError as error:
        yield Finding("store", "trouble", error.message, error.hint)


def _soundness(store: Store) -> Finding:
    """Whether SQLite finds the file whole."""
    faults = store.check()
    if faults:
        cure = "`talkwatch poll`, or open the dashboard: the file is set aside and the newest good backup restored"
        return Finding("store", "trouble", f"{store.path}: damaged: {faults[0]}", cure)
    counts = store.counts()
    size = store.path.stat().st_size / 1_000_000
    return Finding("store", "ok", f"sound: {counts.items:,} items, {counts.claims:,} claims, {size:.1f} MB")


def _copies(store: Store) -> Iterator[Finding]:
    """What backups there are, and what was lost if one was needed."""
    found = store.backups()
    if found:
        yield Finding("backups", "ok", f"{len(found)}, the newest of {found[0]:%d %b %Y %H:%M} UTC")
    else:
        yield Finding("backups", "note", "none yet; the first poll of each day makes one")
    if loss := store.loss():
        yield Finding("restored", "note", f"{loss.at[:10]}: {loss.words}", f"the damaged file is {loss.aside}")


def _feeds(store: Store, config: Config, now: datetime) -> Iterator[Finding]:
    """Whether feeds are followed, answer, and were asked lately."""
    feeds = store.feeds()
    if not feeds:
        yield Finding("feeds", "trouble", "none are followed", FOLLOW)
        return
    failing = [health for health in feeds if health.state in ("failing", "gone")]
    if failing:
        first = failing[0]
        words = f"{len(failing)} of {len(feeds)} fail; {masked(first.feed.url)}: {first.error}"
        yield Finding("feeds", "trouble", words, first.hint or "`talkwatch feeds list` names them all")
    else:
        yield Finding("feeds", "ok", f"{len(feeds)}, none failing")
    polled = max((health.polled for health in feeds if health.polled), default=None)
    if since := store.offline_since():
        cure = "nothing to do: a few feeds are asked until it is back"
        yield Finding("poll", "trouble", f"offline since {since:%d %b %H:%M} UTC", cure)
    elif polled is None:
        yield Finding("poll", "note", "never", "`talkwatch poll`, or open the dashboard")
    elif now - polled > LATE * timedelta(minutes=config.poll.every):
        yield Finding("poll", "note", f"last {_ago(now - polled)} ago", "`talkwatch poll`, or open the dashboard")
    else:
        yield Finding("poll", "ok", f"last {_ago(now - polled)} ago")


def _ago(span: timedelta) -> str:
    """A length of time in its largest fitting unit."""
    minutes = max(int(span.total_seconds()) // 60, 0)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 2880 else f"{minutes // 1440} days"


def _clock(store: Store, now: datetime) -> Finding:
    """Whether the clock is behind what was stored: item dates are never later than the clock of their poll."""
    newest = [item.published for item in store.items(limit=1)]
    known = max([*newest, *(health.polled for health in store.feeds() if health.polled)], default=now)
    if known - now > SKEW:
        words = f"{now:%Y-%m-%d %H:%M} UTC, but something was stored at {known:%Y-%m-%d %H:%M}: it went back"
        return Finding("clock", "trouble", words, "set the clock; countdowns and due times go by it")
    return Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def _unread(store: Store) -> Finding:
    """Whether items wait for this version's extraction."""
    from talkwatch.extract.version import EXTRACTOR

    waiting = store.count_unread(EXTRACTOR)
    if waiting:
        cure = "`talkwatch reread`, or open the dashboard"
        return Finding("reading", "note", f"{waiting:,} items wait for this version's extraction", cure)
    return Finding("reading", "ok", "every item is read")


def _second(store: Store, config: Config) -> Iterator[Finding]:
    """How the second reader stands, if there is one."""
    from talkwatch.views.health import SECOND, second_words

    if config.reader.url:
        down, (read, kept, unusable) = second_words(store.recall(SECOND)), store.seconds()
        done = f"{config.reader.model}: {read:,} items read, {kept:,} claims kept, {unusable:,} answers were none"
        cure = "start the model's server, or take the url out of [reader]"
        yield Finding("second reader", "trouble", down, cure) if down else Finding("second reader", "ok", done)


def _terminal() -> Iterator[Finding]:
    """Whether the dashboard can be drawn here."""
    term = os.environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        yield Finding("terminal", "trouble", f"TERM is {term or 'not set'}", "set TERM, for instance xterm-256color")
    else:
        yield Finding("terminal", "ok", term)
        yield _colours(term)
    encoding = locale.getpreferredencoding(do_setlocale=False)
    if encoding.replace("-", "").casefold() != "utf8":
        yield Finding("locale", "trouble", f"{encoding}, not UTF-8", "set LANG, for instance C.UTF-8")
    else:
        yield Finding("locale", "ok", encoding)
    if sys.stdout.isatty():
        columns, rows = shutil.get_terminal_size()
        small = columns < 60 or rows < 15
        cure = "widen the window or take a smaller font" if small else ""
        yield Finding("window", "trouble" if small else "ok", f"{columns} columns, {rows} rows", cure)


def _colours(term: str) -> Finding:
    """Whether the terminal has colours, by what it says of itself; nothing on the screen needs them."""
    if os.environ.get("NO_COLOR"):
        return Finding(
            "colours", "note", "none: NO_COLOR is set", "unset NO_COLOR to have them; all is readable without"
        )
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return Finding("colours", "ok", "16 million")
    try:
        import curses

        curses.setupterm(term, 1)
        number = curses.tigetnum("colors")
    except (ImportError, curses.error):
        cure = "set TERM to one that is known here, for instance xterm-256color"
        return Finding("colours", "note", f"not known: nothing is known of a terminal {term!r}", cure)
    if number < 8:
        cure = "set TERM=xterm-256color if the window can; all is readable without"
        return Finding("colours", "note", f"none: {term} has none", cure)
    return Finding("colours", "ok", f"{number}")

"""What the one-line widgets say: the status line, the tabs of the narrow layout, the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from textual.content import Content

from talkwatch.tui.actions import Where, bar
from talkwatch.tui.columns import clock_time, stamp
from talkwatch.tui.plain import cells, clip
from talkwatch.tui.ports import PANELS, Panel

if TYPE_CHECKING:
    from talkwatch.views.rows import HealthView

Piece = tuple[str, str]
"""Text and its ink."""


def status(
    track: str,
    health: HealthView | None,
    now: datetime,
    zone: tzinfo | None,
    width: int,
    *,
    mode: Piece,
    trouble: str = "",
    tail: str = "",
) -> Content:
    """The title line: the track, how the feeds stand, the time. What does not fit is left out, the rarest first."""
    right = stamp(now, zone) + tail
    for left in (f" talkwatch · {track}", f" {track}", " " + clip(track, max(width - len(right) - 4, 4))):
        room = width - cells(left) - len(right) - 6
        for middle in _trouble(trouble, room) if trouble else _middles(health, now, zone, mode):
            used = cells(left) + sum(cells(text) for text, _ in middle) + len(right) + 5
            if used <= width:
                blank = width - used + 5 - 1
                before = max(blank // 2, 2) if middle else blank
                gap = " " * before
                rest = " " * (blank - before)
                return Content.assemble((left, "title"), gap, *middle, rest, (right, "muted"), " ")
    return Content.styled(clip(f" {track}", width), "title")


def _trouble(words: str, room: int) -> list[list[Piece]]:
    """What went wrong, as much of it as there is room for."""
    return [[(clip(f"! {words}", max(room, 1)), "bad")]]


def _middles(health: HealthView | None, now: datetime, zone: tzinfo | None, mode: Piece) -> list[list[Piece]]:
    """The middle of the status line, from the whole of it down to nothing."""
    if health is None:
        return [[mode], []]
    feeds = f"{health.feeds} feeds" if health.feeds != 1 else "1 feed"
    failing = (f", {health.failing} failing", "bad") if health.failing else ("", "muted")
    short = [mode, (f" · {feeds}", "muted"), failing]
    new = [*short, (f" · {health.new_items} new", "muted")]
    unread = (f" · {health.unread} to read", "muted") if health.unread else ("", "muted")
    reading, brief = [*new, unread], [*short, unread] if health.unread else new
    times = ""
    if health.polled:
        times = f" · polled {clock_time(health.polled, now, zone)}"
    if health.next_poll and health.next_poll > now:
        times += f", next {clock_time(health.next_poll, now, zone)}"
    return [[*reading, (times, "muted")], reading, brief, short, [mode], []]


Spots = tuple[tuple[int, int, Panel], ...]
"""Where each tab lies: (first column, column after the last, panel)."""


def tabs(current: Panel, unseen: Mapping[Panel, int], width: int, wanted: str = "") -> tuple[Content, Spots]:
    """The strip of tabs, and where each lies. If a filter's words had no room beside it, only one tab has a name."""
    strip, spots = _tabs(current, unseen, width)
    if wanted and strip.cell_length + cells(f"/{wanted}") + 2 > width:
        return _tabs(current, unseen, width, brief=True)
    return strip, spots


def _tabs(current: Panel, unseen: Mapping[Panel, int], width: int, *, brief: bool = False) -> tuple[Content, Spots]:
    parts: list[Piece] = []
    spots: list[tuple[int, int, Panel]] = []
    at = 0
    for number, (panel, title, word) in enumerate(PANELS, 1):
        count = f" •{unseen[panel]}" if unseen.get(panel) else ""
        name = title if width >= 100 else word
        text = f" {number}{count} " if brief and panel != current else f" {number} {name}{count} "
        if panel == current:
            text = f"[{text.strip()}]"
        parts.append((text, "tab" if panel == current else "muted"))
        spots.append((at, at + cells(text), panel))
        at += cells(text)
        parts.append((" ", ""))
        at += 1
    return Content.assemble(*parts), tuple(spots)


_OWN = ("search", "add", "pause", "remove", "earlier", "later")
"""What only the screen in hand can do."""

_FIRST = ("help", "quit", "evidence", "back", *_OWN, "filter", "digest", "track", "changes", "feeds", "freeze")
"""The words of the key line that stay longest when the room is small."""


def keys(places: Sequence[Where], chosen: Mapping[str, str], width: int, enter: str = "evidence") -> Content:
    """The key line: as many keys as fit, the needed ones first; `enter` is what enter does here, or ""."""
    pairs = [(key, enter if word == "evidence" else word) for key, word in bar(places, chosen)]
    pairs = [pair for pair in pairs if pair[1]]
    rank = {enter if word == "evidence" else word: number for number, word in enumerate(_FIRST)}
    room = width - 1
    shown = set()
    for pair in sorted(pairs, key=lambda pair: rank.get(pair[1], len(_FIRST))):
        if _cells(pair) <= room:
            shown.add(pair)
            room -= _cells(pair)
    parts: list[Piece] = [(" ", "")]
    for key, word in pairs:
        if (key, word) in shown:
            parts += [(key, "key"), (f" {word}  ", "muted")]
    return Content.assemble(*parts)


def _cells(pair: tuple[str, str]) -> int:
    return cells(pair[0]) + cells(pair[1]) + 3
